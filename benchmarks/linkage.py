"""An outside list of 50,000 lines against 1,000,000 pupils: `python -m benchmarks.linkage [--quick]`.

Pupils and lists come from the example city's makers of names and numbers, with twins and brothers among the pupils;
the truth is kept from the matcher. Seeds measured here were not those the weights were set on (1 to 9). Peers in the
same run: an exact join on number and name, and splink's own comparisons, trained on the very data, without
anything Chinese. Matching runs in a process of its own, so that its memory is its own.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from xuezheng.jobs.demo.identity_numbers import Births, id_numbers
from xuezheng.jobs.demo.names import full_names
from xuezheng.jobs.demo.outside_lists import MadeList, People, _twin_number, make_list

SEEDS = (101, 102, 103)
BIG = (1_000_000, 50_000, 100)
MEDIUM = (200_000, 10_000)
_REGIONS = [990101, 990102, 990103, 990121, 990122, 990123, 990181, 990182, 990202, 990305]
_SHARES = [0.2, 0.15, 0.1, 0.1, 0.1, 0.1, 0.1, 0.08, 0.04, 0.03]
_BROTHERS, _TWINS, _WITHOUT_NUMBER = 0.2, 0.006, 0.006


def main() -> None:
    """Print wall, CPU, memory, precision and recall of the big case; then of several seeds, beside the peers."""
    if "--match" in sys.argv:
        _match_alone(Path(sys.argv[-1]))
        return
    if "--quick" not in sys.argv:
        people, made = _case(*BIG)
        _tell("1,000,000 × 50,000", _run(people, made), made)
        _tell_pairs("  exact join", *_exact(people, made), made)
    for seed in SEEDS:
        people, made = _case(*MEDIUM, seed)
        _tell(f"{MEDIUM[0]:,} × {MEDIUM[1]:,}, seed {seed}", _run(people, made), made)
        _tell_pairs("  exact join", *_exact(people, made), made)
        if seed == SEEDS[0]:
            _tell_pairs("  splink without Chinese features, EM", *_plain_splink(people, made), made)


def _case(n: int, n_entries: int, seed: int) -> tuple[People, MadeList]:
    people = _people(np.random.default_rng(seed), n)
    return people, make_list(np.random.default_rng(seed + 5_000), people, n_entries)


def _people(chance: np.random.Generator, n: int) -> People:
    """Pupils of fifteen years of birth; a fifth have an elder brother or sister, six in a thousand a twin."""
    is_male = chance.random(n) < 0.52
    born_on = np.datetime64("2007-09-01") + chance.integers(0, 15 * 365, n)
    region = np.array(_REGIONS)[chance.choice(len(_REGIONS), n, p=_SHARES)]
    number, name = id_numbers(Births(region, born_on, is_male)), full_names(chance, is_male)
    phone = np.array([f"1990{x:07d}" for x in chance.integers(0, 10**7, n)], dtype=object)
    sex = np.where(is_male, "1", "2").astype(object)
    for k in np.flatnonzero(chance.random(n - 1) < _BROTHERS):
        name[k + 1] = name[k][0] + name[k + 1][1:]
        phone[k + 1], region[k + 1] = phone[k], region[k]
    for k in np.flatnonzero(chance.random(n - 1) < _TWINS):
        name[k + 1] = name[k][:2] + name[k + 1][2:] if chance.random() < 0.5 else name[k][0] + name[k + 1][1:]
        number[k + 1], born_on[k + 1], sex[k + 1] = _twin_number(number[k]), born_on[k], sex[k]
        phone[k + 1], region[k + 1] = phone[k], region[k]
    number[chance.random(n) < _WITHOUT_NUMBER] = ""
    code = np.array([f"P{k:09d}" for k in range(n)], dtype=object)
    return People(code, name, number, sex, born_on, region.astype(str).astype(object), phone)


def _tables(people: People, made: MadeList) -> tuple[pa.Table, pa.Table]:
    pupils = {
        name: list(getattr(people, name)) for name in ("code", "name", "number", "sex", "area", "phone")
    }
    pupils["born_on"] = pa.array(people.born_on.astype("datetime64[D]"))
    return pa.Table.from_pylist(made.entries), pa.table(pupils)


def _run(people: People, made: MadeList) -> dict[str, Any]:
    """Match in a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        for name, table in zip(("entries", "pupils"), _tables(people, made), strict=True):
            pq.write_table(table, Path(place) / f"{name}.parquet")
        line = [sys.executable, "-m", "benchmarks.linkage", "--match", place]
        done = subprocess.run(line, check=True, capture_output=True, text=True)  # noqa: S603
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _match_alone(place: Path) -> None:
    from xuezheng.outside.linkage.matching import match

    entries, pupils = (pq.read_table(place / f"{name}.parquet") for name in ("entries", "pupils"))
    begun, cpu = time.perf_counter(), time.process_time()
    found = match(entries, pupils)
    took = {
        "wall": time.perf_counter() - begun,
        "cpu": time.process_time() - cpu,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "matched": [[p.entry, p.pupil] for p in found.of("matched")],
        "queued": [[p.entry, p.pupil] for p in found.of("queued")],
    }
    print(json.dumps(took))


