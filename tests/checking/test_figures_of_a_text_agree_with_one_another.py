"""What the printed figures of a text must keep, each shown right and wrong."""

from pathlib import Path

import pytest

from xuezheng.reports.checking.arithmetic import check_arithmetic
from xuezheng.reports.reading import read

TEXTS = Path(__file__).parents[3] / "shared/data/report/texts"
SPEECHES = [
    *(path for path in [TEXTS.parent / "speech.txt"] if path.exists()),
    Path(__file__).parents[2] / "src/xuezheng/jobs/sample/speech.txt",
]

#: Right sentence, the word to spoil, what it is spoilt to, what the check says.
PLANTED = [
    ("教育投入累计8316万元，其中市级5018万元，县级3298万元。", "5018万元", "9018万元", "大于总数"),
    ("投入3298万元，包括配套费889万元、维修资金1000万元、附加1409万元。", "1000万元", "1000元", "单位应为“万元”"),
    ("全县有教职工8070人（公办教师6757人、民办学校聘请1313人）。", "1313人", "1813人", "之和为 8570人"),
    ("办理建议34件（主办10件、承办4件、会办20件）。", "20件", "10件", "之和为 24件"),
    ("共有学校487所。其中小学281所，幼儿园177所，中学29所。", "281所", "291所", "之和为 497所"),
    ("共有学校487所。其中小学281所，幼儿园177所，中学29所。", "29所", "19所", "之和为 477所"),
    ("安排置换资金135.3万元、房屋收购资金54.8万元、征地22.4万元，共计212.5万元。", "212.5", "242.5", "与合计 242.5万元 不符"),
    ("新建校舍3幢、改建校舍4幢，合计7幢。", "7幢", "8幢", "各项之和为 7幢"),
    ("覆盖率目标数是78.9%，实际完成95.31%，完成率为120.80%。", "120.80", "128.80", "应为 120.8"),
    ("目标任务为108个，实际减少129个，完成率为119.44%。", "129个", "119个", "应为 110.19%"),
    ("34个项目全部开工，竣工32个，竣工率94.12%。", "94.12%", "96.12%", "÷ 34个"),
    ("受理诉求468件，办结422件，办结率90%。", "90%", "95%", "应为 90.2%"),
    ("共有教师120人，其中女教师60人，占50%。", "50%", "60%", "60人 ÷ 120人"),
    ("毛入园率由58%上升到79.6%，提高21.6个百分点。", "21.6", "31.6", "按两数计算应为"),
    ("毛入园率由58%上升到79.6%。", "79.6", "49.6", "方向相反"),
    ("2023年拨款200万元，2024年拨款250万元，增长25%。", "25%", "35%", "应为 25.00%"),
    ("拨款250万元，比上年的200万元增加50万元。", "50万元。", "60万元。", "应为 50"),
    ("教师250人，比上年250人增长0%，学生由900人减少到800人，减少100人。", "减少到", "增加到", "方向相反"),
    ("投入8316万元，其中市级5018万元；县级3298万元。", "8316", "9316", "之和为 8316万元"),
    ("投入1006万元，新建2所，分别是甲园186万元、乙园820万元。", "186", "386", "与总数 1006万元 不符"),
    ("开工57个；34个项目全部开工，竣工32个，竣工率94.12%。", "94.12%", "14.12%", "÷ 34个"),
    ("小学、初中和高中分别为3所、4所和5所。", "、4所和", "和", "分别所指 3 项，数字有 2 个"),
    ("两类学校分别为3所和4所。", "两类", "三类", "分别所指 3 项，数字有 2 个"),
    ("小学、初中和高中分别占50%、30%和20%。", "50%", "60%", "之和超过 100%"),
    ("全市公办幼儿园达到126所。\n办园水平提高。\n全市公办幼儿园共有126所。", "共有126", "共有128", "有 2 个数：126所、128所"),
    ("发放国家助学金982.3万元。\n为学生贷款982.4万元。", "982.4", "982.3", "是否同一个数"),
]  # fmt: skip

#: Sentences whose figures look like parts, totals or rates, and are not.
NO_FAULT = [
    "投入资金2000万元，其中中央资金500万元，惠及学生3000人，另投入县级资金1800万元。",
    "共有教师120人，其中女教师80人、党员50人、高级教师30人。",
    "新建学校3所，改建学校4所，全市公办学校共计120所。",
    "投入1.2亿元，其中中央资金5000万元；争取社会资金1.5亿元。",
    "全市有学校20余所，其中小学25所。",
    "总投资10.2亿元，其中省级3.41亿元、市级3.42亿元、县级3.38亿元。",
    "学前一年毛入园率达到99.44%、学前二年达到92.60%、学前三年达到78.82%。",
    "受理案件468件，平均回复率90%。",
    "会议费支出同比减少55%，差旅费同比减少19%。",
    "小学生均公用经费由500元提高到700元，初中生由700元提高到900元。",
    "办理建议30件，其中重点建议5件、一般建议10件、代表联名建议8件等。",
    "投资186万元，新建园舍1170平方米；投资335万元，新建园舍1710平方米。",
    "2020年，完成投资6.1547亿元，完成年度目标任务的99.27%。",
    "总投资5000万元，其中中央资金2000万元、省级资金1000万元。",
    "建成学校2所，分别是甲校投资300万元、乙校投资500万元。",
    "全市有学校30所，一年来各地坚持把学校建设摆在突出位置，多方筹措，精心组织，有力推进，其中提到的40所均为规划数。",
    "2023年，全市公办幼儿园达到126所。\n2024年，全市公办幼儿园达到128所。",
    "招收新生3-5人，其中女生6人。",
    "",
]


@pytest.mark.parametrize(("right", "word", "wrong", "says"), PLANTED)
def test_a_slip_is_told_and_the_right_sentence_is_not(right, word, wrong, says):
    assert word in right
    assert check_arithmetic(right) == ()

    faults = check_arithmetic(right.replace(word, wrong))

    assert any(says in fault for fault in faults), faults


@pytest.mark.parametrize("text", NO_FAULT)
def test_what_is_no_sum_is_left_alone(text):
    assert check_arithmetic(text) == ()


@pytest.mark.parametrize("path", SPEECHES, ids=lambda path: path.parent.name)
def test_the_speeches_have_no_fault(path):
    assert _faults(path) == ()


def test_real_texts_give_the_one_slip_printed_in_them():
    faults = {path.name: _faults(path) for path in sorted(TEXTS.glob("[0-9][0-9].txt"))}

    assert [len(found) for found in faults.values() if found] == [1] * bool(faults)
    assert all("“1000元”的单位应为“万元”" in found[0] for found in faults.values() if found)


def _faults(path):
    return check_arithmetic("\n".join(block.text for block in read(path).blocks))
