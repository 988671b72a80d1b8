"""Tags: `{% table t %}`, `{% state "good" "已完成" %}`, `{% bar 3 4 %}`, `{% asset "shown/shown.css" %}`."""

import hashlib
import json
from functools import cache
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from xuezheng.web.shown.tables import Table, written

register = template.Library()

#: A state is told by its shape first, its colour second.
SHAPES = {"good": "●", "warn": "▲", "bad": "■", "wait": "○", "half": "◐", "none": "–"}


@cache
def _stamp(path: str) -> str:
    file = finders.find(path)
    if not isinstance(file, str):
        return ""
    with open(file, "rb") as content:
        return hashlib.sha256(content.read()).hexdigest()[:12]


@register.simple_tag
def asset(path: str) -> str:
    """A static file's address with a stamp of its content, so that a new version is never an old one."""
    return f"{static(path)}?v={_stamp(path)}"


@register.inclusion_tag("shown/table.html", takes_context=True)
def table(context: dict[str, Any], of: Table) -> dict[str, Any]:
    """Draw a table with its search, filters, pages and exports."""
    return {"table": of, "request": context.get("request"), "csrf_token": context.get("csrf_token")}


@register.simple_tag
def state(kind: str, words: Any = "") -> SafeString:
    """A state by shape, words and colour: good, warn, bad, wait, half, none."""
    kind = kind if kind in SHAPES else "none"
    return format_html('<span class="state state-{}"><i aria-hidden="true">{}</i> {}</span>', kind, SHAPES[kind], words)  # fmt: skip


@register.simple_tag
def bar(part: float | None, whole: float | None, kind: str = "plain", label: str = "") -> SafeString:
    """A bar: `part` of `whole`, as an image with words; over the whole it is full and marked."""
    if not whole or part is None:
        return format_html('<span class="bar-empty">{}</span>', "—")
    share = max(0.0, min(1.0, part / whole))
    said = label or f"{part / whole * 100:.0f}%"
    return format_html(
        '<svg class="bar bar-{}" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="bar-whole" width="100" height="8" rx="1"/><rect class="bar-part" width="{}" height="8" rx="1"/></svg>',
        kind, said, f"{share * 100:.1f}",
    )  # fmt: skip


@register.filter
def cell(value: Any, kind: str = "text") -> str:
    """A value as it stands in a table."""
    return written(value, kind)


@register.filter
def said(text: Any) -> str:
    """A Chinese label in the language of the page, where the catalogue has it."""
    text = str(text)
    return gettext(text) if text else ""


@register.filter
def as_json(value: Any) -> str:
    """A value for a `data-` attribute; the template escapes it."""
    return json.dumps(value, ensure_ascii=False, default=str)


@register.filter
def item(of: Any, key: Any) -> Any:
    """An entry of a mapping."""
    return of.get(key) if hasattr(of, "get") else None
