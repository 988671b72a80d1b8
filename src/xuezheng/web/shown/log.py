"""The log of the desk: one JSON object a line in `logs/web.log`, so that no text can forge a line.

It holds paths and errors, never what a person typed.
"""

import json
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from django.conf import settings

MOST_BYTES, KEPT = 5 * 2**20, 5


class JsonLines(logging.Formatter):
    """Moment, level, what, where; the traceback without the values of variables."""

    def format(self, record: logging.LogRecord) -> str:
        said = {"at": self.formatTime(record), "level": record.levelname, "said": record.getMessage()}
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


class BureauFile(RotatingFileHandler):
    """`logs/web.log` in the served folder; opened at the first line."""

    def __init__(self) -> None:
        super().__init__("web.log", maxBytes=MOST_BYTES, backupCount=KEPT, encoding="utf-8", delay=True)

    def emit(self, record: logging.LogRecord) -> None:
        """Write to the folder that is served now."""
        if self.stream is None:
            place = Path(settings.FOLDER) / "logs" / "web.log"
            place.parent.mkdir(exist_ok=True)
            self.baseFilename = str(place)
        super().emit(record)
