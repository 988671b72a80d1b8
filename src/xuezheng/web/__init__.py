"""The desk (staff) and the portal (public): urls, pages, templates, styles; no rules."""
