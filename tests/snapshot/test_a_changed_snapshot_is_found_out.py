"""Whatever is done to a snapshot after freezing, `snapshot check` names it."""

import json
import shutil

import pyarrow.parquet as pq
import pytest

from xuezheng.errors import BadInput, NotFound, Tampered
from xuezheng.snapshot import check, open_proven, open_snapshot


def one_byte(snapshot):
    file = snapshot / "tables" / "funds.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def one_row_less(snapshot):
    file = snapshot / "tables" / "funds.parquet"
    pq.write_table(pq.read_table(file).slice(0, 2), file)


def a_table_removed(snapshot):
    (snapshot / "tables" / "funds.parquet").unlink()


def a_table_of_another(snapshot):
    shutil.copy(snapshot / "tables" / "areas.parquet", snapshot / "tables" / "funds.parquet")


def a_file_added(snapshot):
    (snapshot / "tables" / "more.parquet").write_bytes(b"PAR1")


def edit_manifest(**changes):
    def edit(snapshot):
        file = snapshot / "manifest.json"
        file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | changes), encoding="utf-8")

    return edit


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (one_byte, "tables/funds.parquet: 内容与冻结时不同"),
        (one_row_less, "tables/funds.parquet: 内容与冻结时不同"),
        (a_table_removed, "tables/funds.parquet: 缺少这张表"),
        (a_table_of_another, "tables/funds.parquet: 内容与冻结时不同"),
        (a_file_added, "tables/more.parquet: 这个文件不属于该快照"),
        (edit_manifest(as_of="2025-12-31"), "manifest.json: 编号与清单内容不符"),
        (edit_manifest(bureau={"name": "别处"}), "manifest.json: 编号与清单内容不符"),
        (edit_manifest(id="0" * 64), "manifest.json: 编号与清单内容不符"),
        (edit_manifest(rules_sha256="0" * 64), "manifest.json: 编号与清单内容不符"),
    ],
)
def test_every_change_is_named(snapshot, change, named):
    assert check(snapshot) == []

    change(snapshot)

    assert any(named in str(fault) for fault in check(snapshot))
    with pytest.raises(Tampered, match="不是冻结时的快照"):
        open_proven(snapshot)


def test_a_consistent_forgery_still_has_another_id(snapshot):
    """Whoever rewrites the manifest too cannot keep the id that was published."""
    published = json.loads((snapshot / "manifest.json").read_text("utf-8"))["id"]
    one_row_less(snapshot)

    from xuezheng.snapshot.identity import identity, sha256_of

    manifest = json.loads((snapshot / "manifest.json").read_text("utf-8"))
    manifest["tables"]["funds"] = {"rows": 2, "sha256": sha256_of(snapshot / "tables" / "funds.parquet")}
    manifest["id"] = identity(manifest)
    (snapshot / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    assert check(snapshot) == []
    assert manifest["id"] != published


def test_the_command_says_which_table_and_ends_with_three(snapshot, run):
    assert run("snapshot", "check", snapshot).returncode == 0

    one_byte(snapshot)
    told = run("snapshot", "check", snapshot)
    as_json = run("snapshot", "check", snapshot, "--json")

    assert told.returncode == as_json.returncode == 3
    assert "funds.parquet" in told.stderr
    assert json.loads(as_json.stdout)["ok"] is False


def test_a_folder_that_is_no_snapshot_is_refused_in_words(tmp_path, run):
    with pytest.raises(NotFound, match="不是快照"):
        open_snapshot(tmp_path)

    told = run("snapshot", "check", tmp_path)

    assert told.returncode == 2
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda snapshot: (snapshot / "manifest.json").write_text("{"), "无法读取"),
        (lambda snapshot: (snapshot / "manifest.json").write_text("[]"), "无法读取"),
        (edit_manifest(format=9), "格式为 9"),
        (edit_manifest(schema_sha256="0" * 64), "表结构不是本版本的表结构"),
        (a_table_removed, "缺少 .*funds.parquet"),
        (lambda snapshot: (snapshot / "tables" / "funds.parquet").write_bytes(b"junk"), "已损坏"),
    ],
)
def test_a_snapshot_that_cannot_be_read_is_refused_in_words(snapshot, change, told):
    change(snapshot)

    with pytest.raises(BadInput, match=told):
        open_snapshot(snapshot)


def test_an_open_snapshot_reads_nothing_else_on_the_machine(snapshot, tmp_path):
    import duckdb

    (tmp_path / "other.csv").write_text("a\n1\n")
    opened = open_snapshot(snapshot)

    for question in (
        f"SELECT * FROM read_csv('{tmp_path / 'other.csv'}')",
        f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'",
        "INSTALL httpfs",
        "SET enable_external_access=true",
    ):
        with pytest.raises(duckdb.Error):
            opened.connection.execute(question)
