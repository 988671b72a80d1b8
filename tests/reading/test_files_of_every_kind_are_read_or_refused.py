import codecs
import random
import zipfile

import docx
import pytest

from xuezheng.errors import BadInput, NotFound, XuezhengError
from xuezheng.reports.reading import decoding, documents, read, read_text

TEXT = "教育局工作总结\n一、工作回顾\n全市新建幼儿园XX所，投入资金1200万元。\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with its mark", "gb18030", "utf-16-le", "utf-16-be"],
)
def test_the_encoding_makes_no_difference(tmp_path, data):
    (tmp_path / "a.txt").write_bytes(data)

    document = read(tmp_path / "a.txt")

    assert [(s.text, s.start) for s in document.slots] == [("XX", 22), ("1200", 30)]
    assert document.source == str(tmp_path / "a.txt")


def test_windows_line_ends_are_counted_as_they_are(tmp_path):
    (tmp_path / "a.txt").write_bytes(TEXT.replace("\n", "\r\n").encode())

    assert [(s.text, s.start) for s in read(tmp_path / "a.txt").slots] == [("XX", 24), ("1200", 32)]


def save_docx(path, lines, **styles):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line, style=styles.get(line))
    document.save(str(path))


def test_offsets_of_a_docx_count_its_paragraphs_joined_by_line_ends(tmp_path):
    save_docx(tmp_path / "a.docx", TEXT.splitlines())

    document = read(tmp_path / "a.docx")

    assert document.blocks == read_text(TEXT, "").blocks
    assert [(s.text, TEXT[s.start : s.end]) for s in document.slots] == [("XX", "XX"), ("1200", "1200")]


def test_paragraphs_of_a_docx_stay_apart_even_without_a_full_stop(tmp_path):
    lines = ["教育局工作总结", "全市新建幼儿园XX所，投入资金", "1200万元，进展顺利"]
    save_docx(tmp_path / "a.docx", lines)

    assert [b.text for b in read(tmp_path / "a.docx").blocks] == lines


def test_a_docx_broken_at_a_margin_is_joined_all_the_same(tmp_path):
    body = "我们坚持把教育放在优先发展的位置财政投入逐年增加办学条件明显改善群众满意程度稳步提高队伍建设得到加强。"
    save_docx(tmp_path / "a.docx", ["工作总结", *(body[at : at + 13] for at in range(0, len(body), 13))])

    assert [b.text for b in read(tmp_path / "a.docx").blocks] == ["工作总结", body]


def test_styles_of_a_docx_make_titles_and_headings(tmp_path):
    lines = ["一年来的教育，我们这样走过", "工作回顾", "全市新建幼儿园XX所。"]
    save_docx(tmp_path / "a.docx", lines, **{lines[0]: "Title", lines[1]: "Heading 2"})

    assert [(b.kind, b.level) for b in read(tmp_path / "a.docx").blocks] == [
        ("title", 0), ("heading", 2), ("body", 0),
    ]  # fmt: skip


def test_other_styles_of_a_docx_say_nothing(tmp_path):
    lines = ["工作总结", "全市新建幼儿园XX所。"]
    save_docx(tmp_path / "a.docx", lines, **{lines[1]: "Heading 9"})

    assert [b.kind for b in read(tmp_path / "a.docx").blocks] == ["title", "body"]


def test_a_styled_heading_stays_apart_from_lines_broken_at_a_margin(tmp_path):
    full = "我们坚持把教育放在优先发展的"
    lines = ["工作总结", full, full, full, full, "工作亮点与主要的一些经验做法", full, full, "位置。"]
    save_docx(tmp_path / "a.docx", lines, **{lines[5]: "Heading 1"})

    assert [b.text for b in read(tmp_path / "a.docx").blocks][2:] == [lines[5], full * 2 + "位置。"]


def test_a_docx_by_another_name_is_read(tmp_path):
    save_docx(tmp_path / "a.docx", TEXT.splitlines())
    (tmp_path / "a.docx").rename(tmp_path / "a.txt")

    assert len(read(tmp_path / "a.txt").slots) == 2


