"""Which lines of other offices' lists are which pupils. Heavy libraries are imported when matching begins."""
