from datetime import date
from decimal import Decimal

import pytest
from measuring_fake import FakeMeasuring

from xuezheng.reports.claims.judging import FAMILIES, Printed, judge_claims
from xuezheng.reports.shapes import Claim


def _rows(*pairs, **more):
    return [
        {"area": "01", "school": "", "subject": f"第{i}个", "counted": c, "out_of": o, **more}
        for i, (c, o) in enumerate(pairs)
    ]


class FakeSnapshot:
    as_of = date(2024, 12, 31)

    def __init__(self, **tables):
        self.tables = tables

    def table(self, name):
        return self.tables[name]


def _verdict(kind, text, *, rows=None, printed=(), snapshot=None, codes=("a",), **options):
    claim = Claim("C", kind, text, 0, 100, 0, codes, options)
    measuring = FakeMeasuring(rows or {})
    judged = judge_claims(
        [claim], snapshot or FakeSnapshot(), 2024, printed, n_headings=2, measuring=measuring
    )
    return judged[0]


def _shown(value, unit=""):
    return (Printed(1, 2, Decimal(value), 0, unit),)


@pytest.mark.parametrize(
    ("kind", "text", "rows", "printed", "expected"),
    [
        ("universal", "全部竣工", {"a": {2024: _rows((1, 1), (1, 1))}}, _shown(2), "支持"),
        ("universal", "全部竣工", {"a": {2024: _rows((1, 1), (0, 1))}}, _shown(1), "不符"),
        ("universal", "全部竣工", {"a": {2024: _rows((1, 1), (1, 1))}}, _shown(3), "不符"),
        ("universal", "全部竣工", {"a": {2024: []}}, (), "数据不足"),
        ("zero", "为零", {"a": {2024: []}}, (), "支持"),
        ("zero", "为零", {"a": {2024: _rows((1, 0))}}, (), "不符"),
        ("event-count", "处理13起", {"a": {2024: _rows((13, 13))}}, _shown(13), "支持"),
        ("event-count", "处理13起", {"a": {2024: _rows((12, 13))}}, _shown(13), "不符"),
        ("monotone", "不断提升", {"a": {2023: _rows((1, 1)), 2024: _rows((2, 2))}}, (), "支持"),
        ("monotone", "不断提升", {"a": {2023: _rows((2, 2)), 2024: _rows((2, 2))}}, (), "不符"),
        ("monotone", "不断提升", {"a": {2024: _rows((2, 2))}}, (), "数据不足"),
        ("structure", "两点意见", {}, _shown(2), "支持"),
        ("structure", "三点意见", {}, _shown(3), "不符"),
        ("vague-trend", "态势良好", {}, (), "须人工判断"),
    ],
)
def test_a_claim_gets_the_verdict_its_rows_give(kind, text, rows, printed, expected):
    assert _verdict(kind, text, rows=rows, printed=printed).verdict == expected


@pytest.mark.parametrize(("done", "expected"), [(1000, "支持"), (999, "不符")])
def test_all_answered_means_every_single_one(done, expected):
    rows = {"reply_rate": {2024: _rows((done, 1000))}}

    judged = _verdict("ratio", "办复率达100%", rows=rows, printed=_shown(100, "%"), codes=("reply_rate",))

    assert judged.verdict == expected


@pytest.mark.parametrize(("target", "expected"), [(9, "支持"), (10, "不符")])
def test_exceeding_a_target_is_more_than_meeting_it(target, expected):
    row = {"indicator": "a", "year": 2024, "area": "0100", "value": target, "unit": "所"}
    snapshot = FakeSnapshot(targets=[{**row, "approved_on": "2024-01-05"}])

    judged = _verdict("target-exceeded", "超额", rows={"a": {2024: _rows((10, 10))}}, snapshot=snapshot)

    assert judged.verdict == expected


def test_an_unapproved_target_is_no_target():
    row = {"indicator": "a", "year": 2024, "area": "0100", "value": 1, "unit": "所", "approved_on": None}

    judged = _verdict(
        "target-met", "完成", rows={"a": {2024: _rows((10, 10))}}, snapshot=FakeSnapshot(targets=[row])
    )

    assert judged.verdict == "数据不足"


@pytest.mark.parametrize(("on", "expected"), [("2024-11-01", "支持"), ("2025-01-02", "不符"), (None, "不符")])
def test_a_project_counts_only_when_topped_out_within_the_year(on, expected):
    projects = [{"name": "卫生学校实训楼", "topped_out_on": on}]

    judged = _verdict("stage", "卫生学校实训楼主体完工", snapshot=FakeSnapshot(projects=projects))

    assert judged.verdict == expected


def test_every_family_of_claims_has_its_judge():
    from typing import get_args

    from xuezheng.reports.shapes import ClaimType

    assert set(FAMILIES) == set(get_args(ClaimType))
