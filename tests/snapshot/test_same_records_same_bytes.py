"""The same records give the same bytes and the same id; other records give another."""

import json
from datetime import date
from decimal import Decimal

from databases import opened

from xuezheng.snapshot import open_snapshot


def tables_of(snapshot):
    return {file.name: file.read_bytes() for file in sorted((snapshot / "tables").iterdir())}


def test_freezing_twice_gives_the_same_bytes_and_the_same_id(folder, run, tmp_path):
    first = run("freeze", folder, "--json")
    place = folder / "snapshots" / json.loads(first.stdout)["id"][:12]
    kept = place.rename(tmp_path / "kept")

    second = run("freeze", folder, "--json", "--label", "又一次")

    assert json.loads(first.stdout)["id"] == json.loads(second.stdout)["id"]
    assert tables_of(kept) == tables_of(place)


def test_a_changed_record_gives_another_id(folder, run):
    before = run("freeze", folder).stdout

    with opened(folder) as records:
        records.execute("UPDATE programmes_fund SET amount_yuan = 4000.11 WHERE code = 'F3'")
    after = run("freeze", folder).stdout

    assert before != after
    assert len(list((folder / "snapshots").glob("*/manifest.json"))) == 2


def test_another_day_gives_another_id(folder, run):
    assert run("freeze", folder, "--as-of", "2026-01-01").stdout != run("freeze", folder).stdout


def test_amounts_days_and_marks_come_through_exactly(snapshot):
    opened = open_snapshot(snapshot)

    amounts = opened.funds.collect().to_native().sort_by("code").column("amount_yuan").to_pylist()
    pupil = opened.pupils.collect().to_native().to_pylist()[0]

    assert amounts == [Decimal("0.01"), Decimal("999999999999.99"), Decimal("4000.10")]
    assert pupil["born_on"] == date(2015, 1, 1)
    assert pupil["is_migrant"] is True
    assert opened.as_of == date(2026, 1, 15)
    assert opened.bureau["city"] == "某市"


def test_names_and_numbers_of_persons_stay_in_the_building(snapshot):
    everything = b"".join(file.read_bytes() for file in snapshot.rglob("*") if file.is_file())
    cells = open_snapshot(snapshot)

    assert "name" not in cells.pupils.collect_schema().names()
    for secret in ("𠮷小明", "990100201501010018", "L99010020150101AB12", "13800001111"):
        assert secret.encode() not in everything


def test_the_manifest_says_what_it_was_made_from(snapshot):
    manifest = json.loads((snapshot / "manifest.json").read_text(encoding="utf-8"))

    assert manifest["tables"]["funds"]["rows"] == 3
    assert len(manifest["tables"]["funds"]["sha256"]) == 64
    assert {"schema_sha256", "rules_sha256", "code_version", "as_of", "id", "label"} <= set(manifest)


def test_a_column_that_is_empty_for_thousands_of_rows_keeps_its_type(folder, run):
    """The driver takes a column's type from the first rows it sees."""
    with opened(folder) as records:
        records.executemany(
            "INSERT INTO registers_website (code, name, host, area_id, applied_on, approved_on,"
            " approval_number, closed_on) VALUES (?, '某网', 'a.example', '990100', '2025-03-01', ?, ?, NULL)",
            [
                (f"W{n:05d}", None if n < 3000 else "2025-05-01", "" if n < 3000 else "文号")
                for n in range(3100)
            ],
        )

    done = run("freeze", folder)

    assert done.returncode == 0, done.stderr
    frozen = open_snapshot(folder / "snapshots" / done.stdout.strip()[:12]).websites.collect().to_native()
    assert frozen.column("code").to_pylist() == [f"W{n:05d}" for n in range(3100)]
    assert frozen.column("approved_on").to_pylist() == [None] * 3000 + [date(2025, 5, 1)] * 100
    assert frozen.column("closed_on").null_count == 3100
