"""Casework: what came in, by when it must be answered, and every step on the way."""
