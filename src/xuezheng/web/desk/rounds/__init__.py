"""Allocation rounds: frozen and committed, seeded before witnesses, run once, checked, approved, published."""