@pytest.mark.parametrize(
    ("name", "data", "match"),
    [
        ("a.txt", b"", "没有文字.*须有正文.*请换"),
        ("a.txt", " \n\u3000\n".encode(), "没有文字"),
        ("a.txt", "VIP专免\n999+\n展开>>\n".encode(), "只有网页残留"),
        ("a.txt", bytes(range(256)) * 40, "不是文本文件.*UTF-8.*另存为"),
        ("a.txt", b"\x00\x01\x02" * 99, "不是文本文件"),
        ("a.txt", b"\x01" * 5 + b"a" * 95, "不是文本文件"),
        ("a.txt", codecs.BOM_UTF16_LE + b"\x00\xd8\x00", "不是文本文件"),
        ("a.txt", b"%PDF-1.7 abc", "PDF.*另存"),
        ("a.txt", b"{\\rtf1\\ansi abc}", "RTF.*另存为"),
        ("a.txt", b"  <!DOCTYPE html><html><body>1</body></html>", "网页.*复制正文"),
        (
            "a.txt",
            b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
            "XML",
        ),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 9,
            "打开密码.*去掉密码",
        ),
        ("a.txt", b"Annual report: 12 schools, 300 teachers.", "没有汉字.*其他语言"),
        ("a.txt", "ئۇيغۇر مائارىپى 12 مەكتەپ".encode(), "没有汉字"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 99, r"旧版 \.doc.*另存为 \.docx"),
        ("a.docx", TEXT.encode(), "不是可以打开的 docx"),
        ("a.docx", b"PK\x03\x04" + b"\x00" * 99, "不是可以打开的 docx"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path, name, data, match):
    (tmp_path / name).write_bytes(data)

    with pytest.raises(BadInput, match=match) as error:
        read(tmp_path / name)

    assert error.value.exit_code == 2


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(NotFound, match="没有找到文件.*a.txt.*检查路径"):
        read(tmp_path / "a.txt")
    with pytest.raises(BadInput, match="不是文件"):
        read(tmp_path)


def test_a_text_longer_than_any_speech_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("教" * (decoding.LONGEST_TEXT + 1), encoding="utf-8")

    with pytest.raises(BadInput, match="500001 字，超过 500000 字的上限"):
        read(tmp_path / "a.txt")
    with pytest.raises(BadInput, match="上限"):
        read_text("教" * (decoding.LONGEST_TEXT + 1), "讲话")


def test_a_file_larger_than_any_report_is_refused_unread(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(decoding.LARGEST_FILE + 1_000_000)

    with pytest.raises(BadInput, match="21 MB，超过 20 MB 的上限"):
        read(tmp_path / "a.txt")


def test_a_docx_that_unpacks_to_a_flood_is_refused(tmp_path):
    save_docx(tmp_path / "a.docx", ["工作总结"])
    with zipfile.ZipFile(tmp_path / "a.docx", "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/flood.xml", b"0" * (documents.LARGEST_UNPACKED + 1))

    with pytest.raises(BadInput, match="解压后.*上限"):
        read(tmp_path / "a.docx")


def test_a_docx_without_words_is_refused(tmp_path):
    save_docx(tmp_path / "a.docx", ["", " "])

    with pytest.raises(BadInput, match="没有文字"):
        read(tmp_path / "a.docx")


def test_a_damaged_docx_is_read_or_refused_but_never_a_traceback(tmp_path):
    save_docx(tmp_path / "a.docx", TEXT.splitlines())
    whole = (tmp_path / "a.docx").read_bytes()
    dice = random.Random(7)

    for _ in range(150):
        broken = bytearray(whole[: dice.choice([len(whole), dice.randrange(len(whole))])])
        for _ in range(dice.randrange(1, 30)):
            if broken:
                broken[dice.randrange(len(broken))] = dice.randrange(256)
        (tmp_path / "b.docx").write_bytes(broken)
        try:
            read(tmp_path / "b.docx")
        except XuezhengError as error:
            assert "请" in str(error)
