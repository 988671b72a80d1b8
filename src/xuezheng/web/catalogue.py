"""`python -m xuezheng.web.catalogue`: collect every Chinese text a page can show, keep its English, compile both.

The msgid of a text is the Chinese itself, so the Chinese catalogue is empty of ours and holds only what a
package says in English. Nothing of GNU gettext need be installed: texts come from Django's own template
parser and Python's `ast`; the `.mo` is laid out as Python's `gettext` reads it.
"""

import ast
import os
import re
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LANGUAGES = ("en", "zh_Hans")
CHINESE = re.compile(r"[㐀-䶿一-鿿]")
#: A text and its plural ("" for none), and where each is found.
Found = dict[tuple[str, str], set[str]]
Catalogue = dict[tuple[str, str], str]

_MARKED = re.compile(r"""_\((?:"([^"]*)"|'([^']*)')\)""")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}")
#: Calls whose words are a fault or an error: they stay in the language of the register.
_FAULTS = re.compile(r"(Error|Fault|BadInput|NotFound|Refused|CannotFinish|Conflict|NotAllowed)$")
_HEAD = "Language: {}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"


def placeholders(text: str) -> list[str]:
    """Give the places a text leaves open, in order of the alphabet."""
    return sorted(_PLACEHOLDER.findall(text))


def collect() -> Found:
    """Find every Chinese text a page can show; Django is set up already."""
    from django.utils import translation

    found: Found = {}
    with translation.override(None):  # what Django says of itself stays English and is not ours
        for text, plural, place in _everything():
            if CHINESE.search(text):
                found.setdefault((text, plural), set()).add(place)
    # A text said in the plural somewhere is found by its singular everywhere.
    for text, plural in [key for key in found if key[1]]:
        found[text, plural] |= found.pop((text, ""), set())
    return found


def _everything() -> Iterator[tuple[str, str, str]]:
    for file in sorted(HERE.rglob("*.html")):
        place = file.relative_to(HERE).as_posix()
        yield from ((text, plural, place) for text, plural in in_template(file.read_text("utf-8")))
    for file in sorted(set(HERE.rglob("*.py")) - {Path(__file__)}):
        place = file.relative_to(HERE).as_posix()
        yield from ((text, "", place) for text in in_python(file.read_text("utf-8")))
    yield from ((text, "", place) for text, place in _in_records())


def in_template(source: str) -> Iterator[tuple[str, str]]:
    """Give the texts of a template as it looks them up: trimmed, `%` doubled, variables as `%(name)s`."""
    from django.template import engines
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    parsed: Any = engines["django"].from_string(source)
    nodes = parsed.template.nodelist
    for node in nodes.get_nodes_by_type(TranslateNode):
        literal = getattr(node.filter_expression.var, "literal", None)
        if isinstance(literal, str):
            yield literal.replace("%", "%%"), ""
    for node in nodes.get_nodes_by_type(BlockTranslateNode):
        plural = node.render_token_list(node.plural)[0] if node.plural else ""
        yield node.render_token_list(node.singular)[0], plural
    for one, other in _MARKED.findall(source):
        yield (one or other).replace("%", "%%"), ""


