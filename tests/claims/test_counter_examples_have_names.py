"""A counter-example is told by the name of the thing, its place, and what speaks against the claim."""

from xuezheng.reports.claims.naming import row_in_words, with_names
from xuezheng.reports.shapes import Claim, Judgement
from xuezheng.snapshot import snapshot_from_tables

CITY = {
    "areas": [{"code": "990102", "name": "霁城区", "kind": "district"}],
    "projects": [{"code": "XM1", "name": "第一幼儿园扩建项目", "kind": "kindergarten", "area": "990102"}],
}


def judged(*rows):
    claim = Claim("C1", "universal", "全部竣工", 0, 4, 0)
    return with_names([Judgement(claim, "不符", "", rows)], snapshot_from_tables(CITY))[0].counterexamples


def test_a_project_is_told_by_name_code_and_district():
    (row,) = judged({"subject": "XM1", "area": "990102", "counted": "0", "out_of": "1"})

    assert row_in_words(row) == "第一幼儿园扩建项目（XM1），霁城区，计入 0，应有 1"


def test_a_code_without_a_name_stands_for_itself():
    (row,) = judged({"subject": "P0001", "area": "990199", "counted": "0"})

    assert row_in_words(row) == "P0001，990199，计入 0"
