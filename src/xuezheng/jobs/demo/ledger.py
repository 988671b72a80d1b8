"""Periodic counts: meetings, documents, appraisals, spending, pledges, media, ranks, events."""

from collections.abc import Iterator
from typing import Any

from xuezheng.jobs.demo.places import CITY_CODE, DISTRICTS, DIVISIONS, division
from xuezheng.jobs.demo.schools import Schools
from xuezheng.jobs.demo.shapes import YEAR, YEARS, Plan, Rows, between, shared_out

#: Kind of entry, name, of the bureau: bureau-wide and others; of each district; in 2024 and in 2025.
#: Every part falls by the same share, so that no choice of scope changes the result.
_ENTRIES = (
    ("meeting", "会议", {2024: (30, 20, 10), 2025: (21, 14, 7)}),
    ("document", "文件", {2024: (120, 40, 20), 2025: (108, 36, 18)}),
    ("appraisal", "评比表彰项目", {2024: (12, 4, 2), 2025: (6, 2, 1)}),
)
_OUTLETS = (("霁川日报", "city"), ("霁川广播电视台", "city"), ("省教育报", "province"), ("省日报", "province"),
            ("中国教育新闻网", "national"))  # fmt: skip
#: Item, and yuan last year and this for each thousand of the three expenses.
_OTHER_EXPENSES = (("meeting", 200, 90), ("travel", 300, 243), ("equipment", 150, 87))
_POSITIVE = {2024: 168, YEAR: 213}


def fill(plan: Plan, schools: Schools) -> Iterator[Rows]:
    """All of the ledger but examination results."""
    yield Rows.of("ledger.Entry", [row for year in YEARS for row in _entries(plan, year)])
    yield Rows.of("ledger.Spending", [row for year in YEARS for row in _spending(year)])
    yield from _pledges(plan, schools)
    yield Rows.of("ledger.MediaReport", list(_media(plan)))
    yield Rows.of("ledger.Ranking", list(_rankings()))
    yield Rows.of("ledger.PublicEvent", list(_events()))


def _entries(plan: Plan, year: int) -> Iterator[dict[str, Any]]:
    chance = plan.chance(f"entries {year}")
    for kind, word, counts in _ENTRIES:
        wide, narrow, of_district = counts[year]
        owners = [(CITY_CODE, CITY_CODE, True)] * wide
        owners += [(division(DIVISIONS[k % len(DIVISIONS)][0]), CITY_CODE, False) for k in range(narrow)]
        owners += [(d.code, d.code, False) for d in DISTRICTS for _ in range(of_district)]
        days = sorted(between(chance, f"{year}-01-06", f"{year}-12-26", len(owners)).astype(str).tolist())
        for n, ((organisation, area, is_wide), on) in enumerate(zip(owners, days, strict=True), start=1):
            yield {
                "code": f"{kind[:2].upper()}{year}{n:04d}",
                "kind": kind,
                "title": f"{year}年第{n}号{'全局性' if is_wide else ''}{word}",
                "is_bureau_wide": is_wide,
                "organisation": organisation,
                "area": area,
                "on": on,
            }


