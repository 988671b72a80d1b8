"""A docx with everything an office puts into one: read as a reader sees it, and how it was read is said."""

import zipfile

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from xuezheng.errors import BadInput
from xuezheng.reports.reading import read

W = nsdecls("w")
BOX = (
    '<w:r {w} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
    "<mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
    "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def a_docx(*lines):
    document = docx.Document()
    for line in ("工作总结", *lines):
        document.add_paragraph(line)
    return document


def a_table(document, rows, merges=()):
    table = document.add_table(len(rows), len(rows[0]))
    for cells, words in zip((row.cells for row in table.rows), rows, strict=True):
        for cell, word in zip(cells, words, strict=True):
            cell.text = word
    for first, last in merges:
        table.cell(*first).merge(table.cell(*last))
    return table


@pytest.fixture
def seen(tmp_path):
    def save_and_read(document):
        document.save(str(tmp_path / "a.docx"))
        return read(tmp_path / "a.docx")

    return save_and_read


def texts(document):
    return [block.text for block in document.blocks][1:]


def test_a_cells_figure_has_its_place_its_heads_and_the_unit_of_its_column(seen):
    document = a_docx("主要指标见下表。")
    a_table(
        document,
        [
            ["学段", "2024年", "", "2025年"],
            ["", "学校数（所）", "学生（万人）", "入学率"],
            ["小学", "81", "1.2", "XX%"],
            ["初中合计", "20所", "X", "98.5"],
        ],
        merges=[((0, 1), (0, 2)), ((0, 0), (1, 0))],
    )

    read_back = seen(document)

    assert [(s.text, s.value, s.unit, s.scale, s.clause) for s in read_back.slots if s.kind == "figure"] == [
        ("81", 81, "所", 1, "小学2024年学校数（所）81"),
        ("1.2", 1.2, "万人", 10_000, "小学2024年学生（万人）1.2"),
        ("XX%", None, "%", 1, "小学2025年入学率XX%"),
        ("20", 20, "所", 1, "初中合计2024年学校数（所）20所"),
        ("X", None, "万人", 10_000, "初中合计2024年学生（万人）X"),
        ("98.5", 98.5, "%", 1, "初中合计2025年入学率98.5"),
    ]
    cells = {block.text: block.cell for block in read_back.blocks if block.cell}
    assert (cells["2024年"].row, cells["2024年"].column, cells["2024年"].n_columns) == (1, 2, 2)
    assert (cells["学段"].n_rows, cells["81"].row, cells["81"].column) == (2, 3, 2)
    assert read_back.notes == ("表格 1 张，已按行列读入表内的文字和数字。",)


def test_the_unit_of_a_table_may_stand_above_it(seen):
    document = a_docx("单位：万元")
    a_table(document, [["项目", "投入"], ["校舍维修", "1,286"], ["序号", "3"]])

    (first, _) = [slot for slot in seen(document).slots if slot.kind == "figure"]

    assert (first.text, first.value, first.unit, first.scale) == ("1,286", 1286, "万元", 10_000)


def test_a_table_of_labels_and_numbers_side_by_side_takes_the_nearest_label(seen):
    document = a_docx("基本情况")
    a_table(document, [["学校（所）", "12", "教师（人）", "300"], ["电话", "87654321", "序号", "5"]])

    assert [(s.text, s.unit, s.clause) for s in seen(document).slots] == [
        ("12", "所", "学校（所）12"),
        ("300", "人", "教师（人）300"),
    ]


@pytest.mark.parametrize("head", ["序号", "联系电话", "排名", "年份", "备注"])
def test_a_column_of_numbers_that_count_nothing_holds_no_figures(seen, head):
    document = a_docx("名单")
    a_table(document, [["学校", head], ["实验小学", "3"], ["第二小学", "12"]])

    assert seen(document).slots == ()


def test_a_table_in_a_cell_is_read_after_the_table_around_it(seen):
    document = a_docx("见表。")
    outer = a_table(document, [["小学", "81所"], ["初中", "20所"]])
    outer.cell(0, 1).add_table(1, 2).cell(0, 1).text = "300人"

    read_back = seen(document)

    assert texts(read_back) == ["见表。", "小学", "81所", "初中", "20所", "300人"]
    assert [block.cell.table for block in read_back.blocks if block.cell] == [1, 1, 1, 1, 2]


def test_page_furniture_is_only_left_out_outside_of_tables(seen):
    document = a_docx("第1页")
    a_table(document, [["进度", "完成"], ["3/4", "共5页"]])

    assert texts(seen(document)) == ["进度", "完成", "3/4", "共5页"]


def test_tracked_changes_count_as_accepted_and_are_said(seen):
    document = a_docx("全市新建")
    paragraph = document.paragraphs[-1]._p
    paragraph.append(
        parse_xml(f'<w:del {W} w:id="1" w:author="a"><w:r><w:delText>11</w:delText></w:r></w:del>')
    )
    paragraph.append(parse_xml(f'<w:ins {W} w:id="2" w:author="a"><w:r><w:t>12</w:t></w:r></w:ins>'))
    paragraph.append(
        parse_xml(f'<w:moveFrom {W} w:id="3" w:author="a"><w:r><w:t>99</w:t></w:r></w:moveFrom>')
    )
    paragraph.append(parse_xml(f"<w:r {W}><w:t>所学校。</w:t></w:r>"))

    read_back = seen(document)

    assert texts(read_back) == ["全市新建12所学校。"]
    assert "修订（增加 1 处、删除 2 处），已按全部接受读入" in read_back.notes[0]


def test_a_row_struck_out_of_a_table_is_not_read(seen):
    document = a_docx("见表。")
    table = a_table(document, [["小学", "81所"], ["初中", "20所"]])
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {W} w:id="1" w:author="a"/>'))

    assert texts(seen(document)) == ["见表。", "小学", "81所"]


def test_hidden_text_is_left_out_and_said(seen):
    document = a_docx("全市新建12所学校。")
    run = document.paragraphs[-1].add_run("内部数字99所。")
    run.font.hidden = True

    read_back = seen(document)

    assert texts(read_back) == ["全市新建12所学校。"]
    assert read_back.notes == ("隐藏文字 1 处没有读入。",)


def test_a_text_box_is_read_once_after_its_paragraph(seen):
    document = a_docx("全市新建12所学校。", "成效明显。")
    document.paragraphs[1]._p.append(parse_xml(BOX.format(w=W, words="招聘教师300名。")))

    read_back = seen(document)

    assert texts(read_back) == ["全市新建12所学校。", "招聘教师300名。", "成效明显。"]
    assert any("文本框" in note for note in read_back.notes)


def test_fields_show_their_result_and_not_their_code(seen):
    document = a_docx("全市新建")
    for kind, words in (
        ("begin", ""),
        ("", " = SUM(A1:A9) "),
        ("separate", ""),
        ("shown", "12"),
        ("end", ""),
    ):
        tag = "w:t" if kind == "shown" else "w:fldChar" if kind else "w:instrText"
        child = OxmlElement(tag)
        child.text = words or None
        if tag == "w:fldChar":
            child.set(qn("w:fldCharType"), kind)
        document.paragraphs[-1].add_run()._r.append(child)
    document.paragraphs[-1].add_run("所学校。")

    read_back = seen(document)

    assert texts(read_back) == ["全市新建12所学校。"]
    assert read_back.notes == ("文中有域（目录、页码、日期等），已按显示的结果读入。",)


def test_content_controls_and_links_are_read_as_the_text_they_show(seen):
    document = a_docx("全市新建")
    held = "<w:sdt {w}><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    link = f"<w:hyperlink {W}><w:r><w:t>所学校。</w:t></w:r></w:hyperlink>"
    paragraph = document.paragraphs[-1]._p
    paragraph.append(parse_xml(held.format(w=W, inside="<w:r><w:t>12</w:t></w:r>")))
    paragraph.append(parse_xml(link))
    block = held.format(w=W, inside="<w:p><w:r><w:t>招聘教师300名。</w:t></w:r></w:p>")
    paragraph.addnext(parse_xml(block))

    read_back = seen(document)

    assert texts(read_back) == ["全市新建12所学校。", "招聘教师300名。"]
    assert read_back.notes == ("文中有内容控件，其中的文字已读入。",)


def test_a_soft_line_break_ends_a_line_and_a_tab_parts_words(seen):
    document = a_docx()
    document.add_paragraph().add_run("新建学校12所。\n招聘教师300名。\t完")

    assert texts(seen(document)) == ["新建学校12所。", "招聘教师300名。完"]


def add_part(path, name, content):
    with zipfile.ZipFile(path) as packed:
        items = {item.filename: packed.read(item) for item in packed.infolist()}
    items[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for filename, data in items.items():
            packed.writestr(filename, data)


@pytest.mark.parametrize(
    ("part", "tag", "kind", "word"),
    [("footnotes", "footnote", "footnotes", "脚注"), ("endnotes", "endnote", "endnotes", "尾注")],
)
def test_notes_below_the_text_are_counted_and_said_to_be_left_out(tmp_path, part, tag, kind, word):
    path = tmp_path / "a.docx"
    a_docx("全市新建12所学校。").save(str(path))
    notes = (
        f"<w:{part} {W}><w:{tag} w:type='separator' w:id='0'/>"
        f"<w:{tag} w:id='1'><w:p><w:r><w:t>另有3所在建。</w:t></w:r></w:p></w:{tag}></w:{part}>"
    )
    add_part(path, f"word/{part}.xml", notes.encode())
    with zipfile.ZipFile(path) as packed:
        types = packed.read("[Content_Types].xml").decode()
        links = packed.read("word/_rels/document.xml.rels").decode()
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    override = f'<Override PartName="/word/{part}.xml" ContentType="{office}.{part}+xml"/></Types>'
    relation = (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        f'{kind}" Target="{part}.xml"/></Relationships>'
    )
    add_part(path, "[Content_Types].xml", types.replace("</Types>", override).encode())
    linked = links.replace("</Relationships>", f'<Relationship Id="rId99" Type="{relation}')
    add_part(path, "word/_rels/document.xml.rels", linked.encode())

    read_back = read(path)

    assert texts(read_back) == ["全市新建12所学校。"]
    assert read_back.notes == (f"{word} 1 条没有读入，其中的数字请自行核对。",)


def test_comments_are_counted_and_said_to_be_left_out(seen):
    document = a_docx("全市新建12所学校。")
    document.add_comment(document.paragraphs[-1].runs, text="这里应为13所。", author="甲")

    read_back = seen(document)

    assert texts(read_back) == ["全市新建12所学校。"]
    assert read_back.notes == ("批注 1 条没有读入，其中的数字请自行核对。",)


def test_a_scan_without_text_is_refused_with_the_way_out(tmp_path):
    document = docx.Document()
    document.add_paragraph().add_run()._r.append(OxmlElement("w:drawing"))
    document.save(str(tmp_path / "a.docx"))

    with pytest.raises(BadInput, match="只有图片，没有文字.*扫描件.*OCR"):
        read(tmp_path / "a.docx")


def test_a_document_with_macros_is_refused(tmp_path):
    for name, part in (("a.docm", "word/nothing.bin"), ("b.docx", "word/vbaProject.bin")):
        a_docx("全市新建12所学校。").save(str(tmp_path / name))
        add_part(tmp_path / name, part, b"\0")

        with pytest.raises(BadInput, match="含宏的文档.*另存为不含宏的"):
            read(tmp_path / name)


def test_a_package_with_a_password_is_refused(tmp_path):
    path = tmp_path / "a.docx"
    a_docx("全市新建12所学校。").save(str(path))
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)

    with pytest.raises(BadInput, match="设有密码.*去掉密码"):
        read(path)


@pytest.mark.parametrize(
    ("inside", "match"),
    [("xl/workbook.xml", "Excel 表格"), ("ppt/presentation.xml", "幻灯片"), ("content.xml", "OpenDocument")],
)
def test_other_office_files_are_called_by_their_name(tmp_path, inside, match):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as packed:
        packed.writestr(inside, "<a/>")

    with pytest.raises(BadInput, match=match):
        read(tmp_path / "a.docx")


def test_an_entity_in_a_docx_is_never_resolved(tmp_path):
    path, secret = tmp_path / "a.docx", tmp_path / "secret.txt"
    secret.write_text("机密999所", encoding="utf-8")
    a_docx("全市新建12所学校。").save(str(path))
    with zipfile.ZipFile(path) as packed:
        body = packed.read("word/document.xml").decode()
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    entities = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY l0 "笑">{bomb}]>'
    start = body.index("<w:document")
    body = body[:start] + entities + body[start:].replace("12所", "12所&x;&l9;")
    add_part(path, "word/document.xml", body.encode())

    try:
        told = "".join(texts(read(path)))
    except BadInput:
        told = ""

    assert "机密" not in told and "笑" not in told


@pytest.mark.parametrize("name", ["标题 2", "二级标题", "2级标题", "Heading 2"])
def test_a_style_of_any_makers_name_gives_the_level(seen, name):
    document = a_docx("工作亮点", "全市新建12所学校。")
    if name not in [style.name for style in document.styles]:
        document.styles.add_style(name, docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    document.paragraphs[1].style = document.styles[name]

    assert (seen(document).blocks[1].kind, seen(document).blocks[1].level) == ("heading", 2)


def test_an_outline_level_makes_a_heading_too(seen):
    document = a_docx("工作亮点", "全市新建12所学校。")
    properties = document.paragraphs[1]._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:outlineLvl {W} w:val="2"/>'))

    assert [(b.kind, b.level) for b in seen(document).blocks[1:]] == [("heading", 3), ("body", 0)]
