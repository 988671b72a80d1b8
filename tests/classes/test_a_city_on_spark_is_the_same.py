"""The same city on one machine and on Spark: the same bytes, and the same words when it is refused."""

import shutil

import pytest
from class_rosters import write_csv
from typer.testing import CliRunner

from xuezheng.allocation.classes.spark import _need_java
from xuezheng.cli.main import build
from xuezheng.errors import BadInput, CannotFinish


def run(folder, out, *more, apart="apart.csv"):
    given = ["--numeric", "total,maths", "--category", "sex,school", "--seed", "tests 2026", "--rounds", "1"]
    tables = ["--together", folder / "together.csv", "--apart", folder / apart]
    tables += ["--weight", folder / "weight.csv", "--classes", "2"]
    arguments = ["classes", folder / "roster.csv", *given, *tables, "--by", "grade", "--out", out, *more]
    return CliRunner().invoke(build(), list(map(str, arguments)), catch_exceptions=False)


def contents(folder):
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


@pytest.fixture(scope="module")
def city(tables, tmp_path_factory):
    """The roster of all tests, its groups moved into one grade each."""
    folder = tmp_path_factory.mktemp("city")
    shutil.copy(tables / "roster.csv", folder / "roster.csv")
    pupils = [f"学{i:03d}" for i in range(90)]
    write_csv(folder / "together.csv", {"pupil": [pupils[i] for i in (1, 2, 0, 3)], "group": list("aabb")})
    write_csv(folder / "apart.csv", {"pupil": pupils[4:8], "group": list("xxyy")})
    # Each two of three: nobody sees it in one group, and two classes cannot hold them.
    three = [pupils[i] for i in (20, 23, 23, 26, 20, 26)]
    write_csv(folder / "impossible.csv", {"pupil": three, "group": list("xxyyzz")})
    write_csv(folder / "weight.csv", {"pupil": pupils[10:12], "heads": [2, 2]})
    return folder


def test_spark_writes_the_bytes_of_one_machine_and_refuses_in_its_words(city, tmp_path):
    on_spark = ["--engine", "spark", "--workers", "2"]

    run(city, tmp_path / "local", "--workers", "1")
    run(city, tmp_path / "spark", *on_spark)
    with pytest.raises(BadInput) as here:
        run(city, tmp_path / "no", "--workers", "1", apart="impossible.csv")
    with pytest.raises(BadInput) as there:
        run(city, tmp_path / "no", *on_spark, apart="impossible.csv")

    assert len(contents(tmp_path / "local")) > 4
    assert contents(tmp_path / "spark") == contents(tmp_path / "local")
    assert str(there.value) == str(here.value)
    assert not (tmp_path / "no").exists()


def test_without_java_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)

    with pytest.raises(CannotFinish, match=r"找不到 Java.*openjdk-17-jre-headless.*--engine local"):
        _need_java()


def test_spark_is_for_many_rosters_only(city, tmp_path):
    for options, words in (
        (["--engine", "spark"], "没有 --by"),
        (["--engine", "flink", "--by", "grade"], "--engine flink 不认识"),
    ):
        given = ["classes", str(city / "roster.csv"), "--classes", "3", "--seed", "x", *options]
        with pytest.raises(BadInput, match=words):
            CliRunner().invoke(build(), [*given, "--out", str(tmp_path / "no")], catch_exceptions=False)