def in_python(source: str) -> Iterator[str]:
    """Give the string constants of a module: no docstrings, no faults, no pieces of f-strings."""
    tree = ast.parse(source)
    passed = {id(inner) for node in ast.walk(tree) for inner in _passed(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node.value


def _passed(node: ast.AST) -> Iterable[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return [node.value]
    if isinstance(node, ast.JoinedStr | ast.Raise):
        return ast.walk(node)
    if isinstance(node, ast.Call) and _FAULTS.search(ast.unparse(node.func)):
        return ast.walk(node)
    return ()


def _in_records() -> Iterator[tuple[str, str]]:
    from django.apps import apps

    from xuezheng.indicators.catalogue import load_catalogue
    from xuezheng.jobs.casework_monthly import COLUMNS
    from xuezheng.records.accounts.queries import RIGHTS
    from xuezheng.records.intake.forms.layouts import all_layouts
    from xuezheng.rules.progress import WORDS
    from xuezheng.standards.catalogue import load_standards

    for config in apps.get_app_configs():
        if not config.name.startswith("xuezheng."):
            continue
        yield str(config.verbose_name), config.label
        for model in config.get_models():
            place = f"{config.label}.{model.__name__}"
            yield str(model._meta.verbose_name), place
            for field in model._meta.get_fields():
                yield from ((text, place) for text in _said_of(field))
    yield from ((text, "monthly table") for heading, _what, why in COLUMNS for text in (heading, why))
    yield from ((word, "lights") for word in WORDS.values())
    yield from ((each.unit, "indicators") for each in load_catalogue().values())
    yield from ((text, "standards") for one in load_standards().values() for text in _of_standard(one))
    yield from ((right.label, "RIGHTS") for right in RIGHTS.values())
    yield from ((layout.title, "layouts") for layout in all_layouts().values())


def _of_standard(one: Any) -> Iterator[str]:
    """What a standard and its parts are called."""
    yield one.label
    yield from (part.label for part in getattr(one, "parts", ()))


def _said_of(field: Any) -> Iterator[str]:
    yield str(getattr(field, "verbose_name", ""))
    yield str(getattr(field, "help_text", ""))
    yield from (str(label) for _value, label in getattr(field, "flatchoices", ()))


def read(file: Path) -> Catalogue:
    """Read a `.po` as it is written here; a file that is not there says nothing."""
    entries: Catalogue = {}
    for block in (file.read_text("utf-8") if file.exists() else "").split("\n\n"):
        parts: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            if not line.startswith('"'):
                name, line = line.split(" ", 1)
            parts[name] = parts.get(name, "") + ast.literal_eval(line)
        if parts.get("msgid"):
            said = parts.get("msgstr", parts.get("msgstr[0]", ""))
            said += "\0" + parts["msgstr[1]"] if "msgstr[1]" in parts else ""
            entries[parts["msgid"], parts.get("msgid_plural", "")] = said
    return entries


def written(language: str, entries: Catalogue, found: Found) -> str:
    """Give the text of a `.po`: sorted, each text with the files that say it."""
    blocks = ['msgid ""\nmsgstr ' + _quoted(_HEAD.format(language) + _plural_forms(language))]
    for (text, plural), said in sorted(entries.items()):
        lines = [f"#: {place}" for place in sorted(found.get((text, plural), ()))]
        lines.append(f"msgid {_quoted(text)}")
        if plural:
            one, _nul, more = said.partition("\0")
            lines += [
                f"msgid_plural {_quoted(plural)}",
                f"msgstr[0] {_quoted(one)}",
                f"msgstr[1] {_quoted(more)}",
            ]
        else:
            lines.append(f"msgstr {_quoted(said)}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _quoted(text: str) -> str:
    return (
        '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'
    )


def _plural_forms(language: str) -> str:
    rule = "nplurals=1; plural=0;" if language == "zh_Hans" else "nplurals=2; plural=(n != 1);"
    return f"Plural-Forms: {rule}\n"


def compiled(language: str, entries: Catalogue) -> bytes:
    """Give the `.mo` of a catalogue: two sorted tables of offsets, then the texts, each ended by a zero."""
    texts = {"": _HEAD.format(language) + _plural_forms(language)}
    for (text, plural), said in entries.items():
        if said.strip("\0"):
            texts[f"{text}\0{plural}" if plural else text] = said
    pairs = sorted((text.encode(), said.encode()) for text, said in texts.items())
    start = 28 + 16 * len(pairs)
    tables: list[bytes] = []
    body = b""
    for side in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[side]), start + len(body)))
            body += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return head + b"".join(tables) + body


def catalogue(language: str) -> Path:
    """Give the place of a language's `.po`; its `.mo` lies beside it."""
    return HERE / "locale" / language / "LC_MESSAGES" / "django.po"


def main() -> int:
    """Write both catalogues anew; texts without English are named, and the exit code is 3."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuezheng.web.settings")
    django.setup()
    found = collect()
    known = read(catalogue("en"))
    spoken = {text: said for (text, _plural), said in known.items()}
    entries = {key: known.get(key) or spoken.get(key[0], "") for key in found}
    for language, texts in (("en", entries), ("zh_Hans", read(catalogue("zh_Hans")))):
        file = catalogue(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(written(language, texts, found if language == "en" else {}), "utf-8")
        file.with_suffix(".mo").write_bytes(compiled(language, texts))
    missing = [text for (text, _plural), said in sorted(entries.items()) if not said.strip("\0")]
    for text in missing:
        sys.stdout.write(f"没有英文：{text}\n")
    sys.stdout.write(f"共 {len(entries)} 条，缺英文 {len(missing)} 条。\n")
    return 3 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
