"""Read a set of OneRoster files from a folder or a zip: every fault of every file, none of them fatal alone."""

import csv
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xuezheng.errors import BadInput, Fault, NotFound
from xuezheng.outside.oneroster.tables import FILES, MANIFEST_VERSION, MODES, TABLES, VERSION

#: A file unpacked, and all together; a city's roster has some hundred megabytes.
MOST_BYTES, MOST_IN_ALL = 512 << 20, 1 << 30
MANIFEST = "manifest.csv"
Row = Mapping[str, str]


@dataclass
class Bundle:
    """A set of files: `tables` by name, each row with its line; what the manifest says; the faults so far."""

    place: Path
    tables: dict[str, list[tuple[int, Row]]] = field(default_factory=dict)
    modes: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, file: str, line: int, column: str, what: str, remedy: str) -> None:
        """Note what is wrong, with file, row and column."""
        where = f"{file}.csv" + (f" 第 {line} 行" if line else "") + (f"“{column}”列" if column else "")
        self.faults.append(Fault(what, where, remedy))


def read_bundle(place: Path) -> Bundle:
    """Read the files of a roster; what is wrong with rows is in `faults`.

    Raises
    ------
    NotFound
        When there is nothing at `place`, or no manifest.
    BadInput
        When it is no zip, or unpacks to too much.
    """
    files = _files_in(place)
    if MANIFEST not in files:
        raise NotFound(
            f"{place} 中没有 {MANIFEST}。OneRoster 1.2 的清单文件必须有。请向发送方索取完整的一套文件。"
        )
    bundle = Bundle(place)
    _read_manifest(bundle, files[MANIFEST])
    for name, mode in bundle.modes.items():
        there = f"{name}.csv" in files
        if mode != "absent" and not there:
            bundle.fault(
                name, 0, "", f"清单写明 {mode}，但没有这个文件。", "请补上文件，或在清单中改为 absent。"
            )
        if mode == "absent" and there:
            bundle.fault(name, 0, "", "清单写明 absent，却有这个文件。", "请在清单中改为 bulk，或去掉文件。")
        if mode != "absent" and there and name in TABLES:
            bundle.tables[name] = _rows(bundle, name, files[f"{name}.csv"])
    return bundle


def _files_in(place: Path) -> dict[str, bytes]:
    if place.is_dir():
        return {
            file.name: file.read_bytes()
            for file in sorted(place.glob("*.csv"))
            if _fits(file, file.stat().st_size)
        }
    if not place.is_file():
        raise NotFound(f"找不到 {place}。须是一个文件夹或 zip 文件。请核对路径。")
    try:
        with zipfile.ZipFile(place) as packed:
            parts = [part for part in packed.infolist() if part.filename.lower().endswith(".csv")]
            if sum(part.file_size for part in parts) > MOST_IN_ALL:
                raise BadInput(f"{place} 解开后超过 {MOST_IN_ALL >> 20} MB。可能是压缩炸弹。请分批发送。")
            return {part.filename: _unpacked(packed, part) for part in parts if "/" not in part.filename}
    except zipfile.BadZipFile:
        raise BadInput(f"{place} 不是 zip 文件，或已损坏。没有读取。请重新打包。") from None


def _fits(file: Path, size: int) -> bool:
    if size > MOST_BYTES:
        raise BadInput(f"{file} 超过 {MOST_BYTES >> 20} MB。没有读取。请分批发送。")
    return True


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """At most as many bytes as may be, whatever the archive says of itself."""
    with packed.open(part) as stream:
        said = stream.read(MOST_BYTES + 1)
    _fits(Path(part.filename), len(said))
    return said


def _read_manifest(bundle: Bundle, data: bytes) -> None:
    said: dict[str, str] = {}
    for line, row in _parsed(bundle, "manifest", data, ("propertyName", "value")):
        said[row["propertyName"]] = row["value"]
        name = row["propertyName"].removeprefix("file.")
        if row["propertyName"].startswith("file."):
            if name not in FILES:
                bundle.fault(
                    "manifest", line, "propertyName", f"没有名为“{name}”的文件。", "请按 OneRoster 1.2 改正。"
                )
            elif row["value"] not in MODES:
                bundle.fault(
                    "manifest", line, "value", f"“{row['value']}”不是 {'、'.join(MODES)} 之一。", "请改正。"
                )
            else:
                bundle.modes[name] = row["value"]
    for name, wanted in (("manifest.version", MANIFEST_VERSION), ("oneroster.version", VERSION)):
        if said.get(name) != wanted:
            bundle.fault(
                "manifest",
                0,
                name,
                f"是“{said.get(name, '')}”，须是 {wanted}。",
                "请按 OneRoster 1.2 重新导出。",
            )
    for name in TABLES:
        if f"file.{name}" not in said:
            bundle.fault("manifest", 0, f"file.{name}", "清单没有写这个文件。", "没有的文件请写 absent。")


def _rows(bundle: Bundle, name: str, data: bytes) -> list[tuple[int, Row]]:
    return _parsed(bundle, name, data, TABLES[name].names)


def _parsed(bundle: Bundle, name: str, data: bytes, wanted: tuple[str, ...]) -> list[tuple[int, Row]]:
    """The rows of one file, each with its line; the heading must begin as the binding says."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bundle.fault(name, data[: error.start].count(b"\n") + 1, "", "不是 UTF-8 编码。", "请另存为 UTF-8。")
        return []
    if "\0" in text:
        bundle.fault(name, 0, "", "含有空字符，不是 CSV 文本。", "请重新导出。")
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, Row]] = []
    try:
        heading = next(reader, [])
        if not _is_heading(bundle, name, heading, wanted):
            return []
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(heading):
                bundle.fault(
                    name,
                    reader.line_num,
                    "",
                    f"有 {len(cells)} 列，表头有 {len(heading)} 列。",
                    "请补齐或去掉多余的列。",
                )
                continue
            rows.append((reader.line_num, dict(zip(heading, cells, strict=True))))
    except csv.Error as error:
        bundle.fault(name, reader.line_num, "", f"CSV 格式有误（{error}）。", "请检查引号是否成对。")
    return rows


def _is_heading(bundle: Bundle, name: str, heading: list[str], wanted: tuple[str, ...]) -> bool:
    missing = [column for column in wanted if column not in heading]
    for column in missing:
        bundle.fault(name, 1, column, "缺少这一列。", "列名区分大小写，可空的列也须保留。")
    own = [column for column in heading if column not in wanted]
    for column in own:
        if not column.startswith("metadata."):
            bundle.fault(name, 1, column, "规范中没有这一列。", "扩展列须以 metadata. 开头。")
    if len(set(heading)) != len(heading):
        bundle.fault(name, 1, "", "表头有重复的列。", "请去掉重复的列。")
    if not missing and [column for column in heading if column in wanted] != list(wanted):
        bundle.fault(name, 1, "", "列的次序与规范不符。", f"须依次为 {'、'.join(wanted)}。")
    return not missing and len(set(heading)) == len(heading)
