"""Today: what is due, what is behind, what was not sent."""
