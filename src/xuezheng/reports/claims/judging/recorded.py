"""What left a paper: stages of named projects, events, recognitions, ranks."""

import re
from typing import Any

from xuezheng.reports.claims.judging.counting import judge_everyone
from xuezheng.reports.claims.judging.shapes import Case, day
from xuezheng.reports.shapes import Judgement

_STAGES = {
    "主体完工": "topped_out_on", "主体封顶": "topped_out_on", "竣工": "completed_on",
    "建成": "completed_on", "完工": "completed_on", "验收": "accepted_on", "开工": "started_on",
}  # fmt: skip
_SPLIT = re.compile(r"[、,，;；|]|和|与|及")
_ENOUGH = 0.5
_AREA = re.compile(r"(?![全各我本])[一-鿿]{2,3}?[县区](?!域)")
_PLACED = re.compile(r"[第前]([一二三四五六七八九十]{1,3}|\d{1,3})(?![\d%年季])")
_PLAIN = re.compile(r"[X×《》“”\"（）()、,，。\s]|项目|顺利|通过|全市|我市")


def judge_stage(case: Case) -> Judgement:
    """主体完工: every project named has reached the stage by the year's end."""
    column = case.claim.options.get("stage") or next(
        (column for words, column in _STAGES.items() if words in case.claim.text), "completed_on"
    )
    names = _names(case)
    projects = case.table("projects")
    short: list[dict[str, Any]] = []
    unknown: list[str] = []
    found = 0
    for name in names:
        hits = _best(name, projects)
        found += len(hits)
        if not hits:
            unknown.append(name)
        short += [row for row in hits if not _reached(row.get(column), case)]
    if short:
        late = "、".join(str(row["name"]) for row in short)
        return case.answer("不符", f"截至 {case.year_end} 未到该阶段：{late}。", short)
    if unknown or not found:
        return case.answer("数据不足", f"项目表中没有找到：{'、'.join(unknown) or case.claim.text}。")
    return case.answer("支持", f"{found} 个项目截至 {case.year_end} 均已到该阶段。")


def judge_event(case: Case) -> Judgement:
    """An event of the year stands in the records with its paper.

    Where an indicator counts the event for each of those named (得到重点支持), every one must have it.
    """
    if case.claim.indicators:
        return judge_everyone(case)
    hits = [row for row in (*_visits(case), *_events(case)) if not _is_elsewhere(row, case)]
    failed = [row for row in hits if row.get("verdict") == "failed"]
    if failed:
        return case.answer("不符", "记录的结论为未通过。", failed)
    if not hits:
        told = f"大事记和督导记录中没有 {case.year} 年的相关记录。"
        return case.answer("数据不足", told + "请附件证明：文件、文号或照片，并补入大事记。")
    first = max(hits, key=lambda row: bool(row.get("document_number")))
    paper = f"（{first['document_number']}）" if first.get("document_number") else ""
    return case.answer(
        "支持", f"有记录：{first['name']}{paper}。" + ("" if paper else "记录没有文号，请补附件。")
    )


def judge_rank(case: Case) -> Judgement:
    """全省最低、第一、前列: the published rank."""
    measure = case.claim.options.get("measure", "")
    wanted = {measure, *case.claim.indicators} - {""}
    ranks = [row for row in case.table("rankings") if row["year"] == case.year]
    hits = [row for row in ranks if row["measure"] in wanted]
    hits = hits or [row for row in ranks if _is_about(case.claim.text, str(row["name"]))]
    if not hits:
        told = f"没有 {case.year} 年公布的相关排名。"
        return case.answer("数据不足", told + "请附件证明：发文单位、文号、公布日期和位次。")
    row, limit = hits[0], _rank_limit(case)
    told = f"{row['name']}：第 {row['rank']} 位，共 {row['out_of']} 个（{row['issuer']}，{row['document_number']}）。"
    if row["rank"] <= limit:
        return case.answer("支持", told)
    return case.answer("不符", told + f"须在前 {limit} 位。", [row])


