"""The same pupils, seed and faults give the same records, to the last byte of the frozen copy."""

import json

from city_records import query


def frozen(run, place, *words):
    done = run("demo", place, "--json", *words)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_twice_the_same_words_give_one_snapshot(run, tmp_path):
    first, second = (
        frozen(run, tmp_path / name, "--pupils", 2000, "--seed", "春", "--faults", "default") for name in "ab"
    )

    assert first["id"] == second["id"]
    assert first["counts"] == second["counts"]
    assert (
        first["counts"]["registers.Pupil"]
        == query(tmp_path / "a", "SELECT COUNT(*) FROM registers_pupil")[0][0] - 1
    )


def test_another_seed_gives_another_city_of_the_same_size(run, tmp_path, clean):
    other = frozen(run, tmp_path / "city", "--pupils", 2000, "--seed", "秋", "--faults", "none")

    names = "SELECT name FROM registers_pupil ORDER BY code LIMIT 20"
    assert other["pupils"] == 2000
    assert query(tmp_path / "city", names) != query(clean, names)


def test_the_roll_of_the_last_year_holds_exactly_the_pupils_asked_for(run, tmp_path, clean):
    roll = "SELECT COUNT(*) FROM registers_enrolment WHERE school_year = 2025"
    odd = frozen(run, tmp_path / "city", "--pupils", 3217, "--faults", "none", "--records-only")

    assert query(clean, roll) == [(2000,)]
    assert query(tmp_path / "city", roll) == [(3217,)]
    assert odd["snapshot"] is None and not list((tmp_path / "city" / "snapshots").iterdir())
