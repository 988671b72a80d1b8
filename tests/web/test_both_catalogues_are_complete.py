"""English by a switch: every text has its English, the same places left open, and no page's frame stays Chinese."""

import gettext
import io
import re
from html.parser import HTMLParser

import pytest
from test_the_matrix import OURS

from xuezheng.web import catalogue
from xuezheng.web.shown.bureau import this_bureau

#: What a person reads first on a page.
FRAME = {"h1", "h2", "th", "button", "legend", "dt", "nav", "label"}
#: Data stands here in its own words: names of registers' rows, of places, of texts; choices of a list are its rows.
DATA = {"textarea", "select", "option", "b", "small", "td", "dd"}
VOID = {"input", "br", "img", "meta", "link", "hr", "col", "source", "wbr", "area", "base", "embed", "track"}


class Frame(HTMLParser):
    """Collect the words of the frame and the language a page says it is in."""

    def __init__(self, page):
        super().__init__()
        self.stack, self.words, self.language = [], [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "html":
            self.language = said.get("lang", "")
        if tag not in VOID:
            self.stack.append((tag, said.get("lang", "")))

    def handle_endtag(self, tag):
        if any(tag == name for name, _lang in self.stack):
            while self.stack.pop()[0] != tag:
                pass

    def handle_data(self, data):
        tags = {tag for tag, _lang in self.stack}
        own = any(lang.startswith("zh") for tag, lang in self.stack if tag != "html")
        data = data.replace(this_bureau().name, "")  # the bureau is called by its own name
        if tags & FRAME and not tags & DATA and not own and catalogue.CHINESE.search(data):
            self.words.append(data.strip())


@pytest.fixture
def found(city):
    return catalogue.collect()


def test_every_text_has_its_english_and_nothing_else_is_kept(found):
    english = catalogue.read(catalogue.catalogue("en"))

    assert set(found) - set(english) == set(), "run python -m xuezheng.web.catalogue and write the English"
    assert set(english) - set(found) == set()
    assert [text for text, said in english.items() if not said.strip("\0")] == []


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_a_translation_leaves_the_same_places_open(language):
    entries = catalogue.read(catalogue.catalogue(language))
    wrong = [
        (text, part)
        for (text, _plural), said in entries.items()
        for part in said.split("\0")
        if catalogue.placeholders(part) != catalogue.placeholders(text)
    ]
    assert wrong == []


def test_english_is_english():
    english = catalogue.read(catalogue.catalogue("en"))
    told = {
        said
        for said in english.values()
        if catalogue.CHINESE.search(re.sub("“.*?”|[〔《（(].*|e\\.g\\..*", "", said))
    }
    assert told == set()


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_text(language):
    file = catalogue.catalogue(language)
    entries = catalogue.read(file)
    compiled = file.with_suffix(".mo").read_bytes()

    assert compiled == catalogue.compiled(language, entries)
    spoken = gettext.GNUTranslations(io.BytesIO(compiled))
    for (text, plural), said in entries.items():
        if not plural:
            assert spoken.gettext(text) == said


def test_what_is_collected():
    source = """{% load i18n %}{% translate "一 %" %}{% translate "二" as words %}{% blocktranslate with n=1 trimmed %}
        共 {{ n }} 条
    {% endblocktranslate %}{% blocktranslate count n=2 %}一人{% plural %}{{ n }} 人{% endblocktranslate %}{% state "good" _("三") %}"""
    assert sorted(catalogue.in_template(source)) == [
        ("一 %%", ""), ("一人", "%(n)s 人"), ("三", ""), ("二", ""), ("共 %(n)s 条", ""),
    ]  # fmt: skip
    module = '"""文档"""\nLABEL = "标签"\nraise BadInput("错误")\nword = f"片{LABEL}"\nfaults = [Fault("第一行")]\n'
    assert list(catalogue.in_python(module)) == ["标签"]


def test_a_plural_is_written_read_and_compiled():
    entries = {("一人", "%(n)s 人"): "one\0%(n)s people", ('引"号\n', ""): "a\tquote"}
    spoken = gettext.GNUTranslations(io.BytesIO(catalogue.compiled("en", entries)))

    assert (spoken.ngettext("一人", "%(n)s 人", 1), spoken.ngettext("一人", "%(n)s 人", 5)) == (
        "one",
        "%(n)s people",
    )
    assert spoken.gettext('引"号\n') == "a\tquote"


def test_a_catalogue_is_read_as_it_was_written(tmp_path):
    entries = {("一人", "%(n)s 人"): "one\0%(n)s people", ('引"号\\\n', ""): "a\tquote"}
    file = tmp_path / "django.po"
    file.write_text(catalogue.written("en", entries, {}), "utf-8")
    assert catalogue.read(file) == entries


def test_pages_in_english_have_no_chinese_frame(city, client_of):
    client = client_of("bangong")
    client.cookies["django_language"] = "en"
    left = {}
    for address, _view in OURS:
        answer = client.get(address)
        if "text/html" not in answer.get("Content-Type", "") or answer.streaming:
            continue
        frame = Frame(answer.content.decode())
        if address.startswith("/verify"):  # Chinese, with an English part of its own
            continue
        if frame.words or (frame.language != "en" and b"<html" in answer.content):
            left[address] = (frame.language, answer.status_code, frame.words)
    assert left == {}
