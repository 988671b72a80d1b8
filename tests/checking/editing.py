"""A person with a free hand: moves sentences, changes words, merges paragraphs, drops bookmarks."""

import random
import re

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from xuezheng.reports.docx.reading_back import elements_before_appendix

#: Words as a reviser changes them; each side is another way to say the same.
_SAME_MEANING = [
    ("投入资金", "安排资金"), ("全市", "全市范围内"), ("完成", "圆满完成"), ("达到", "提升至"), ("进一步", "更加"),
    ("共", "总共"), ("学校", "中小学校"), ("学生", "在校学生"), ("所", "所"), ("参加", "踊跃参加"), ("受理", "办理"),
    ("得到", "获得"), ("分别有", "各有"), ("幼儿园", "幼儿园所"), ("改造", "新建改造"), ("争取", "向上争取"),
    ("名", "名"), ("为", "系"), ("对", "针对"), ("和", "以及"), ("建设", "建设工程"), ("办理", "承办"),
]  # fmt: skip
_NEW = [
    "新建公办幼儿园12所，投入资金350万元。", "全市共有45所学校、3万名学生参加活动。", "办复率达100%。",
    "受理市长公开电话66件；网络问政88件。", "学前三年毛入园率达到95%。", "争取资金3亿元，完成全年任务104%。",
]  # fmt: skip


def paragraphs_of(path):
    """Every paragraph of the body as pieces: (words, name of the bookmark or None)."""
    document = docx.Document(str(path))
    return document, [element for element in elements_before_appendix(document) if element.tag == qn("w:p")]


def pieces_of(paragraph):
    pieces, name = [], None
    for child in paragraph:
        if child.tag == qn("w:bookmarkStart"):
            name = child.get(qn("w:name"))
        elif child.tag == qn("w:bookmarkEnd"):
            name = None
        elif child.tag == qn("w:r"):
            words = "".join(text.text or "" for text in child.iter(qn("w:t")))
            pieces.append((words, name))
    return pieces


def rewrite(paragraph, pieces, numbers, cut):
    """Put pieces into a paragraph, each cut into runs where `cut` says so."""
    for child in list(paragraph):
        if child.tag != qn("w:pPr"):
            paragraph.remove(child)
    for words, name in pieces:
        if name:
            number = str(next(numbers))
            start = OxmlElement("w:bookmarkStart")
            start.set(qn("w:id"), number)
            start.set(qn("w:name"), name)
            paragraph.append(start)
        for part in cut(words):
            paragraph.append(_run(part))
        if name:
            end = OxmlElement("w:bookmarkEnd")
            end.set(qn("w:id"), number)
            paragraph.append(end)


def _run(words):
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.set(qn("xml:space"), "preserve")
    text.text = words
    run.append(text)
    return run


def edit_heavily(path, seed, *, lost=1 / 3, changed=0.15, reworded=0.5, deleted=0.0, added=0):
    """Edit a document in place; gives what each slot shows afterwards, None where it was struck out."""
    chance = random.Random(seed)
    document, elements = paragraphs_of(path)
    paragraphs = [pieces_of(element) for element in elements]
    shown = {name.removeprefix("xz_"): None for pieces in paragraphs for _, name in pieces if name}
    edited = []
    paragraphs = [_shuffled(pieces, chance, deleted, added) for pieces in paragraphs]
    for pieces in paragraphs:
        kept = []
        for words, name in pieces:
            if name is None or not name.startswith("xz_"):
                kept.append((_reworded(words, chance, reworded), None))
                continue
            if chance.random() < changed:
                words = _another(words, chance)
            shown[name.removeprefix("xz_")] = words
            kept.append((words, None if chance.random() < lost else name))
        edited.append(kept)
    _write(elements, edited, chance)
    document.save(str(path))
    return shown


def _write(elements, edited, chance):
    numbers = iter(range(1, 100_000))

    def cut(words):
        if len(words) < 4 or chance.random() < 0.5:
            return [words]
        at = chance.randrange(1, len(words))
        return [words[:at], words[at:]]

    into = None
    for element, pieces in zip(elements, edited, strict=True):
        is_body = len("".join(words for words, _ in pieces)) > 60
        if is_body and into is not None and chance.random() < 0.3:
            edited_into = [*into[1], *pieces]
            rewrite(into[0], edited_into, numbers, cut)
            element.getparent().remove(element)
            into = (into[0], edited_into)
            continue
        rewrite(element, pieces, numbers, cut)
        into = (element, pieces) if is_body else None


def _shuffled(pieces, chance, deleted, added):
    """Two sentences of a paragraph change places; some are struck out, new ones put in."""
    sentences, now = [], []
    for words, name in pieces:
        if name:
            now.append((words, name))
            continue
        for part in re.findall(r"[^。；]*[。；]|[^。；]+$", words):
            now.append((part, None))
            if part[-1] in "。；":
                sentences.append(now)
                now = []
    if now:
        sentences.append(now)
    if len(sentences) > 2:
        first, second = chance.sample(range(len(sentences)), 2)
        sentences[first], sentences[second] = sentences[second], sentences[first]
    if len(sentences) > 2:
        sentences = [sentence for sentence in sentences if chance.random() >= deleted]
        for _ in range(added):
            sentences.insert(chance.randrange(len(sentences) + 1), [(chance.choice(_NEW), None)])
    return [piece for sentence in sentences for piece in sentence]


def _reworded(words, chance, share):
    for before, after in _SAME_MEANING:
        if before in words and chance.random() < share:
            words = words.replace(before, after, 1)
    return words


def _another(figure, chance):
    """A figure with another first digit."""
    return re.sub(r"\d", lambda found: str((int(found[0]) + chance.randrange(1, 9)) % 9 + 1), figure, count=1)
