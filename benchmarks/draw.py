"""A draw of 100,000 children: how long it takes to make, and to check in Python and in a browser.

Goals (issue of the draw): checked in Python within 5 s, in a browser within 30 s.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "draw"))

from draw_examples import KL8, VALUES, revealed, single_file_verifier  # noqa: E402
from offline_page import ask  # noqa: E402

from xuezheng.allocation.draw.revealing import write_reveal  # noqa: E402
from xuezheng.allocation.verifying import verify_plan  # noqa: E402

IN_THE_BROWSER = """
const bytes = Object.fromEntries(Object.entries(DATA).map(([name, content]) => [name, Xuezheng.utf8(content)]));
const start = performance.now();
const { checks, draw } = await Xuezheng.checkDraw(bytes);
const all = performance.now() - start;
const again = performance.now();
await Xuezheng.myChild(draw, "2026-000001");
return tell({ ok: checks.every((check) => check.ok), seconds: all / 1000, child: (performance.now() - again) / 1000 });
"""


def timed(name: str, work, found: list[dict]):
    """Run something once and note wall and CPU seconds."""
    wall, cpu = perf_counter(), process_time()
    result = work()
    found.append(
        {"what": name, "wall_s": round(perf_counter() - wall, 2), "cpu_s": round(process_time() - cpu, 2)}
    )
    return result


def run(n: int, browser: bool) -> list[dict]:
    """Make a draw of `n` children and check it in every way."""
    assert KL8 in VALUES
    codes, found = [f"2026-{i:06}" for i in range(1, n + 1)], []
    with tempfile.TemporaryDirectory() as place:
        bare, full = Path(place) / "bare", Path(place) / "full"
        made = timed("commit and reveal", lambda: revealed(codes, places=n // 2), found)
        timed("write without proofs", lambda: write_reveal(bare, made, with_proofs=False), found)
        timed("write with every family's proof", lambda: write_reveal(full, made), found)
        files = {file.name: file.read_bytes() for file in bare.iterdir()}
        with_proofs = {file.name: file.read_bytes() for file in full.iterdir()}
        assert timed("xuezheng verify", lambda: verify_plan(bare), found).ok
        assert timed("xuezheng verify, with every proof", lambda: verify_plan(full), found).ok
        alone = single_file_verifier()
        assert all(ok for _, ok, _ in timed("verify_draw.py", lambda: alone.check_draw(files), found))
        assert all(
            ok
            for _, ok, _ in timed(
                "verify_draw.py, with every proof", lambda: alone.check_draw(with_proofs), found
            )
        )
    if browser:
        seen = ask(IN_THE_BROWSER, {name: content.decode() for name, content in files.items()})
        assert seen["ok"]
        found.append({"what": "verify.html in Chromium", "wall_s": round(seen["seconds"], 2)})
        found.append({"what": "verify.html, one's own child", "wall_s": round(seen["child"], 4)})
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=100_000)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows = run(asked.children, not asked.no_browser)
    if asked.json:
        print(json.dumps(rows))
    else:
        for row in rows:
            print(f"{row['what']:40} {row['wall_s']:8} s wall {row.get('cpu_s', ''):>8}")
