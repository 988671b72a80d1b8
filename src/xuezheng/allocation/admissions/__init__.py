"""Admission by rules that are data: you go to the first wish whose line you cleared."""
