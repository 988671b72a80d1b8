"""The command line: one door to the jobs. Nothing heavy is imported before a verb runs."""

import errno
import importlib
import importlib.util
import sys

import typer

from xuezheng.errors import CannotFinish, XuezhengError

#: One module a group of verbs; each has `add_to(app)`.
GROUPS = ("demo", "freezing", "indicators", "reports", "draws")


def build() -> typer.Typer:
    """Put the groups together into one application."""
    app = typer.Typer(
        help="Xuezheng 学政: records, fair allocation and the yearly report of a city's education bureau.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.callback()(_version)
    for group in GROUPS:
        name = f"xuezheng.cli.{group}"
        if importlib.util.find_spec(name):
            importlib.import_module(name).add_to(app)
    return app


def _version() -> None:
    """Keep records, freeze them, measure them, write the year's speech."""


def run() -> None:
    """Run a verb; an expected error is a sentence on stderr and an exit code, never a traceback."""
    try:
        build()()
    except XuezhengError as error:
        _stop(str(error), error.exit_code)
    except KeyboardInterrupt:
        _stop("Stopped by the keyboard. Nothing was half-saved; run the same command again.", 130)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        full = CannotFinish("The disk is full. Nothing was half-saved; free some space and run it again.")
        _stop(str(full), full.exit_code)


def _stop(sentence: str, code: int) -> None:
    sys.stderr.write(sentence + "\n")
    raise SystemExit(code)
