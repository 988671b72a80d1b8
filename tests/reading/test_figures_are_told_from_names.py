import pytest

from xuezheng.reports.reading import read_text

OTHER_WORDS = (
    "XX个人", "XX个性", "XX个别谈话", "XX个体经济", "XX所属单位", "XX所在地", "XX所有制", "XX所以", "XX所需经费",
    "XX所谓改革", "XX所长", "XX名校", "XX名师", "XX名牌", "XX名优教师", "XX名城", "XX名录", "XX名单", "XX名誉",
    "XX人民", "XX人大", "XX人才", "XX人事", "XX人社", "XX人口", "XX人均", "XX人文", "XX人类", "XX人力", "XX人工",
    "XX家长", "XX家庭", "XX家校", "XX家园", "XX家乡", "XX件数", "XX起步", "XX起草", "XX起点", "XX起来", "XX次年",
    "XX次日", "XX次要", "XX次数", "XX项目", "XX条例", "XX条件", "XX处室", "XX处长", "XX处级", "XX处理", "XX处于",
    "XX处置", "XX处罚", "XX座谈", "XX台账", "XX台阶", "XX台湾", "XX册子", "XX场所", "XX场馆", "XX场地", "XX场景",
    "XX期间", "XX期末", "XX期待", "XX期中", "XX批准", "XX批复", "XX批评", "XX批示", "XX对口帮扶", "XX部门",
    "XX部长", "XX部署", "XX部分", "XX部级", "XX支部", "XX支持", "XX支付", "XX支队", "XX支教", "XX支委", "XX支撑",
    "XX份额", "XX门户", "XX门口", "XX门类", "XX节日", "XX节约", "XX节能", "XX类型", "XX类别", "XX种植", "XX种子",
    "XX种族", "XX户籍", "XX户外", "XX户口", "XX位于", "XX位置", "XX本级", "XX本科", "XX本市", "XX本县", "XX本区",
    "XX本土", "XX本地", "XX本校", "XX本年", "XX本次", "XX张校", "XX片区", "XX面向", "XX面临", "XX面积", "XX面对",
    "XX面试", "XX间接", "XX间隔", "XX套牌", "XX年级", "XX年龄", "XX年货", "XX年均", "XX年轻", "XX年限", "XX月刊",
    "XX月报", "XX月考", "XX日常", "XX日程", "XX日照", "XX日志", "XX天津", "XX天然", "XX天下", "XX天文", "XX天使",
    "XX周边", "XX周口", "XX周报", "XX周末", "XX度假", "XX度量", "XX分校", "XX分管", "XX分局", "XX分别", "XX分院",
    "XX分类", "XX分班", "XX分会", "XX分园", "XX米脂",
)  # fmt: skip


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


@pytest.mark.parametrize("phrase", OTHER_WORDS)
def test_a_word_that_only_begins_like_a_measure_word_makes_a_name(phrase):
    assert [slot.kind for slot in slots(f"推进{phrase}。")] == ["name"]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("person", "局长 市长 县长 区长 书记 主任 校长 处长 科长 省长 厅长 副局长 同志 老师 教授"),
        ("media", "日报 晚报 早报 报社 电视台 广播 晨报 都市报"),
        (
            "school",
            "一中 十二中 三小 中学 小学 高中 初中 学校 幼儿园 职中 职教中心 高专 分校 校区 学院 大学 中心校",
        ),
        ("organisation", "公司 企业 集团 协会 基金会 银行 医院 部队 机构 中心"),
        ("project", "工程 项目 计划 行动"),
        ("place", "省 镇 乡 街道 村 社区"),
        ("city", "市 州 地区 教育 人民 大地 各级"),
        ("county", "县 区 旗 农村 城镇化"),
        ("other", "网络 市场 县域 区域 报告"),
    ],
)
def test_the_noun_says_what_kind_of_name_it_is(kind, words):
    for word in words.split():
        assert (word, only(f"XX{word}，很好。").name_kind) == (word, kind)


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
        ("平均提高5分。", "5", 5, "分"), ("建成5所以上。", "5", 5, "所"),
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
        "落实《学前教育3年行动计划》。", "接听12345热线。", "建设5G校园。",
        "面向3—6岁幼儿。", "值守7×24小时。", "一是加强领导。", "百名教师下乡。", "控制在省定标准以内。",
        "录取分数达到600分以上。", "超过600分及以上。", "控制在600分以下。", "高出600分线。", "办理3个月。", "走访3天。", "同一所学校。", "每100名学生配备。", "截至2023。", "购置X光机。",
        "消除零散隐患。", "实现零事故。", "两年来成效明显。", "经过三年努力。", "三是提质。", "推出十项措施。", "普及率达到十二。", "总分达到650才算合格。", "三四所学校。", "举办二十批培训。",
        "推广XML格式。",
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
        ("将近500名教师。", "500", "将近", "名"), ("接近500名教师。", "500", "接近", "名"),
        ("大约500名教师。", "500", "大约", "名"), ("逾500名教师。", "500", "逾", "名"), ("超500名教师。", "500", "超", "名"),
        ("不到500名教师。", "500", "不到", "名"), ("赶超3所学校。", "3", "", "所"), ("目前3所学校。", "3", "", "所"),
        ("以前3所学校。", "3", "", "所"), ("之前3所学校。", "3", "", "所"), ("超百分之九十的学校。", "九十", "超", "%"),
        ("最近3次检查。", "3", "", "次"), ("附近2所学校。", "2", "", "所"),
    ],
)  # fmt: skip
def test_rounding_words_are_kept_beside_the_figure(sentence, text, approx, unit):
    slot = only(sentence)

    assert (slot.text, slot.approx, slot.unit) == (text, approx, unit)


def test_the_clause_is_short_even_in_a_text_without_commas():
    slot = slots("教" * 300 + "新建XX所幼儿园" + "育" * 300)[0]

    assert slot.clause == "教" * 78 + "新建XX所幼儿园" + "育" * 76


@pytest.mark.parametrize(
    "number", ["〔2017〕6号", "【2017】6号", "（2017）6号", "[2017]第6号", "〔20XX〕XX号"]
)
def test_the_year_in_a_documents_number_is_a_date_and_its_number_no_figure(number):
    found = slots(f"依据教督{number}文件。")

    assert (found[0].kind, found[0].text, found[0].name_kind) == ("date", number[1:5], "document_year")
    assert [slot.kind for slot in found[1:]] == (["name"] if "XX号" in number else [])


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
