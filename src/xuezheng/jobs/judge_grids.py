"""The tables inspectors use, as headings and lines of words: the same in docx, xlsx and on the page."""

from collections.abc import Iterator
from dataclasses import dataclass

from xuezheng.jobs.judge import Judged, Report
from xuezheng.jobs.judge_words import more_or_less
from xuezheng.standards.looking import shown
from xuezheng.standards.measures import STAGES
from xuezheng.standards.verdict import STATE_WORDS, VERDICT_WORDS


@dataclass(frozen=True)
class Grid:
    """A table of words. `widths` are shares of the page; `states` names the column of verdicts, if any."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    states: int = -1


def summary(report: Report) -> Grid:
    """Every place and part at a glance."""
    parts = report.standard.parts
    lines = tuple(
        (
            each.verdict.name,
            VERDICT_WORDS[each.verdict.state],
            *(STATE_WORDS[part.state] for part in each.verdict.parts),
        )
        for each in report.judged
    )
    what = "县区" if report.standard.unit == "area" else "学校"
    heads = (what, "结论", *(part.label for part in parts))
    return Grid("判定结论汇总", heads, lines, (30, 18, *(108 // len(parts) for _ in parts)), states=1)


def conclusion(judged: Judged) -> Grid:
    """Each part: how many of its items are met."""
    lines = []
    for part in judged.verdict.parts:
        states = [outcome.state for outcome in part.outcomes]
        lines.append((
            part.label, str(len(states)), str(states.count("met")), str(states.count("unmet")),
            str(states.count("unknown")), STATE_WORDS[part.state],
        ))  # fmt: skip
    heads = ("部分", "项数", "达标", "未达标", "无法判定", "判定")
    return Grid("各部分判定", heads, tuple(lines), (46, 18, 18, 22, 26, 26), states=5)


def items(judged: Judged) -> Iterator[Grid]:
    """The items of each part; the coefficients have a table of their own."""
    for part in judged.verdict.parts:
        listed = [each for each in part.outcomes if not each.item.startswith("spread.")]
        lines = tuple(
            (str(n), each.label, STATE_WORDS[each.state], each.reason) for n, each in enumerate(listed, 1)
        )
        yield Grid(part.label, ("序号", "项目", "判定", "依据"), lines, (13, 45, 18, 80), states=2)


def spreads(judged: Judged) -> Grid | None:
    """The coefficients of both stages: the table of the yearly monitoring."""
    if not judged.near:
        return None
    lines = []
    for each in judged.near:
        cv = "—" if each.cv is None else f"{each.cv:.4f}"
        margin = "—" if each.margin is None else f"{each.margin:+.4f}"
        weakest = "—" if each.weakest_value is None else f"{each.weakest_name}（{each.weakest_value:.4g}）"
        lines.append((
            STAGES[each.stage], each.measure.label, cv, shown(each.limit), margin, STATE_WORDS[each.state], weakest,
        ))  # fmt: skip
    heads = ("学段", "指标", "差异系数", "限值", "余量", "判定", "最弱学校")
    return Grid("校际差异系数与最弱学校", heads, tuple(lines), (12, 50, 18, 12, 18, 18, 28), states=5)


def turning(judged: Judged) -> Grid | None:
    """What one school alone would turn."""
    lines = [
        (
            STAGES[each.stage], each.measure.short, each.without_name or "—",
            "—" if each.cv_without is None else f"{each.cv_without:.4f}", each.change_name or "—",
            more_or_less(each) or "—",
        )
        for each in judged.near
        if each.without or each.change is not None
    ]  # fmt: skip
    if not lines:
        return None
    heads = ("学段", "指标", "不计该校就翻转", "那时的系数", "只改一校即可达标", "改多少")
    return Grid("翻转点：哪所学校、多大变化会改变判定", heads, tuple(lines), (12, 26, 36, 18, 34, 30))


def lacks(judged: Judged) -> Grid | None:
    """What schools lack, most urgent first."""
    lines = tuple(
        (
            STAGES[each.stage], each.name, each.measure.short, shown(each.value), shown(each.limit),
            f"{shown(each.lacks)} {each.measure.column_unit}",
        )
        for each in judged.lacks
    )  # fmt: skip
    if not lines:
        return None
    heads = ("学段", "学校", "指标", "现状", "要求", "缺口")
    return Grid("学校缺口", heads, lines, (12, 50, 26, 20, 18, 30))


def changes(judged: Judged) -> Grid | None:
    """This year against last: every figure, and the items that turned."""
    lines = tuple(
        (
            each.label, shown(each.last), shown(each.this), "—" if each.by is None else f"{each.by:+.4f}",
            STATE_WORDS[each.was], STATE_WORDS[each.now],
        )
        for each in judged.changes
        if each.by is not None or each.has_turned
    )  # fmt: skip
    if not lines:
        return None
    heads = ("项目", "上年", "本年", "变化", "上年判定", "本年判定")
    return Grid("与上年比较", heads, lines, (62, 18, 18, 18, 20, 20), states=5)


def faults(judged: Judged) -> Grid | None:
    """Figures that could not be used."""
    lines = tuple(
        (each.name, each.school, each.stage or "—", each.what, each.remedy) for each in judged.verdict.faults
    )
    if not lines:
        return None
    heads = ("学校", "标识码", "学段", "问题", "怎么办")
    return Grid("数据问题（不参与计算）", heads, lines, (32, 22, 12, 50, 40))


def jumps(judged: Judged) -> Grid | None:
    """Figures that jumped since last year."""
    lines = tuple(
        (
            STAGES[each.stage], each.name, each.school, each.measure.short, shown(each.last), shown(each.this),
            each.measure.column_unit,
        )
        for each in judged.jumps
    )  # fmt: skip
    if not lines:
        return None
    heads = ("学段", "学校", "标识码", "指标", "上年", "本年", "单位")
    return Grid("比上年骤变、请核对（仍计入）", heads, lines, (12, 38, 24, 22, 24, 24, 12))


def sources(judged: Judged) -> tuple[str, ...]:
    """Where the limits stand and how sure each is, once."""
    told = [source for outcome in judged.verdict.outcomes for source in outcome.sources]
    return tuple(dict.fromkeys(told))


def source_table(judged: Judged) -> Grid:
    """The sources as a table, numbered."""
    lines = tuple((str(n), source) for n, source in enumerate(sources(judged), 1))
    return Grid("数值的出处（V 已核原文，V2 见于转载，M 凭记忆）", ("序号", "出处"), lines, (13, 143))


def lead(report: Report, judged: Judged) -> str:
    """The verdict in a sentence."""
    verdict = judged.verdict
    unmet = [outcome.label for outcome in verdict.outcomes if outcome.state == "unmet"]
    unknown = [outcome for outcome in verdict.outcomes if outcome.state == "unknown"]
    told = f"{verdict.name} {verdict.year} 年{report.standard.label}判定：{VERDICT_WORDS[verdict.state]}。"
    if unmet:
        told += f"未达标 {len(unmet)} 项：{'；'.join(unmet[:6])}{' 等' if len(unmet) > 6 else ''}。"
    if unknown:
        told += f"无法判定 {len(unknown)} 项，原因逐项列出。"
    if verdict.faults:
        told += f"有 {len(verdict.faults)} 处数据问题，已逐校点名，未参与计算。"
    return told
