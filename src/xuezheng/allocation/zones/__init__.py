"""School zones: every block one school, in one piece, within the seats, and the walk as short as can be."""
