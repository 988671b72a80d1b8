"""From files to a folder, its explanation, its verification and its simulation."""

import csv
import json

import pytest
from forged_admissions import write_rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_rounds import a_round, columns, granted, plan_of, wishes, zhongkao, zone
from typer.testing import CliRunner

from xuezheng.allocation.admissions.explaining import reasons
from xuezheng.allocation.admissions.scheme import read_scheme
from xuezheng.allocation.admissions.solve import solve
from xuezheng.allocation.tables import read_table, table_of
from xuezheng.allocation.tables.sheets import read_sheet
from xuezheng.cli.main import build
from xuezheng.errors import BadInput, NotFound, Occupied

CHOICES = "pupil,rank,programme,score\na,1,P,590.5\na,2,Q,590.5\nb,1,P,601\nb,2,Q,601\nc,1,P,590.50\nc,2,Q,590.50\nd,1,Q,300\n"
PROGRAMMES = "programme,seats,name\nP,1,一中\nQ,2,二中\n"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "choices.csv").write_text(CHOICES, encoding="utf-8")
    (tmp_path / "programmes.csv").write_text(PROGRAMMES, encoding="utf-8")
    return tmp_path


def run(*words):
    return CliRunner().invoke(build(), [str(word) for word in words])


def admit(files, *more, out="plan"):
    result = run(
        "admissions",
        files / "choices.csv",
        files / "programmes.csv",
        "--seed",
        "x",
        "--out",
        files / out,
        *more,
    )
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_round_from_files_to_verified_plan(files):
    told = json.loads(admit(files, "--rule", "parallel", "--json").stdout)

    assert told["placed"] == 3 and told["unplaced"] == 1
    rows = list(csv.DictReader((files / "plan" / "plan.csv").open(encoding="utf-8")))
    assert [(row["pupil"], row["programme"]) for row in rows] == [
        ("a", "Q"),
        ("b", "P"),
        ("c", "Q"),
        ("d", ""),
    ]
    checked = run("verify", files / "plan", "--input", f"choices={files / 'choices.csv'}", "--json")
    assert checked.exit_code == 0 and json.loads(checked.stdout)["ok"]


def test_what_is_published_names_no_score_of_a_child(files):
    admit(files, "--rule", "deferred")

    assert (files / "plan" / "public.csv").read_text() == "pupil,programme\na,Q\nb,P\nc,Q\nd,\n"
    page = (files / "plan" / "report.html").read_text(encoding="utf-8")
    assert "一中" in page and "总分 601" in page and "总分 300" not in page and "<script" not in page


def test_a_child_is_told_wish_by_wish(files):
    admit(files, "--rule", "parallel")

    told = run("why", files / "plan", "a", "--html", files / "a.html").stdout

    assert "第1志愿 P 一中 未过线（录取线 总分 601，您是 总分 590.5）" in told
    assert "第2志愿 Q 二中 过线，录取" in told
    assert "第2志愿 Q 二中 过线" in (files / "a.html").read_text(encoding="utf-8")
    with pytest.raises(NotFound, match="没有编号为“z”的考生"):
        raise run("why", files / "plan", "z").exception


def test_a_published_plan_is_never_overwritten(files):
    admit(files, "--rule", "lottery")

    with pytest.raises(Occupied):
        admit(files, "--rule", "lottery")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--rule", "fair"], "没有名为“fair”的录取规则"),
        ([], "没有说明按什么规则录取"),
        (["--rule", "lottery", "--last-place", "maybe"], "--last-place “maybe”不认识"),
        (["--rules", "zhongkao", "--on", "soon"], "--on “soon”不是日期"),
        (["--rule", "parallel", "--what-if", "quota=60%"], "规则里没有指标到校"),
        (["--rule", "parallel", "--what-if", "seats.Z=4"], "没有这样的计划或人数"),
        (["--rule", "parallel", "--what-if", "moon=4"], "不能理解"),
    ],
)
def test_an_option_that_cannot_be_used_writes_nothing(files, more, words):
    with pytest.raises(BadInput) as caught:
        admit(files, *more)

    assert words in str(caught.value)
    assert not (files / "plan").exists()


def test_what_if_there_were_more_seats(files):
    told = json.loads(admit(files, "--rule", "parallel", "--what-if", "seats.P=+1", "--json").stdout)[
        "what_if"
    ]

    assert told["placed"] == {"before": 3, "after": 4}
    assert told["newly_placed"] == 1 and told["no_longer_placed"] == 0
    moved = list(csv.DictReader((files / "plan" / "what_if.csv").open(encoding="utf-8")))
    assert len(moved) == told["moved"] == 2
    assert run("verify", files / "plan").exit_code == 0


def test_what_if_the_quota_were_sixty_per_cent(tmp_path):
    from xuezheng.allocation.admissions.simulating import compare

    problem = zhongkao()
    plan = solve(problem)
    other = compare(problem, plan, ["quota=60%"])
    same = compare(problem, plan, ["quota=50%"])

    assert other.summary["moved"] == len(other.moved) > 0
    assert same.moved == []
    before = granted(problem, plan)
    assert all(before[pupil] == old != new for pupil, old, new in other.moved)


