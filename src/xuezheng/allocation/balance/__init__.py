"""The cheapest road: what to move, buy, convert and build so that every school of a county passes."""
