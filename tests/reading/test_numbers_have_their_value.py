"""What numbers are worth, and marks that look like placeholders and are none."""

import pytest

from xuezheng.reports.reading import read_text
from xuezheng.reports.reading.numerals import proportion_of, value_of, value_of_digits, year_in_characters


def slots(sentence):
    return [s for s in read_text("工作总结\n" + sentence, "总结").slots if s.block > 0]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("零", 0), ("十", 10), ("十二", 12), ("廿三", 23), ("卅", 30), ("一百零五", 105), ("一百二", 120), ("三千五", 3500),
        ("一千零五", 1005), ("两千三百万", 23_000_000), ("一亿两千万", 120_000_000), ("一万三千亿", 1_300_000_000_000), ("三万五", 35_000), ("万", 10_000),
        ("九十五点三", 95.3), ("零点零五", 0.05), ("三四", None), ("十七八", None),
    ],
)  # fmt: skip
def test_a_number_in_characters(words, value):
    assert value_of(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("5,300", 5300), ("12 345", 12345), ("８９．５", 89.5), ("1亿3000万", 130_000_000), ("1.2亿5000万", 170_000_000),
        ("3万5000", 35_000), ("3万5千", 35_000), ("-2.1", -2.1), ("−3", -3),
    ],
)  # fmt: skip
def test_a_number_in_digits(words, value):
    assert value_of_digits(words) == value


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("五分之三", (60, "%")), ("十分之一", (10, "%")), ("三分之二", (66.6667, "%")), ("2/3", (66.6667, "%")), ("七成", (70, "%")),
        ("一半", (50, "%")), ("半数", (50, "%")), ("翻一番", (2, "倍")), ("翻了两番", (4, "倍")), ("翻番", (2, "倍")),
    ],
)  # fmt: skip
def test_a_share(words, share):
    assert proportion_of(words) == share


def test_a_year_in_characters():
    assert (
        year_in_characters("二〇二四")
        == year_in_characters("二○二四")
        == year_in_characters("二零二四")
        == 2024
    )
    assert year_in_characters("二〇XX") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "深入学*贯彻新精神。", "学习***新时代中国特色社会主义思想。", "落实**总书记讲话。", "推进1+X证书制度。", "推行X+1模式。", "购置X光机。",
        "运行7×24小时。", "规格5*3。", "使用XML格式。", "另一半再议。", "半数以人为本。", "一成不变。", "日期5/30以前。",
        "数十所学校、几百名教师、上百家单位、十几万元、好几十个。", "满分100分，总分750分。", "突出3个坚持、4项不准。", "做到3个方面到位。", "落实4个不放过、5个结合，突出3个重点。", "百分点位。",
        "第XX届运动会。", "第X个教师节。", "3校区、5校长、2县级、8村民。",
    ],
)  # fmt: skip
def test_what_looks_like_a_figure_and_is_none(sentence):
    assert [slot for slot in slots(sentence) if slot.kind == "figure"] == []


@pytest.mark.parametrize(
    "sentence", ["深入学*贯彻新精神。", "学习***新时代中国特色社会主义思想。", "推进1+X证书制度。"]
)
def test_what_hides_nothing_is_no_name_either(sentence):
    assert slots(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "text", "unit"),
    [
        ("采纳3点意见。", "3", "点"), ("表彰2个先进集体。", "2", "个"), ("扩建3个中心校。", "3", "个"), ("建设5个重点专业。", "5", "个"),
        ("整治2个不合格食堂。", "2", "个"), ("推进4项提升工程。", "4", "项"), ("征求到的3个方面问题全部解决。", "3", "个"), ("有12校达标。", "12", "校"), ("覆盖5县区。", "5", "县区"), ("涉及8村。", "8", "村"),
        ("增长2.3倍。", "2.3", "倍"), ("召开三次会议。", "三", "次"), ("新建一所学校。", "一", "所"),
        ("近百所学校。", "百", "所"), ("廿三所学校。", "廿三", "所"), ("2/3以上的学校。", "2/3", "%"), ("共有12 345人。", "12 345", "人"),
        ("新建（）所。", "（）", "所"), ("新建[XX]所。", "[XX]", "所"), ("投入X,XXX元。", "X,XXX", "元"),
    ],
)  # fmt: skip
def test_what_counts_is_a_figure_with_its_unit(sentence, text, unit):
    (slot,) = slots(sentence)

    assert (slot.kind, slot.text, slot.unit) == ("figure", text, unit)
