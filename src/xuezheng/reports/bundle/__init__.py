"""The evidence of a released report: its text, definitions, figures and aggregates, hashed, for anyone to check."""
