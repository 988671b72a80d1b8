"""Standards of preschool education."""
