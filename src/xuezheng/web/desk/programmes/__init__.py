"""Programmes and targets: plan against actual, what is late and why, what must be done by when by whom."""
