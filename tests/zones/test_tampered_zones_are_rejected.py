"""Every way of quietly changing a certified plan of zones is caught by a recount."""

import json
import shutil

import pytest

from xuezheng.allocation.certificate import results_root
from xuezheng.allocation.tables import read_table, table_of
from xuezheng.allocation.verifying import verify_plan


def rewrite(folder, rows=None, sheet=None, **changes):
    """Change a folder as a careful forger would: hashes are made to fit again."""
    certificate = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    if rows is not None:
        plan = read_table(folder / "plan.csv")
        forged = table_of("plan", rows({name: list(cells) for name, cells in plan.columns.items()}))
        (folder / "plan.csv").write_bytes(forged.csv())
        certificate |= {"plan_sha256": forged.sha256(), "results_root": results_root(forged)}
    if sheet is not None:
        name, change = sheet
        old = read_table(folder / "inputs" / f"{name}.csv")
        forged = table_of(name, change({key: list(cells) for key, cells in old.columns.items()}))
        (folder / "inputs" / f"{name}.csv").write_bytes(forged.csv())
        certificate["inputs"][name] = forged.sha256()
    for name, change in changes.items():
        certificate[name] = change(certificate[name])
    (folder / "plan.json").write_text(json.dumps(certificate, ensure_ascii=False), encoding="utf-8")


def give(block, school):
    def change(columns):
        columns["school"][columns["block"].index(block)] = school
        return columns

    return change


def cell(column, row, value):
    def change(columns):
        columns[column][row] = value
        return columns

    return change


def dropped(columns):
    return {name: cells[:-1] for name, cells in columns.items()}


def doubled(columns):
    return {name: [*cells, cells[0]] for name, cells in columns.items()}


def all_to_one(columns):
    return columns | {"school": [columns["school"][0]] * len(columns["school"])}


def fewer(name):
    return lambda said: {key: value for key, value in said.items() if key != name}


def put(**more):
    return lambda said: said | more


FORGERIES = {
    "a block goes across town": ({"rows": give("B000", "S3")}, "one_piece"),
    "a school's own block goes elsewhere": ({"rows": give("B009", "S1")}, "home"),
    "everybody goes to one school": ({"rows": all_to_one}, "seats"),
    "a block is left out": ({"rows": dropped}, "every_block"),
    "a block stands twice": ({"rows": doubled}, "every_block"),
    "a block nobody knows": ({"rows": cell("block", 0, "B999")}, "every_block"),
    "a school nobody knows": ({"rows": cell("school", 0, "S9")}, "every_block"),
    "the objective is prettier": ({"objective": lambda v: v - 1}, "objective"),
    "the bound is higher": ({"bound": lambda v: v + 1}, "bound"),
    "the gap is smaller": ({"gap": lambda v: v / 2}, "gap"),
    "the walk is shorter": ({"walk": lambda v: v - 100}, "walk"),
    "fewer pupils moved": ({"moved": put(pupils=0)}, "moved"),
    "a violation is admitted": ({"violations": put(seats=1)}, "seats"),
    "a rule is not mentioned": ({"violations": fewer("home")}, "home"),
    "a rule is invented": ({"violations": put(beauty=0)}, "violations"),
    "the limit of the way was lower": ({"options": put(max_metres=150)}, "reach"),
    "seats have no tolerance after all": (
        {"options": put(tolerance=-400)},
        "seats",
    ),
    "balance was not asked for": ({"options": put(balance=0)}, "readable"),
    "seams were dearer": ({"options": put(compactness=31)}, "objective"),
    "moving was dearer": ({"options": put(stability=151)}, "objective"),
    "seat prices are negative": ({"seat_prices": put(S0=-5)}, "readable"),
    "seat prices are words": ({"seat_prices": put(S0="5")}, "readable"),
    "a seat price is missing": ({"seat_prices": fewer("S1")}, "readable"),
    "a seat price is higher": ({"seat_prices": lambda v: v | {"S2": v["S2"] + 700}}, "bound"),
    "head prices are beyond the weight": ({"head_prices": put(migrant={f"S{i}": 41 for i in range(4)})}, "readable"),
    "the seed is another": ({"seed": put(text="another")}, "seed"),
    "more seats than there are": ({"sheet": ("schools", cell("seats", 0, "1"))}, "seats"),
    "a school stands elsewhere": ({"sheet": ("sites", cell("block", 0, "B000"))}, "sites"),
    "a way is shorter": ({"sheet": ("distances", lambda c: c | {"metres": ["1"] * len(c["metres"])})}, "walk"),
    "neighbours are cut": ({"sheet": ("neighbours", lambda c: {k: v[: len(v) // 2] for k, v in c.items()})}, "one_piece"),
    "neighbours are not needed": ({"inputs": fewer("neighbours")}, "inputs"),
    "another kind of areas": ({"options": put(areas={"A": ["S0", "S1", "S2", "S3"]})}, "every_block"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_found(name, drawn, tmp_path):
    folder = shutil.copytree(drawn, tmp_path / "plan")
    changes, check = FORGERIES[name]

    rewrite(folder, **changes)

    failed = {found.name for found in verify_plan(folder).checks if not found.ok}
    assert check in failed


@pytest.mark.parametrize("file", ["plan.csv", "inputs/blocks.csv", "inputs/distances.csv", "inputs/old.csv"])
def test_a_changed_file_is_found(file, drawn, tmp_path):
    folder = shutil.copytree(drawn, tmp_path / "plan")
    text = (folder / file).read_text(encoding="utf-8")
    (folder / file).write_text(text.replace("B001", "B001x", 1), encoding="utf-8")

    assert not verify_plan(folder).ok


def test_a_copy_that_is_gone_is_found(drawn, tmp_path):
    folder = shutil.copytree(drawn, tmp_path / "plan")
    (folder / "inputs" / "sites.csv").unlink()

    assert not verify_plan(folder).ok


def test_an_honest_plan_is_accepted_with_ones_own_copies(drawn, tmp_path):
    own = tmp_path / "mine.csv"
    own.write_bytes((drawn / "inputs" / "blocks.csv").read_bytes())

    verdict = verify_plan(drawn, {"blocks": own})

    assert verdict.ok, [check for check in verdict.checks if not check.ok]
    assert {"seats", "one_piece", "home", "reach", "bound", "objective", "input:blocks"} <= {
        check.name for check in verdict.checks
    }


def test_verify_uses_no_solver(drawn):
    import subprocess
    import sys

    code = (
        "import sys\n"
        "for name in ('numba', 'ortools', 'highspy', 'scipy'): sys.modules[name] = None\n"
        "from xuezheng.allocation.verifying import verify_plan\n"
        f"assert verify_plan({str(drawn)!r}).ok\n"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
