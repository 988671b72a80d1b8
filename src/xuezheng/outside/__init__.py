"""Forms that are not ours: spreadsheets, and what other systems hand over."""
