"""Written the house way."""
