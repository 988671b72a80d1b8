"""Every way of forging a plan we could think of is caught, and by the check it should be caught by."""

import shutil
from hashlib import sha256

import pytest
from forged_admissions import cover_up, in_certificate, in_table, row, rows_of, write_rows
from small_rounds import a_round, plan_of, wishes, zhongkao, zone

from xuezheng.allocation.admissions.scheme import read_scheme
from xuezheng.allocation.admissions.solve import solve
from xuezheng.allocation.admissions.verify import verify
from xuezheng.allocation.admissions.writing import write_admissions
from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.verifying import verify_plan


@pytest.fixture(scope="module")
def honest(tmp_path_factory):
    made = {}
    for name, problem in (
        ("zhongkao", zhongkao()),
        ("line", zhongkao(scheme="zhongkao-under-line")),
        ("zone", zone()),
    ):
        made[name] = write_admissions(tmp_path_factory.mktemp(name) / "plan", problem, solve(problem))
    return made


def failed(folder):
    return [check.name for check in verify(folder, {}) if not check.ok]


@pytest.mark.parametrize("city", ["zhongkao", "line", "zone"])
def test_an_honest_plan_passes_every_check(honest, city):
    assert failed(honest[city]) == []
    assert verify_plan(honest[city]).ok


def swap(rows):
    """Two pupils admitted by the same batch to different programmes change places."""
    one = row(rows, programme="H1", batch="unified")
    other = row(rows, programme="H3", batch="unified")
    one["programme"], other["programme"] = other["programme"], one["programme"]


def bump(rows):
    """Somebody without a place takes that of somebody in the unified batch."""
    inside, outside = row(rows, programme="H2", batch="unified"), row(rows, programme="")
    for name in ("programme", "batch", "wish"):
        inside[name], outside[name] = outside[name], inside[name]


def squeeze_in(rows):
    row(rows, programme="").update(programme="H1", batch="unified", wish="1")


def squeeze_in_by_a_real_wish(folder):
    """The same, with the rank the pupil really gave to H1, so that only the seats are wrong."""
    rows = rows_of(folder / "plan.csv")
    one = row(rows, programme="")
    wish = row(
        rows_of(folder / "inputs" / "choices.csv"), pupil=one["pupil"], programme="H1", batch="unified"
    )
    one.update(programme="H1", batch="unified", wish=wish["rank"])
    write_rows(folder / "plan.csv", rows)


# city, check that must catch it, forgery; the hashes are left as they were
CLUMSY = {
    "a place changed in plan.csv": ("zhongkao", "plan_sha256", in_table("plan.csv", squeeze_in)),
    "a line changed": ("zhongkao", "file:lines.csv", in_table("lines.csv", lambda r: r[3].update(admitted="1"))),
    "a reason changed": ("zhongkao", "file:why.csv", in_table("why.csv", lambda r: r[0].update(why="x"))),
    "a score changed in the copy": ("zhongkao", "copy:pupils", in_table("inputs/pupils.csv", lambda r: r[0].update(score="700"))),
    "a wish added to the copy": ("zhongkao", "copy:choices", in_table("inputs/choices.csv", lambda r: r.append({**r[0], "rank": "9"}))),
    "seats changed in the copy": ("zhongkao", "copy:programmes", in_table("inputs/programmes.csv", lambda r: r[1].update(seats="99"))),
    "the public list differs": ("zhongkao", "file:public.csv", in_table("public.csv", lambda r: r[0].update(programme="H1"))),
    "the root of the tree": ("zhongkao", "results_root", in_certificate(lambda c: c.update(results_root="0" * 64))),
    "a violation is admitted": ("zhongkao", "certificate", in_certificate(lambda c: c["violations"].update(seats=1))),
    "the scheme is missing": ("zhongkao", "certificate", in_certificate(lambda c: c["options"].pop("scheme"))),
    "a file is missing": ("zhongkao", "file:why.csv", lambda folder: (folder / "why.csv").unlink()),
    "a copy is missing": ("zhongkao", "copy:pupils", lambda folder: (folder / "inputs" / "pupils.csv").unlink()),
    "the count of those placed": ("zhongkao", "objective", in_certificate(lambda c: c.update(objective=240))),
}  # fmt: skip

