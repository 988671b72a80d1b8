"""Indicators: what is counted, how it stands, and the rows behind it."""
