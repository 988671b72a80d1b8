"""A bureau on PostgreSQL: what a `DATABASE_URL` means, what the database must be, and its refusals in words."""

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, CannotFinish, XuezhengError

SCHEMES = ("postgresql://", "postgres://")
#: How long a statement may run, a lock be waited for and a transaction idle. People wait at a window;
#: a job at a terminal may take its time, and waits for a lock as long as on SQLite.
AT_A_WINDOW = {"statement_timeout": "15s", "lock_timeout": "5s", "idle_in_transaction_session_timeout": "60s"}
AT_A_TERMINAL = {
    "statement_timeout": "0",
    "lock_timeout": "20s",
    "idle_in_transaction_session_timeout": "10min",
}
#: Work whose other end was killed is rolled back within seconds, not when its statement ends.
_EITHER = {"client_connection_check_interval": "2s"}
#: A server that does not answer is told within seconds; a connection whose other end died is noticed.
_CALLING = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
    "application_name": "xuezheng",
}
#: Collations of the C library that compare byte by byte, which is what SQLite does.
_BY_BYTE = frozenset({"C", "POSIX", "C.UTF-8", "C.UTF8", "C.utf8"})
_HOW_TO_MAKE = (
    "请由数据库管理员新建一个："
    "createdb --template=template0 --encoding=UTF8 --lc-collate=C --lc-ctype=C 库名，再改写地址。"
)


