"""The keys file: several keys with ids, one of them current; it lies outside the database.

`XUEZHENG_KEYS` names the file, for a bureau whose keys come from a key service or a mounted secret;
otherwise it is `sealing.keys` in the bureau's folder. Whoever has the database without this file reads
no identity number and no telephone; whoever loses the file reads none ever again.
"""

import base64
import binascii
import os
import secrets
import stat
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from xuezheng.errors import BadInput, NotFound, Occupied

FILE = "sealing.keys"
#: Encryption and keyed hash of a key; the second is for offices whose commercial cryptography is assessed (密评).
SUITES = ("aes-256-gcm+hmac-sha-256", "sm4-gcm+hmac-sm3")
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_HEAD = (
    "# 学政：封存身份证件号和电话的密钥。与数据库的备份分开保管；丢失则谁也不能再读出。\n"
    "# Keys that seal identity numbers and telephones. Keep apart from the backups of the records.\n"
)


@dataclass(frozen=True)
class Key:
    """One generation: `data` encrypts, `index` finds again; `id` stands before every sealed text."""

    id: str
    suite: str
    made_on: str
    data: bytes = field(repr=False)
    index: bytes = field(repr=False)


@dataclass(frozen=True)
class Ring:
    """All keys that may still be needed, by id, and the one that seals now.

    `is_rotating`: some rows may still be under another key, so equal numbers may have two texts.
    """

    current: Key
    keys: dict[str, Key]
    is_rotating: bool = False


_read: dict[Path, tuple[tuple[int, int, int], Ring]] = {}


def place() -> Path:
    """Where the keys file is, or should be."""
    named = os.environ.get("XUEZHENG_KEYS")
    return Path(named) if named else Path(os.environ.get("XUEZHENG_DIR", ".")) / FILE


def ring() -> Ring:
    """The keys as the file holds them now; read again only when the file changed.

    Raises
    ------
    NotFound
        When the file is not there.
    BadInput
        When others may read it, or it is not a keys file.
    """
    file = place()
    try:
        info = file.stat()
    except OSError:
        raise NotFound(
            f"没有密钥文件 {file}。身份证件号和电话是加密保存的，没有它谁也读不出。"
            "请把保管的密钥文件放回原处，或用环境变量 XUEZHENG_KEYS 指明位置。"
        ) from None
    mark = (info.st_mtime_ns, info.st_ino, info.st_size)
    held = _read.get(file)
    if held is None or held[0] != mark:
        if stat.S_IMODE(info.st_mode) & 0o007:
            raise BadInput(
                f"密钥文件 {file} 任何人都能读。密钥只能由运行本系统的账号读取。请执行 chmod 600。"
            )
        held = _read[file] = (mark, _parse(file))
    return held[1]


def make_keys(file: Path, suite: str = SUITES[0]) -> Key:
    """Write a keys file with one key; never over one that is there."""
    if file.exists():
        raise BadInput(f"{file} 已存在。覆盖密钥文件会使已加密的内容无法读出。请先移走它。")
    key = new_key(suite)
    write(file, Ring(key, {key.id: key}))
    return key


def expect_one_key() -> None:
    """Stop what compares whole columns while equal numbers may have two texts."""
    if ring().is_rotating:
        raise Occupied(
            "密钥轮换还没有完成。此时同一号码在库中可能有两种密文，不能整表比对。"
            "请先运行 xuezheng keys rotate 至完成。"
        )


def provide_keys() -> None:
    """Make the keys file of a new bureau, unless one was put there for it."""
    if not place().exists():
        make_keys(place())


def new_key(suite: str, taken: tuple[str, ...] = ()) -> Key:
    """Draw a key. Its id is random, so that another bureau's file is noticed."""
    if suite not in SUITES:
        raise BadInput(f"没有“{suite}”这种算法。可用的有：{'、'.join(SUITES)}。请从中选一种。")
    while (name := "k" + "".join(secrets.choice(_LETTERS) for _ in range(3))) in taken:
        pass
    return Key(name, suite, date.today().isoformat(), secrets.token_bytes(32), secrets.token_bytes(32))


def write(file: Path, keys: Ring) -> None:
    """Replace the file as a whole: written beside it, brought to the disk, then renamed; mode 0400."""
    lines = [_HEAD, f'current = "{keys.current.id}"\n', "is_rotating = true\n" if keys.is_rotating else ""]
    for key in keys.keys.values():
        lines.append(
            f'\n[{key.id}]\nsuite = "{key.suite}"\nmade_on = "{key.made_on}"\n'
            f'data = "{base64.b64encode(key.data).decode()}"\nindex = "{base64.b64encode(key.index).decode()}"\n'
        )
    half = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "w") as out:
            out.write("".join(lines))
            out.flush()
            os.fsync(out.fileno())
        half.rename(file)
    finally:
        half.unlink(missing_ok=True)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _parse(file: Path) -> Ring:
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        current, is_rotating = said.pop("current"), said.pop("is_rotating", False)
        keys = {name: _key(name, each) for name, each in said.items()}
        return Ring(keys[current], keys, is_rotating)
    except PermissionError:
        raise BadInput(f"没有权限读取密钥文件 {file}。请由运行本系统的账号执行，或检查文件的属主。") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError, ValueError):
        raise BadInput(f"{file} 不是完整的密钥文件。内容缺失或被改动。请从保管处取回原件。") from None


def _key(name: str, said: dict[str, str]) -> Key:
    data, index = (base64.b64decode(said[part], validate=True) for part in ("data", "index"))
    if len(name) != 4 or said["suite"] not in SUITES or len(data) != 32 or len(index) != 32:
        raise binascii.Error("not a key")
    return Key(name, said["suite"], said["made_on"], data, index)
