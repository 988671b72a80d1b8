"""Evaluation: the standards of the state judged of each place, item by item."""
