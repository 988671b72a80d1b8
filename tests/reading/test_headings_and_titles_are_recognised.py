import pytest

from xuezheng.reports.reading import headings_over, item_at, read_text, sentence_at

BODY = "全市教育工作取得了明显的成绩，群众满意程度不断提高。"


SALUTATIONS = (
    "同志们：", "各位领导:", "老师们、同学们：", "尊敬的各位代表、各位委员：", "朋友们：", "来宾们：", "家长们：",
    "领导：", "委员们：", "代表们：", "老师们：", "同学们：",
)  # fmt: skip
DOCUMENT_WORDS = (
    "讲话", "报告", "总结", "计划", "要点", "意见", "方案", "汇报", "发言", "致辞", "材料", "打算", "安排", "思路",
    "讲话稿", "范本", "范文", "体会", "规划", "通知", "工作", "报告（试行）",
)  # fmt: skip


def blocks(text):
    return [(block.kind, block.level, block.text) for block in read_text(text, "讲话").blocks]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("一、工作回顾", 1), ("十二、工作回顾", 1), ("第一部分 工作回顾", 1), ("第二、工作回顾", 1),
        ("(一)党的建设", 2), ("（十一）党的建设", 2),
        ("1.学前教育", 3), ("12．学前教育", 3), ("3、学前教育", 3),
        ("(1)校舍建设", 4), ("（2）校舍建设", 4), ("①校舍建设", 4), ("⑴校舍建设", 4), ("❶校舍建设", 4),
        ("第一，工作回顾", 1), ("第一：工作回顾", 1), ("第三章 工作回顾", 1), ("壹、工作回顾", 1), ("Ⅱ、工作回顾", 1),
        ("一)党的建设", 2), ("㈠党的建设", 2), ("第二节 党的建设", 2), ("1.1党的建设", 2), ("1.1.2学前教育", 3),
        ("1)学前教育", 3), ("2）学前教育", 3), ("⒈学前教育", 3),
    ],
)  # fmt: skip
def test_numbers_give_headings_their_level(line, level):
    assert blocks(f"{line}\n{BODY}") == [("heading", level, line.replace(" ", "")), ("body", 0, BODY)]


@pytest.mark.parametrize(
    "line",
    [
        "一、二年级学生全部参加课后服务。", "一、二线教师待遇提高。", "一、二、三年级减负。", "一、二类学校达标。",
        "一、二等奖共有9项。", "二、三至五年级开课。", "6.1547亿元投资全部到位。", "一是学前教育加快发展。",
        "(1)" + BODY[:-1] * 3 + "。", "3所学校建成。", "1.2万名学生受益。", "1.5倍的增长实现。", "1、2号楼竣工。", "1.1加强领导，狠抓落实。",
    ],
)  # fmt: skip
def test_a_sentence_is_no_heading(line):
    assert blocks(f"讲话稿\n{line}\n{BODY}")[1] == ("body", 0, line)


def test_a_heading_may_run_on_into_its_paragraph():
    assert blocks(f"（一）党的建设全面加强。{BODY}") == [
        ("heading", 2, "（一）党的建设全面加强。"),
        ("body", 0, BODY),
    ]
    assert blocks(f"1.指导思想：{BODY}") == [("heading", 3, "1.指导思想："), ("body", 0, BODY)]


def test_ordinals_stand_below_the_headings_of_the_text():
    text = "工作总结\n一、回顾\n（一）办学\n第一，抓投入。\n成效明显。\n二、任务\n第一，抓安全。\n开展检查。"

    assert [b[1:] for b in blocks(text) if b[0] == "heading"] == [
        (1, "一、回顾"), (2, "（一）办学"), (3, "第一，抓投入。"), (1, "二、任务"), (2, "第一，抓安全。"),
    ]  # fmt: skip
    alone = "讲话\n我讲两点意见。\n第一，抓投入。\n成效明显。\n第二，抓安全。\n开展检查。"
    assert [b[1:] for b in blocks(alone) if b[0] == "heading"] == [
        (1, "第一，抓投入。"),
        (1, "第二，抓安全。"),
    ]


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("一是新建XX所；二是改建XX所。", ["一是", "二是"]), ("一要新建XX所，二要改建XX所。", ["一要", "二要"]),
        ("其一，新建XX所；其二，改建XX所。", ["其一", "其二"]), ("首先新建XX所，其次改建XX所，最后迁建XX所。", ["首先", "其次", "最后"]),
        ("工作如下：第一，新建XX所；第二，改建XX所。", ["第一", "第二"]), ("全市新建XX所。", [""]), ("第一批XX所学校达标。", [""]),
    ],
)  # fmt: skip
def test_a_place_knows_the_item_of_its_series(text, markers):
    document = read_text("工作总结\n" + text, "总结")

    assert [item_at(document, slot.block, slot.at) for slot in document.slots] == markers


