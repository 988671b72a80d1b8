"""Registers: schools, pupils, teachers, and every other kind of record; found, chosen, changed in bulk."""
