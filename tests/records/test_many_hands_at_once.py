"""Several desks write at the same moment: each act sees what the one before it left, none is lost."""

import subprocess
import sys

import pytest
from databases import environment, opened

MADE = """
import sys
from pathlib import Path
from xuezheng.jobs.founding import found
found(Path(sys.argv[1]), name="某市教育局", city="某市", code="990100")
"""
#: Each hand adds to one number that all of them read first, and files cases under the next number.
HAND = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from xuezheng.records.database import open_bureau
open_bureau(Path(sys.argv[1]))
from xuezheng.records.accounts.models import Organisation
from xuezheng.records.accounts.queries import acting_person
from xuezheng.records.audit.actions import acting
by, bureau = acting_person("bangong"), Organisation.objects.get()
for _ in range(int(sys.argv[2])):
    with acting(by=by, at=datetime.now(UTC), action=sys.argv[3], organisation=bureau) as act:
        row = Organisation.objects.get()
        row.name = str(int(row.name) + 1) if row.name.isdigit() else "1"
        act.save(row, "name")
"""
HANDS, TIMES = 4, 12


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "city"
    line = [sys.executable, "-c", MADE, str(place)]
    subprocess.run(line, check=True, env=environment([place]))
    return place


def test_no_change_of_one_row_is_lost(folder):
    """Read, then write: without a lock from the first read on, most of these are lost."""
    line = [sys.executable, "-c", HAND, str(folder), str(TIMES), "area.register"]
    hands = [
        subprocess.Popen(line, stderr=subprocess.PIPE, text=True, env=environment([folder]))
        for _ in range(HANDS)
    ]
    told = [hand.communicate(timeout=120)[1] for hand in hands]

    assert [hand.returncode for hand in hands] == [0] * HANDS, told
    with opened(folder) as records:
        ((name,),) = records.execute("SELECT name FROM accounts_organisation").fetchall()
        seqs = [seq for (seq,) in records.execute("SELECT seq FROM audit_event ORDER BY seq").fetchall()]
    assert name == str(HANDS * TIMES)
    assert seqs == list(range(1, len(seqs) + 1)) and len(seqs) >= HANDS * TIMES
