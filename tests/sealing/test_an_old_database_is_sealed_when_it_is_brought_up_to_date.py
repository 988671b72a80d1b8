"""A bureau from before numbers were sealed: its database is migrated, and nothing plain is left."""

import subprocess
import sys

from databases import ON_POSTGRESQL, environment, opened
from sealed_numbers import plain

BEFORE = (("registers", "0004"), ("casework", "0002"))
STEPS = """
import sys
from pathlib import Path
from xuezheng.records.database import start_django
start_django(Path(sys.argv[1]))
from django.core.management import call_command
for room, step in [word.split("=") for word in sys.argv[2:]]:
    call_command("migrate", room, step, verbosity=0)
if not sys.argv[2:]:
    call_command("migrate", verbosity=0)
"""
SCHOOL = "INSERT INTO registers_school (code, name, kind, runner, urban_rural, area_id, organisation_id, is_inclusive, is_ethnic, opened_on, head_phone) VALUES ('s1', '一小', '211', '811', '111', '990100', 's1', ?, ?, '1990-09-01', '13900003333')"  # noqa: E501
PUPIL = "INSERT INTO registers_pupil (code, roll_number, name, id_number, sex, born_on, ethnic_group, is_migrant, is_left_behind, is_orphan, disability, guardian_phone) VALUES (?, ?, '张三', ?, '1', '2015-01-01', '01', ?, ?, ?, '', '13812345678')"  # noqa: E501


def _migrate(folder, *steps):
    words = [f"{room}={step}" for room, step in steps]
    done = subprocess.run(
        [sys.executable, "-c", STEPS, str(folder), *words],
        capture_output=True, text=True, env=environment([folder]), check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_migration_makes_the_keys_and_seals_what_is_there(tmp_path):
    folder = tmp_path / "city"
    folder.mkdir()
    if not ON_POSTGRESQL:
        (folder / "records.sqlite3").touch()
    _migrate(folder, *BEFORE)
    with opened(folder) as records:
        records.execute(
            "INSERT INTO accounts_organisation (code, name, kind, path) VALUES ('990100', '局', 'bureau', '990100/')"
        )
        records.execute(
            "INSERT INTO accounts_organisation (code, name, kind, path, parent_id) VALUES ('s1', '一小', 'school', '990100/s1/', '990100')"
        )
        records.execute(
            "INSERT INTO registers_area (code, name, kind, organisation_id) VALUES ('990100', '市', 'city', '990100')"
        )
        records.execute(SCHOOL, [False, False])
        for number in range(3):
            id_number = f"11010120150101{number:03d}4" if number else ""
            records.execute(
                PUPIL, [f"P{number}", f"G11010120150101{number:03d}4", id_number, False, False, False]
            )
    assert not (folder / "sealing.keys").exists()

    _migrate(folder)

    assert (folder / "sealing.keys").stat().st_mode & 0o777 == 0o400
    with opened(folder) as records:
        rows = records.execute(
            "SELECT id_number, roll_number, guardian_phone FROM registers_pupil ORDER BY code"
        ).fetchall()
        phones = records.execute("SELECT head_phone FROM registers_school").fetchall()
    kinds = ("identity", "roll", "phone")
    assert [tuple(map(plain, [folder] * 3, kinds, row)) for row in rows] == [
        ("" if not number else f"11010120150101{number:03d}4", f"G11010120150101{number:03d}4", "13812345678")
        for number in range(3)
    ]
    assert all(text[:1] == "k" for row in rows for text in row if text) and phones[0][0][:1] == "k"
    assert plain(folder, "phone", phones[0][0]) == "13900003333"