def address_of(folder: Path) -> str:
    """Where a bureau's records are: `DATABASE_URL`, else `database` in `bureau.toml`, else "" for SQLite."""
    if said := os.environ.get("DATABASE_URL", "").strip():
        return said
    try:
        written = tomllib.loads((folder / "bureau.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):  # whoever opens the bureau says so
        return ""
    return str(written.get("database", "")).strip()


def connection_info(url: str) -> dict[str, str]:
    """What libpq makes of an address.

    Raises
    ------
    BadInput
        When it is no address of a PostgreSQL database. The address itself is never repeated: there
        may be a password in it.
    """
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    shape = "须为 postgresql://用户:密码@主机:端口/库名，密码中的特殊字符写成 %XX。请改写后重新运行。"
    if not url.startswith(SCHEMES):
        raise BadInput(
            f"数据库地址（DATABASE_URL 或 bureau.toml 的 database）不是 PostgreSQL 的地址。{shape}"
        )
    try:
        said = {key: str(value) for key, value in conninfo_to_dict(url).items() if value not in (None, "")}
    except (ProgrammingError, UnicodeError):
        raise BadInput(f"数据库地址（DATABASE_URL 或 bureau.toml 的 database）无法读懂。{shape}") from None
    if not said.get("dbname"):
        raise BadInput(f"数据库地址（DATABASE_URL 或 bureau.toml 的 database）没有写库名。{shape}")
    return said


def django_database(url: str, *, at_a_window: bool = False) -> dict[str, Any]:
    """Django's settings for the database at an address."""
    said = connection_info(url)
    limits = AT_A_WINDOW if at_a_window else AT_A_TERMINAL
    options = " ".join(f"-c {name}={value}" for name, value in (limits | _EITHER).items())
    own = {key: said.pop(key, "") for key in ("dbname", "user", "password", "host", "port")}
    said["options"] = f"{options} {said.get('options', '')}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": own["dbname"],
        "USER": own["user"],
        "PASSWORD": own["password"],
        "HOST": own["host"],
        "PORT": own["port"],
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": _CALLING | said,
    }


def without_password(url: str) -> str:
    """The same address with nothing secret in it, for `bureau.toml` and for messages."""
    from urllib.parse import quote, urlencode

    said = connection_info(url)
    user, host, port = (quote(said.pop(key, ""), safe="") for key in ("user", "host", "port"))
    name = quote(said.pop("dbname"), safe="")
    for secret in ("password", "sslpassword", "passfile"):
        said.pop(secret, None)
    if "%2F" in host or "%2C" in host or "%2C" in port:  # a socket's folder, or several hosts
        from urllib.parse import unquote

        said |= {"host": unquote(host)} | ({"port": unquote(port)} if port else {})
        host = port = ""
    place = (f"{user}@" if user else "") + host + (f":{port}" if port else "")
    return f"postgresql://{place}/{name}" + (f"?{urlencode(said)}" if said else "")


def expect_fit(connection: Any) -> None:
    """The database must compare text byte by byte, as SQLite does, in UTF-8.

    Scopes are ranges of paths, and lists are put in order of codes: under another collation a
    district could see its neighbour, and the same records would freeze to other bytes.

    Raises
    ------
    BadInput
        With what to ask the database's keeper for.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_jsonb(d) ->> 'datlocprovider', datcollate, pg_encoding_to_char(encoding), datname"
            " FROM pg_database d WHERE datname = current_database()"
        )
        provider, collation, encoding, name = cursor.fetchone()
    refuse_unfit(provider or "c", collation, encoding, name)


def refuse_unfit(provider: str, collation: str, encoding: str, name: str) -> None:
    """The rule itself: `provider` is `c` (the C library), `b` (built in, by code point) or `i` (ICU)."""
    if encoding != "UTF8":
        raise BadInput(f"数据库“{name}”的编码是 {encoding}。姓名中的生僻字需要 UTF8。{_HOW_TO_MAKE}")
    if provider == "b" or (provider == "c" and collation in _BY_BYTE):
        return
    raise BadInput(
        f"数据库“{name}”的排序规则是 {collation}（{provider}）。权限范围按代码逐字节比较，须为 C。{_HOW_TO_MAKE}"
    )


def expect_empty(connection: Any) -> None:
    """Nothing is ever written over: a new bureau takes an empty database."""
    if names := sorted(connection.introspection.table_names()):
        some = "、".join(names[:3]) + ("……" if len(names) > 3 else "")
        raise BadInput(
            f"数据库“{connection.settings_dict['NAME']}”不是空的，已有 {len(names)} 张表（{some}）。"
            "新建的记录不覆盖任何已有内容。请换一个空的数据库。"
        )


def empty(connection: Any) -> None:
    """Take away every table this program has just made in a database that was empty."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        names = ", ".join(map(quote, connection.introspection.table_names(cursor)))
        if names:
            cursor.execute(f"DROP TABLE {names} CASCADE")
        cursor.execute("DROP FUNCTION IF EXISTS audit_refuses() CASCADE")


def expect_records(connection: Any) -> None:
    """The tables of a bureau are there."""
    if "audit_head" not in connection.introspection.table_names():
        raise BadInput(
            f"数据库“{connection.settings_dict['NAME']}”中没有学政的记录。地址可能写错，或尚未建立、迁入。"
            "请核对地址，或先用 xuezheng found、demo 或 move 建立。"
        )


_LOST = "与数据库的连接断了。"
#: What the server or libpq says (English, or the SQLSTATE), why that is, and what to do.
_REFUSALS = (
    (r"28P01|password authentication failed|no password supplied", "用户名或密码不对，或没有给出密码。",
     "请核对 DATABASE_URL（或 PGPASSWORD、~/.pgpass）后重新运行。"),
    (r"28000|no pg_hba\.conf entry", "服务器不允许这个用户从这台机器登录。", "请由数据库管理员在 pg_hba.conf 中放行。"),
    (r"3D000|database .* does not exist", "服务器上没有这个库。", _HOW_TO_MAKE),
    (r"role .* does not exist", "服务器上没有这个用户。", "请核对地址中的用户名。"),
    (r"translate host name|Name or service not known", "找不到这台主机。", "请核对地址中的主机名。"),
    (r"Connection refused|No such file or directory", "那里没有 PostgreSQL 在运行。",
     "请启动数据库，或核对主机和端口，再重新运行。"),
    (r"timeout expired|timed out", "服务器在 5 秒内没有应答。", "请检查网络和服务器后重新运行。"),
    (r"53300|too many (clients|connections)", "连接数已满。", "请稍后重试，或由数据库管理员调大 max_connections。"),
    (r"57P03|starting up|shutting down|recovery mode", "数据库正在启动或停止。", "请稍等几秒后重新运行。"),
    (r"53100|No space left|could not extend file", "数据库服务器的磁盘已满。", "请腾出空间后重新运行。"),
    (r"55P03|lock timeout", "别人正在写同一部分记录，等待超时。", "请等对方结束后重新运行。"),
    (r"57014|statement timeout", "一条语句超过了时限。", "请缩小范围，或在终端用命令办理。"),
    (r"40P01|40001|deadlock", "与别人同时改动冲突，被数据库中止。", "请重新运行。"),
    (r"25P03|idle-in-transaction", "停顿太久，数据库中止了这次办理。", "请重新运行。"),
    (r"25006|read-only transaction", "这个数据库是只读的（可能是备机）。", "请改连主库后重新运行。"),
    (r"42501|permission denied", "这个数据库用户没有权限。", "请由数据库管理员授予该库的读写和建表权限。"),
    (r"42P01|relation .* does not exist", "库中的表不全，可能属于别的版本。", "请核对地址，或恢复备份。"),
    (r"57P01|57P02|08\w{3}|terminat|server closed|connection .*(lost|closed|reset|failed|bad)|is closed|EOF detected"
     r"|Connection reset|consuming input|no connection to the server", _LOST, "请等数据库恢复后先看是否已办，再重新运行。"),
)  # fmt: skip


def in_words(error: BaseException) -> XuezhengError | None:
    """A refusal of the database in one message; None when the error is not one, or nobody expected it."""
    room = type(error).__module__.partition(".")[0]
    if room not in ("psycopg", "adbc_driver_manager"):
        return None
    code = str(getattr(error, "sqlstate", None) or "")
    said = " ".join(str(error).split())
    for pattern, why, what_now in _REFUSALS:
        if re.search(pattern, code) if re.fullmatch(r"[0-9A-Z]{5}", code) else re.search(pattern, said):
            saved = "这次办理没有得到确认。" if why == _LOST else "没有保存任何内容。"
            return CannotFinish(f"数据库没有完成这次办理：{why}{saved}{what_now}")
    return None
