"""Candidates to seats: no two of one school side by side, or as few as can be."""
