"""Standards of compulsory education."""
