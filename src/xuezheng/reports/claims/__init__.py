"""Statements of a text that records could bear out or not: found, then judged."""
