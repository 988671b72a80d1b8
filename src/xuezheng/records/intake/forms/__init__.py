"""What a sheet may hold, and how its cells are read."""
