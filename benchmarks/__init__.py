"""Measurements: one module each, `python -m benchmarks.NAME`; all of them with `make bench`."""
