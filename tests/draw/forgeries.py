"""Fifty ways to forge a draw of twenty children, each with the check that must catch it."""

import json

from tampering import Files, in_codes, in_json, in_proofs, in_rows, other_digit, repaired

GROUPS = [["K003", "K017"], ["K001", "K002"]]


def swap(rows):
    rows[0]["code"], rows[5]["code"] = rows[5]["code"], rows[0]["code"]


def flip(rows):
    rows[-1]["outcome"] = "in"


def lose(files: Files) -> None:
    del files["public.json"]


def swap_sources(public):
    public["sources"].reverse()


def spaced(files: Files) -> None:
    files["commit.json"] = json.dumps(json.loads(files["commit.json"]), sort_keys=True).encode()


def number(source: int, group: int, at: int, value: int):
    def change(public):
        public["sources"][source]["numbers"][group][at] = value

    return change


def weaker(said):
    del said["sources"][0]


def twice(said):
    said["sources"][1] = said["sources"][0]


def only_groups(files: Files) -> None:
    files["groups.txt"] = b"K001 K002\nK003 K018\n"


def spaced_numbers(files: Files) -> None:
    files["public.json"] = json.dumps(json.loads(files["public.json"]), sort_keys=True).encode()


def cut(rows):
    del rows[-1]


FORGERIES = {
    "numbers with blanks": ([spaced_numbers, repaired], "sources"),
    "the tail cut": ([in_rows(cut), repaired], "order"),
    "a proof in capitals": (
        [in_proofs(lambda p: p[3].update(path=[node.upper() for node in p[3]["path"]]))],
        "proofs",
    ),
    "a proof too many": ([in_proofs(lambda p: p.append(p[-1]))], "proofs"),
    "two children swapped": ([in_rows(swap)], "plan_sha256"),
    "two children swapped and hashes repaired": ([in_rows(swap), repaired], "order"),
    "two ranks swapped": (
        [in_rows(lambda r: r[0].update(rank="2") or r[1].update(rank="1")), repaired],
        "order",
    ),
    "a ticket changed": (
        [in_rows(lambda r: r[3].update(ticket=other_digit(r[3]["ticket"]))), repaired],
        "order",
    ),
    "lines in another order": ([in_rows(lambda r: r.reverse()), repaired], "order"),
    "an entry dropped": ([in_rows(lambda r: r.pop(4)), repaired], "counts"),
    "an entry added": (
        [in_rows(lambda r: r.append({**r[0], "code": "K021", "rank": "21"})), repaired],
        "counts",
    ),
    "an entry twice": ([in_rows(lambda r: r.append({**r[0], "rank": "21"})), repaired], "counts"),
    "a child let in": ([in_rows(flip), repaired], "outcome"),
    "the seed changed": ([in_json("result.json", lambda c: c["seed"].update(value="0" * 64))], "seed"),
    "the seed from elsewhere": ([in_json("result.json", lambda c: c["seed"].update(how="text"))], "seed"),
    "a published number changed": ([in_json("public.json", number(0, 0, 0, 4))], "files"),
    "a published number changed and hashes repaired": (
        [in_json("public.json", number(0, 0, 0, 4)), repaired],
        "seed",
    ),
    "a number out of range": ([in_json("public.json", number(1, 1, 0, 17)), repaired], "sources"),
    "a number twice": ([in_json("public.json", number(0, 0, 0, 7)), repaired], "sources"),
    "numbers out of order": ([in_json("public.json", number(1, 0, 0, 10)), repaired], "sources"),
    "a number that is true": ([in_json("public.json", number(2, 0, 0, True)), repaired], "sources"),
    "a number too many": (
        [in_json("public.json", lambda p: p["sources"][2]["numbers"][0].append(1)), repaired],
        "sources",
    ),
    "another issue": (
        [in_json("public.json", lambda p: p["sources"][0].update(issue="2026139")), repaired],
        "sources",
    ),
    "an issue chosen": (
        [in_json("public.json", lambda p: p["sources"][0].update(drawn="2026150")), repaired],
        "sources",
    ),
    "sources in another order": ([in_json("public.json", swap_sources), repaired], "sources"),
    "a source left out": ([in_json("public.json", lambda p: p["sources"].pop()), repaired], "sources"),
    "a remark among the numbers": (
        [in_json("public.json", lambda p: p.update(remark="x")), repaired],
        "sources",
    ),
    "a child taken from the list": ([in_codes(lambda c: c.pop(6)), repaired], "list"),
    "a child put on the list": ([in_codes(lambda c: c.append("K021")), repaired], "list"),
    "a code changed": ([in_codes(lambda c: c.__setitem__(19, "K099")), repaired], "list"),
    "the list in another order": ([in_codes(lambda c: c.reverse()), repaired], "list"),
    "the list changed under an old certificate": ([in_codes(lambda c: c.pop())], "files"),
    "twins parted": ([only_groups, repaired], "groups"),
    "the groups gone": ([lambda f: f.pop("groups.txt"), repaired], "groups"),
    "a free field": ([in_json("commit.json", lambda c: c.update(remark="x")), repaired], "commit_form"),
    "a commitment with blanks": ([spaced, repaired], "commit_form"),
    "an unknown rule": ([in_json("commit.json", lambda c: c.update(rule="mine")), repaired], "commit_form"),
    "a free label": (
        [in_json("commit.json", lambda c: c.update(label="ticket-v1|luck=7")), repaired],
        "commit_form",
    ),
    "more places": ([in_json("commit.json", lambda c: c.update(places=10)), repaired], "seed"),
    "another last place rule": (
        [in_json("commit.json", lambda c: c.update(last_place="skip")), repaired],
        "options",
    ),
    "the last place rule gone": (
        [in_json("commit.json", lambda c: c.update(last_place=None)), repaired],
        "groups",
    ),
    "a weak source alone": ([in_json("commit.json", weaker), repaired], "entropy"),
    "one source twice": ([in_json("commit.json", twice), repaired], "entropy"),
    "another commitment": ([in_json("result.json", lambda c: c.update(commitment="0" * 64))], "commitment"),
    "another option": ([in_json("result.json", lambda c: c["options"].update(places=10))], "options"),
    "another number of children": ([in_json("result.json", lambda c: c.update(n=21))], "options"),
    "another algorithm": (
        [in_json("result.json", lambda c: c.update(algorithm="draw-v1/circle"))],
        "options",
    ),
    "an objective out of nowhere": ([in_json("result.json", lambda c: c.update(objective=0.1))], "options"),
    "a violation hidden": ([in_json("result.json", lambda c: c["violations"].update(twice=1))], "counts"),
    "another root": ([in_json("result.json", lambda c: c.update(results_root="0" * 64))], "root"),
    "a proof with another path": ([in_proofs(lambda p: p[3]["path"].reverse())], "proofs"),
    "a proof of another child": ([in_proofs(lambda p: p[3].update(code="K020"))], "proofs"),
    "a proof with another rank": ([in_proofs(lambda p: p[3].update(rank=1))], "proofs"),
    "a proof under another root": ([in_proofs(lambda p: p[3].update(root="0" * 64))], "proofs"),
    "a proof missing": ([in_proofs(lambda p: p.pop())], "proofs"),
}