# the same, by somebody who makes every hash right again
SKILLED = {
    "one more than seats": ("zhongkao", "quota", squeeze_in_by_a_real_wish),
    "two change places": ("zhongkao", "wishes", in_table("plan.csv", swap)),
    "a place given away": ("zhongkao", "first_wish", in_table("plan.csv", bump)),
    "a pupil is left out": ("zhongkao", "pupils", in_table("plan.csv", lambda r: r.pop(7))),
    "a pupil stands twice": ("zhongkao", "pupils", in_table("plan.csv", lambda r: r.insert(7, r[7]))),
    "a programme nobody offers": ("zhongkao", "programmes", in_table("plan.csv", lambda r: row(r, programme="H1").update(programme="H9"))),
    "a batch that does not exist": ("zhongkao", "batches", in_table("plan.csv", lambda r: row(r, programme="H1").update(batch="special"))),
    "a place without a wish": ("zhongkao", "wishes", in_table("plan.csv", lambda r: row(r, programme="V1").update(programme="E1"))),
    "the rank of a wish": ("zhongkao", "wishes", in_table("plan.csv", lambda r: row(r, programme="H1").update(wish="7"))),
    "a line raised": ("zhongkao", "lines", in_table("lines.csv", lambda r: r[-1].update(values="score=500"))),
    "a lottery number of a line": ("zhongkao", "lines", in_table("lines.csv", lambda r: r[-1].update(lottery="1"))),
    "a line left out": ("zhongkao", "lines", in_table("lines.csv", lambda r: r.pop(2))),
    "a line too many": ("zhongkao", "lines", in_table("lines.csv", lambda r: r.append({**r[0], "school": "JX"}))),
    "quota seats of a school": ("zhongkao", "lines", in_table("lines.csv", lambda r: row(r, batch="quota").update(seats="12"))),
    "a higher score for one": ("zhongkao", "first_wish", in_table("inputs/pupils.csv", lambda r: [x.update(score="700") for x in r[:40]])),
    "more graduates for a school": ("zhongkao", "lines", in_table("inputs/schools.csv", lambda r: r[0].update(graduates="300"))),
    "the seed": ("zhongkao", "seed", in_certificate(lambda c: c["seed"].update(value="0" * 64))),
    "another seed altogether": ("zone", "lines", in_certificate(lambda c: c["seed"].update(text="another", value=seed_of("another").value.hex()))),
    "another share of quota": ("zhongkao", "lines", in_certificate(lambda c: c["options"]["scheme"]["batches"][1]["quota"].update(share="3/5"))),
    "a floor let down": ("line", "first_wish", in_certificate(lambda c: c["options"]["scheme"]["batches"][1]["floor"].update(points="60"))),
    "a group moved up": ("zone", "first_wish", in_certificate(lambda c: c["options"]["scheme"]["batches"][0]["groups"].reverse())),
    "a special placement invented": ("zone", "given", in_table("plan.csv", lambda r: row(r, batch="zone").update(programme="D", batch="given", wish=""))),
    "a special placement ignored": ("zone", "given", in_table("plan.csv", lambda r: row(r, batch="given").update(programme="", batch=""))),
    "twins torn apart": ("zone", "copy:bound", lambda folder: (folder / "inputs" / "bound.csv").unlink()),
    "somebody left over is forgotten": ("zone", "left_over", in_table("plan.csv", lambda r: row(r, batch="left_over").update(programme="", batch=""))),
}  # fmt: skip


@pytest.mark.parametrize("name", CLUMSY)
def test_whatever_is_changed_afterwards_is_found_by_its_hash(honest, tmp_path, name):
    city, check, forge = CLUMSY[name]
    folder = shutil.copytree(honest[city], tmp_path / "plan")
    forge(folder)

    assert check in failed(folder)


@pytest.mark.parametrize("name", SKILLED)
def test_a_forger_who_mends_the_hashes_is_found_by_the_rules(honest, tmp_path, name):
    city, check, forge = SKILLED[name]
    folder = shutil.copytree(honest[city], tmp_path / "plan")
    forge(folder)
    if name != "twins torn apart":
        cover_up(folder)

    assert check in failed(folder)


