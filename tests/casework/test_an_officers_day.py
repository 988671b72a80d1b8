"""A case officer's day from the terminal: open, send on, answer, close, count, reckon again."""

import json
import re
import shutil
import subprocess
import sys

import databases
import openpyxl
import pytest
from databases import copied, environment

PROGRAM = "from xuezheng.cli.main import run; run()"


def case(*words, code=0):
    line = [sys.executable, "-c", PROGRAM, "case", *map(str, words)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment(words))
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("casework") / "city"
    line = [sys.executable, "-c", PROGRAM, "demo", str(folder), "--pupils", "2000", "--records-only"]
    subprocess.run(line, check=True, capture_output=True, env=environment([folder]))
    return folder


@pytest.fixture
def city(built, tmp_path):
    return copied(built, tmp_path / "city")


def events(city):
    with databases.opened(city) as records:
        return records.execute("SELECT action, subject_code, detail FROM audit_event ORDER BY seq").fetchall()


def opened(city, *words):
    told = case("open", city, "--area", "990102", "--topic", "招生入学", "--json", *words)
    return json.loads(told)


def test_a_call_is_taken_in_sent_on_answered_closed_and_rated(city):
    made = opened(city, "--channel", "mayor_line", "--received", "2026-01-12", "--phone", "19909998888")
    code = made["code"]
    assert (made["due"], made["clock"], made["lead"]) == ("2026-01-19", "hotline.reply", "990100")

    assert "“霁城区教育局”主办，请于 2026-01-16 前签收" in case("dispatch", city, code, "--lead", "990102")
    assert "签收" in case("sign", city, code, "--unit", "990102")
    assert "已登记答复" in case("reply", city, code, "--number", "教复〔2026〕1号")
    assert "在期限内" in case("conclude", city, code)
    assert "已联系，基本满意" in case("rate", city, code, "--result", "reached", "--rating", "basically")

    assert "来电号码 19909998888（本次查看已记入审计）" in case("show", city, code, "--content")
    story = case("show", city, code)
    assert "派“霁城区教育局”主办" in story
    assert "书面答复 教复〔2026〕1号" in story
    assert [name for name, subject, _ in events(city) if name.startswith("case.")] == [
        "case.open", "case.dispatch", "case.sign", "case.reply", "case.close", "case.call_back", "case.read",
    ]  # fmt: skip
    assert "19909998888" not in story + case("list", city) + str(events(city))


def test_the_list_shows_what_is_overdue_first(city):
    lines = json.loads(case("list", city, "--json"))

    left = [line["days_left"] for line in lines]
    assert left == sorted(left)
    assert left[0] < 0
    assert case("list", city).index("逾期") < case("list", city).index(lines[-1]["code"])
    shown = case("list", city, "--channel", "mayor_line")
    assert f"在办 {len(lines)} 件" in shown
    assert "没有在办的件。受理新件" in case("list", city, "--channel", "npc")


def test_the_derivation_names_the_days_that_were_skipped(city):
    code = opened(city, "--channel", "online", "--received", "2026-01-14")["code"]

    told = case("due", city, code)

    assert "不计入 2026-01-17 至 2026-01-18：周末" in told
    assert "期限：2026-01-21" in told


def test_two_persons_give_a_case_longer_and_a_second_officer_is_told(city):
    code = opened(city, "--channel", "mayor_line")["code"]

    assert "已申请延期至 2026-01-29，期限仍为 2026-01-22" in case("extend", city, code)
    assert "不能批准自己申请的延期" in case("extend", city, code, "--approve", code=2)
    case("conclude", city, code)
    assert "已于 2026-01-15 办结" in case("conclude", city, code, code=2)


REFUSALS = [
        (("open", "--channel", "fax", "--area", "990102"), "没有“fax”这个渠道.*mayor_line（市长公开电话）"),
        (("open", "--channel", "npc", "--area", "1", "--kind", "x"), "有 3 处须改.*没有填写编号.*标题.*“1”的县区"),
        (("open", "--channel", "online", "--area", "990102", "--topic", "x", "--due", "soon"), "“soon”不是日期"),
        (("open", "--channel", "online", "--area", "990102", "--topic", "x", "--due", "2026-03-09"),
         "期限写的是 2026-03-09，按“办理并答复诉求”（5 个工作日）应为 2026-01-22"),
        (("open", "--channel", "online", "--area", "990102", "--topic", "x", "--received", "2026-02-01"), "晚于今天"),
        (("open", "--channel", "phone", "--area", "990102", "--topic", "x", "--summary-file", "none.txt"),
     "找不到内容摘要文件 none.txt"),
    (("open", "--channel", "npc", "--area", "990102", "--title", "x", "--code", "JY2025001"), "JY2025001.*已存在"),
    (("show", "BJ0"), "没有编号为“BJ0”的办件.*xuezheng case list"),
        (("dispatch", "JY2025001", "--lead", "990102"), "是建议提案，不是群众诉求"),
        (("dispatch", "BJ2024000001"), "没有写派给谁"),
        (("sign", "BJ2026009999"), "没有编号为"),
        (("conclude", "TA2025001"), "答复即办结.*xuezheng case reply"),
        (("resume", "BJ2024000001"), "没有停止计时"),
        (("monthly", "--month", "2025-13", "--out", "x.xlsx"), "“2025-13”不是月份"),
        (("monthly", "--month", "2026-10", "--out", "x.xlsx"), "2026-10 还没有开始"),
        (("monthly", "--month", "2025-10", "--out", "x.csv"), "不是 .xlsx 文件名"),
        (("recompute", "--calendar", "nowhere.yaml"), "找不到日历文件 nowhere.yaml"),
]  # fmt: skip

