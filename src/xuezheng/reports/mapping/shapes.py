"""What the mapping file holds, and the text it belongs to."""

import hashlib
from typing import get_args

from xuezheng.reports.shapes import Document, Measure

FORMAT = 1
STATES = ("confirmed", "suggested", "by_hand", "open")
PERIODS = ("year", "h1", "h2", "last_year")
MEASURES = get_args(Measure)
#: Keys a person may set for a slot, and those written for reading only.
DECIDED = ("state", "indicator", "filters", "period", "measure", "value", "source")
SHOWN = ("clause", "written", "kind", "score", "confidence", "remembered", "others")

#: What a slot that is no figure may name instead of an indicator.
PREFIXES = {"date": "period.", "name": "name.", "structural": "structure."}


def fingerprint(document: Document) -> str:
    """SHA-256 of a document's words; a mapping belongs to one text."""
    words = "\n".join(block.text for block in document.blocks)
    return hashlib.sha256(words.encode()).hexdigest()
