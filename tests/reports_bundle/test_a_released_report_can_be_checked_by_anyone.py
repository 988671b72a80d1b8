"""The bundle of a report is checked from its folder alone, and every change to it is found."""

import json
import shutil
import subprocess
import sys
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from example_cities import SOURCE, snapshot_of

import xuezheng.jobs.sample as sample
from xuezheng.errors import BadInput, CheckFailed, Occupied
from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.reports.bundle.making import make_bundle
from xuezheng.reports.bundle.verify import verify_bundle
from xuezheng.reports.checking import check_document
from xuezheng.reports.docx import read_anchors
from xuezheng.reports.mapping import read_mapping
from xuezheng.reports.producing import produce
from xuezheng.reports.reading import read
from xuezheng.snapshot import open_snapshot

SAMPLE = Path(sample.__path__[0])
YEAR = 2025


@pytest.fixture(scope="module")
def world():
    return open_snapshot(snapshot_of("none")), load_catalogue()


@pytest.fixture(scope="module")
def report(world, tmp_path_factory):
    snapshot, catalogue = world
    document = read(SAMPLE / "speech.txt")
    decisions = read_mapping(SAMPLE / "mapping.yaml", document, catalogue)
    out = tmp_path_factory.mktemp("report") / "speech.docx"
    produce(document, decisions, snapshot, catalogue, YEAR, out)
    return out


@pytest.fixture(scope="module")
def checked(world, report):
    return check_document(report, *world)


@pytest.fixture(scope="module")
def released(world, report, checked, tmp_path_factory):
    out = tmp_path_factory.mktemp("released") / "bundle"
    make_bundle(report, read_anchors(report), checked, *world, out)
    return out


@pytest.fixture
def bundle(released, tmp_path):
    return Path(shutil.copytree(released, tmp_path / "bundle"))


def failed(folder):
    return {check.name for check in verify_bundle(folder).checks if not check.ok}


def test_a_bundle_nobody_touched_holds(released):
    verdict = verify_bundle(released)

    assert verdict.ok and len(verdict.checks) == 11
    assert verdict.kind == "report"


def test_the_same_report_gives_the_same_bundle(world, report, checked, released, tmp_path):
    printed = make_bundle(report, read_anchors(report), checked, *world, tmp_path / "again")

    files = {file.name: file.read_bytes() for file in (tmp_path / "again").iterdir()}
    assert files == {file.name: file.read_bytes() for file in released.iterdir()}
    assert printed == sha256(files["bundle.json"]).hexdigest()


def test_the_released_text_is_whole_and_has_no_appendix(report, released):
    text = "\n".join(paragraph.text for paragraph in Document(str(released / "report.docx")).paragraphs)

    assert text.strip() == "\n".join(read_anchors(report).paragraphs).strip()
    assert "附录" not in text and not Document(str(released / "report.docx")).tables
    assert Document(str(released / "report.docx")).sections[0].page_width.mm == pytest.approx(210, abs=1)


def test_no_name_code_or_row_of_a_person_leaves_the_house(world, released):
    snapshot, _ = world
    pupils = snapshot.table("pupils").collect("pyarrow").to_native().to_pydict()
    inside = "".join(_everything_in(file) for file in released.iterdir())

    assert pupils["code"]
    assert [code for code in pupils["code"] if code in inside] == []


def _everything_in(file):
    if file.suffix != ".docx":
        return file.read_text(encoding="utf-8")
    with zipfile.ZipFile(file) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def test_no_number_under_five_is_in_a_table_by_area(released):
    tables = json.loads((released / "aggregates.json").read_text(encoding="utf-8"))["indicators"]
    cells = [row[part] for table in tables for row in table["by_area"] for part in ("counted", "out_of")]
    shown = [float(cell) for cell in cells if cell is not None]

    assert len(shown) > 50
    assert min(shown) >= 5


