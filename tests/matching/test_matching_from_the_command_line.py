import json

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
            set(one) == {"indicator", "filters", "period", "measure", "score", "confidence"} for one in slot["suggestions"]
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
