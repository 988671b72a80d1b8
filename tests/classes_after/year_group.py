"""A small year group divided once, and lists of those who come and go."""

import csv

from typer.testing import CliRunner

from xuezheng.cli.main import build

HEADING = (
    "pupil",
    "on",
    "change",
    "total",
    "maths",
    "sex",
    "together_with",
    "apart_from",
    "class",
    "approval",
)


def run(*arguments):
    """Run a verb of the command line; expected errors come out as exceptions."""
    return CliRunner().invoke(build(), [str(a) for a in arguments], catch_exceptions=False)


def write_rows(path, heading, rows):
    """Write a csv file; short rows are filled up."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(heading)
        writer.writerows([*row, *[""] * (len(heading) - len(row))] for row in rows)
    return path


def write_changes(path, *rows):
    """Write a list of changes; a row begins pupil, on, change, total, maths, sex."""
    return write_rows(path, HEADING, rows)
