"""Where the files of a report under work lie."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, NotFound
from xuezheng.reports.docx.saving import save_whole

#: What a text may come as, and how large.
KINDS = (".txt", ".docx")
LARGEST = 20_000_000


@dataclass(frozen=True)
class DraftFolder:
    """`documents/drafts/<code>/` of a bureau."""

    bureau: Path
    code: str

    @property
    def path(self) -> Path:
        """The folder itself."""
        return self.bureau / "documents" / "drafts" / self.code

    @property
    def reading(self) -> Path:
        """What was read in the text, and what is proposed for it."""
        return self.path / "reading.json"

    @property
    def text(self) -> Path:
        """Last year's text as it was sent."""
        found = next((self.path / f"text{kind}" for kind in KINDS if self._has(f"text{kind}")), None)
        if found is None:
            raise NotFound("这份文稿的原文不在文件夹中。它可能被移走。请从备份恢复 documents 文件夹。")
        return found

    def edition(self, number: int) -> Path:
        """The folder of one written edition."""
        return self.path / f"edition-{number}"

    def edited(self, number: int) -> Path:
        """The folder of one document that came back from an editor."""
        return self.path / f"edited-{number}"

    @property
    def n_edited(self) -> int:
        """How many documents came back."""
        numbers = [int(one.name.rpartition("-")[2]) for one in self.path.glob("edited-*")]
        return max(numbers, default=0)

    @property
    def released(self) -> Path:
        """The bundle that is out."""
        return self.path / "released"

    def _has(self, name: str) -> bool:
        return (self.path / name).is_file()


def keep_upload(name: str, content: bytes, at: Path) -> Path:
    """Keep a text that was sent, under a name of ours; its own says only which kind it is.

    Raises
    ------
    BadInput
        When it is neither txt nor docx, is empty, or too large.
    """
    kind = Path(name).suffix.lower()
    if kind not in KINDS:
        raise BadInput(f"“{shown_name(name)}”不能读取。这里只读 .txt 和 .docx。请另存为其中一种后重试。")
    if not content:
        raise BadInput(f"“{shown_name(name)}”是空文件。讲话或报告须有正文。请换一个文件。")
    if len(content) > LARGEST:
        size = len(content) // 1_000_000
        raise BadInput(
            f"“{shown_name(name)}”有 {size} MB，超过 {LARGEST // 1_000_000} MB 的上限。"
            "一篇讲话或报告不会这么大。请检查文件是否拿错。"
        )
    at.mkdir(parents=True, exist_ok=True)
    os.chmod(at, 0o700)
    place = at / f"text{kind}"
    save_whole(place, content)
    return place


def shown_name(name: str) -> str:
    """A file's name without folders and signs that no name needs."""
    plain = re.split(r"[\\/]", name)[-1]
    return "".join(c for c in plain if c.isprintable())[-120:] or "未命名"


def save_json(path: Path, said: Mapping[str, Any]) -> None:
    """Write plain data whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    save_whole(path, json.dumps(said, ensure_ascii=False, default=str).encode())


def load_json(path: Path) -> dict[str, Any]:
    """Read plain data back.

    Raises
    ------
    NotFound
        When it is not there.
    """
    if not path.is_file():
        raise NotFound(f"没有找到 {path.name}。它还没有写出，或已被移走。请重新办理这一步。")
    return dict(json.loads(path.read_text(encoding="utf-8")))
