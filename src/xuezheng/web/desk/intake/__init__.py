"""Intake: a spreadsheet is sent in, tried, looked at, taken in, and taken back if need be."""
