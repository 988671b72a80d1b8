"""`report year`: from the records to the checked document, as often as one likes."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from docx import Document
from example_cities import snapshot_of

import xuezheng.jobs.sample

SPEECH = Path(xuezheng.jobs.sample.__path__[0]) / "speech.txt"


def report_year(city, *words):
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    program = "from xuezheng.cli.main import run; run()"
    line = [sys.executable, "-c", program, "report", "year", str(city), *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, timeout=120, check=False, env=environment)


def files_of(city):
    return {path.name: path.read_bytes() for path in (city / "documents").rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    city = Path(
        shutil.copytree(snapshot_of("default").parents[1], tmp_path_factory.mktemp("reported") / "city")
    )
    return city, report_year(city)


@pytest.fixture
def city(reported, tmp_path):
    return Path(shutil.copytree(reported[0], tmp_path / "city"))


def test_a_director_is_told_what_not_to_say(reported):
    _, done = reported

    assert done.returncode == 0, done.stderr
    assert "幼儿园全部竣工并投入使用” 应有" in done.stdout
    assert "改正前不宜宣读" in done.stdout
    assert re.search(r"目标值 \d+，实际 \d+，", done.stdout)


def test_the_appendix_speaks_in_names_and_plain_numbers(reported):
    judged = Document(str(next((reported[0] / "documents").rglob("*.docx")))).tables[1]
    words = "\n".join(cell.text for row in judged.rows for cell in row.cells)

    assert "参考：" in words
    assert not re.findall(r"[a-z_]+\.[a-z_]+|\d+\.\d{3,}|\d+\.00", words)


def test_a_second_run_gives_the_same_bytes(reported, city):
    done = report_year(city)

    assert done.returncode == 0, done.stderr
    assert len(files_of(city)) == 6
    assert files_of(city) == files_of(reported[0])


def test_a_document_edited_since_is_kept(city):
    out = next((city / "documents").rglob("*.docx"))
    document = Document(str(out))
    document.paragraphs[-1].add_run("（局长批注）")
    document.save(str(out))
    kept = out.read_bytes()

    refused = report_year(city)
    after_refusal = out.read_bytes()
    forced = report_year(city, "--force")

    assert (refused.returncode, forced.returncode) == (2, 0)
    assert "可能有人工修改" in refused.stderr and "--force" in refused.stderr
    assert after_refusal == kept != out.read_bytes()


def test_a_text_of_ones_own_is_filled_by_what_is_sure_and_again_once_more_is_confirmed(city, tmp_path):
    text = Path(shutil.copy(SPEECH, tmp_path / "去年讲话.txt"))
    shutil.rmtree(city / "documents")

    first = report_year(city, "--text", text)
    mapping = next((city / "documents").rglob("去年讲话.mapping.yaml"))
    said = mapping.read_text(encoding="utf-8")
    slots = yaml.safe_load(said)["slots"]
    likely = {name: one.get("confidence", 0) for name, one in slots.items() if one["state"] == "open"}
    before, after = said.split(f"  {max(likely, key=likely.get)}:\n")
    mapping.write_text(f"{before}  {max(likely, key=likely.get)}:\n" + after.replace("open", "confirmed", 1))
    second = report_year(city, "--text", text)

    assert (first.returncode, second.returncode) == (0, 0), second.stderr
    assert 20 <= said.count("state: suggested") == n_written(first)
    assert n_written(second) == n_written(first) + 1


def n_written(done):
    return int(re.search(r"写入数字 (\d+) 处", done.stdout).group(1))


def test_a_text_that_cannot_be_read_is_refused_before_the_work(city, tmp_path):
    (tmp_path / "空.txt").write_text("")
    before = files_of(city)

    done = report_year(city, "--text", tmp_path / "空.txt")

    assert done.returncode == 2
    assert "空.txt 中没有文字" in done.stderr and "冻结记录" not in done.stderr
    assert files_of(city) == before


@pytest.mark.parametrize(
    ("words", "told"),
    [(("--year", 2030), "还没有结束"), (("--year", 2019), "没有 2019 年的数据")],
)
def test_a_year_that_cannot_be_reported_on_leaves_nothing(city, words, told):
    done = report_year(city, *words)

    assert done.returncode == 2
    assert told in done.stderr and "Traceback" not in done.stderr
    assert not list((city / "documents").glob(f"{words[1]}/*"))
