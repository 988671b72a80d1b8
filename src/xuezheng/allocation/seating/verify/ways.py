"""Where sites were chosen: the ways of the plan, the bound from the prices it prints, and who goes where by ticket."""

from collections import Counter, defaultdict
from decimal import Decimal

from xuezheng.allocation.seating.verify.lists import Lists, words_of
from xuezheng.allocation.seating.verify.places import plain_rooms
from xuezheng.allocation.verifying import Check

Way = dict[tuple[str, str], int]


def way_checks(lists: Lists) -> list[Check]:
    """Nothing where every candidate came with a site."""
    free = [code for code, row in lists.who.items() if not row.get("site", "")]
    if not free or "sites" not in lists.said:
        ok = not free and "sites" not in lists.said
        return [] if ok else [Check("sites", False, "有没有系统分配的考点，证书与名单不一致")]
    said, by_way = lists.said["sites"], lists.said["sites"]["unit"] == "metres"
    if by_way and "travel" not in lists.given:
        return []
    if not by_way and "travel" in lists.said["inputs"]:
        return [Check("sites", False, "证书有距离表，却不按距离说明考点")]
    column = lists.options["travel_from"] if by_way else "area"
    ways = _ways(lists, free, column, by_way)
    way = sum(ways[lists.who[code][column], lists.seat_of[code]["site"]] for code in free)
    bound, beyond = _bound(lists, free, column, ways), _beyond_half(lists)
    drawn = _drawn(lists, free, column)
    return [
        Check("way", said["way"] == way, f"重算 {way}，证书写 {said['way']}"),
        Check("way_bound", said["bound"] == bound and said["gap"] == way - bound, f"重算下界 {bound}"),
        Check("beyond_half", said["beyond_half"] == beyond, f"重算 {beyond}"),
        Check("sites_drawn", drawn == 0, f"未按抽签去考点的有 {drawn} 人"),
    ]


def _ways(lists: Lists, free: list[str], column: str, by_way: bool) -> Way:
    if by_way:
        return {(row["from"], row["site"]): round(Decimal(row["km"]) * 1000) for row in lists.given["travel"]}
    area: dict[str, str] = {}
    for row in lists.given["rooms"]:
        area.setdefault(row["site"], row["area"])
    return {
        (origin, site): int(origin != there)
        for origin in {lists.who[code][column] for code in free}
        for site, there in area.items()
    }


def _bound(lists: Lists, free: list[str], column: str, ways: Way) -> int:
    """Any prices of seats that are not below nought prove a bound (weak duality)."""
    prices = lists.said["sites"]["prices"]
    if any(type(price) is not int or price < 0 for price in prices.values()):
        raise ValueError("prices below nought")
    plain = [room for rooms in plain_rooms(lists).values() for room in rooms]
    special = [room for room in lists.rooms if lists.needs(room) and not lists.use(room)]
    seats: Counter[str] = Counter()
    for room in plain:
        seats[lists.rooms[room]["site"]] += lists.size(room)
    placed = Counter(
        row["site"]
        for row in lists.who.values()
        if row.get("site", "") and not words_of(row.get("needs", ""))
    )
    total: int = -sum(price * max(0, seats[site] - placed[site]) for site, price in prices.items())
    alike = Counter((lists.who[code][column], words_of(lists.who[code].get("needs", ""))) for code in free)
    for (origin, needs), n in alike.items():
        fit = {lists.rooms[room]["site"] for room in plain + special if needs <= lists.needs(room)}
        total += n * min(
            ways[origin, site] + (0 if needs else prices.get(site, 0))
            for site in fit
            if (origin, site) in ways
        )
    return max(total, 0)


def _beyond_half(lists: Lists) -> int:
    """Candidates of a school beyond half of their group at their site."""
    size = Counter(lists.key.values())
    school = Counter((lists.key[code], lists.apart[code][0]) for code in lists.who)
    return sum(max(0, n - (size[key] + 1) // 2) for (key, _), n in school.items())


def _drawn(lists: Lists, free: list[str], column: str) -> int:
    """Those alike, in order of ticket, go to their sites in order of the sites' codes."""
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for code in free:
        key = lists.key[code]
        alike[lists.who[code][column], lists.apart[code][0], *key[1:]].append(code)
    wrong = 0
    for several in alike.values():
        line = sorted(several, key=lambda code: lists.mac(f"seating-v2|sites\n{code}".encode()))
        sites = sorted(lists.seat_of[code]["site"] for code in several)
        wrong += sum(lists.seat_of[code]["site"] != site for code, site in zip(line, sites, strict=True))
    return wrong
