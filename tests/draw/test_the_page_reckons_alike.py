"""The offline page gives the golden answers in a real browser, and a parent can use it."""

import base64
import json
import re
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest
from crooked import AFTERWARDS, BEACONS, CROOKED, made
from draw_examples import EIGHT, GOLDEN, a_draw, a_draw_with_a_beacon, revealed, twenty_codes
from forgeries import FORGERIES, GROUPS
from offline_page import PAGE, ask, browser
from tampering import in_json, in_rows, made_anew, repaired

HERE = Path(__file__).parent
CHECK = """
const answers = [];
for (const files of DATA) {
  const bytes = Object.fromEntries(Object.entries(files).map(([name, content]) => [name, Xuezheng.utf8(content)]));
  const { checks } = await Xuezheng.checkDraw(bytes);
  answers.push(checks.filter((check) => !check.ok).map((check) => check.name));
}
return tell(answers);
"""


def as_text(files: dict[str, bytes]) -> dict[str, str]:
    return {name: content.decode() for name, content in files.items()}


def files_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_every_golden_vector_is_met():
    vectors = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in GOLDEN.glob("*.json")}

    answer = ask((HERE / "page_vectors.js").read_text(encoding="utf-8"), vectors)

    assert answer["bad"] == []
    assert answer["n"] > 300
    assert answer["own"], "the browser's own SHA-256 was not there to compare with"


def test_every_forgery_is_caught_by_the_check_meant_for_it(tmp_path):
    honest = files_of(a_draw(tmp_path / "draw", twenty_codes(), places=9, groups=GROUPS, last_place="exceed"))
    asked = {}
    for name, (changes, check) in FORGERIES.items():
        files = dict(honest)
        for change in changes:
            change(files)
        asked[name] = (files, check)
    asked |= {name: made(name, honest) for name in CROOKED}

    answers = ask(CHECK, [as_text(honest), *(as_text(files) for files, _ in asked.values())])

    assert answers[0] == []
    found = dict(zip(asked, answers[1:], strict=True))
    assert [name for name, (_, check) in asked.items() if check not in found[name]] == []


def test_what_is_no_certificate_of_a_draw_is_no_proof(tmp_path):
    honest = files_of(a_draw(tmp_path / "draw", twenty_codes(), places=9, groups=GROUPS, last_place="exceed"))
    asked = []
    for change in ({"format": 2}, {"kind": "classes"}):
        asked.append(dict(honest))
        in_json("result.json", lambda said, change=change: said.update(change))(asked[-1])
    for change, _ in AFTERWARDS.values():
        asked.append(dict(honest))
        change(asked[-1])
    asked += [
        {name: raw for name, raw in honest.items() if name != lost} for lost in ("list.txt", "result.csv")
    ]

    answers = ask(CHECK, [as_text(files) for files in asked])

    assert answers == [
        ["certificate"],
        ["certificate"],
        ["files"],
        ["files"],
        ["certificate"],
        ["certificate"],
    ]


def test_a_beacon_that_does_not_fit_is_caught(tmp_path):
    honest = files_of(a_draw_with_a_beacon(tmp_path / "draw"))
    asked = []
    for change in BEACONS:
        asked.append(dict(honest))
        in_json("public.json", lambda public, change=change: public["sources"][2].update(change))(asked[-1])
        made_anew(asked[-1])

    answers = ask(CHECK, [as_text(honest), *(as_text(files) for files in asked)])

    assert answers == [[], *([["sources"]] * len(BEACONS))]


def test_another_start_or_step_is_caught(tmp_path):
    honest, asked = files_of(a_draw(tmp_path / "draw", twenty_codes(), rule="circle")), []
    for key in ("start", "step"):
        asked.append(dict(honest))
        in_json("result.json", lambda said, key=key: said.update({key: said[key] % 20 + 1}))(asked[-1])

    assert ask(CHECK, [as_text(files) for files in asked]) == [["options"], ["options"]]


def test_a_line_without_places_lets_nobody_in(tmp_path):
    files = files_of(a_draw(tmp_path / "draw"))
    in_rows(lambda rows: [row.update(outcome="in") for row in rows])(files)
    repaired(files)

    assert "outcome" in ask(CHECK, [as_text(files)])[0]


@pytest.mark.parametrize("rule", ["tickets", "sorted-numbers", "circle", "difference", "rfc3797"])
def test_honest_draws_of_every_rule_pass(rule, tmp_path):
    one = files_of(a_draw(tmp_path / "one", twenty_codes(), rule=rule, places=4))
    two = files_of(a_draw(tmp_path / "two", ("𠮷001", "㐂002", "Zoë", "\uffee"), rule=rule, hash="sm3"))

    assert ask(CHECK, [as_text(one), as_text(two)]) == [[], []]


def walk(folder: Path, **changes) -> dict:
    made = revealed(places=5)
    asked = {
        "files": as_text(files_of(folder)),
        "printed": made.commitment.value.upper(),
        "code": EIGHT[2],
        "proof": json.dumps(made.proof(EIGHT[0])),
        "root": made.root,
    }
    return ask((HERE / "page_walk.js").read_text(encoding="utf-8"), asked | changes)


def test_a_parent_sees_rank_verdict_and_how_it_came(tmp_path):
    seen = walk(a_draw(tmp_path / "draw", places=5))

    assert seen["good"] and "17 项全部通过" in seen["verdict"]
    assert seen["child"] == "编号 2026-000003：第 8 名，未录取共 8 人。"
    assert revealed(places=5).seed.hex() in seen["steps"]
    assert "凭证有效：编号 2026-000001，第 2 名，已录取" in seen["proof"]
    assert seen["wide"] == 0


def test_a_parent_sees_what_is_wrong(tmp_path):
    folder = a_draw(tmp_path / "draw", places=5)
    files = files_of(folder)
    in_rows(lambda rows: rows[0].update(code=EIGHT[2]) or rows[7].update(code=EIGHT[5]))(files)
    repaired(files)

    seen = walk(folder, files=as_text(files), printed="0" * 64, code="2026-999999", root="0" * 64)

    assert not seen["good"] and "2 项不符" in seen["verdict"]
    assert "全部次序重算一致、与您手里公告上的承诺值一致" in seen["verdict"]
    assert "不在结果里" in seen["child"]
    assert "凭证通向的树根与公布的不同" in seen["proof"]


def test_without_the_printed_commitment_the_page_asks_for_it(tmp_path):
    seen = walk(a_draw(tmp_path / "draw", places=5), printed="", proof="x")

    assert "但还没有与公告上的承诺值比对" in seen["verdict"]
    assert "这不是一张凭证" in seen["proof"]


def test_the_page_as_shipped_runs_under_its_own_policy_and_needs_nothing_else():
    text = PAGE.read_text(encoding="utf-8")
    [script] = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    expected = base64.b64encode(sha256(script.encode()).digest()).decode()

    with tempfile.TemporaryDirectory() as profile:
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={profile}",
            "--virtual-time-budget=5000",
        ]
        seen = subprocess.run(
            [browser(), *flags, "--dump-dom", PAGE.as_uri()],
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        ).stdout

    assert f"script-src 'sha256-{expected}'" in text
    assert "算法自检通过" in seen
    assert not re.findall(r'(?:src|href)="', text), "the page must be one file"
    assert "default-src 'none'" in text
    assert not re.findall(r"\son[a-z]+=", text.replace(script, ""))