def _spending(year: int) -> Iterator[dict[str, Any]]:
    """The three expenses fall by two fifths together at every office, each by its own share."""
    shares = (0.12, 0.61, 0.27) if year < YEAR else (0.05, 0.68, 0.27)
    offices = [(CITY_CODE, CITY_CODE, 1850)] + [(d.code, d.code, 260) for d in DISTRICTS]
    for organisation, area, thousands in offices:
        total = thousands * 1000 if year < YEAR else thousands * 600
        settled, budget = shared_out(total, shares), shared_out(total // 10 * 11, shares)
        for item, spent, planned in zip(("overseas", "cars", "reception"), settled, budget, strict=True):
            yield _spent(organisation, area, year, item, planned, spent)
        for item, last, this in _OTHER_EXPENSES:
            spent = thousands * (this if year == YEAR else last)
            yield _spent(organisation, area, year, item, spent // 10 * 11, spent)


def _spent(organisation: str, area: str, year: int, item: str, planned: int, spent: int) -> dict[str, Any]:
    return {
        "organisation": organisation,
        "area": area,
        "year": year,
        "item": item,
        "budget_yuan": planned,
        "settled_yuan": spent,
    }


def _pledges(plan: Plan, schools: Schools) -> Iterator[Rows]:
    """Every open school signs both papers each March."""
    codes = [school.code for school in schools.listed if school.is_open and school.opened_on < f"{YEARS[0]}"]
    for year in YEARS:
        for kind in ("duty", "pledge"):
            chance = plan.chance(f"pledges {year} {kind}")
            signed = between(chance, f"{year}-03-01", f"{year}-03-28", len(codes))
            columns = {"school": codes, "kind": kind, "year": year, "signed_on": signed}
            yield Rows("ledger.Pledge", columns, len(codes))


def _media(plan: Plan) -> Iterator[dict[str, Any]]:
    """More good news than last year; nothing bad after June of the reported year."""
    number = 0
    for year in YEARS:
        chance = plan.chance(f"media {year}")
        for tone, n, first, last in (
            ("positive", _POSITIVE[year], f"{year}-01-03", f"{year}-12-29"),
            ("neutral", 40, f"{year}-01-03", f"{year}-12-29"),
            (
                "negative",
                3 if year == YEAR else 9,
                f"{year}-01-10",
                f"{year}-06-{20 if year == YEAR else 30}",
            ),
            ("negative", 0 if year == YEAR else 4, f"{year}-07-05", f"{year}-12-20"),
        ):
            for k, on in enumerate(sorted(between(chance, first, last, n).astype(str).tolist())):
                number += 1
                outlet, level = _OUTLETS[k % len(_OUTLETS)]
                yield {
                    "code": f"MT{year}{number:05d}",
                    "title": f"{outlet}关于霁川教育的报道（{number}）",
                    "outlet": outlet,
                    "level": level,
                    "tone": tone,
                    "area": DISTRICTS[k % len(DISTRICTS)].code,
                    "on": on,
                }


def _rankings() -> Iterator[dict[str, Any]]:
    """Where the city stands among the fourteen of the province; a smaller number of appeals is better."""
    for measure, name, ranks, issuer, number in (
        ("appeals.total.count", "全省教育诉求量最低位次（按人口）", {2024: 2, YEAR: 1}, "省政务服务平台", 11),
        ("appeals.satisfaction_rate", "全省案件办结满意率位次", {2024: 3, YEAR: 1}, "省政务服务平台", 12),
        ("resources.integration", "全省教育资源整合位次", {2024: 5, YEAR: 3}, "省教育厅", 27),
    ):
        for year, rank in ranks.items():
            yield {
                "measure": measure,
                "name": name,
                "scope": "province",
                "year": year,
                "rank": rank,
                "out_of": 14,
                "issuer": issuer,
                "document_number": f"省教通报〔{year}〕{number}号",
                "published_on": f"{year}-12-{number:02d}",
            }


def _events() -> Iterator[dict[str, Any]]:
    """What left a paper in the two years."""
    listed = (
        ("recognition", "教育实践活动得到了市委的充分认可", "教育实践活动", "中共霁川市委", "city", "2025-11-12", "霁委〔2025〕41号"),
        ("meeting", "全省民办教育现场会在霁川市召开", "民办教育现场会", "省教育厅", "province", "2025-09-24", "省教民〔2025〕8号"),
        ("recognition", "民办教育教师配备、生均公用经费保障、政策支持做法得到省和各市的充分认可", "民办教育做法", "省教育厅", "province",
         "2025-09-26", "省教民〔2025〕9号"),
        ("recognition", "生源地助学贷款示范点工作经验在全省推广", "生源地助学贷款示范点工作经验", "省学生资助管理中心", "province",
         "2025-10-30", "省助〔2025〕15号"),
        ("meeting", "高专与北岭师大建立协作伙伴关系签约仪式", "高专与北岭师大建立协作伙伴", "霁川市教育局", "city", "2025-04-18", "霁教发〔2025〕33号"),
        ("settlement", "急需教师入编等遗留问题解决", "直属单位人员编制和急需教师入编", "霁川市机构编制委员会办公室", "city",
         "2025-06-18", "霁编办〔2025〕20号"),
        ("notice", "霁川市城区公办义务教育学校学区划分工作意见的通知", "学区划分", "霁川市教育局", "city", "2025-05-10", "霁教发〔2025〕41号"),
        ("notice", "关于进一步加强师德师风建设集中整治中小学校和在职教师违规办班补课收费行为的实施意见", "师德师风", "霁川市教育局",
         "city", "2025-07-02", "霁教发〔2025〕58号"),
        ("recognition", "控辍保学工作做法在全省交流", "控辍保学", "省教育厅", "province", "2024-06-20", "省教基〔2024〕22号"),
        ("meeting", "全市职业教育产教融合推进会", "产教融合", "霁川市教育局", "city", "2024-10-15", "霁教发〔2024〕77号"),
    )  # fmt: skip
    for n, (kind, name, topic, issuer, level, on, number) in enumerate(listed, start=1):
        yield {
            "code": f"DS{on[:4]}{n:03d}",
            "kind": kind,
            "name": name,
            "topic": topic,
            "issuer": issuer,
            "level": level,
            "area": CITY_CODE,
            "document_number": number,
            "on": on,
        }
