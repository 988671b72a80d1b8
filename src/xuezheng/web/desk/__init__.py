"""What staff see: each sees only their organisations."""
