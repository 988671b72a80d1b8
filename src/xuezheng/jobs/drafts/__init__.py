"""A report under work at the desk: read, decided place by place, judged, written, compared, released.

The decisions are records (`records.decisions`); text, reading and documents lie in `documents/drafts/<code>/`.
"""