def test_a_heading_as_wide_as_the_page_goes_on_in_the_next_line():
    wide = "（一）坚持以立德树人为根本任务全面推动各级各类"
    text = "\n".join(
        ["我们坚持把教育放在优先发展的位置财政投入逐年增加"] * 4 + ["群众满意。", wide, "教育协调发展", BODY]
    )

    assert ("heading", 2, wide + "教育协调发展") in blocks(text)


def test_a_heading_as_wide_as_the_page_may_be_followed_by_its_body():
    wide = "（一）坚持以立德树人为根本任务全面推动各级各类"
    full = "我们坚持把教育放在优先发展的位置财政投入逐年增加"

    assert ("heading", 2, wide) in blocks(
        "\n".join([*[full] * 4, "群众满意。", wide, full, full, "成绩很大。"])
    )
    assert ("heading", 2, wide) in blocks("\n".join([*[full] * 4, "群众满意。", wide, "成绩很大。"]))


def test_a_broken_line_that_begins_like_a_number_is_no_heading():
    lines = ["我们坚持把教育放在优先发展的位置财政投入逐年增加"] * 4

    assert len(blocks("\n".join([*lines, "一、二线教师都有提高。"]))) == 1
    assert len(blocks("\n".join([*lines, "（三）类学校都有提高。"]))) == 1


@pytest.mark.parametrize(
    "title",
    [
        "教育局局长会议讲话",
        "在全市教育工作会议上的讲话",
        "县教育局20XX年工作总结",
        "某局关于考核的自查报告（试行稿）",
    ],
)
def test_the_first_line_is_the_title(title):
    document = read_text(f"{title}\n{BODY}", "讲话")

    assert document.title == title
    assert document.blocks[0].kind == "title"


@pytest.mark.parametrize("first", [*SALUTATIONS, "一、工作回顾", BODY, "截至年底，", "教育事业全面发展" * 9])
def test_what_is_no_title_is_not_taken_for_one(first):
    assert read_text(f"{first}\n{BODY}", "讲话").title == ""


@pytest.mark.parametrize("word", DOCUMENT_WORDS)
def test_a_title_goes_on_to_the_word_for_the_document(word):
    assert blocks(f"关于全市教育系统\n年度{word}\n{BODY}")[0] == ("title", 0, f"关于全市教育系统年度{word}")


def test_a_single_line_is_a_title_only_when_it_names_a_document():
    assert blocks("年度工作总结") == [("title", 0, "年度工作总结")]
    assert blocks("全市新建XX所幼儿园") == [("body", 0, "全市新建XX所幼儿园")]


def test_a_title_of_two_lines_is_one_or_said_twice():
    assert (
        blocks(f"在全市春季学期开学\n工作会议上的讲话\n{BODY}")[0][2] == "在全市春季学期开学工作会议上的讲话"
    )
    assert [kind for kind, *_ in blocks(f"某县工作总结范本\n\n20XX年工作总结\n{BODY}")] == [
        "title",
        "title",
        "body",
    ]


def test_the_salutation_stands_alone():
    assert blocks(f"讲话稿\n同志们:\n{BODY}")[1:] == [("body", 0, "同志们:"), ("body", 0, BODY)]


def test_a_place_knows_its_headings_its_item_and_its_sentence():
    text = "一、工作回顾\n（一）学前教育\n一是扩容。新建XX所幼儿园；成效明显。二是提质。培训XX名教师。\n二、任务\n（一）校舍\n改造XX所学校。"
    document = read_text(text, "总结")
    first, second, third = document.slots

    assert [b.text for b in headings_over(document, first.block)] == ["一、工作回顾", "（一）学前教育"]
    assert [b.text for b in headings_over(document, third.block)] == ["二、任务", "（一）校舍"]
    assert [item_at(document, s.block, s.at) for s in document.slots] == ["一是", "二是", ""]
    assert sentence_at(document, first.block, first.at) == "新建XX所幼儿园"
    assert sentence_at(document, second.block, second.at) == "培训XX名教师"
