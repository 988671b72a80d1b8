"""The command line: one door to the jobs. Nothing heavy is imported before a verb runs."""

import errno
import importlib
import signal
import sys

import typer

from xuezheng.errors import CannotFinish, XuezhengError

#: The disk, the quota or the file may not grow.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

#: One module a group of verbs; each has `add_to(app)`.
GROUPS = (
    "demo",
    "freezing",
    "indicators",
    "judging",
    "planning",
    "reports",
    "draws",
    "classes",
    "class_changes",
    "teams",
    "seating",
    "timetables",
    "invigilators",
    "seating_papers",
    "admissions",
    "zones",
    "zones_papers",
    "clocks",
    "lists",
    "casework",
    "importing",
    "pupils",
    "dropout",
    "oneroster",
    "moving",
    "audit",
    "keys",
    "tokens",
    "results",
    "serving",
)


def build() -> typer.Typer:
    """Put the groups together into one application."""
    app = typer.Typer(
        help="学政：市教育局的记录、公平分配与年度报告。"
        " Records, fair allocation and the yearly report of a city's education bureau.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.callback()(_version)
    for group in GROUPS:
        importlib.import_module(f"xuezheng.cli.{group}").add_to(app)
    return app


def _version() -> None:
    """学政：市教育局的记录、公平分配与年度报告。 Records, fair allocation and the yearly report."""


def run() -> None:
    """Run a verb; an expected error is a sentence on stderr and an exit code, never a traceback."""
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, _stopped)
    try:
        build()()
    except XuezhengError as error:
        raise SystemExit(_tell(error)) from None
    except Exception as error:
        told = _in_words(error)
        if told is None:
            raise
        raise SystemExit(_tell(told)) from None


def _stopped(sign: int, frame: object) -> None:
    """A stop from outside unwinds like an error, so that whatever is half made is removed."""
    raise CannotFinish("已中止。没有留下半成品；可以重新运行同一命令。")


def _in_words(error: BaseException) -> XuezhengError | None:
    """What the machine refused, in a sentence; None for an error nobody expected."""
    while error.__cause__ is not None:
        error = error.__cause__
    if (
        getattr(error, "errno", None) in _FULL
        or "disk is full" in str(error)
        or "No space left" in str(error)
    ):
        return CannotFinish("磁盘已满。没有留下半成品；请腾出空间后重新运行。")
    if "disk I/O error" in str(error):
        return CannotFinish("磁盘读写出错。没有留下半成品；请检查磁盘后重新运行。")
    if "database is locked" in str(error):
        return CannotFinish("别人正在写这些记录，等了 20 秒。没有保存任何内容；请等对方结束后重新运行。")
    if "the records have moved" in str(error):
        return CannotFinish("这些记录已迁到别处，这里只留作存档。没有保存任何内容；请重新启动服务或命令。")
    if isinstance(error, PermissionError):
        return CannotFinish(f"没有权限读写 {error.filename}。没有留下半成品；请检查权限或换一个位置。")
    from xuezheng.records.postgresql import in_words

    return in_words(error)


def _tell(error: XuezhengError) -> int:
    sys.stderr.write(f"{error}\n")
    return error.exit_code
