"""From a placement to a folder: the plan, the certificate that names the one before, the reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import Certificate, write_plan
from xuezheng.allocation.class_changes.changes import read_changes
from xuezheng.allocation.class_changes.placing import Step, objective_now, place_all
from xuezheng.allocation.class_changes.standing import Before, Standing, certificate_hash
from xuezheng.allocation.class_changes.wording import why
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.tables import Table

ALGORITHM = "class-changes-v1"
PREVIOUS = {"plan.csv": "previous/plan.csv", "plan.json": "previous/certificate.json"}

STYLE = """
body{font:17px/1.75 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;color:#1f2933;
 max-width:820px;margin:0 auto;padding:20px 16px 60px}h1{font-size:1.5em}
h2{font-size:1.15em;margin:1.6em 0 .3em;border-bottom:2px solid #0b6e4f}
li{margin:.5em 0}table{border-collapse:collapse}th,td{border:1px solid #d5dde6;padding:3px 10px;text-align:right}
th:first-child,td:first-child{text-align:left}code{overflow-wrap:anywhere;font-size:.85em}.small{font-size:.85em;color:#52606d}
"""


@dataclass(frozen=True)
class Changed:
    """What a list of changes led to."""

    before: Before
    after: Standing
    steps: tuple[Step, ...]
    seed: Seed
    table: Table

    def statements(self) -> list[dict[str, Any]]:
        """The steps as the certificate tells them."""
        return [step.statement(n) for n, step in enumerate(self.steps, start=1)]


def change_classes(before: Before, table: Table, seed: Seed) -> Changed:
    """Place the arrivals of a list one by one, and let the leavers go.

    Raises
    ------
    BadInput
        With all faults of the list; or when an arrival has no class to go to.
    """
    done = before.certificate.get("done_until", "")
    units = read_changes(table, before.standing, seed, str(done))
    after, steps = place_all(before.standing, units, seed)
    return Changed(before, after, tuple(steps), seed, table)


def certificate_of(changed: Changed) -> Certificate:
    """What the folder says: where it started, every step with its alternatives, how it stands now."""
    after, before = changed.after, changed.before
    inputs = {name: table.sha256() for name, table in before.inputs.items()}
    return Certificate(
        kind="class_changes",
        inputs={**inputs, "changes": changed.table.sha256()},
        options={
            "classes": list(after.classes),
            "base": dict(after.base),
            "numeric": list(after.numeric),
            "category": list(after.category),
            "missing": after.missing,
            "limit": after.limit,
            "heads": {pupil: n for pupil, n in sorted(after.heads.items()) if pupil in after.where},
            "apart": [list(group) for group in after.apart],
            **({"part": dict(after.part)} if after.part else {}),
        },
        seed=changed.seed.statement,
        algorithm=ALGORITHM,
        violations={"fixed": 0, "together": 0, "apart": 0, "limit": 0},
        objective=round(float(objective_now(after)), 9),
        more={
            "objective_before": round(float(objective_now(before.standing)), 9),
            "previous": {
                "kind": before.certificate["kind"],
                "plan_sha256": before.certificate["plan_sha256"],
                "certificate_sha256": certificate_hash(before.files["plan.json"]),
            },
            "done_until": changed.steps[-1].unit.on.isoformat(),
            "roster_after_sha256": after.roster().sha256(),
            "steps": changed.statements(),
        },
    )


def plan_table(standing: Standing) -> Table:
    """Everybody present and their class."""
    pupils = sorted(standing.where)
    return Table("plan", {"pupil": pupils, "class": [standing.where[pupil] for pupil in pupils]})


def write_changes(folder: Path, changed: Changed) -> Path:
    """Write the folder, and beside it the roster for the next time (it holds scores: not for publication)."""
    certificate = certificate_of(changed)
    files = {PREVIOUS[name]: raw for name, raw in changed.before.files.items()}
    files["report.html"] = _page(changed, certificate).encode()
    written = write_plan(folder, certificate, plan_table(changed.after), files=files)
    roster_beside(folder).write_bytes(changed.after.roster().csv())
    return written


def roster_beside(folder: Path) -> Path:
    """Where the roster for the next time is written."""
    return folder.with_name(f"{folder.name}.roster.csv")


def _page(changed: Changed, certificate: Certificate) -> str:
    category = changed.after.category[0] if changed.after.category else ""
    steps = changed.statements()
    reasons = "".join(f"<li>{escape(why(step, category))}</li>" for step in steps)
    more = certificate.more
    before, now = float(more["objective_before"]), float(certificate.objective or 0)
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><title>插班与变动</title>'
        f"<style>{STYLE}</style></head><body><h1>插班与变动：每个人为什么进这个班</h1>"
        f"<p>{_counted(steps)}已在班里的学生一个也不动。年级的不均衡程度由 {before:.4f} 变为 {now:.4f}。</p>"
        f"<h2>逐人说明</h2><ol>{reasons}</ol><h2>各班人数</h2>{_sizes(changed)}"
        "<h2>怎样核验</h2><p>次序、每个班能不能进、进去以后的不均衡程度，都由 <code>xuezheng verify</code> "
        "从名单重新算出，规则写在 docs/algorithms/class-changes.md。本证书指向上一份证书，指纹为 "
        f"<code>{more['previous']['certificate_sha256']}</code>；改动其中任何一份都会被发现。</p></body></html>\n"
    )


def _counted(steps: Sequence[Mapping[str, Any]]) -> str:
    came = sum(len(step["pupils"]) for step in steps if step["change"] == "in")
    left = sum(len(step["pupils"]) for step in steps if step["change"] == "out")
    return f"转入 {came} 人，离开 {left} 人，按日期先后、同日按抽签次序逐一办理。"


def _sizes(changed: Changed) -> str:
    def count(standing: Standing, name: str) -> int:
        return sum(1 for room in standing.where.values() if room == name)

    before, after = changed.before.standing, changed.after
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{count(before, name)}</td><td>{count(after, name)}</td></tr>"
        for name in after.classes
    )
    return (
        f"<table><thead><tr><th>班</th><th>原有</th><th>现有</th></tr></thead><tbody>{rows}</tbody></table>"
    )
