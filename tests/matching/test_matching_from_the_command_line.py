import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from example_cities import snapshot_of
from matching_texts import SAMPLE
from typer.testing import CliRunner

from xuezheng.cli.main import build
from xuezheng.errors import BadInput, NotFound, Occupied

SPEECH = SAMPLE / "speech.txt"


def _run(*words, year=2025):
    command = ["report", "match", str(SPEECH), "--snapshot", str(snapshot_of("none")), "--year", str(year)]
    return CliRunner().invoke(build(), [*command, *map(str, words)])


def _run_text(text, year):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(text, encoding="utf-8")
        command = ["report", "match", str(path), "--snapshot", str(snapshot_of("none")), "--year", str(year)]
        return CliRunner().invoke(build(), command)


@pytest.fixture(scope="module")
def told():
    return json.loads(_run("--json").stdout)


def test_every_slot_carries_its_suggestions_best_first(told):
    slots = told["slots"]

    assert len(slots) == 57
    for slot in slots:
        scores = [one["score"] for one in slot["suggestions"]]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
        assert all(
            set(one) == {"indicator", "filters", "period", "measure", "score", "confidence"}
            for one in slot["suggestions"]
        )
        assert slot["ticked"] in (True, False)


def test_the_slots_are_those_of_reading(told):
    read = json.loads(CliRunner().invoke(build(), ["report", "read", str(SPEECH), "--json"]).stdout)

    kept = [{key: slot[key] for key in read["slots"][0]} for slot in told["slots"]]
    assert kept == read["slots"]


def test_a_suggestion_shows_what_it_would_write_this_year_and_last(told):
    websites = next(slot for slot in told["slots"] if slot["clause"].startswith("XX家教育网站"))

    assert websites["this_year"].endswith("家")
    assert websites["this_year"] != "XX家"
    assert websites["last_year"].endswith("家")


def test_a_person_sees_a_table_and_what_to_do_next():
    result = _run()

    assert result.exit_code == 0
    assert "获前置审批教育网站" in result.stdout
    assert "2025 年" in result.stdout
    assert "--out 对照表.yaml" in result.stdout


def test_nothing_is_ticked_in_a_year_without_data():
    slots = json.loads(_run("--json", year=2031).stdout)["slots"]

    assert not any(slot["ticked"] for slot in slots if slot["kind"] == "figure")


def test_a_year_without_data_is_pointed_out():
    text = "在全市教育工作会议上的讲话\n\n一、2030年工作回顾\n\n一是学前教育。在园幼儿XX人。\n"

    told = {year: _run_text(text, year).stdout for year in (2025, 2031)}

    assert "没有一处数字在快照中有 2031 年的记录" in told[2031]
    assert "没有一处数字" not in told[2025]


def test_a_text_in_traditional_script_is_said_to_be_read_as_simplified():
    text = "在全市教育工作會議上的講話\n\n一、2025年工作回顧\n\n一是學前教育發展。在園幼兒XX人。\n"

    assert "原文为繁体字" in _run_text(text, 2025).stdout


def test_the_mapping_is_written_and_not_overwritten_until_told(tmp_path):
    out = tmp_path / "map.yaml"

    first, second, forced = (_run("--out", out, *more) for more in ((), (), ("--force", "--confirm-ticked")))

    assert (first.exit_code, forced.exit_code) == (0, 0)
    assert isinstance(second.exception, Occupied)
    assert "state: confirmed\n    indicator: funds.upward.secured" in out.read_text(encoding="utf-8")


def test_confirmed_entries_of_an_older_mapping_are_kept(tmp_path):
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    _run("--out", old, "--confirm-ticked")

    result = _run("--out", new, "--from", old)

    assert "沿用已确认" in result.stdout
    assert "state: confirmed\n    indicator: funds.upward.secured" in new.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("--from", "missing.yaml"), NotFound),
        (("--out", "missing/folder/map.yaml"), NotFound),
        (("--snapshot", "missing"), BadInput),
    ],
)
def test_what_cannot_be_used_is_told_in_words(words, kind):
    result = _run(*words)

    assert isinstance(result.exception, kind)
    assert "Traceback" not in result.output


def _bureau(*words):
    return CliRunner().invoke(build(), ["report", *map(str, words)])


