"""Each way to forge a draw is caught by the check that is meant for it, in both verifiers."""

import json
from itertools import pairwise

import pytest
from draw_examples import EIGHT, a_draw, committed, revealed, single_file_verifier, twenty_codes
from hypothesis import given, settings
from hypothesis import strategies as st
from tampering import Files, in_codes, in_json, in_proofs, in_rows, other_digit, repaired

from xuezheng.allocation.draw.canonical import canonical
from xuezheng.allocation.draw.verify import printed_commitment
from xuezheng.allocation.verifying import verify_plan

ALONE = single_file_verifier()
GROUPS = [["K003", "K017"], ["K001", "K002"]]


@pytest.fixture(scope="module")
def honest(tmp_path_factory) -> Files:
    """Twenty children, two pairs of twins, nine places."""
    folder = tmp_path_factory.mktemp("draw") / "honest"
    a_draw(folder, twenty_codes(), places=9, groups=GROUPS, last_place="exceed")
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.fixture(scope="module")
def circle(tmp_path_factory) -> Files:
    folder = a_draw(tmp_path_factory.mktemp("draw") / "circle", twenty_codes(), rule="circle")
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def failed(files: Files, folder) -> tuple[set[str], set[str]]:
    """The names of the checks that do not hold: in the library, in the single file."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    library = {check.name for check in verify_plan(folder).checks if not check.ok}
    return library, {name for name, holds, _ in ALONE.check_draw(files) if not holds}


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


FORGERIES = {
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


def test_the_honest_draw_passes(honest, circle, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    assert failed(honest, tmp_path / "a") == (set(), set())
    assert failed(circle, tmp_path / "b") == (set(), set())


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_caught_by_the_check_meant_for_it(name, honest, tmp_path):
    changes, expected = FORGERIES[name]
    files = dict(honest)
    for change in changes:
        change(files)

    library, alone = failed(files, tmp_path)

    assert expected in library
    assert expected in alone


def test_a_file_missing_is_told(honest, tmp_path):
    files = {name: raw for name, raw in honest.items() if name != "public.json"}

    verdict_library, alone = failed(files, tmp_path)

    assert verdict_library == {"files"}
    assert alone == {"certificate"}


@pytest.mark.parametrize("key", ["start", "step"])
def test_another_start_or_step_is_caught(key, circle, tmp_path):
    files = dict(circle)
    in_json("result.json", lambda c: c.update({key: c[key] % 20 + 1}))(files)

    assert failed(files, tmp_path) == ({"options"}, {"options"})


@pytest.mark.parametrize(
    ("certificate", "expected"),
    [
        (b"not json", "证书不是合格的 JSON 对象"),
        (b"[]", "证书不是合格的 JSON 对象"),
        (b'{"kind":"draw"}', "缺少 format"),
    ],
)
def test_what_is_no_certificate_is_no_proof(certificate, expected, honest, tmp_path):
    files = {**honest, "result.json": certificate}

    assert failed(files, tmp_path)[0] == {"certificate"}
    assert expected in verify_plan(tmp_path).checks[0].detail


@pytest.mark.parametrize("key", ["format", "inputs", "violations", "plan_sha256"])
def test_a_certificate_of_another_shape_is_no_proof(key, honest, tmp_path):
    for value in (None, 2, "x", {"commit": "x"}):
        files = dict(honest)
        in_json("result.json", lambda c, value=value: c.update({key: value}))(files)

        library, alone = failed(files, tmp_path)

        assert library and alone


def test_everything_made_anew_is_caught_by_the_printed_commitment(tmp_path):
    folder = a_draw(tmp_path / "anew", (*EIGHT, "2026-999999"))

    assert verify_plan(folder).ok
    assert not printed_commitment(folder, committed().value).ok
    assert printed_commitment(folder, committed((*EIGHT, "2026-999999")).value.upper()).ok


def test_one_s_own_copies_are_compared(tmp_path):
    folder = a_draw(tmp_path / "draw")
    (tmp_path / "mine.txt").write_bytes((folder / "list.txt").read_bytes())
    (tmp_path / "mine.csv").write_text("code\n" + "\n".join(reversed(EIGHT)), encoding="utf-8")
    (tmp_path / "other.txt").write_text("2026-000001\n", encoding="utf-8")

    assert verify_plan(folder, {"list": tmp_path / "mine.txt"}).ok
    assert verify_plan(folder, {"list": tmp_path / "mine.csv"}).ok
    assert verify_plan(folder, {"list": tmp_path / "mine.csv"}).not_checked == ("commit", "public")
    other = verify_plan(folder, {"list": tmp_path / "other.txt"})
    assert [check.name for check in other.checks if not check.ok] == ["input:list"]


def forge_a_row(rows, data):
    row = rows[data.draw(st.integers(0, len(rows) - 1))]
    key = data.draw(st.sampled_from(["rank", "code", "ticket", "outcome"]))
    others = {
        "rank": st.integers(0, 30).map(str),
        "code": st.sampled_from([*twenty_codes(), "K021", "𠮷"]),
        "ticket": st.integers(0, 63).map(lambda at: other_digit(row["ticket"], at)),
        "outcome": st.sampled_from(["in", "out", "x"]),
    }
    row[key] = data.draw(others[key].filter(lambda value: value != row[key]))


def forge_hex(holder, key, data):
    holder[key] = other_digit(holder[key], data.draw(st.integers(0, 63)))


def forge_a_number(public, data):
    source = data.draw(st.sampled_from(public["sources"]))
    group = data.draw(st.sampled_from(source["numbers"]))
    at = data.draw(st.integers(0, len(group) - 1))
    group[at] = data.draw(st.integers(-1, 90).filter(lambda number: number != group[at]))


def forge_the_list(codes, data):
    at = data.draw(st.integers(0, len(codes) - 1))
    data.draw(
        st.sampled_from([codes.pop, lambda i: codes.insert(i, "K0205"), lambda i: codes.insert(i, codes[i])])
    )(at)


def forge_a_commitment(said, data):
    key = data.draw(st.sampled_from(["n", "places"]))
    said[key] = data.draw(st.integers(1, 40).filter(lambda value: value != said[key]))


def forge_a_proof(proofs, data):
    proof = data.draw(st.sampled_from(proofs))
    key = data.draw(st.sampled_from(["index", "n", "rank", "path"]))
    if key == "path":
        at = data.draw(st.integers(0, len(proof["path"]) - 1))
        proof["path"][at] = other_digit(proof["path"][at], data.draw(st.integers(0, 63)))
    else:
        proof[key] += data.draw(st.integers(1, 30))


KINDS = {
    "row": lambda data: in_rows(lambda rows: forge_a_row(rows, data)),
    "seed": lambda data: in_json("result.json", lambda c: forge_hex(c["seed"], "value", data)),
    "root": lambda data: in_json("result.json", lambda c: forge_hex(c, "results_root", data)),
    "plan": lambda data: in_json("result.json", lambda c: forge_hex(c, "plan_sha256", data)),
    "commitment": lambda data: in_json("result.json", lambda c: forge_hex(c, "commitment", data)),
    "numbers": lambda data: in_json("public.json", lambda p: forge_a_number(p, data)),
    "list": lambda data: in_codes(lambda codes: forge_the_list(codes, data)),
    "said": lambda data: in_json("commit.json", lambda said: forge_a_commitment(said, data)),
    "proof": lambda data: in_proofs(lambda proofs: forge_a_proof(proofs, data)),
}
REPAIRABLE = ("row", "numbers", "list", "said")


@settings(max_examples=1000, deadline=None)
@given(data=st.data(), kind=st.sampled_from(sorted(KINDS)), clever=st.booleans())
def test_a_thousand_random_forgeries_are_caught(honest, tmp_path_factory, data, kind, clever):
    files = dict(honest)
    KINDS[kind](data)(files)
    if clever and kind in REPAIRABLE:
        repaired(files)
    folder = tmp_path_factory.getbasetemp() / "forged"
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()

    library, alone = failed(files, folder)

    assert library and alone


def test_a_seed_for_another_list_gives_another_line():
    lines = [
        [result.code for result in revealed((*EIGHT, f"2026-{extra:06}")).results if result.code in EIGHT]
        for extra in range(9, 40)
    ]

    assert all(one != two for one, two in pairwise(lines))


def test_canonical_form_has_no_place_for_fractions():
    for value in (0.5, {"a": 1.0}, {"ä": 1}, 2**53, {1: 2}, {"a": {1, 2}}):
        with pytest.raises(TypeError, match="no place"):
            canonical(value)
