"""The keys that seal personal numbers: which are in use, a new one for all of them, an old one gone."""

import shutil
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, CannotFinish
from xuezheng.records.database import open_bureau

CHINA = timezone(timedelta(hours=8))
Step = Callable[[str, int], None]
#: Where no sealed file of ours is: copies without personal numbers, and papers made for people.
_NOT_OURS = ("snapshots", "documents")


@dataclass(frozen=True)
class KeyUse:
    """One key of the file and what stands under it."""

    id: str
    suite: str
    made_on: str
    is_current: bool
    n_rows: int
    n_files: int


@dataclass(frozen=True)
class Keys:
    """All keys; `n_plain` texts were never sealed; `lost` are keys of texts that the file does not hold."""

    uses: list[KeyUse]
    n_plain: int
    lost: dict[str, int]
    is_rotating: bool

    @property
    def is_right(self) -> bool:
        return not (self.n_plain or self.lost or self.is_rotating)


def check(folder: Path) -> Keys:
    """How much stands under each key: columns, rows kept for undoing, kept files."""
    open_bureau(folder)
    from xuezheng.records.sealing import keys, resealing

    ring = keys.ring()
    rows: Counter[str] = Counter()
    for model, fields in resealing.sealed_models().items():
        rows += resealing.count_by_key(model, fields)
    for _, text in _kept_rows():
        rows += resealing.keys_within(text)
    files = Counter(key for _, key in _sealed_files(folder))
    uses = [
        KeyUse(key.id, key.suite, key.made_on, key == ring.current, rows[key.id], files[key.id])
        for key in ring.keys.values()
    ]
    lost = {key: n for key, n in (rows + files).items() if key not in ring.keys and key != resealing.PLAIN}
    return Keys(uses, rows[resealing.PLAIN], lost, ring.is_rotating)


def rotate(folder: Path, *, suite: str = "", by: str = "", step: Step = lambda what, n: None) -> Keys:
    """Seal everything under a new key, or go on with a rotation that was stopped.

    The old key stays in the file, for backups made before; `drop` takes it out.
    """
    open_bureau(folder)
    from xuezheng.records.audit.actions import rotate_keys
    from xuezheng.records.sealing import keys, resealing

    person = _allowed("keys.rotate", by)
    ring = keys.ring()
    if not ring.is_rotating:
        key = keys.new_key(suite or ring.current.suite, tuple(ring.keys))
        _replace(keys.Ring(key, {**ring.keys, key.id: key}, is_rotating=True))
    n = 0
    for model, fields in resealing.sealed_models().items():
        for some in resealing.reseal(model, fields):
            n += some
            step(str(model._meta.verbose_name), some)
    n += _reseal_kept_rows(step) + _reseal_files(folder, step)
    ring = keys.ring()
    _replace(keys.Ring(ring.current, ring.keys))
    rotate_keys(key=ring.current.id, n=n, by=person, at=datetime.now(CHINA))
    return check(folder)


def drop(folder: Path, key_id: str, *, by: str = "") -> Keys:
    """Take an old key out of the file: only when nothing stands under it any more.

    Raises
    ------
    BadInput
        When there is no such key, it is the current one, or something still stands under it.
    """
    found = check(folder)
    from xuezheng.records.audit.actions import drop_key
    from xuezheng.records.sealing import keys

    person = _allowed("keys.drop", by)
    use = next((use for use in found.uses if use.id == key_id), None)
    if use is None:
        known = "、".join(use.id for use in found.uses)
        raise BadInput(f"密钥文件中没有 {key_id}。有：{known}。请用 xuezheng keys check 查看。")
    if use.is_current or found.is_rotating:
        raise BadInput(f"{key_id} 正在使用，不能删去。新写入的内容用它加密。请先运行 xuezheng keys rotate。")
    if use.n_rows or use.n_files:
        raise BadInput(
            f"还有 {use.n_rows} 项内容和 {use.n_files} 个文件用 {key_id} 加密。删去它就再也读不出。"
            "请先运行 xuezheng keys rotate。"
        )
    ring = keys.ring()
    drop_key(key=key_id, by=person, at=datetime.now(CHINA))
    _replace(keys.Ring(ring.current, {name: key for name, key in ring.keys.items() if name != key_id}))
    return check(folder)


def _allowed(right: str, by: str) -> Any:
    """The keeper of the keys, asked before anything is changed."""
    from xuezheng.records.audit.actions import expect_right, holder_of

    person = holder_of(right, by)
    expect_right(right, person)
    return person


def _replace(ring: Any) -> None:
    from xuezheng.records.sealing import keys

    try:
        keys.write(keys.place(), ring)
    except OSError as error:
        raise CannotFinish(
            f"密钥文件 {keys.place()} 不能改写（{error.strerror}）。密钥没有变。请检查权限，或由密钥服务更换。"
        ) from None


def _kept_rows() -> Iterator[tuple[Any, str]]:
    """Rows that imports keep for undoing, as text."""
    from django.apps import apps

    for chunk in apps.get_model("intake", "Chunk")._default_manager.order_by("pk").iterator(chunk_size=20):
        yield chunk, zlib.decompress(bytes(chunk.payload)).decode()


def _reseal_kept_rows(step: Step) -> int:
    from xuezheng.records.sealing.resealing import reseal_text

    n = 0
    for chunk, text in _kept_rows():
        sealed = reseal_text(text)
        if sealed != text:
            chunk.payload = zlib.compress(sealed.encode(), 1)
            chunk.save(update_fields=["payload"])
            n += 1
            step("导入留存", 1)
    return n


def _sealed_files(folder: Path) -> Iterator[tuple[Path, str]]:
    from xuezheng.records.sealing.files import key_of_file

    for file in sorted(folder.rglob("*")):
        if not file.is_file() or file.relative_to(folder).parts[0] in _NOT_OURS:
            continue
        if key := key_of_file(file):
            yield file, key


def _reseal_files(folder: Path, step: Step) -> int:
    from xuezheng.records.sealing import keys
    from xuezheng.records.sealing.files import reseal_file

    n, current = 0, keys.ring().current.id
    for file, key in _sealed_files(folder):
        if key != current:
            if shutil.disk_usage(folder).free < 2 * file.stat().st_size:
                raise CannotFinish(
                    f"磁盘空间不足，{file.name} 没有换密钥。请腾出空间后再运行一次，会接着做。"
                )
            reseal_file(file)
            n += 1
            step("留存文件", 1)
    return n
