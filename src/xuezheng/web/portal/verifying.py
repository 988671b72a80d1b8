"""Verify a draw or a division in the browser: the offline page of the project, with what was published put in.

The page is one file that works from a memory stick. Here its style and script are served apart, so that the
strict policy holds; not a letter of them differs.
"""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from xuezheng.records.decisions.queries import standing_publications
from xuezheng.web.shown.bureau import now
from xuezheng.web.shown.gate import public

PAGE = "verify.html"


@cache
def _parts() -> dict[str, str]:
    """Style, body and script of the page, byte for byte."""
    text = _place().read_text(encoding="utf-8")
    found = re.fullmatch(
        r".*<style>(?P<style>.*)</style>.*<body>(?P<body>.*)<script>(?P<script>.*)</script>.*",
        text,
        re.DOTALL,
    )
    if found is None:
        raise AssertionError(f"{PAGE} has another shape")
    return found.groupdict()


def _place() -> Path:
    """In an installed package beside this module; in a working copy in `docs/verifier`."""
    packed = Path(str(files("xuezheng.web.portal").joinpath("verifier", PAGE)))
    return packed if packed.is_file() else Path(__file__).parents[4] / "docs" / "verifier" / PAGE


@public
def verify(request: HttpRequest, code: UUID | None = None) -> HttpResponse:
    """The page; with a publication, its files are fetched and put in."""
    addresses: list[str] = []
    publication = None
    if code is not None:
        publication = get_object_or_404(standing_publications(now()), pk=code)
        addresses = [reverse("portal:published-file", args=[code, name]) for name in publication.files]
    body: SafeString = mark_safe(_parts()["body"])  # noqa: S308  (a file of the project)
    shown = {"body": body, "publication": publication, "addresses": " ".join(addresses)}
    return render(request, "portal/verify.html", shown)


@public
def style(request: HttpRequest) -> HttpResponse:
    """The page's style."""
    return HttpResponse(_parts()["style"], content_type="text/css; charset=utf-8")


@public
def script(request: HttpRequest) -> HttpResponse:
    """The page's script."""
    return HttpResponse(_parts()["script"], content_type="text/javascript; charset=utf-8")