@pytest.mark.parametrize("city", [zhongkao, zone])
def test_the_same_from_csv_xlsx_and_parquet(tmp_path, city):
    import pyarrow as pa
    import pyarrow.parquet as pq
    import xlsxwriter

    sheet = city(n=40).sheets["pupils"]
    names = list(sheet.columns)
    pq.write_table(pa.table({name: list(sheet.columns[name]) for name in names}), tmp_path / "p.parquet")
    book = xlsxwriter.Workbook(tmp_path / "p.xlsx")
    page = book.add_worksheet()
    for i, line in enumerate([names, *zip(*sheet.columns.values(), strict=True)]):
        page.write_row(i, 0, [f"{cell}" for cell in line])
    book.close()
    (tmp_path / "p.csv").write_bytes(sheet.csv())

    assert {read_sheet(tmp_path / f"p.{kind}").sha256() for kind in ("csv", "xlsx", "parquet")} == {
        sheet.sha256()
    }


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n", "b,a\n2,1\n3,0\n", "a,b\n1.50,2\n", "a,b\n 1,2\n", 'a,b\n"1,5",2\n', "a,b\r\n1,2\r\n", "a,b\n1,2",
        "a,b\n", "a,b\n,\n1,2\n", "a\n1\n\n2\n", "a,b\n1,e\u0301\n", "\ufeffa,b\n1,2\n", "a,b\n1\\,2\n", "a,b\n\u30001,2\n",
        "a,b\n-0.0,2.\n", "a,b\n1,2\n\n", "a\n\n1\n", "a,b\n\n1,2\n", "a,b\n1,\n,2\n", "b,a,c\nz,\u7532,1\ny,\u7532,2\nz,\u4e59,1\n", "名,值\n张,1.0\n",
    ],
)  # fmt: skip
def test_the_fast_way_of_reading_is_the_ordinary_way(tmp_path, text):
    file = tmp_path / "t.csv"
    file.write_bytes(text.encode())
    plain, fast = read_table(file), read_sheet(file)

    assert fast.sha256() == plain.sha256()
    assert {name: list(cells) for name, cells in fast.columns.items()} == {
        n: list(c) for n, c in plain.columns.items()
    }
    assert fast.n_rows == plain.n_rows and fast.lines() == plain.lines()
    for name, cells in plain.columns.items():
        codes, texts = fast.coded(name)
        assert [texts[code] for code in codes.tolist()] == list(cells) and len(set(texts)) == len(texts)
    (tmp_path / "again.csv").write_bytes(fast.csv())
    assert read_sheet(tmp_path / "again.csv").sha256() == plain.sha256()


def outcome(read, file):
    """The table's hash and cells, or the words it was refused with."""
    try:
        table = read(file)
    except BadInput as error:
        return str(error)
    return table.sha256(), {name: list(cells) for name, cells in table.columns.items()}


@given(st.text(st.sampled_from('a1.0,,,\n\n\r" -甲\u3000\ufeff\u0301'), max_size=14))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_is_read_otherwise_by_the_fast_way(tmp_path, rows):
    file = tmp_path / "t.csv"
    file.write_bytes(f"b,a\n{rows}".encode())

    assert outcome(read_sheet, file) == outcome(read_table, file)


def test_rows_of_unequal_length_are_refused_the_ordinary_way(tmp_path):
    (tmp_path / "t.csv").write_text("a,b\n1\n2,3\n")

    with pytest.raises(BadInput, match="第 2 行: 有 1 格，列名有 2 格"):
        read_sheet(tmp_path / "t.csv")


def test_the_example_of_the_manual(tmp_path):
    """docs/algorithms/admissions.md, worked example: the numbers printed there."""
    rows = [
        {"pupil": p, "rank": r, "programme": q, "score": s}
        for p, s, codes in (
            ("n1", 588, "AB"),
            ("n2", 580, "AB"),
            ("n3", 580, "AC"),
            ("n4", 571, "BA"),
            ("n5", 560, "AB"),
        )
        for r, q in enumerate(codes, 1)
    ]
    write_rows(tmp_path / "choices.csv", [{k: str(v) for k, v in row.items()} for row in rows])
    write_rows(
        tmp_path / "programmes.csv",
        [
            {"programme": "A", "seats": "2"},
            {"programme": "B", "seats": "1"},
            {"programme": "C", "seats": "5"},
        ],
    )

    result = admit(tmp_path, "--rule", "parallel", out="manual")

    assert result.exit_code == 0
    assert (
        tmp_path / "manual" / "public.csv"
    ).read_text() == "pupil,programme\nn1,A\nn2,A\nn3,C\nn4,B\nn5,\n"
    assert read_table(tmp_path / "choices.csv").sha256() == table_of("x", columns(rows)).sha256()


def test_a_wish_that_was_not_looked_at_is_told_too(tmp_path):
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        "batches: [{code: z, groups: [{code: '1', when: [{column: zone, same_as: programme}]}]}]",
        encoding="utf-8",
    )
    people = [{"pupil": "a", "zone": "P"}, {"pupil": "b", "zone": "P"}, {"pupil": "c", "zone": ""}]
    problem = a_round(
        wishes({"a": "QP", "b": "QP", "c": "Q"}),
        plan_of({"P": 1, "Q": 5}),
        read_scheme(str(rules)),
        pupils=people,
    )

    why = reasons(problem, solve(problem)).columns["why"]

    left = next(each for each in why[:2] if "待安置" in each)
    assert "z第1志愿 Q 不在任何招生类别之内，没有参加；" in left and "第2志愿 P 未过线" in left
    assert "第2志愿 P 不符合" not in left
    assert "第1志愿 Q 不在任何招生类别之内" in why[2]
    assert sum("第1志愿 Q" in each for each in why) == 2
