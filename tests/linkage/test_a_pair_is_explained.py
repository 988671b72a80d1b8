"""Every pair is told in sentences whose weights add up."""

import re
from datetime import date

from made_people import ZIXUAN, table

from xuezheng.outside.linkage.explaining import explain
from xuezheng.outside.linkage.matching import match
from xuezheng.outside.linkage.model import BLOCKS, settings
from xuezheng.outside.linkage.weights import weights


def _explained(entry: dict) -> list[str]:
    pupils = table(
        ZIXUAN, {**ZIXUAN, "code": "P2", "name": "李四", "number": "", "born_on": date(2011, 1, 1)}
    )
    pair = match(table({"code": "E", **entry}), pupils).pairs[0]
    return explain(pair.features, entry, ZIXUAN, pair.weight)


def test_each_feature_is_a_sentence_and_the_weights_add_up():
    said = _explained({"name": "王子軒", "number": "990101201503120075", "area": "990102", "sex": "1"})

    assert "身份证件号只差一处" in said[0] and "第 17 位不同，名单上的号码校验码不符" in said[0]
    assert "姓名一致，“軒”与“轩”是同一字的不同写法" in said[1]
    assert "县区不同" in " ".join(said) and "反对" in " ".join(said)
    amounts = [float(found) for sentence in said for found in re.findall(r"（([+-]\d+\.\d)）|合计 ([+-]\d+\.\d)", sentence) for found in found if found]  # fmt: skip
    assert abs(sum(amounts[:-1]) - amounts[-1]) < 0.3  # each is rounded to a tenth


def test_a_name_of_the_same_sound_is_read_aloud_and_a_missing_number_is_said():
    said = " ".join(_explained({"name": "汪梓宣", "born_on": date(2015, 3, 12), "area": "990101"}))
    assert "姓名同音不同字，都读 wang zi xuan" in said
    assert "出生日期一致（号码缺失，未比号码）" in said


def test_the_model_and_its_table_agree_and_every_way_in_is_an_equality():
    known = weights()
    told = settings(known, 1000)
    assert [c["output_column_name"] for c in told["comparisons"]] == list(known.levels)
    assert all("=" in rule and " OR " not in rule for rule in BLOCKS)
    assert known.level_of("sex", -1) == "" and known.level_of("sex", 1) == "same_sex"
    for levels in known.levels.values():
        assert (
            sum(level.same for level in levels.values()) < 2.1
        )  # two halves of `number`: with one and without
