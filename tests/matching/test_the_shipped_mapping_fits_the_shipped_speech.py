from matching_texts import SAMPLE, with_answers
from sample_mapping import write_sample_mapping

from xuezheng.reports.mapping import read_mapping

AGAIN = "The speech, its answers or the catalogue changed. Run: python tests/matching/sample_mapping.py"


def test_the_shipped_mapping_is_the_one_its_answers_give(tmp_path, catalogue):
    document, _ = with_answers(SAMPLE / "speech.txt", SAMPLE / "slots.tsv")

    write_sample_mapping(tmp_path / "mapping.yaml")

    shipped, written = (
        read_mapping(folder / "mapping.yaml", document, catalogue) for folder in (SAMPLE, tmp_path)
    )
    assert shipped == written, AGAIN


def test_every_figure_of_the_year_is_confirmed_and_none_of_the_plan(catalogue):
    document, wanted = with_answers(SAMPLE / "speech.txt", SAMPLE / "slots.tsv")

    decisions = read_mapping(SAMPLE / "mapping.yaml", document, catalogue)

    figures = [slot.id for slot in document.slots if slot.kind == "figure"]
    confirmed = {slot: decisions[slot].indicator for slot in figures if decisions[slot].state == "confirmed"}
    assert confirmed == {slot: wanted[slot] for slot in figures if wanted[slot]}
    assert {decisions[slot].state for slot in figures if not wanted[slot]} == {"open"}


def test_every_name_has_its_words_or_is_the_citys(catalogue):
    document, _ = with_answers(SAMPLE / "speech.txt", SAMPLE / "slots.tsv")

    decisions = read_mapping(SAMPLE / "mapping.yaml", document, catalogue)

    names = [decisions[slot.id] for slot in document.slots if slot.kind == "name"]
    assert all(name.value or name.indicator == "name.city" for name in names)
