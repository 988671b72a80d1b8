"""Set-up: organisations, people and rights, the rules in force, the office's calendar."""
