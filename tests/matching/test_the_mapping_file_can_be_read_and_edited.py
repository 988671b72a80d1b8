import re
from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from matching_texts import a_catalogue, a_text, an_indicator

from xuezheng.errors import BadInput, CannotFinish, NotFound, Occupied
from xuezheng.reports.mapping import carry_over, read_mapping, write_mapping
from xuezheng.reports.matching import match

BODY = "谱写XX教育新篇章。公办幼儿园达到XX所,小学在校生XX人。投入资金XX万元,办复率达100%。"
CATALOGUE = a_catalogue(
    an_indicator("kindergartens.public", "公办幼儿园数", "所"),
    an_indicator("pupils", "在校生人数", "人", dimensions={"stage": {"primary": "小学", "junior": "初中"}}),
    an_indicator("funds", "投入资金", "万元", "sum"),
    an_indicator("reply_rate", "办复率", "%", "rate"),
)


@pytest.fixture
def document():
    return a_text(BODY)


@pytest.fixture
def path(tmp_path, document):
    found = match(document, CATALOGUE)
    write_mapping(tmp_path / "map.yaml", document, found, CATALOGUE, ticked=frozenset(found))
    return tmp_path / "map.yaml"


def _slot(document, text):
    return next(slot.id for slot in document.slots if text in slot.clause and slot.kind in ("figure", "name"))


