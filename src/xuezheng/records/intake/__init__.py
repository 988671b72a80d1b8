"""Returns sent in by schools and offices as spreadsheets: checked, taken in, listed, taken back."""
