"""A database's address is understood, kept without its password, and refused in words."""

import json
import subprocess
import sys

import pytest
from server_verbs import CLEAN, ask, new_database, verb

from xuezheng.errors import BadInput
from xuezheng.records.postgresql import (
    connection_info,
    django_database,
    in_words,
    refuse_unfit,
    without_password,
)

SECRET = "p%40ss-w0rd"
URL = f"postgresql://lin:{SECRET}@db.example:5433/bureau?sslmode=require"


def test_an_address_is_taken_apart():
    made = django_database(URL)

    assert (made["NAME"], made["USER"], made["PASSWORD"]) == ("bureau", "lin", "p@ss-w0rd")
    assert (made["HOST"], made["PORT"], made["OPTIONS"]["sslmode"]) == ("db.example", "5433", "require")


@pytest.mark.parametrize(
    ("at_a_window", "limits"),
    [
        (True, ("statement_timeout=15s", "lock_timeout=5s")),
        (False, ("statement_timeout=0", "lock_timeout=20s")),
    ],
)
def test_who_waits_at_a_window_is_not_kept_waiting(at_a_window, limits):
    options = django_database(URL + "&options=-c%20search_path%3Dours", at_a_window=at_a_window)["OPTIONS"]

    assert all(f"-c {limit}" in options["options"] for limit in limits)
    assert options["options"].endswith("-c search_path=ours")
    assert options["connect_timeout"] == "5"


@pytest.mark.parametrize(
    "url",
    [
        URL,
        f"postgres://lin:{SECRET}@db.example/bureau",
        "postgresql:///bureau?host=/run/postgresql&port=5433",
        f"postgresql://lin:{SECRET}@a.example:5432,b.example:5433/bureau?target_session_attrs=read-write",
        f"postgresql://db.example/%E6%95%99%E8%82%B2?user=lin&password={SECRET}",
    ],
)
def test_what_is_kept_means_the_same_and_holds_no_password(url):
    kept = without_password(url)
    meant = {key: value for key, value in connection_info(url).items() if key != "password"}

    assert "w0rd" not in kept
    assert connection_info(kept) == meant


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (f"mysql://lin:{SECRET}@db/bureau", "不是 PostgreSQL 的地址"),
        (f"postgresql://lin:{SECRET}@db:port/bureau?nonsense=1", "无法读懂"),
        (f"postgresql://lin:{SECRET}@db.example", "没有写库名"),
        (f"postgresql://lin:{SECRET}%ZZ@db.example/bureau", "无法读懂"),
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(url, told):
    with pytest.raises(BadInput, match=told) as refused:
        connection_info(url)

    assert "w0rd" not in str(refused.value) and "请改写后重新运行" in str(refused.value)


@pytest.mark.parametrize(
    ("provider", "collation", "encoding", "told"),
    [
        ("c", "C", "UTF8", ""),
        ("c", "C.UTF-8", "UTF8", ""),
        ("b", "C.UTF-8", "UTF8", ""),
        ("c", "zh_CN.UTF-8", "UTF8", "排序规则是 zh_CN.UTF-8"),
        ("i", "C", "UTF8", "排序规则是"),
        ("c", "C", "SQL_ASCII", "编码是 SQL_ASCII"),
    ],
)
def test_text_must_compare_byte_by_byte(provider, collation, encoding, told):
    if not told:
        refuse_unfit(provider, collation, encoding, "x")
        return
    with pytest.raises(BadInput, match=told) as refused:
        refuse_unfit(provider, collation, encoding, "x")
    assert "--lc-collate=C" in str(refused.value)


ONE_BY_ONE = """
import json, os, sys
from pathlib import Path
from xuezheng.errors import XuezhengError
from xuezheng.records.database import create_bureau
told = []
for place, url in json.loads(sys.argv[1]):
    os.environ["DATABASE_URL"] = url
    Path(place).mkdir()
    try:
        create_bureau(Path(place), name="x", city="x", city_code="990100")
        told.append("made")
    except XuezhengError as error:
        told.append([str(error), sorted(path.name for path in Path(place).iterdir())])
print(json.dumps(told))
"""


def test_a_server_that_does_not_take_us_is_told_in_words(server, tmp_path):
    base = connection_info(server.format(name="postgres"))
    tcp = f"@127.0.0.1:{base['port']}"
    new_database(server, "used")
    ask(server.format(name="used"), "CREATE TABLE theirs (a int)")
    new_database(server, "ascii", "TEMPLATE template0 ENCODING 'SQL_ASCII'")
    wanted = {
        f"postgresql://postgres:{SECRET}{tcp}/postgres": "用户名或密码不对",
        f"postgresql://postgres{tcp}/postgres": "没有给出密码",
        server.format(name="none"): "服务器上没有这个库",
        "postgresql://lin@127.0.0.1:9/bureau": "没有 PostgreSQL 在运行",
        f"postgresql://lin:{SECRET}@no-such-host.invalid/bureau": "找不到这台主机",
        server.format(name="used"): "不是空的，已有 1 张表（theirs）",
        server.format(name="ascii"): "编码是 SQL_ASCII",
        f"mysql://lin:{SECRET}@db/bureau": "不是 PostgreSQL 的地址",
    }
    asked = json.dumps([[str(tmp_path / str(n)), url] for n, url in enumerate(wanted)])
    done = subprocess.run(
        [sys.executable, "-c", ONE_BY_ONE, asked], capture_output=True, text=True, env=CLEAN
    )
    assert done.returncode == 0, done.stderr

    for (said, left), expected in zip(json.loads(done.stdout), wanted.values(), strict=True):
        assert expected in said and "请" in said and left == []
        assert "w0rd" not in said


def test_a_verb_without_its_database_says_so_in_words(on_file, server, tmp_path):
    empty = new_database(server, "without_records")

    assert "没有学政的记录" in verb("case", "list", on_file, url=empty, code=2)
    assert "没有 PostgreSQL 在运行" in verb("freeze", on_file, url="postgresql://x@127.0.0.1:9/x", code=2)
    assert "没有 records.sqlite3" in _without_file(on_file, tmp_path)


def _without_file(on_file, tmp_path):
    (tmp_path / "bureau.toml").write_bytes((on_file / "bureau.toml").read_bytes())
    return verb("freeze", tmp_path, code=2)


def test_an_error_that_is_none_of_the_databases_stays_itself():
    assert in_words(ValueError("connection lost")) is None