def test_it_is_checked_without_django_database_or_solver(released):
    program = (
        "import sys\n"
        "blocked = ('django', 'duckdb', 'sqlite3', 'pyarrow', 'narwhals', 'ortools', 'highspy', 'numba', 'docx', 'lxml')\n"
        "class No:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in blocked: raise ImportError(name)\n"
        "sys.meta_path.insert(0, No())\n"
        f"sys.argv = ['xuezheng', 'verify', {str(released)!r}, '--json']\n"
        "from xuezheng.cli.main import run\n"
        "run()\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, check=False, env={"PYTHONPATH": str(SOURCE)},
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["ok"] is True


def _json(name, change):
    """A change to a JSON file by someone who does not know of hashes."""

    def tamper(folder):
        content = json.loads((folder / name).read_text(encoding="utf-8"))
        change(content)
        (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    return tamper


def _words(old, new):
    """The text of the report changed with a program for packages."""

    def tamper(folder):
        file, packed = folder / "report.docx", BytesIO()
        with zipfile.ZipFile(file) as source, zipfile.ZipFile(packed, "w") as target:
            for name in source.namelist():
                content = source.read(name).decode("utf-8") if name.endswith(".xml") else source.read(name)
                target.writestr(name, content.replace(old, new) if isinstance(content, str) else content)
        file.write_bytes(packed.getvalue())

    return tamper


def _figure(content):
    return next(one for one in content if one["written"].isdigit() and len(one["written"]) > 2)


def _table(content, n_hidden=None):
    tables = [table for table in content["indicators"] if table["by_area"]]
    return next(
        table
        for table in tables
        if n_hidden is None or sum(row["counted"] is None for row in table["by_area"]) == n_hidden
    )


def _set_written(content):
    _figure(content)["written"] = "99999"


def _set_value(content):
    _figure(content)["value"] = "99999"


def _drop_figure(content):
    content.pop()


def _drop_definition(content):
    content.pop(next(iter(sorted(content))))


def _other_total(content):
    table = next(one for one in content["indicators"] if one["total"]["counted"] not in (None, "0"))
    table["total"]["counted"] = "123456"


def _small_cell(content):
    _table(content)["by_area"][0]["counted"] = "3"


def _other_cell(content):
    row = _table(content, n_hidden=0)["by_area"][0]
    row["counted"] = str(float(row["counted"]) + 7)


def _fill_all_but_one(content):
    """Whoever knows the counties' numbers fills them in until one is left to subtract."""
    table = next(
        one for one in content["indicators"] if sum(row["counted"] is None for row in one["by_area"]) > 1
    )
    hidden = [row for row in table["by_area"] if row["counted"] is None]
    for row in hidden[1:]:
        row["counted"] = "5"


def _lower_threshold(content):
    content["smallest_shown"] = 1


def _claim_against(content):
    content[0]["verdict"] = "不符"


def _identity(content):
    content[0]["reason"] = "李某（330106200001011234）除外。"


def _number_of_phone(content):
    next(iter(content.values()))["definition"] += "联系人13800001234。"


ALTERED = {
    "another figure in the list": (_json("figures.json", _set_written), "text"),
    "another exact value": (_json("figures.json", _set_value), "anchors"),
    "a figure less": (_json("figures.json", _drop_figure), "anchors"),
    "a definition less": (_json("definitions.json", _drop_definition), "definitions"),
    "another total": (_json("aggregates.json", _other_total), "totals"),
    "a small cell": (_json("aggregates.json", _small_cell), "cells"),
    "another cell": (_json("aggregates.json", _other_cell), "cells"),
    "one hidden cell left alone": (_json("aggregates.json", _fill_all_but_one), "cells"),
    "a lower threshold": (_json("aggregates.json", _lower_threshold), "cells"),
    "a claim against the records": (_json("claims.json", _claim_against), "claims"),
    "an identity number": (_json("claims.json", _identity), "personal"),
    "a mobile phone": (_json("definitions.json", _number_of_phone), "personal"),
    "a sentence of the text": (_words("全部竣工", "多数竣工"), "text"),
    "an anchor of the text": (_words('measure="value"', 'measure="rate"'), "anchors"),
    "no JSON": (lambda folder: (folder / "claims.json").write_text("{", encoding="utf-8"), "contents"),
    "JSON of another shape": (lambda folder: (folder / "figures.json").write_text('[{"a": 1}]'), "contents"),
    "no docx": (lambda folder: (folder / "report.docx").write_bytes(b"PK"), "text"),
}  # fmt: skip


@pytest.mark.parametrize("name", ALTERED)
def test_a_change_is_found_by_its_hash(bundle, name):
    ALTERED[name][0](bundle)

    assert "files" in failed(bundle)


@pytest.mark.parametrize("name", ALTERED)
def test_a_change_whose_hashes_were_made_again_is_found_by_what_it_says(bundle, name):
    tamper, check = ALTERED[name]
    tamper(bundle)
    certificate = json.loads((bundle / "bundle.json").read_text(encoding="utf-8"))
    for file in certificate["files"]:
        certificate["files"][file] = sha256((bundle / file).read_bytes()).hexdigest()
    (bundle / "bundle.json").write_text(json.dumps(certificate), encoding="utf-8")

    assert check in failed(bundle)
    assert "files" not in failed(bundle)


@pytest.mark.parametrize("name", ["README.txt", "aggregates.json", "definitions.json", "report.docx"])
def test_a_file_that_is_missing_is_named(bundle, name):
    (bundle / name).unlink()

    verdict = verify_bundle(bundle)

    assert not verdict.ok
    assert any(f"没有文件 {name}" in check.detail for check in verdict.checks)


def test_a_file_too_many_is_named(bundle):
    (bundle / "名单.txt").write_text("x", encoding="utf-8")

    assert any("多出文件 名单.txt" in check.detail for check in verify_bundle(bundle).checks)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"kind": "report"}'])
def test_a_certificate_that_is_none_fails(bundle, content):
    (bundle / "bundle.json").write_text(content, encoding="utf-8")

    assert failed(bundle) == {"certificate"}


def test_a_bundle_of_a_later_format_is_left_to_its_own_program(bundle):
    certificate = json.loads((bundle / "bundle.json").read_text(encoding="utf-8"))
    (bundle / "bundle.json").write_text(json.dumps({**certificate, "format": 2}), encoding="utf-8")

    with pytest.raises(BadInput, match="第 2 版.*生成它的版本"):
        verify_bundle(bundle)


def test_a_report_that_someone_changed_is_not_released(world, report, tmp_path):
    edited = Path(shutil.copy(report, tmp_path / "edited.docx"))
    document = Document(str(edited))
    paragraph = next(one for one in document.paragraphs if "所幼儿园全部竣工" in one.text)
    run = next(one for one in paragraph.runs if one.text.isdigit())
    run.text = "99"
    document.save(str(edited))

    with pytest.raises(CheckFailed, match="不能公开") as told:
        make_bundle(edited, read_anchors(edited), check_document(edited, *world), *world, tmp_path / "out")

    assert any("99" in fault.what for fault in told.value.faults)
    assert not (tmp_path / "out").exists()


def test_a_report_with_comments_or_a_phone_number_is_not_released(world, report, checked, tmp_path):
    commented = Path(shutil.copy(report, tmp_path / "commented.docx"))
    document = Document(str(commented))
    document.add_comment(document.paragraphs[4].runs, text="请核", author="王某")
    document.save(str(commented))
    phoned = Path(shutil.copy(report, tmp_path / "phoned.docx"))
    document = Document(str(phoned))
    document.paragraphs[4].add_run("电话13800001234。")
    document.save(str(phoned))

    with pytest.raises(BadInput, match="批注"):
        make_bundle(commented, read_anchors(commented), checked, *world, tmp_path / "out")
    with pytest.raises(BadInput, match="手机号"):
        make_bundle(phoned, read_anchors(phoned), checked, *world, tmp_path / "out")


def test_nothing_is_written_over(world, report, checked, tmp_path):
    (tmp_path / "out").mkdir()

    with pytest.raises(Occupied, match="已经存在"):
        make_bundle(report, read_anchors(report), checked, *world, tmp_path / "out")
