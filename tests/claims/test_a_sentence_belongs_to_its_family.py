import pytest
from claims_texts import a_text

from xuezheng.reports.claims.detection import find_claims


def _found(body, **more):
    return [(claim.type, claim.text) for claim in find_claims(a_text(body, **more), {})]


@pytest.mark.parametrize(
    ("sentence", "family"),
    [
        ("圆满完成各项工作任务", "all-targets"),
        ("各项目标任务均如期完成", "all-targets"),
        ("XX个运动场项目全部开工建设", "universal"),
        ("校园安防设施全面建成", "universal"),
        ("对现有的8项服务事项实行一网通办", "universal"),
        ("不让一名儿童因残疾而辍学", "zero"),
        ("全年没有发生一起校园欺凌事件", "zero"),
        ("重大安全事故为零", "zero"),
        ("超额完成全年计划", "target-exceeded"),
        ("完成XX所薄弱学校改造任务", "target-met"),
        ("改造任务按期完成", "target-met"),
        ("完成全年目标的98.5%", "ratio"),
        ("群众回访满意率XX%", "ratio"),
        ("巩固率达到99.2%", "threshold"),
        ("大班额比例控制在5%以内", "threshold"),
        ("生师比优于国家标准", None),
        ("公用经费支出压减15%", "change"),
        ("教育投入增长8.5%", "change"),
        ("中考成绩取得历史性突破", "record"),
        ("体育中心、第三中学教学楼主体封顶", "stage"),
        ("12所学校获省级文明校园称号", "event-count"),
        ("查处违规办学机构6家", "event-count"),
        ("顺利通过国家义务教育质量监测验收", "event"),
        ("与三所高校签订合作协议", "event"),
        ("全国校园足球现场会在我市举办", "event"),
        ("8个重点实验室得到专项支持", "event"),
        ("受到市政府通报表彰", "recognition"),
        ("圆满完成各类考试组织工作", "all-done"),
        ("教师培训经费全省第一", "rank"),
        ("信息化水平位居全国前列", "rank"),
        ("信访件正在逐项办结落实", "progress"),
        ("改革试点有序推进", "progress"),
        ("教育质量稳步提升", "monotone"),
        ("群众来信逐年减少", "monotone"),
        ("教育发展保持良好势头", "vague-trend"),
        ("惠民政策全面落实", "coverage"),
    ],
)  # fmt: skip
def test_a_sentence_is_found_with_its_family(sentence, family):
    found = _found(f"一是{sentence}。")

    assert found == ([(family, sentence)] if family else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "全面落实党的教育方针",
        "投入资金XX万元",
        "对全市XX名孤儿实施免费教育",
        "为实现教育公平奠定了基础",
        "学生素质全面提升",
        "提高了工作透明度",
        "签订责任状和承诺书",
        "受理群众来信XX件",
        "进一步规范办学行为",
    ],
)
def test_a_sentence_that_states_nothing_to_check_is_left_alone(sentence):
    assert _found(f"一是{sentence}。") == []


def test_what_is_to_come_is_no_claim():
    wish = "确保食堂项目全部投入使用,各项任务圆满完成。"

    assert _found(wish, heading="二、2026年主要任务") == []
    assert len(_found(wish, heading="一、2025年工作回顾")) == 2


def test_the_number_of_an_item_and_the_year_are_no_part_of_the_claim():
    assert _found("四是2025年食堂项目全部竣工。") == [("universal", "食堂项目全部竣工")]


def test_soft_claims_side_by_side_are_one():
    found = _found("民办教育取得一定成绩,办学水平不断提升。")

    assert found == [("vague-trend", "民办教育取得一定成绩")]


def test_a_count_of_the_texts_own_parts_is_a_claim():
    document = a_text("各校认真落实。")
    assert find_claims(document, {}) == ()

    opening = a_text("下面,我讲三点意见。", heading="同志们:")

    assert [claim.type for claim in find_claims(opening, {})] == ["structure"]


@pytest.mark.parametrize(
    "sentence",
    [
        "预计2026年10月末竣工交付使用",
        "项目预计年底前全部交付使用",
        "先后荣获省招考工作先进单位、市高考工作优秀组织奖",
    ],
)
def test_what_is_only_expected_or_won_is_no_claim_of_work_done(sentence):
    assert not [
        claim
        for claim in find_claims(a_text(f"一是{sentence}。"))
        if claim.type in ("stage", "universal", "all-done")
    ]
