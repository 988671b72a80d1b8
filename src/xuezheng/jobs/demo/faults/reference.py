"""Write the list of faults that can be planted, from their declarations (`make docs`)."""

from pathlib import Path

from xuezheng.jobs.demo.faults import DECLARED, Fault

PAGE = Path(__file__).parents[5] / "docs" / "reference" / "planted-faults.md"

_HEAD = """# Faults planted in the example city

Written from the declarations in `src/xuezheng/jobs/demo/faults/`; change them there and run `make docs`.

`xuezheng demo DIR --faults default` plants the faults marked ●, `--faults all` every one, `--faults none`
none, and `--faults code,code` those named. What was planted, and where, stands in
`DIR/planted-faults.json`. A check that does not find its fault is not finished.
"""


def page() -> str:
    """The whole page."""
    n_default = sum(fault.is_default for fault in DECLARED.values())
    head = f"{_HEAD}\n{len(DECLARED)} faults, {n_default} by default.\n"
    return head + "".join(map(_section, DECLARED.values()))


def _section(fault: Fault) -> str:
    lines = [
        f"\n## {'● ' if fault.is_default else ''}`{fault.code}` {fault.title}\n",
        f"{fault.title_en}.\n",
        f"- 做了什么：{fault.done}",
        f"- 由什么查出：{fault.found_by}。",
    ]
    if fault.denies:
        lines.append(f"- 使下列说法不成立：{'；'.join(fault.denies)}。")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the page."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
