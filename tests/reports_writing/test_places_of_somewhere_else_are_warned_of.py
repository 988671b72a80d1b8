"""A text borrowed from elsewhere names places that are not the bureau's; whoever writes from it is told."""

from example_cities import snapshot_of
from typer.testing import CliRunner

from xuezheng.cli.main import build
from xuezheng.reports.producing import produce
from xuezheng.reports.reading import read_text
from xuezheng.snapshot import open_snapshot


def warnings(words, tmp_path):
    document = read_text(f"工作总结\n一、20XX年工作回顾\n{words}\n", "总结")
    snapshot = open_snapshot(snapshot_of("none"))
    return produce(document, {}, snapshot, {}, 2025, tmp_path / "out.docx").warnings


def test_a_place_that_is_none_of_the_bureaus_is_warned_of(tmp_path):
    assert warnings("在海州区召开现场会。", tmp_path) == (
        "文中有本地以外的地名“海州区”，可能是旧稿或他处文稿遗留，请核对。",
    )


def test_the_bureaus_own_city_and_districts_are_not(tmp_path):
    snapshot = open_snapshot(snapshot_of("none"))
    areas = [row["name"] for row in snapshot.areas.select("name").collect("pyarrow").to_native().to_pylist()]
    city = snapshot.bureau["city"]

    assert len(areas) > 1
    assert warnings("".join(f"在{name}召开现场会。" for name in [city, *areas]), tmp_path) == ()


def test_the_warning_is_shown_when_the_report_is_written(tmp_path):
    (tmp_path / "old.txt").write_text(
        "工作总结\n一、20XX年工作回顾\n在海州区召开现场会。\n", encoding="utf-8"
    )
    snapshot = ["--snapshot", str(snapshot_of("none")), "--year", "2025"]
    text, mapping = str(tmp_path / "old.txt"), str(tmp_path / "m.yaml")
    runner = CliRunner()
    runner.invoke(build(), ["report", "match", text, *snapshot, "--out", mapping], catch_exceptions=False)

    done = runner.invoke(
        build(),
        ["report", "write", text, *snapshot, "--mapping", mapping, "--out", str(tmp_path / "new.docx")],
        catch_exceptions=False,
    )

    assert done.stdout.splitlines()[-1].startswith("提示：文中有本地以外的地名“海州区”")
