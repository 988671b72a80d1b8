"""The rules of the house that no other tool checks."""

from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "xuezheng"
LONGEST = 400
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "service"}


def test_no_source_file_is_longer_than_a_few_screens():
    long = {
        str(file.relative_to(SOURCE)): n
        for file in SOURCE.rglob("*.py")
        if "migrations" not in file.parts
        and (n := len(file.read_text(encoding="utf-8").splitlines())) > LONGEST
    }

    assert long == {}


def test_every_file_has_a_name_that_says_something():
    nameless = [str(f.relative_to(SOURCE)) for f in SOURCE.rglob("*") if f.stem in NO_NAMES]

    assert nameless == []
