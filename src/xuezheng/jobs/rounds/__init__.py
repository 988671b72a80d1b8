"""Holding a round: its folder, the engines run as verbs, and what is written down of each step."""
