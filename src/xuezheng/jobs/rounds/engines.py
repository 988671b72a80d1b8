"""An engine is run as its verb, in a process of its own: what the desk does anybody can do from a terminal."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, CannotFinish, CheckFailed, Fault

PROGRAM = "from xuezheng.cli.main import run; run()"
LONGEST_SECONDS = 4 * 3600
_MARK = "  - "


def told_by(
    words: Sequence[str],
    *,
    step: Callable[..., None] = lambda *said, **more: None,
    stage: str = "",
    inside: Path | None = None,
) -> dict[str, Any]:
    """Run a verb with `--json` and give what it says.

    Parameters
    ----------
    step : callable
        Told every second how long it has run, so that whoever waits sees that it lives.
    inside : Path, optional
        The folder it runs in; its messages then name files and not the machine's places.

    Raises
    ------
    BadInput
        With the verb's own sentences, when it refuses its input.
    CheckFailed
        When a check fails; what was found stands in `faults`.
    CannotFinish
        When it breaks off.
    """
    line = [sys.executable, "-c", PROGRAM, *words, "--json"]
    began = time.monotonic()
    process = subprocess.Popen(  # noqa: S603
        line,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        cwd=inside,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "500"},
    )
    try:
        while True:
            try:
                out, err = process.communicate(timeout=1)
                break
            except subprocess.TimeoutExpired:
                spent = int(time.monotonic() - began)
                if spent > LONGEST_SECONDS:
                    raise CannotFinish(
                        f"{words[0]} 运行超过 4 小时，已停止。没有登记。请减小规模。"
                    ) from None
                step(0, 0, f"{stage}（已 {spent} 秒）")
    except BaseException:
        process.kill()
        process.wait()
        raise
    return _answer(words[0], process.returncode, out.decode(errors="replace"), err.decode(errors="replace"))


def _answer(verb: str, code: int, out: str, err: str) -> dict[str, Any]:
    if code == 0 or (code == 3 and out.strip().startswith("{")):
        said: dict[str, Any] = json.loads(out.strip().splitlines()[-1])
        return said
    sentence, faults = sentences(err)
    if code == 3:
        raise CheckFailed(sentence, faults=faults)
    if code == 2:
        raise BadInput(sentence, faults=faults)
    raise CannotFinish(f"{verb} 没有算完（代码 {code}）。没有登记任何结果。请把这句话告诉系统管理员。")


def sentences(err: str) -> tuple[str, list[Fault]]:
    """What a verb said on its way out: the sentence, and the faults listed under it."""
    lines = [line for line in err.splitlines() if line.strip() and not line.lstrip().startswith("Usage")]
    listed = [line for line in lines if line.startswith(_MARK)]
    others = [line for line in lines if not line.startswith(_MARK)]
    sentence = others[-1].strip() if others else "没有算完。没有登记任何结果。请核对输入。"
    return sentence, [Fault(line.removeprefix(_MARK).strip()) for line in listed]


def stamp(at: datetime) -> str:
    """A moment as the verbs' `--at` reads it."""
    return at.isoformat(timespec="minutes")