def _edit(path, slot, **changes):
    """Change one entry as a person would: by its lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    begin = lines.index(f"  {slot}:")
    for key, value in changes.items():
        at = next((i for i in range(begin + 1, len(lines)) if lines[i].startswith(f"    {key}:")), None)
        end = next((i for i in range(begin + 1, len(lines)) if re.match(r"  \S", lines[i])), len(lines))
        if at is not None and at < end:
            lines[at] = f"    {key}: {value}"
        else:
            lines.insert(begin + 1, f"    {key}: {value}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _faults(path, document):
    with pytest.raises(BadInput) as caught:
        read_mapping(path, document, CATALOGUE)
    return [str(fault) for fault in caught.value.faults] or [str(caught.value)]


def test_what_is_written_is_read_back(path, document):
    decisions = read_mapping(path, document, CATALOGUE)

    assert set(decisions) == {slot.id for slot in document.slots}
    pupils = decisions[_slot(document, "在校生")]
    assert (pupils.state, pupils.indicator, pupils.filters) == ("suggested", "pupils", {"stage": "primary"})


def test_a_person_reads_clause_label_score_and_alternatives_in_the_file(path):
    text = path.read_text(encoding="utf-8")

    assert "clause: 公办幼儿园达到XX所" in text
    assert "indicator: kindergartens.public  # 公办幼儿园数（所）" in text
    assert "others:" in text
    assert yaml.safe_load(text)["slots"]


def test_a_confirmed_entry_and_one_by_hand_are_taken(path, document):
    money, calls, name = (_slot(document, words) for words in ("投入资金", "公办幼儿园", "谱写"))
    _edit(path, calls, state="confirmed")
    _edit(path, money, state="by_hand", value=1234.5, source="财政局〔2025〕7号")
    _edit(path, name, state="by_hand", value="临江")

    decisions = read_mapping(path, document, CATALOGUE)

    assert decisions[calls].state == "confirmed"
    assert (decisions[money].value, decisions[money].source) == ("1234.5", "财政局〔2025〕7号")
    assert decisions[name].value == "临江"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"indicator": "kindergartens.publik"},
            "没有名为“kindergartens.publik”的指标。 相近的有：kindergartens.public",
        ),
        ({"indicator": "funds"}, "指标“投入资金”的单位是万元，而 .* 写的是所"),
        ({"indicator": "pupils", "filters": "{grade: 1}"}, "不能按“grade”筛选。 可用：stage"),
        (
            {"indicator": "pupils", "filters": "{stage: senior}"},
            "“stage”没有“senior”这一值。 可用：primary、junior",
        ),
        ({"filters": "primary"}, "filters 应写成“列: 值”"),
        ({"period": "q1"}, "period 不能是“q1”。 可用：year、h1、h2、last_year"),
        ({"measure": "mean"}, "measure 不能是“mean”"),
        ({"state": "done"}, "state 不能是“done”。 可用：confirmed、suggested、by_hand、open"),
        ({"state": "by_hand", "value": 5}, "却没有 source"),
        ({"state": "by_hand", "source": "来函"}, "却没有 value"),
        ({"state": "by_hand", "value": "很多", "source": "来函"}, "“很多”不是数字"),
        ({"state": "confirmed", "indicator": "''"}, "标为 confirmed，却没有 indicator"),
        ({"value": 5}, "填了 value，state 却是 suggested"),
        ({"colour": "red"}, "不认识“colour”"),
    ],
)
def test_every_fault_is_told_with_its_line(path, document, change, said):
    slot = _slot(document, "公办幼儿园")
    _edit(path, slot, **change)

    faults = _faults(path, document)

    lines = path.read_text(encoding="utf-8").splitlines()
    place = int(re.search(r"map\.yaml 第 (\d+) 行", faults[0]).group(1))
    assert len(faults) == 1
    assert re.search(said, faults[0])
    assert slot in lines[place - 1] or any(key in lines[place - 1] for key in change)


def test_a_value_without_a_state_is_told_for_names_too(path, document):
    _edit(path, _slot(document, "谱写"), state="open", value="临江")

    assert "填了 value，state 却是 open" in _faults(path, document)[0]


def test_an_indicator_cannot_stand_for_a_name(path, document):
    _edit(path, _slot(document, "谱写"), indicator="pupils")

    assert "不是数字，不能用指标“pupils”" in _faults(path, document)[0]


def test_all_faults_are_listed_together(path, document):
    _edit(path, _slot(document, "公办幼儿园"), period="q1", measure="mean")
    _edit(path, _slot(document, "投入资金"), indicator="nothing")
    path.write_text(path.read_text(encoding="utf-8") + "  S99:\n    state: open\n", encoding="utf-8")

    faults = _faults(path, document)

    assert len(faults) == 4
    assert any("没有编号为“S99”的位置。 可用编号为 S01 至" in fault for fault in faults)


def test_an_entry_written_twice_is_a_fault(path, document):
    slot = _slot(document, "公办幼儿园")
    path.write_text(path.read_text(encoding="utf-8") + f"  {slot}:\n    state: open\n", encoding="utf-8")

    assert f"“{slot}”写了两次" in _faults(path, document)[0]


def test_the_mapping_of_another_text_is_refused(path, document):
    other = a_text(BODY.replace("公办", "民办"))

    with pytest.raises(BadInput, match="是为另一份文字做的.*--from"):
        read_mapping(path, other, CATALOGUE)


def test_only_the_words_of_a_text_make_it_another(path, document):
    moved = replace(document, source="elsewhere/renamed.txt")

    assert read_mapping(path, moved, CATALOGUE)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "是空的"),
        ("slots: [", "不符合 YAML 写法：第 1 行"),
        ("a:\n  - b\n c: d\n", "不符合 YAML 写法：第 3 行"),
        ("format: 1\n", "缺少 slots 一项"),
        ("- a\n", "不是对照表"),
        ("[" * 5000, "不符合 YAML 写法"),
        ("slots: !!python/object/apply:os.system [echo]", "另一份文字|逐项列出"),
        ("a: \x07\n", "不符合 YAML 写法"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused_in_words(tmp_path, document, content, said):
    (tmp_path / "map.yaml").write_text(content, encoding="utf-8")

    with pytest.raises(BadInput, match=said):
        read_mapping(tmp_path / "map.yaml", document, CATALOGUE)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", "对照".encode("gb18030")])
def test_a_file_that_is_no_text_is_refused_in_words(tmp_path, document, data):
    (tmp_path / "map.yaml").write_bytes(data)

    with pytest.raises(BadInput, match="不是 UTF-8 文本"):
        read_mapping(tmp_path / "map.yaml", document, CATALOGUE)


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path, document):
    with pytest.raises(NotFound, match="没有找到对照表"):
        read_mapping(tmp_path / "none.yaml", document, CATALOGUE)
    with pytest.raises(BadInput, match="不是对照表文件"):
        read_mapping(tmp_path, document, CATALOGUE)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_damaged_mapping_is_never_a_traceback(tmp_path_factory, data):
    document = a_text(BODY)
    path = tmp_path_factory.mktemp("damaged") / "map.yaml"
    write_mapping(path, document, match(document, CATALOGUE), CATALOGUE)
    text = path.read_text(encoding="utf-8")
    at = data.draw(st.integers(0, len(text)))
    damage = data.draw(st.text(alphabet=" :-[]{}&*!|>'\"#\n\tab1数", max_size=6))
    path.write_text(text[:at] + damage + text[at + len(damage) :], encoding="utf-8")

    try:
        decisions = read_mapping(path, document, CATALOGUE)
    except BadInput as error:
        assert str(error)
    else:
        assert set(decisions) <= {slot.id for slot in document.slots}


def test_aliases_that_refer_to_each_other_do_no_harm(tmp_path, document):
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nslots: {S01: *c}\nformat: 1\n"
    (tmp_path / "map.yaml").write_text(bomb, encoding="utf-8")

    with pytest.raises(BadInput):
        read_mapping(tmp_path / "map.yaml", document, CATALOGUE)


def test_a_mapping_is_not_overwritten_silently(path, document):
    before = path.read_bytes()

    with pytest.raises(Occupied, match="已经存在.*--from.*--force"):
        write_mapping(path, document, {}, CATALOGUE)

    assert path.read_bytes() == before


def test_a_mapping_is_overwritten_when_told_to(path, document):
    write_mapping(path, document, {}, CATALOGUE, force=True)

    decisions = read_mapping(path, document, CATALOGUE)
    assert {decision.state for decision in decisions.values()} == {"open"}


@pytest.mark.parametrize(("confirm", "state"), [(False, "suggested"), (True, "confirmed")])
def test_only_ticked_suggestions_can_be_taken(tmp_path, document, confirm, state):
    slot, other = _slot(document, "公办幼儿园"), _slot(document, "在校生")
    found, path = match(document, CATALOGUE), tmp_path / "m.yaml"

    write_mapping(path, document, found, CATALOGUE, ticked=frozenset({slot}), confirm_ticked=confirm)

    decisions = read_mapping(path, document, CATALOGUE)
    assert decisions[slot].state == state
    assert (decisions[other].state, decisions[other].indicator) == ("open", "pupils")


def test_the_city_and_the_years_need_nobody_to_confirm_them(tmp_path):
    document = a_text("20XX年,我们谱写XX教育新篇章,XX县中学迁入新址。")

    write_mapping(tmp_path / "m.yaml", document, match(document, CATALOGUE), CATALOGUE)

    decisions = read_mapping(tmp_path / "m.yaml", document, CATALOGUE).values()
    states = {decision.indicator: decision.state for decision in decisions}
    assert states == {"period.report_year": "confirmed", "name.city": "confirmed", "name.county": "open"}


def test_a_failed_write_leaves_nothing_behind(tmp_path, document):
    with pytest.raises(NotFound, match="没有文件夹"):
        write_mapping(tmp_path / "missing" / "m.yaml", document, {}, CATALOGUE)
    with pytest.raises(BadInput, match="是文件夹"):
        write_mapping(tmp_path, document, {}, CATALOGUE)
    with pytest.raises(CannotFinish, match="无法写入"):
        write_mapping(tmp_path / ("长" * 83), document, {}, CATALOGUE)

    assert list(tmp_path.iterdir()) == []


def test_the_same_text_gives_the_same_bytes(path, tmp_path, document):
    found = match(document, CATALOGUE)

    write_mapping(tmp_path / "again.yaml", document, found, CATALOGUE, ticked=frozenset(found))

    assert (tmp_path / "again.yaml").read_bytes() == path.read_bytes()


def test_words_that_yaml_would_misread_are_quoted(tmp_path):
    document = a_text('“三公”经费: 支出#1下降XX%,"yes"-null类项目XX个。')

    write_mapping(tmp_path / "m.yaml", document, {}, CATALOGUE)

    clauses = {
        name: entry["clause"]
        for name, entry in yaml.safe_load((tmp_path / "m.yaml").read_text("utf-8"))["slots"].items()
    }
    assert clauses == {slot.id: slot.clause for slot in document.slots}


def test_confirmed_entries_are_carried_over_where_the_clause_is_the_same(path, document):
    confirmed, changed, by_hand = (_slot(document, words) for words in ("公办幼儿园", "在校生", "投入资金"))
    _edit(path, confirmed, state="confirmed")
    _edit(path, changed, state="confirmed")
    _edit(path, by_hand, state="by_hand", value=3, source="来函")
    later = a_text(
        "新增一段XX个项目。" + BODY.replace("达到XX所", "达到52所").replace("小学在校生", "全市在校生")
    )

    kept = carry_over(path, later, CATALOGUE)

    assert {later_slot.clause: kept[later_slot.id].indicator for later_slot in later.slots if later_slot.id in kept
            and later_slot.kind == "figure"} == {"公办幼儿园达到52所": "kindergartens.public"}  # fmt: skip


def test_of_two_figures_in_one_clause_each_keeps_its_own(tmp_path):
    document = a_text("小学、初中在校生分别为XX人和XX人。")
    figures = [slot.id for slot in document.slots if slot.kind == "figure"]
    write_mapping(tmp_path / "map.yaml", document, match(document, CATALOGUE), CATALOGUE)
    for slot in figures:
        _edit(tmp_path / "map.yaml", slot, state="confirmed")

    kept = carry_over(tmp_path / "map.yaml", document, CATALOGUE)

    assert [kept[slot].filters["stage"] for slot in figures] == ["primary", "junior"]


def test_what_no_longer_exists_is_not_carried_over(path, document):
    _edit(path, _slot(document, "公办幼儿园"), state="confirmed")
    fewer = {code: one for code, one in CATALOGUE.items() if code != "kindergartens.public"}

    assert _slot(document, "公办幼儿园") not in carry_over(path, document, fewer)


def test_names_given_by_hand_are_carried_over(path, document):
    name = _slot(document, "谱写")
    _edit(path, name, state="by_hand", value="临江")

    assert carry_over(path, document, CATALOGUE)[name].value == "临江"


def test_an_old_mapping_that_cannot_be_read_is_refused(tmp_path, document):
    (tmp_path / "old.yaml").write_text("slots: [", encoding="utf-8")

    with pytest.raises(BadInput, match="不符合 YAML 写法"):
        carry_over(tmp_path / "old.yaml", document, CATALOGUE)
