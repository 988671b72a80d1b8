"""Loads, mixed rooms and what neither can be better than, counted for the checker."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from xuezheng.allocation.invigilation.recount_lists import IN_SESSION, Lists


class Figures:
    """Bounds from the lists; heads of sites are left out."""

    def __init__(self, lists: Lists, heads: Collection[str]) -> None:
        self._lists, self._heads = lists, set(heads)
        self.free: dict[str, dict[str, int]] = {}
        known: dict[tuple[object, ...], dict[str, int]] = {}
        for code in sorted(set(lists.staff) - self._heads):
            key = self._alike(code)
            if key not in known:
                known[key] = self._sessions(code)
            if known[key]:
                self.free[code] = known[key]

    def _alike(self, code: str) -> tuple[object, ...]:
        row, rules = self._lists.staff[code], self._lists.rules
        names = ("subject", "unavailable", "roles", "duties", "certified", "max_sessions")
        close = (
            row["unit"] if rules["own_school"] == "room" or row.get("class") else "",
            row.get("class", ""),
            code if rules["relatives"] == "room" and self._lists.has_kin(code) else "",
        )
        return self._lists.shut[code], *close, *(row.get(name, "") for name in names)

    def _sessions(self, code: str) -> dict[str, int]:
        """How many sessions somebody could serve, at each site where any."""
        lists, most = self._lists, int(self._lists.staff[code].get("max_sessions") or 10**6)
        count: Counter[str] = Counter()
        for session, site in lists.rooms:
            if site not in lists.shut[code]:
                count[site] += any(
                    lists.needed(session, site, role) and lists.may_serve(code, session, site, role)
                    for role in IN_SESSION
                )
        return {site: min(most, n) for site, n in count.items() if n}

    def squares(self) -> int:
        """No rota of these people has a smaller sum of squared loads."""
        total = 0
        for sites in self._parts():
            duties = {
                site: sum(
                    self._lists.needed(session, site, role)
                    for session in self._lists.held(site)
                    for role in IN_SESSION
                )
                for site in sites
            }
            caps = [max(free.values()) for free in self.free.values() if next(iter(free)) in sites]
            total += max(_levelled(sum(duties.values()), caps), _placed(list(duties.values()), len(caps)))
        return total

    def _parts(self) -> list[set[str]]:
        """Sites joined by people who could serve at either."""
        parts: list[set[str]] = [{site} for site in {site for _, site in self._lists.rooms}]
        for sites in {frozenset(free) for free in self.free.values()}:
            joined = [part for part in parts if part & sites]
            parts = [part for part in parts if not part & sites] + [set().union(*joined)]
        return parts

    def mixed(self, loads: Mapping[str, int]) -> int:
        """No plan with these loads has more rooms with a man and a woman."""
        lists, able = self._lists, 0
        for session in lists.sessions:
            rooms = sum(len(inside) for (s, _), inside in lists.rooms.items() if s == session)
            counts = Counter(
                lists.staff[code].get("gender", "")
                for code in lists.staff
                if code not in self._heads and lists.may_come(code, session, "room")
            )
            able += min(rooms, counts["男"], counts["女"])
        ranked = sorted(loads.values(), reverse=True)
        genders = Counter(
            row.get("gender", "") for code, row in lists.staff.items() if code not in self._heads
        )
        return min(able, *(sum(ranked[: genders[gender]]) for gender in "男女"))


def _levelled(duties: int, caps: Sequence[int]) -> int:
    """Everybody takes one more, round after round, as long as they may; the square grows by 2n + 1."""
    total, n = 0, 0
    while duties > 0:
        willing = sum(cap > n for cap in caps)
        if not willing:
            raise ValueError("more duties than people can serve")
        taken = min(willing, duties)
        total += taken * (2 * n + 1)
        duties, n = duties - taken, n + 1
    return total


def _placed(duties: Sequence[int], n_people: int) -> int:
    """People one by one to the site whose squares fall most."""
    if n_people < len(duties):
        return 0

    def squares(d: int, n: int) -> int:
        return sum(((d + k) // n) ** 2 for k in range(n))

    kinds = Counter(duties)
    at: dict[tuple[int, int], int] = {(d, 1): n for d, n in kinds.items()}
    falls: dict[tuple[int, int], int] = {}
    left = n_people - len(duties)
    total = sum(d * d * n for d, n in kinds.items())
    while left:
        for d, n in at:
            if (d, n) not in falls:
                falls[d, n] = squares(d, n) - squares(d, n + 1)
        best = max(at, key=lambda key: (falls[key], key))
        moved = min(left, at[best])
        total -= moved * falls[best]
        left -= moved
        after = defaultdict(int, at)
        after[best] -= moved
        after[best[0], best[1] + 1] += moved
        at = {key: n for key, n in after.items() if n}
    return total
