"""The public draw: a list is fixed, then a seed nobody could know, then anyone can repeat it."""