def test_what_was_confirmed_is_remembered_listed_used_and_forgotten(tmp_path):
    mapping, bureau = tmp_path / "map.yaml", tmp_path / "bureau"
    bureau.mkdir()
    _run("--out", mapping, "--confirm-ticked")

    kept = _bureau("remember", bureau, SPEECH, "--mapping", mapping, "--year", 2025)
    listed = json.loads(_bureau("memories", bureau, "--json").stdout)
    told = json.loads(_run("--json", "--bureau", bureau, year=2026).stdout)["slots"]
    recalled = (slot["remembered"]["decision"] for slot in told if "remembered" in slot)
    used = [one for one in recalled if one and one["state"] == "confirmed"]
    forgotten = _bureau("forget", bureau, *list(listed)[:2])

    assert kept.exit_code == 0, kept.output
    assert len(listed) >= 20
    assert len(used) == len(listed)
    assert forgotten.stdout.count("已忘记") == 2
    assert len(json.loads(_bureau("memories", bureau, "--json").stdout)) == len(listed) - 2


def test_a_mapping_from_memory_comes_confirmed_with_its_reason(tmp_path):
    mapping, again, bureau = tmp_path / "map.yaml", tmp_path / "again.yaml", tmp_path / "bureau"
    bureau.mkdir()
    _run("--out", mapping, "--confirm-ticked")
    _bureau("remember", bureau, SPEECH, "--mapping", mapping, "--year", 2025)

    result = _run("--out", again, "--bureau", bureau)

    said = again.read_text(encoding="utf-8")
    assert result.exit_code == 0, result.output
    assert "remembered: M0001 与 2025 年确认的分句相同" in said
    assert "state: confirmed\n    indicator: funds.upward.secured" in said


def test_an_indicator_made_by_the_bureau_is_offered_like_any_other(tmp_path):
    text = tmp_path / "text.txt"
    text.write_text("工作总结\n\n全市登记的学校课后服务网站XX个。\n", encoding="utf-8")
    (tmp_path / "indicators.yaml").write_text(
        "indicators:\n  own.sites: {label: 学校课后服务网站, unit: 个, register: websites, year: approved_on,"
        " where: {area: nowhere}}\n",
        encoding="utf-8",
    )
    command = ["match", text, "--snapshot", snapshot_of("none"), "--year", 2025, "--bureau", tmp_path]

    plain, data = _bureau(*command), json.loads(_bureau(*command, "--json").stdout)

    assert data["slots"][-1]["suggestions"][0]["indicator"] == "own.sites"
    assert "请核对 own.sites：列“area”中没有“nowhere”" in plain.stdout


def test_a_figure_of_nothing_known_comes_with_the_form_of_an_indicator_to_be_made(tmp_path):
    text, out = tmp_path / "text.txt", tmp_path / "map.yaml"
    text.write_text("工作总结\n\n栽种杏树XX棵。\n", encoding="utf-8")
    command = ["match", text, "--snapshot", snapshot_of("none"), "--year", 2025]

    plain, data = _bureau(*command, "--out", out), json.loads(_bureau(*command, "--json").stdout)

    form = data["slots"][-1]["form"]
    assert (form["unit"], form["label"]) == ("棵", "栽种杏树棵")
    assert "没有合适指标的 1 处" in plain.stdout
    assert f"#   {form['code']}:" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", ["memories", "forget", "remember"])
def test_a_bureau_that_is_not_there_is_told_in_words(verb, tmp_path):
    mapping = tmp_path / "m.yaml"
    if verb == "remember":
        _run("--out", mapping)
    more = {"forget": ["M0001"], "remember": [SPEECH, "--mapping", mapping, "--year", 2025]}

    result = _bureau(verb, tmp_path / "nowhere", *more.get(verb, []))

    assert isinstance(result.exception, NotFound)
    assert "教育局文件夹" in str(result.exception)


def test_writing_for_a_bureau_remembers_what_its_mapping_confirmed(tmp_path):
    mapping, bureau, out = tmp_path / "map.yaml", tmp_path / "bureau", tmp_path / "report.docx"
    bureau.mkdir()
    _run("--out", mapping, "--confirm-ticked")
    place = ["--snapshot", snapshot_of("none"), "--year", 2025]

    written = _bureau("write", SPEECH, *place, "--mapping", mapping, "--out", out, "--bureau", bureau)
    again = _run("--bureau", bureau, year=2026)

    assert written.exit_code == 0, written.output
    listed = json.loads(_bureau("memories", bureau, "--json").stdout)
    assert f"沿用已确认 {len(listed)} 处" in again.stdout
