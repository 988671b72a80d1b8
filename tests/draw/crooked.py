"""Draws that were crooked from the start: everything follows from everything, and still something is not allowed."""

import json

from tampering import Files, in_codes, in_json, made_anew


def groups(text: str):
    """Other groups than were fit to be."""

    def change(files: Files) -> None:
        files["groups.txt"] = text.encode()

    return change


def without_last_line_end(files: Files) -> None:
    files["list.txt"] = files["list.txt"][:-1]


def no_groups(files: Files) -> None:
    del files["groups.txt"]


def unlisted_groups(files: Files) -> None:
    certificate = json.loads(files["result.json"])
    del certificate["inputs"]["groups"]
    files["result.json"] = json.dumps(certificate).encode()


def unlisted_numbers(files: Files) -> None:
    certificate = json.loads(files["result.json"])
    del certificate["inputs"]["public"]
    files["result.json"] = json.dumps(certificate).encode()


def said(**changes):
    return in_json("commit.json", lambda commitment: commitment.update(changes))


def source(at: int, **changes):
    return in_json("commit.json", lambda commitment: commitment["sources"][at].update(changes))


def published(at: int, **changes):
    return in_json("public.json", lambda public: public["sources"][at].update(changes))


def numbers(at: int, group: int, change):
    return in_json("public.json", lambda public: change(public["sources"][at]["numbers"][group]))


def only(count: int):
    """Fewer sources, in the commitment and in the record."""

    def change(files: Files) -> None:
        in_json("commit.json", lambda commitment: commitment["sources"].__delitem__(slice(count, None)))(
            files
        )
        in_json("public.json", lambda public: public["sources"].__delitem__(slice(count, None)))(files)

    return change


def same_source_twice(files: Files) -> None:
    for name in ("commit.json", "public.json"):
        in_json(name, lambda read: read["sources"].append(read["sources"][0]))(files)


def order_of_dice_kept(files: Files) -> None:
    in_json("public.json", lambda public: public["sources"][0]["numbers"][0].reverse())(files)


CROOKED = {
    "a child with two tickets": ([in_codes(lambda codes: codes.insert(1, codes[0])), said(n=21)], "list"),
    "a list not in order": ([in_codes(lambda codes: codes.reverse())], "list"),
    "a list said to be longer": ([said(n=21)], "list"),
    "a code that looks like another": ([in_codes(lambda codes: codes.__setitem__(-1, "Zoe\u0308"))], "list"),
    "a code with a blank": ([in_codes(lambda codes: codes.__setitem__(-1, "X 1"))], "list"),
    "an identity number": ([in_codes(lambda codes: codes.__setitem__(0, "11010519491231002X"))], "list"),
    "a code that is a formula": ([in_codes(lambda codes: codes.__setitem__(0, "=A1"))], "list"),
    "a code a spreadsheet changes": ([in_codes(lambda codes: codes.__setitem__(0, "1.50"))], "list"),
    "a code too long": ([in_codes(lambda codes: codes.__setitem__(-1, "K" * 65))], "list"),
    "a list cut off": ([without_last_line_end], "list"),
    "a child in two groups": ([groups("K001 K002\nK002 K003\n")], "groups"),
    "a stranger in a group": ([groups("K001 K002\nK003 K999\n")], "groups"),
    "a group of one": ([groups("K001\nK003 K017\n")], "groups"),
    "a group not in order": ([groups("K002 K001\nK003 K017\n")], "groups"),
    "groups not in order": ([groups("K003 K017\nK001 K002\n")], "groups"),
    "no rule for the last place": ([said(last_place=None)], "groups"),
    "a rule for the last place without twins": ([no_groups], "groups"),
    "one lottery alone": ([only(1)], "entropy"),
    "one lottery twice": ([same_source_twice], "entropy"),
    "a ball too many": ([numbers(1, 0, lambda group: group.append(33))], "sources"),
    "a ball that is not in the urn": ([numbers(1, 1, lambda group: group.__setitem__(0, 17))], "sources"),
    "ball nought": ([numbers(1, 1, lambda group: group.__setitem__(0, 0))], "sources"),
    "a ball twice": ([numbers(1, 0, lambda group: group.__setitem__(1, 4))], "sources"),
    "balls not in order": ([order_of_dice_kept], "sources"),
    "a group of balls too many": (
        [in_json("public.json", lambda p: p["sources"][1]["numbers"].append([1]))],
        "sources",
    ),
    "another issue published": ([published(0, issue="2026139")], "sources"),
    "an issue picked": ([published(0, drawn="2026142")], "sources"),
    "next year's issue picked in June": ([published(0, drawn="2027001")], "sources"),
    "another source published": ([published(0, source="ssq")], "sources"),
    "a remark in a source": ([published(0, remark="x")], "sources"),
    "a signature where none belongs": ([published(0, signature="00")], "sources"),
    "a remark in the record": ([in_json("public.json", lambda public: public.update(remark="x"))], "sources"),
    "a die thrown twice more": ([numbers(2, 0, lambda group: group.extend([1, 1]))], "sources"),
    "a source too many": (
        [in_json("public.json", lambda p: p["sources"].append(p["sources"][2]))],
        "sources",
    ),
    "a free field": ([said(remark="x")], "commit_form"),
    "a lucky label": ([said(label="ticket-v1|school=luck")], "commit_form"),
    "a chosen version": ([said(version="lucky-7")], "commit_form"),
    "another rule when late": ([said(late="as the office thinks fit")], "commit_form"),
    "another last place rule": ([said(last_place="stop")], "commit_form"),
    "another format": ([said(format="draw-commit-v2")], "commit_form"),
    "a remark in a source of the commitment": ([source(0, remark="x")], "commit_form"),
    "an issue of another year": (
        [source(0, issue="2025140"), published(0, issue="2025140", drawn="2025140")],
        "commit_form",
    ),
    "dice of seven sides": ([source(2, of=7)], "commit_form"),
    "no dice at all": ([source(2, count=0), numbers(2, 0, lambda group: group.clear())], "commit_form"),
}


def made(name: str, honest: Files) -> tuple[Files, str]:
    """The files of one crooked draw and the check that must catch it."""
    changes, expected = CROOKED[name]
    files = dict(honest)
    for change in changes:
        change(files)
    made_anew(files)
    return files, expected


AFTERWARDS = {
    "groups not listed": (unlisted_groups, "files"),
    "numbers not listed": (unlisted_numbers, "files"),
}

#: Changes to the record of a drand round, each of which the check of the sources must catch.
BEACONS = [
    {"value": "cd" * 32}, {"value": "AB" * 32}, {"value": "ab"}, {"signature": "ab" * 47}, {"signature": "x"},
    {"signature": "cd" * 48}, {"drawn": "60000002"}, {"issue": "60000001"}, {"remark": "x"}, {"numbers": [[1]]},
]  # fmt: skip
