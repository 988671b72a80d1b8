"""Standards one school is evaluated by."""