def _tell(case: str, told: dict[str, Any], made: MadeList) -> None:
    right = sum(made.truth[entry] == pupil for entry, pupil in told["matched"])
    n_true = sum(pupil != "" for pupil in made.truth.values())
    waiting = {entry for entry, _ in told["queued"]}
    among = {entry for entry, pupil in told["queued"] if made.truth[entry] == pupil}
    print(
        f"{case}: {told['wall']:.1f} s wall, {told['cpu']:.1f} s CPU, peak {told['peak_mib']:.0f} MiB; "
        f"precision {right / len(told['matched']):.4f} (goal 0.99), recall {right / n_true:.4f} (goal 0.97); "
        f"a clerk looks at {len(waiting)} lines and can bring recall to {(right + len(among)) / n_true:.4f}"
    )


def _tell_pairs(case: str, pairs: set[tuple[str, str]], took: float, made: MadeList) -> None:
    right = sum(made.truth[entry] == pupil for entry, pupil in pairs)
    n_true = sum(pupil != "" for pupil in made.truth.values())
    print(
        f"{case}: {took:.1f} s wall; precision {right / max(1, len(pairs)):.4f}, recall {right / n_true:.4f}"
    )


def _exact(people: People, made: MadeList) -> tuple[set[tuple[str, str]], float]:
    """The same number and the same name, as a spreadsheet's look-up would find them."""
    import duckdb

    entries, pupils = _tables(people, made)
    begun = time.perf_counter()
    rows = duckdb.sql(
        "SELECT e.code, p.code FROM entries e JOIN pupils p ON e.number = p.number AND e.name = p.name "
        "WHERE e.number <> ''"
    ).fetchall()
    del entries, pupils
    return {(one, other) for one, other in rows}, time.perf_counter() - begun


def _plain_splink(people: People, made: MadeList) -> tuple[set[tuple[str, str]], float]:
    """Splink as its manual begins: exact and edit-distance comparisons, u by sampling, m by EM; the best pupil each."""
    import logging

    import duckdb
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.internals.duckdb.database_api import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    entries, pupils = _tables(people, made)
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    columns = ", ".join(
        f"nullif({name}, '') AS {name}" for name in ("number", "name", "sex", "area", "phone")
    )
    for name in ("entries", "pupils"):
        connection.execute(
            f"CREATE TABLE t_{name} AS SELECT code, CAST(born_on AS VARCHAR) AS born_on, {columns} FROM {name}"  # noqa: S608
        )
    del entries, pupils
    begun = time.perf_counter()
    api = DuckDBAPI(connection)
    tables = [
        api.register(f"t_{name}", dataset_display_name=f"{k}_{name}")
        for k, name in enumerate(("entries", "pupils"))
    ]
    rules = [block_on("number"), block_on("name", "born_on"), block_on("name", "area")]
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="code",
        comparisons=[
            cl.LevenshteinAtThresholds("number", 1),
            cl.LevenshteinAtThresholds("name", 1),
            cl.LevenshteinAtThresholds("born_on", 1),
            cl.ExactMatch("sex"),
            cl.ExactMatch("area"),
            cl.ExactMatch("phone"),
        ],
        blocking_rules_to_generate_predictions=rules,
        probability_two_random_records_match=0.8 / len(people),
    )
    linker = Linker(tables, settings, log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    for rule in rules[:2]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.99, warning_mode="never")
    rows = connection.execute(
        f"SELECT code_l, code_r FROM {found.physical_name} "  # noqa: S608
        "QUALIFY row_number() OVER (PARTITION BY code_l ORDER BY match_weight DESC, code_r) = 1"
    ).fetchall()
    return {(one, other) for one, other in rows}, time.perf_counter() - begun


if __name__ == "__main__":
    main()
