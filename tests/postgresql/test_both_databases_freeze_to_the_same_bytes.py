"""The same words give the same records on both databases: to the last byte of the frozen copy."""

from server_verbs import ask, only_snapshot, verb


def test_a_city_on_a_server_is_the_city_on_file(on_file, empty, tmp_path):
    verb("demo", tmp_path / "city", "--pupils", 2000, "--faults", "all", url=empty)
    here, there = only_snapshot(on_file), only_snapshot(tmp_path / "city")

    assert not (tmp_path / "city" / "records.sqlite3").exists()
    assert here.name == there.name
    for table in sorted((here / "tables").iterdir()):
        assert table.read_bytes() == (there / "tables" / table.name).read_bytes(), table.name


def test_the_folder_finds_its_database_again_and_rows_are_numbered_on(empty, tmp_path):
    city = tmp_path / "city"
    verb("demo", city, "--pupils", 2000, "--records-only", url=empty)
    told = verb("case", "open", city, "--area", "990102", "--topic", "招生入学", "--channel", "mayor_line",
                "--received", "2026-01-12", "--phone", "19909998888")  # fmt: skip

    assert "BJ2026" in told
    tables = ask(empty, "SELECT table_name FROM information_schema.columns WHERE is_identity = 'YES'")
    assert len(tables) > 40
    for (table,) in tables:
        ((last, highest),) = ask(
            empty,
            f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')), (SELECT coalesce(max(id), 0) FROM {table})",
        )
        assert last > highest, table