def test_a_stable_plan_that_is_not_the_best_for_pupils_is_found(tmp_path):
    # Each would rather have the other's place, and each programme would rather keep its own.
    rows = wishes({"a": "PQ", "b": "QP"})
    for each in rows:
        each["score"] = {("a", "P"): 1, ("b", "P"): 2, ("a", "Q"): 2, ("b", "Q"): 1}[
            each["pupil"], each["programme"]
        ]
    problem = a_round(rows, plan_of({"P": 1, "Q": 1}))
    folder = write_admissions(tmp_path / "plan", problem, solve(problem))
    assert failed(folder) == []

    swapped = rows_of(folder / "plan.csv")
    for each, code in zip(swapped, "QP", strict=True):
        each.update(programme=code, wish="2")
    write_rows(folder / "plan.csv", swapped)
    numbers = {line.programme: line.lottery for line in solve(problem).lines}
    lines = rows_of(folder / "lines.csv")
    for each in lines:
        each.update(values="score=2", lottery=str(numbers["Q" if each["programme"] == "P" else "P"]))
    write_rows(folder / "lines.csv", lines)
    cover_up(folder)

    assert failed(folder) == ["best_for_all"]


def test_a_public_list_unlike_the_plan_is_found_though_its_hash_is_right(honest, tmp_path):
    folder = shutil.copytree(honest["zhongkao"], tmp_path / "plan")
    in_table("public.csv", lambda rows: rows[0].update(programme="H1"))(folder)
    forged = sha256((folder / "public.csv").read_bytes()).hexdigest()
    in_certificate(lambda read: read["files"].update({"public.csv": forged}))(folder)

    assert failed(folder) == ["public"]


def test_equal_remainders_are_split_alike_by_solver_and_verifier(tmp_path):
    people = [{"pupil": f"s{i}", "school": "small" if i < 3 else "large", "score": i} for i in range(10)]
    rows = [{"pupil": f"s{i}", "rank": 1, "programme": "P"} for i in range(10)]
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        "batches: [{code: q, rule: parallel, by: [score], quota: {share: 100%}}]", encoding="utf-8"
    )
    problem = a_round(rows, plan_of({"P": 5}), read_scheme(str(rules)), pupils=people)
    plan = solve(problem)

    assert {line.school: line.seats for line in plan.lines} == {"large": 4, "small": 1}
    assert failed(write_admissions(tmp_path / "plan", problem, plan)) == []


def test_ones_own_copy_of_the_wishes_is_compared(honest, tmp_path):
    own = tmp_path / "choices.csv"
    own.write_text((honest["zhongkao"] / "inputs" / "choices.csv").read_text().replace(",1\n", ",4\n", 1))

    assert not verify_plan(honest["zhongkao"], {"choices": own}).ok
    assert verify_plan(honest["zhongkao"], {"choices": honest["zhongkao"] / "inputs" / "choices.csv"}).ok


@pytest.mark.parametrize(
    "forge",
    [
        in_certificate(lambda c: c["options"]["scheme"].update(batches="none")),
        in_certificate(lambda c: c["options"]["scheme"]["batches"][1]["quota"].update(share="half")),
        in_certificate(lambda c: c["seed"].update(hash="md5")),
        in_table("inputs/choices.csv", lambda r: r[0].update(programme="nowhere")),
        in_table("inputs/programmes.csv", lambda r: r[0].update(seats="many")),
    ],
)
def test_nonsense_is_a_failed_check_and_not_a_crash(honest, tmp_path, forge):
    folder = shutil.copytree(honest["zhongkao"], tmp_path / "plan")
    forge(folder)

    assert failed(folder)


@pytest.mark.parametrize("column", ["programme", "rank"])
def test_nonsense_with_right_hashes_is_a_failed_check_too(honest, tmp_path, column):
    folder = shutil.copytree(honest["zhongkao"], tmp_path / "plan")
    in_table("inputs/choices.csv", lambda rows: rows[0].update({column: "nonsense"}))(folder)
    cover_up(folder)

    assert failed(folder) == ["inputs"]
