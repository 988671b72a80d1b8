"""Each way to forge a draw is caught by the check that is meant for it, in both verifiers."""

from datetime import timedelta
from itertools import pairwise

import pytest
from crooked import AFTERWARDS, BEACONS, CROOKED, made
from draw_examples import (
    AFTER,
    EIGHT,
    KL8,
    VALUES,
    a_draw,
    a_draw_with_a_beacon,
    committed,
    revealed,
    single_file_verifier,
    twenty_codes,
)
from forgeries import FORGERIES, GROUPS
from hypothesis import given, settings
from hypothesis import strategies as st
from tampering import Files, in_codes, in_json, in_proofs, in_rows, made_anew, other_digit, repaired

from xuezheng.allocation.draw.canonical import canonical
from xuezheng.allocation.draw.revealing import reveal, write_reveal
from xuezheng.allocation.draw.verify import printed_commitment
from xuezheng.allocation.verifying import verify_plan

ALONE = single_file_verifier()


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


@pytest.mark.parametrize("name", CROOKED)
def test_a_draw_crooked_from_the_start_is_caught(name, honest, tmp_path):
    files, expected = made(name, honest)

    library, alone = failed(files, tmp_path)

    assert expected in library
    assert expected in alone


@pytest.mark.parametrize("name", AFTERWARDS)
def test_a_certificate_that_does_not_name_its_inputs_is_caught(name, honest, tmp_path):
    change, expected = AFTERWARDS[name]
    files = dict(honest)
    change(files)

    library, alone = failed(files, tmp_path)

    assert expected in library
    assert expected in alone


def test_a_draw_made_anew_without_a_trick_passes(honest, tmp_path):
    files = dict(honest)
    made_anew(files)

    assert failed(files, tmp_path) == (set(), set())


@pytest.fixture(scope="module")
def beacon(tmp_path_factory) -> Files:
    """A draw into which a drand round was mixed, with its signature."""
    folder = a_draw_with_a_beacon(tmp_path_factory.mktemp("draw") / "beacon")
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("change", BEACONS)
def test_a_beacon_that_does_not_fit_is_caught(change, beacon, tmp_path):
    files = dict(beacon)
    in_json("public.json", lambda public: public["sources"][2].update(change))(files)
    made_anew(files)

    library, alone = failed(files, tmp_path)

    assert failed(beacon, tmp_path) == (set(), set())
    assert library == {"sources"} == alone


@pytest.mark.parametrize("change", [{"issue": "0"}, {"issue": "x"}, {"on": "no day"}, {"count": 3}])
def test_a_beacon_is_committed_to_by_its_round(change, beacon, tmp_path):
    files = dict(beacon)
    in_json("commit.json", lambda said: said["sources"][2].update(change))(files)
    made_anew(files)

    library, alone = failed(files, tmp_path)

    assert "commit_form" in library
    assert "commit_form" in alone


@pytest.mark.parametrize(
    ("drawn", "wrong"), [("2027001", set()), ("2026352", set()), ("2027002", {"sources"})]
)
def test_an_issue_late_at_the_end_of_the_year_is_the_first_of_the_next(drawn, wrong, tmp_path):
    made = committed(sources=("kl8:2026351@2026-12-31", "ssq:2026150@2026-12-31"))
    values = [KL8.replace("kl8", "kl8:2026351>2027001"), VALUES[1]]
    folder = write_reveal(tmp_path / "draw", reveal(made, values, at=AFTER + timedelta(days=400)))
    files = {file.name: file.read_bytes() for file in folder.iterdir()}
    in_json("public.json", lambda public: public["sources"][0].update(drawn=drawn))(files)
    made_anew(files)

    assert failed(files, tmp_path) == (wrong, wrong)


def test_places_without_twins_are_given_to_the_last(tmp_path):
    files = {file.name: file.read_bytes() for file in a_draw(tmp_path / "draw", places=5).iterdir()}

    assert failed(files, tmp_path) == (set(), set())


def test_a_line_without_places_lets_nobody_in(circle, tmp_path):
    files = dict(circle)
    in_rows(lambda rows: [row.update(outcome="in") for row in rows])(files)
    repaired(files)

    library, alone = failed(files, tmp_path)

    assert "outcome" in library
    assert "outcome" in alone


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
