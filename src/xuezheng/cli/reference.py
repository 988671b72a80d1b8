"""Write the reference pages that are derived from the source (`make docs`)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from xuezheng.rules.values import value_files

FOLDER = Path("docs/reference")
_MADE = "<!-- Made by `make docs`; edits are lost. -->\n"


def pages() -> dict[str, str]:
    """Name and text of every derived page."""
    made = {"indicators.md": _indicators, "commands.md": _commands, "rules.md": _rules}
    return {name: _MADE + "\n" + "\n".join(write()) + "\n" for name, write in made.items()}


def _indicators() -> Iterator[str]:
    from xuezheng.indicators.catalogue import load_catalogue

    yield "# Indicators"
    catalogue = load_catalogue()
    yield f"\n{len(catalogue)} indicators; examples of each stand in `tests/indicators/`.\n"
    topic = ""
    for code, one in catalogue.items():
        if code.split(".")[0] != topic:
            topic = code.split(".")[0]
            yield f"\n## {topic}\n"
        yield f"### `{code}` {one.label}\n"
        yield f"{one.label_en}. Unit {one.unit or '—'}, {one.kind}. Look again by {one.review_by}.\n"
        yield f"- 定义：{one.definition}"
        yield f"- 依据：{one.reference}"
        if one.aliases:
            yield f"- 又称：{'；'.join(one.aliases)}"
        for name, values in one.dimensions.items():
            words = "，".join(f"`{value}` {said}" for value, said in values.items())
            yield f"- 维度 `{name}`：{words or '任意值'}"
        yield ""


def _commands() -> Iterator[str]:
    import typer.main

    from xuezheng.cli.main import build

    yield "# Commands"
    yield "\nExit code 0 done, 2 bad input, 3 a check failed. `--json` prints machine-readable output.\n"
    yield from _verbs(typer.main.get_command(build()), "xuezheng")


def _verbs(command: Any, path: str) -> Iterator[str]:
    for name, verb in sorted(getattr(command, "commands", {}).items()):
        if getattr(verb, "commands", None):
            yield from _verbs(verb, f"{path} {name}")
            continue
        words = [_word(option) for option in verb.params if option.name != "help"]
        yield f"## `{path} {name}`\n\n{(verb.help or '').strip()}\n"
        yield f"    {path} {name} {' '.join(word for word in words if word)}\n"
        for option in verb.params:
            if option.name != "help" and getattr(option, "help", None):
                yield f"- `{_spelt(option)}` {option.help}"
        yield ""


def _word(option: Any) -> str:
    if option.param_type_name == "argument":
        return str(option.metavar or option.name.upper())
    spelt = _spelt(option) + ("" if option.is_flag else f" {option.name.upper()}")
    return spelt if option.required else f"[{spelt}]"


def _spelt(option: Any) -> str:
    return str(option.metavar or option.name) if option.param_type_name == "argument" else option.opts[0]


def _rules() -> Iterator[str]:
    yield "# Dated values"
    yield "\nFrom `src/xuezheng/rules/values/` and `src/xuezheng/rules/standards/`. Marks: V verified in the text, V2 in a secondary place, M from memory.\n"
    yield "| Name | Value | Unit | From | To | Mark | Source |\n|---|---|---|---|---|---|---|"
    for path in value_files():
        for name, lines in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            for line in lines:
                cells = (name, line["value"], line["unit"], line["from"], line.get("to") or "", line["mark"])
                yield "| " + " | ".join(map(str, cells)) + f" | {line['source']} |"


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
