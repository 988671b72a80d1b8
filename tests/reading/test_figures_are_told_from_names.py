import pytest

from xuezheng.reports.reading import read_text


def slots(sentence, heading="一、20XX年工作回顾\n"):
    return [slot for slot in read_text(heading + sentence, "讲话").slots if slot.block > 0]


def only(sentence):
    (slot,) = slots(sentence)
    return slot


@pytest.mark.parametrize(
    ("sentence", "text", "unit", "scale"),
    [
        ("新建XX所幼儿园。", "XX", "所", 1), ("表彰XXX名教师。", "XXX", "名", 1),
        ("投入X亿元。", "X", "亿元", 100_000_000), ("改造校舍XX万平方米。", "XX", "万平方米", 10_000),
        ("惠及XX万名学生。", "XX", "万名", 10_000), ("培训XX人次。", "XX", "人次", 1),
        ("征求到XX个方面问题。", "XX", "个", 1), ("提高XX个百分点。", "XX", "个百分点", 1),
        ("合格率XX%。", "XX%", "%", 1), ("上线率达XX.XX%。", "XX.XX%", "%", 1),
        ("改扩建幼儿园×处。", "×", "处", 1), ("建成**所学校。", "**", "所", 1), ("招聘xx名教师。", "xx", "名", 1),
        ("选派XX名优秀教师。", "XX", "名", 1), ("XX家教育网站获批。", "XX", "家", 1),
        ("连续XX年获奖。", "XX", "年", 1), ("惠及学生XX万。", "XX", "万", 10_000),
        ("满意率达到XX。", "XX", "", 1),
    ],
)  # fmt: skip
def test_a_placeholder_before_a_measure_word_is_a_figure(sentence, text, unit, scale):
    slot = only(sentence)

    assert (slot.kind, slot.text, slot.unit, slot.scale, slot.value) == ("figure", text, unit, scale, None)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("谱写XX教育新篇章。", "city"), ("印发《XX市学区划分方案》。", "city"), ("XX地区诉求量最低。", "city"),
        ("XX州教育快速发展。", "city"),
        ("XXX农村中小学条件改善。", "county"), ("XX县实验中学通过复检。", "county"), ("XX区教育局牵头。", "county"),
        ("X州高中通过复检。", "school"), ("XX一中包揽第一。", "school"), ("XX分校建成。", "school"),
        ("XX网统计。", "website"), ("XX日报报道。", "media"), ("X局长作了总结。", "person"),
        ("XX镇积极配合。", "place"), ("XX公司捐款。", "organisation"), ("XX项目落地。", "project"),
        ("XX家长学校挂牌。", "school"), ("XX人民政府批准。", "city"), ("XX名校长工作室成立。", "figure"),
    ],
)  # fmt: skip
def test_a_placeholder_before_a_noun_is_a_name(sentence, kind):
    slot = only(sentence)

    assert (slot.name_kind or slot.kind) == kind


def test_a_county_bureaus_own_place_is_a_county():
    assert only("全县干部共同谱写XX教育新篇章。").name_kind == "county"
    assert only("我市干部共同谱写XX教育新篇章。").name_kind == "city"


@pytest.mark.parametrize(
    ("sentence", "text", "value", "unit"),
    [
        ("完成全年任务102%。", "102%", 102, "%"), ("毛入园率达到91.5％。", "91.5％", 91.5, "%"),
        ("支持7个特色专业。", "7", 7, "个"), ("处理13起。", "13", 13, "起"), ("共5,300人。", "5,300", 5300, "人"),
        ("投入6.1547亿元。", "6.1547", 6.1547, "亿元"), ("百分之九十的学校达标。", "九十", 90, "%"),
        ("投入两千三百万元。", "两千三百万", 23_000_000, "元"), ("拆除两栋房屋。", "两", 2, "栋"),
        ("新建二十三所学校。", "二十三", 23, "所"), ("负面报道为零。", "零", 0, ""),
        ("平均成绩达到650.5，居全市前列。", "650.5", 650.5, ""),
    ],
)  # fmt: skip
def test_a_printed_figure_has_its_value(sentence, text, value, unit):
    slot = only(sentence)

    assert (slot.kind, slot.text, slot.value, slot.unit) == ("figure", text, value, unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "学前三年教育加快普及。", "“三公”经费下降。", "开展“三乱”整治。", "党的十九大精神深入人心。",
        "十九届四中全会召开。", "第19届运动会召开。", "名列全市第3名。", "进入全省前10名。", "不让一名学生失学。",
        "落实四个方面举措。", "实现三个增长。", "围绕“3421”工作思路。", "开展“2+1”活动。", "九年一贯制学校。",
        "依据教督〔2017〕6号文件。", "落实《学前教育3年行动计划》。", "接听12345热线。", "建设5G校园。",
        "面向3—6岁幼儿。", "值守7×24小时。", "一是加强领导。", "百名教师下乡。", "控制在省定标准以内。",
        "录取分数达到600分以上。", "同一所学校。", "每100名学生配备。", "截至2023。", "购置X光机。",
        "消除零散隐患。", "实现零事故。", "两年来成效明显。", "经过三年努力。", "三是提质。",
    ],
)  # fmt: skip
def test_fixed_phrases_ranks_and_ordinals_are_no_figures(sentence):
    assert slots(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "text", "approx", "unit"),
    [
        ("咨询电话2000余次。", "2000", "余", "次"), ("整改400多条隐患。", "400", "多", "条"),
        ("近500名教师参加。", "500", "近", "名"), ("约XX万元。", "XX", "约", "万元"),
        ("超过30所学校。", "30", "超过", "所"), ("95%以上的学校。", "95%", "以上", "%"),
        ("投入300万元左右。", "300", "左右", "万元"), ("惠及3万余名学生。", "3", "余", "万名"),
        ("最近3次检查。", "3", "", "次"), ("附近2所学校。", "2", "", "所"),
    ],
)  # fmt: skip
def test_rounding_words_are_kept_beside_the_figure(sentence, text, approx, unit):
    slot = only(sentence)

    assert (slot.text, slot.approx, slot.unit) == (text, approx, unit)


def test_the_number_of_a_heading_is_no_figure():
    document = read_text("1．20所学校建成标准化学校\n（2）30个专业得到扶持\n这些专业发展较快。", "总结")

    assert [slot.text for slot in document.slots] == ["20", "30"]


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("全市有XX所学校，XX万名学生参加。", ["全市有XX所学校", "XX万名学生参加"]),
        (
            "机关XX个县级班子、XX个科级班子和XX名干部参加活动。",
            ["机关XX个县级班子", "XX个科级班子", "XX名干部参加活动"],
        ),
        ("中职、高职分别有XX名和XX名学生。", ["中职、高职分别有XX名和XX名学生"] * 2),
        ("人大代表、政协委员提案XX件。", ["人大代表、政协委员提案XX件"]),
        ("一是新建XX所幼儿园。", ["新建XX所幼儿园"]),
        ("小学81所(含9个教学点)，运转良好。", ["小学81所", "含9个教学点"]),
        ("建成学校(幼儿园)项目9个。", ["建成学校(幼儿园)项目9个"]),
        ("共5,300人。", ["共5,300人"]),
    ],
)  # fmt: skip
def test_the_clause_is_the_slots_own(sentence, clauses):
    assert [slot.clause for slot in slots(sentence)] == clauses
