"""Long work: how far each piece is."""
