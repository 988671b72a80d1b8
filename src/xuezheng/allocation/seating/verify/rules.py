"""Whether the rules a certificate names are those of the day: papers, last rooms, layouts."""

from datetime import date
from importlib.resources import files
from typing import Any

import yaml

from xuezheng.allocation.seating.verify.lists import Lists
from xuezheng.allocation.verifying import Check

LEAST = {"leave": 1, "merge": 3, "level": 3, "mix": 1}
DOORS = {"": "left", "左": "left", "右": "right", "left": "left", "right": "right"}


def said_on(name: str, on: str) -> dict[str, Any]:
    """What a file of the rules says on a day; plain entries as they are."""
    day = date.fromisoformat(on)
    if not name.isidentifier():
        raise ValueError(f"no rules named {name}")
    text = files("xuezheng.rules").joinpath("seating", f"{name}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = {}
    for key, lines in yaml.safe_load(text).items():
        if not isinstance(lines, list):
            found[key] = lines
            continue
        for line in sorted(lines, key=lambda line: line["from"]):
            if line["from"] <= day and (line["to"] is None or day <= line["to"]):
                found[key] = line
    return found


def rule_checks(lists: Lists) -> list[Check]:
    """Compare options with the rules, layouts with the list of rooms."""
    options = lists.options
    rules = said_on(options["profile"], options["on"])
    wrong = ["papers"] if options["papers"] != rules["papers"]["value"] else []
    asked = options["last_room_asked"]
    how, _, least = asked.partition(":")
    last = {"how": how, "least": int(least or LEAST[how])} if asked else rules["last_room"]["value"]
    wrong += ["last_room"] if options["last_room"] != last else []
    aside = {use: rules[f"{use}_rooms"]["value"] for use in ("spare", "isolation")}
    wrong += ["set_aside"] if options["set_aside"] != aside or options["label"] != rules["label"] else []
    wrong += ["layouts"] if set(options["numbering"]) != set(lists.seated) else []
    for room, said in options["numbering"].items():
        if room not in lists.rooms:
            wrong.append(room)
            continue
        rule = lists.options_layout(room)
        made = {
            "columns": rule["columns"],
            "turns": rule["turns"],
            "door": DOORS[lists.rooms[room].get("door", "")],
            "extra": [number - 1 for number in rule.get("extra", [])],
        }
        wrong += [room] if made != said else []
        is_free = bool(lists.needs(room)) or sum(rule["columns"]) in rules["sizes"]["value"]
        wrong += [] if is_free else [f"{room} 的座位数"]
    if not wrong:
        wrong += ["layouts"] if options["layouts"] != _standing(lists) else []
    told = f"与规则不符：{'、'.join(wrong[:10])}" if wrong else f"与 {options['on']} 的规则一致"
    return [Check("rules", not wrong, told)]


def _standing(lists: Lists) -> dict[str, list[int]]:
    """Seats of each column from the left in every room, with extra ones where they are used."""
    found = {}
    for room, places in lists.places.items():
        standing = places[: max(lists.size(room), len(lists.seated[room]))]
        width = len(lists.options_layout(room)["columns"])
        found[room] = [sum(c == column for c, _ in standing) for column in range(width)]
    return found