def judge_structure(case: Case) -> Judgement:
    """两点意见: as many level-1 headings as the text announces."""
    if case.n_headings is None:
        return case.answer("须人工判断", "正文不完整，不能数清一级标题。")
    if not case.printed:
        return case.answer("须人工判断", f"正文有 {case.n_headings} 个一级标题，文中的数未能读出。")
    said = int(case.printed[0].value)
    told = f"文中说 {said} 点，正文有 {case.n_headings} 个一级标题。"
    return case.answer("支持" if said == case.n_headings else "不符", told)


def _best(name: str, projects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The projects most like a name; a name in short (高专实训楼) is like the full one."""
    likeness = [(_likeness(name, str(row["name"])), row) for row in projects]
    most = max((alike for alike, _ in likeness), default=0.0)
    return [row for alike, row in likeness if alike == most >= _ENOUGH]


def _names(case: Case) -> list[str]:
    """Projects named, from the options or from the sentence itself."""
    if "names" in case.claim.options:
        return case.claim.options["names"].split("|")
    text = re.sub(r"(均|全部|已|顺利)?(主体)?(完工|封顶|竣工|建成|开工|验收).*$", "", case.claim.text)
    return [name.strip() for name in _SPLIT.split(text) if name.strip()]


def _is_about(words: str, name: str) -> bool:
    """Whether two names share at least half of the shorter one's pairs of characters."""
    return _likeness(words, name) >= _ENOUGH


def _likeness(words: str, name: str) -> float:
    """Share of the shorter name's pairs of characters that the longer has; 1 where it shortens it."""
    if _shortens(words, name):
        return 1.0
    one, other = _pairs(words), _pairs(name)
    fewest = min(len(one), len(other))
    return len(one & other) / fewest if fewest else 0.0


def _shortens(short: str, name: str) -> bool:
    """Whether every character of a short name stands in the full one, in its order."""
    rest = iter(_PLAIN.sub("", name))
    plain = _PLAIN.sub("", short)
    return len(plain) > 2 and all(character in rest for character in plain)


def _pairs(words: str) -> set[str]:
    plain = _PLAIN.sub("", words)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}


def _reached(value: Any, case: Case) -> bool:
    on = day(value)
    return on is not None and on <= case.year_end


def _in_year(value: Any, case: Case) -> bool:
    on = day(value)
    return on is not None and on.year == case.year


def _visits(case: Case) -> list[dict[str, Any]]:
    words = case.claim.options.get("topic") or case.claim.text
    rows = [row for row in case.table("visits") if _in_year(row["decided_on"] or row["on"], case)]
    return [row for row in rows if row["verdict"] and _is_about(words, str(row["name"]))]


def _events(case: Case) -> list[dict[str, Any]]:
    kind, words = case.claim.options.get("kind"), case.claim.options.get("topic") or case.claim.text
    rows = [row for row in case.table("public_events") if _in_year(row["on"], case)]
    rows = [row for row in rows if not kind or row["kind"] == kind]
    return [row for row in rows if _is_about(words, str(row["name"])) or _is_about(words, str(row["topic"]))]


def _is_elsewhere(row: dict[str, Any], case: Case) -> bool:
    """Whether a record names another area than the claim begins with (海州区…顺利通过省验收)."""
    named = _AREA.match(case.claim.text)
    areas = {str(area["name"]) for area in case.table("areas")}
    there = {area for area in areas if area in str(row["name"])}
    return bool(named and there) and not any(area in case.claim.text for area in there)


def _rank_limit(case: Case) -> int:
    from xuezheng.rules.values import value_on

    if "limit" in case.claim.options:
        return int(case.claim.options["limit"])
    if "前列" in case.claim.text:
        return int(value_on("reports.front_rank.max", case.year_end).value)
    placed = _PLACED.search(case.claim.text)
    return _place(placed[1]) if placed else 1


def _place(words: str) -> int:
    """第三, 前十, 前 5 名 as a number."""
    if words.isdigit():
        return int(words)
    tens, has_ten, ones = words.rpartition("十")
    known = "一二三四五六七八九"
    first = (known.find(tens) + 1 or 1) * 10 if has_ten else 0
    return first + known.find(ones) + 1 if ones else first
