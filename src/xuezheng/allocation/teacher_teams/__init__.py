"""Balanced teams of teachers, one for each class, drawn to the classes in public."""