#: One process for all of them: starting Django takes longer than being refused.
ONE_BY_ONE = """
import contextlib, io, json, sys
from xuezheng.cli.main import run
told = []
for words in json.loads(sys.argv[1]):
    sys.argv, said = ["xuezheng", *words], io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        try:
            run()
            code = 0
        except SystemExit as stop:
            code = stop.code
    told.append([code, said.getvalue()])
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def refused(built):
    lines = [["case", words[0], str(built), *words[1:]] for words, _ in REFUSALS]
    line = [sys.executable, "-c", ONE_BY_ONE, json.dumps(lines)]
    done = subprocess.run(line, capture_output=True, text=True, check=True, env=environment([built]))
    return json.loads(done.stdout)


@pytest.mark.parametrize("number", range(len(REFUSALS)), ids=lambda n: " ".join(REFUSALS[n][0][:3]))
def test_what_cannot_be_done_is_said_in_a_sentence(refused, number):
    code, told = refused[number]

    assert code == 2
    assert re.search(REFUSALS[number][1], told, re.DOTALL), told


def test_two_officers_at_the_same_moment_do_one_thing_once(city):
    code = opened(city, "--channel", "mayor_line")["code"]
    line = [sys.executable, "-c", PROGRAM, "case", "conclude", str(city), code]

    both = [
        subprocess.Popen(
            line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment([city])
        )
        for _ in range(2)
    ]
    told = sorted((*one.communicate(), one.returncode) for one in both)

    assert sorted(code for _, _, code in told) == [0, 2]
    assert any("已于 2026-01-15 办结" in words for _, words, _ in told)
    assert [name for name, *_ in events(city)].count("case.close") == 1


def test_a_new_calendar_is_tried_then_taken(city, tmp_path):
    """The example city's year is announced; here the office itself closes for two days in January."""
    code = opened(city, "--channel", "mayor_line")["code"]
    own = tmp_path / "calendar.yaml"
    own.write_text("days:\n- {on: 2026-01-20, is: rest, why: 暴雪}\n", encoding="utf-8")

    tried = json.loads(case("recompute", city, "--calendar", own, "--try", "--json"))
    assert not [name for name, *_ in events(city) if name.startswith("due.")]
    done = json.loads(case("recompute", city, "--calendar", own, "--json"))

    assert tried == done
    assert {"code": code, "was": "2026-01-22", "due": "2026-01-23"} in done["changed"]
    logged = [(name, subject) for name, subject, _ in events(city) if name.startswith("due.")]
    assert len(logged) == len(done["changed"]) + 1
    assert logged[-1][0] == "due.record_run"
    assert ("due.recompute", code) in logged
    shutil.copyfile(own, city / "calendar.yaml")
    assert json.loads(case("recompute", city, "--json"))["changed"] == []
    assert "暴雪" in case("due", city, code)


def test_the_monthly_table_agrees_with_the_records(built, tmp_path):
    out = tmp_path / "月报.xlsx"
    rows = json.loads(case("monthly", built, "--month", "2025-11", "--out", out, "--json"))["rows"]

    with databases.opened(built) as records:
        n_cases, n_closed = records.execute(
            "SELECT count(*), count(closed_on) FROM casework_case WHERE received_on BETWEEN '2025-11-01' AND '2025-11-30'"
        ).fetchone()
        (n_sent,) = records.execute(
            "SELECT count(*) FROM casework_dispatch WHERE dispatched_on BETWEEN '2025-11-01' AND '2025-11-30'"
        ).fetchone()
    assert sum(row["received"] for row in rows) == n_cases
    assert sum(row["closed"] for row in rows) == n_closed
    assert sum(row["dispatched"] for row in rows) == n_sent
    assert sum(row["late"] + row["closed_in_time"] + row["not_yet_due"] for row in rows) == n_cases
    book = openpyxl.load_workbook(out)
    cells = list(book["月报"].iter_rows(values_only=True))
    assert cells[2][:4] == ("单位", "派遣总数", "按时签收", "按时签收率")
    assert (cells[-1][0], cells[-1][1]) == ("合计", n_sent)
    assert cells[-1][cells[2].index("办结率")] == pytest.approx(n_closed / n_cases)
    assert "已存在" in case("monthly", built, "--month", "2025-11", "--out", out, code=2)
    assert [file.name for file in tmp_path.iterdir() if file.name.endswith(".part")] == []
