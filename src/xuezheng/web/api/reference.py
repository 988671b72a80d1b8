"""Write docs/reference/api.md from the description (`python -m xuezheng.web.api.reference`)."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FILE = Path("docs/reference/api.md")


def page() -> str:
    """The page: every address, what it asks for, what it gives."""
    from xuezheng.web.api.urls import document

    said = json.loads(document())
    return "\n".join(_lines(said)) + "\n"


def _lines(said: dict[str, Any]) -> Iterator[str]:
    yield "<!-- Made by `make docs`; edits are lost. -->\n\n# API\n"
    yield f"{len(said['paths'])} addresses, all GET. The same as OpenAPI: `/api/openapi.json`.\n"
    for place, verbs in said["paths"].items():
        one = verbs["get"]
        yield f"## `{place}`\n\n{one['summary']}。{one['description']}。\n"
        asked = [p["name"] for p in one.get("parameters", []) if p["in"] == "query"]
        if asked:
            yield f"- 参数：{'，'.join(f'`{name}`' for name in asked)}"
        given = one["responses"]["200"]["content"]["application/json"]["schema"]
        yield f"- 给出：{'，'.join(f'`{name}`' for name in _columns(said, given))}\n"


def _columns(said: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    """The names of what is given; of a page or a list, of one of its rows."""
    if schema.get("type") == "array":
        return _columns(said, schema["items"])
    if "$ref" in schema:
        schema = said["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    rows = schema["properties"].get("rows", {})
    if "$ref" in rows.get("items", {}):
        return _columns(said, rows)
    return list(schema["properties"])


def write() -> None:
    """Write the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuezheng.web.settings")
    import django

    django.setup()
    FILE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write()
