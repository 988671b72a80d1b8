"""How days and numbers are written, the same in both languages: 2026-11-24 15:04, 1,234,567."""
