"""One's own result, past the frame: one question to the records, and an answer that never differs in size.

It stands beside Django's handler (see `web/wsgi.py`), for on results day everyone asks at once. A wrong
number and a wrong code take the same way, the same time and the same words. Ten wrong codes for a number in
an hour, thirty in a day, or sixty wrong ones from one address in a minute, and nothing more is said for a
while, not even for the right code.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import cache
from html import escape
from threading import Lock
from typing import Any
from urllib.parse import unquote_plus

from django.db import DatabaseError, connection
from django.template.loader import render_to_string
from django.utils import translation

from xuezheng.records.decisions.actions import note_failure
from xuezheng.records.decisions.queries import lookup_key, number_key
from xuezheng.web.shown.bureau import now, this_bureau

PLACE = "/r/"
MOST_BYTES, MOST_FIELDS = 2048, 9
SIZE = 8192
AN_HOUR, A_DAY, AN_ADDRESS = 10, 30, 60
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    (
        "Content-Security-Policy",
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
]
#: Asked of the driver itself: the frame's cursor would cost as much again as the question.
_ASKED = (
    "SELECT (SELECT r.answer FROM decisions_publishedresult r JOIN decisions_publication p "
    "ON p.code = r.publication_id WHERE r.key = %s AND p.stands_at <= %s AND p.withdrawn_at IS NULL), "
    "(SELECT COALESCE(SUM(n), 0) FROM decisions_lookupfailure WHERE number_key = %s AND hour = %s), "
    "(SELECT COALESCE(SUM(n), 0) FROM decisions_lookupfailure WHERE number_key = %s AND hour > %s)"
)
Start = Callable[..., Any]


class Guesses:
    """Wrong guesses by address within the present minute, the latest addresses only; of this process."""

    def __init__(self, most: int = AN_ADDRESS, kept: int = 10_000) -> None:
        self.most, self.kept = most, kept
        self._counted: OrderedDict[tuple[str, int], int] = OrderedDict()
        self._lock = Lock()

    def are_too_many(self, address: str, minute: int) -> bool:
        """Whether an address has used up its minute."""
        return self._counted.get((address, minute), 0) >= self.most

    def note(self, address: str, minute: int) -> None:
        """Count one more."""
        with self._lock:
            self._counted[address, minute] = self._counted.get((address, minute), 0) + 1
            while len(self._counted) > self.kept:
                self._counted.popitem(last=False)


GUESSES = Guesses()


def look_up(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Answer one question (WSGI)."""
    if environ["REQUEST_METHOD"] != "POST":
        start("303 See Other", [("Location", "/results/"), ("Content-Length", "0")])
        return [b""]
    language = "en" if "django_language=en" in environ.get("HTTP_COOKIE", "") else "zh-hans"
    said = _said(environ)
    try:
        told = _answer(said, environ.get("REMOTE_ADDR", ""))
    except DatabaseError:
        connection.close()
        told = "busy"
    status = {"busy": "503 Service Unavailable", "later": "429 Too Many Requests"}.get(told, "200 OK")
    body = _page(told, said.get("publication", ""), language)
    more = [("Retry-After", "60")] if told in ("busy", "later") else []
    start(status, [*HEADERS, ("Content-Length", str(len(body))), *more])
    return [body]


def _said(environ: dict[str, Any]) -> dict[str, str]:
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if not 0 < length <= MOST_BYTES:
        return {}
    text = environ["wsgi.input"].read(length).decode("utf-8", "replace")
    pairs = (pair.partition("=") for pair in text.split("&", MOST_FIELDS)[:MOST_FIELDS])
    return {name: unquote_plus(value).strip()[:64] for name, _sign, value in pairs}


def _answer(said: dict[str, str], address: str) -> str:
    """The answer's text; or `none` (nothing found), `later` (asked too often)."""
    publication = said.get("publication", "")
    number, code = said.get("number", "").upper(), plain_code(said.get("code", ""))
    at = time.time()
    hour, minute = int(at // 3600), int(at // 60)
    if GUESSES.are_too_many(address, minute):
        return "later"
    whose = number_key(publication, number)
    key = lookup_key(publication, number, code)
    moment = connection.ops.adapt_datetimefield_value(now())
    connection.ensure_connection()
    with connection.wrap_database_errors:
        asked = connection.connection.execute(_question(), (key, moment, whose, hour, whose, hour - 24))
        answer, in_hour, in_day = asked.fetchone()
    if in_hour >= AN_HOUR or in_day >= A_DAY:
        return "later"
    if answer is None:
        GUESSES.note(address, minute)
        note_failure(whose, hour)
        return "none"
    return f"={answer}"


@cache
def _question() -> str:
    """The question with the marks of the database's driver."""
    return _ASKED.replace("%s", "?") if connection.vendor == "sqlite" else _ASKED


def plain_code(code: str) -> str:
    """A code as it was made: people write O for 0, I and L for 1, and put blanks between."""
    plain = code.upper().replace(" ", "").replace("-", "")
    return plain.translate(str.maketrans("OIL", "011"))


def _page(told: str, publication: str, language: str) -> bytes:
    kind = "found" if told.startswith("=") else told
    before, after = _frame(kind, language)
    body = (before + _lines(told[1:] if kind == "found" else "", publication) + after).encode()
    return body + b" " * (SIZE - len(body) % SIZE)


def _lines(answer: str, publication: str) -> str:
    lines = [line.partition("\t") for line in answer.split("\n") if line]
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, _tab, value in lines)
    return f'<dl class="facts result">{rows}</dl>' if rows else ""


@cache
def _frame(kind: str, language: str) -> tuple[str, str]:
    """The page around the answer, drawn once a process and language."""
    with translation.override(language):
        said = {"kind": kind, "bureau": this_bureau(), "LANGUAGE_CODE": language, "answer": "@@ANSWER@@"}
        page = render_to_string("portal/answer.html", said)
    before, _mark, after = page.partition("@@ANSWER@@")
    return before, after
