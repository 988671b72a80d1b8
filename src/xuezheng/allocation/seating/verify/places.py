"""Who sits where: each seat once, groups in their rooms, papers in turn, draws by ticket, numbers once."""

from collections import Counter, defaultdict

from xuezheng.allocation.seating.verify.lists import Key, Lists
from xuezheng.allocation.verifying import Check

Counts = Counter[tuple[str, Key]]


def place_checks(lists: Lists) -> list[Check]:
    """Each in turn, until one does not hold."""
    found = []
    for name, count in (
        ("one_seat_each", _one_seat_each),
        ("groups", _groups),
        ("papers", _papers),
        ("dealt", _dealt),
        ("tickets", _tickets),
    ):
        n = count(lists)
        found.append(Check(name, n == 0 == lists.said["violations"].get(name), f"重数：违反 {n} 处"))
        if n:
            break
    return found


def _one_seat_each(lists: Lists) -> int:
    """Each candidate once, each seat once, seats from 1 on without a gap, where they really stand."""
    times = Counter(row["candidate"] for row in lists.plan)
    wrong = len(set(times) ^ set(lists.who)) + sum(n - 1 for n in times.values())
    wrong += len(lists.plan) - sum(map(len, lists.seated.values()))
    wrong += abs(lists.n_candidates - len(lists.plan))
    for room, seats in lists.seated.items():
        places = lists.places[room]
        wrong += set(seats) != set(range(1, len(seats) + 1)) or len(seats) > len(places)
        for seat, row in seats.items():
            inside = 1 <= seat <= len(places)
            wrong += not inside or places[seat - 1] != (int(row["column"]) - 1, int(row["row"]) - 1)
    return wrong


def _groups(lists: Lists) -> int:
    """Sites as listed; each room with those the rule gives it; special rooms meet the needs; empty ones are."""
    wrong = 0
    for code, row in lists.who.items():
        seat = lists.seat_of[code]
        wrong += row.get("site", "") not in ("", seat["site"])
        wrong += lists.rooms[seat["room"]]["site"] != seat["site"]
    counts: Counts = Counter((lists.seat_of[code]["room"], lists.key[code]) for code in lists.who)
    plain: Counts = Counter({pair: n for pair, n in counts.items() if not pair[1][1]})
    kept = plain_rooms(lists)
    expected = _expected(lists, kept)
    wrong += sum(abs(plain[pair] - expected[pair]) for pair in set(plain) | set(expected))
    return wrong + _special(lists, counts) + _aside(lists, kept)


def plain_rooms(lists: Lists) -> dict[str, list[str]]:
    """Plain rooms of each site that groups may take, in order, less those asked to be kept free."""
    found: dict[str, list[str]] = defaultdict(list)
    marked: Counter[tuple[str, str]] = Counter()
    for room in sorted(lists.rooms):
        site, use = lists.rooms[room]["site"], lists.use(room)
        marked[site, use] += 1
        if not use and not lists.needs(room):
            found[site].append(room)
    for site, rooms in found.items():
        for use, n in lists.options["set_aside_asked"].items():
            for _ in range(n - marked[site, use]):
                rooms.pop()
    return found


def _expected(lists: Lists, kept: dict[str, list[str]]) -> Counts:
    """Groups in order take the rooms of their site; their last rooms follow the rule."""
    how, least = lists.options["last_room"]["how"], lists.options["last_room"]["least"]
    size = Counter(key for key in lists.key.values() if not key[1])
    counts: Counts = Counter()
    queue = {site: list(rooms) for site, rooms in kept.items()}
    tails: dict[str, list[Key]] = defaultdict(list)
    for key in sorted(size):
        rooms, last = queue[key[0]], ""
        while rooms and size[key] >= lists.size(rooms[0]):
            last = rooms.pop(0)
            counts[last, key] = lists.size(last)
            size[key] -= lists.size(last)
        extra = len(lists.options_layout(last).get("extra", [])) if last else 0
        if not size[key]:
            continue
        if how == "mix":
            tails[key[0]] += [key] * size[key]
        elif how == "merge" and last and rooms and size[key] < least and size[key] <= extra:
            counts[last, key] += size[key]
        else:
            lent = least - size[key] if how == "level" and last and size[key] < least else 0
            lent = lent if lent and counts[last, key] - lent >= least else 0
            counts[last, key] -= lent
            counts[rooms.pop(0), key] += size[key] + lent
    for site, line in tails.items():
        while line:
            room = queue[site].pop(0)
            counts.update((room, key) for key in line[: lists.size(room)])
            del line[: lists.size(room)]
    return +counts


def _special(lists: Lists, counts: Counts) -> int:
    """A special room serves one group whose needs it meets; a group fills all but one of its rooms."""
    groups: dict[str, set[Key]] = defaultdict(set)
    rooms: dict[Key, list[str]] = defaultdict(list)
    wrong = 0
    for room, key in counts:
        groups[room].add(key)
        if key[1]:
            rooms[key].append(room)
            wrong += not set(key[1].split(" ")) <= lists.needs(room) or bool(lists.use(room))
            wrong += counts[room, key] > lists.size(room)
    for keys in groups.values():
        wrong += len(keys) - 1 if any(key[1] for key in keys) else 0
    for key, several in rooms.items():
        wrong += max(0, sum(counts[room, key] < lists.size(room) for room in several) - 1)
    return wrong


def _aside(lists: Lists, kept: dict[str, list[str]]) -> int:
    """Rooms set aside are empty and of their site, all marked ones among them, as many as can be."""
    said, short = lists.said["set_aside"], lists.said["set_aside_short"]
    wanted = {**lists.options["set_aside"], **lists.options["set_aside_asked"]}
    sites = {row["site"] for row in lists.rooms.values()}
    wrong = len(sites ^ set(said)) + len(set(short) - sites)
    for site in sites & set(said):
        named = [room for rooms in said[site].values() for room in rooms]
        here = {room for room, row in lists.rooms.items() if row["site"] == site}
        wrong += len(named) - len(set(named) & here) + len(set(named) & set(lists.seated))
        marked = {room for room in here if lists.use(room)}
        wrong += sum(room not in said[site][lists.use(room)] for room in marked)
        free = [
            room
            for room in here - set(named) - set(lists.seated)
            if not lists.use(room) and not lists.needs(room)
        ]
        wrong += sum(bool(lists.needs(room)) and not lists.use(room) for room in named)
        lacking = {use: n - len(said[site][use]) for use, n in wanted.items() if n > len(said[site][use])}
        wrong += lacking != short.get(site, {}) or bool(lacking and free)
    return wrong


def _papers(lists: Lists) -> int:
    papers = lists.options["papers"]
    return sum(
        row["paper"] != papers[(int(row["column"]) + int(row["row"])) % len(papers)] for row in lists.plan
    )


def _dealt(lists: Lists) -> int:
    """Candidates who are alike take the places of their like by ticket: rooms in turn, then seats in order."""
    places: dict[tuple[Key, tuple[str, ...]], list[tuple[int, int, str, str]]] = defaultdict(list)
    nth: Counter[tuple[str, Key, tuple[str, ...]]] = Counter()
    seats: dict[tuple[str, tuple[str, ...]], list[bytes]] = defaultdict(list)
    for room in sorted(lists.seated):
        for _, row in sorted(lists.seated[room].items()):
            code = row["candidate"]
            key, like = lists.key[code], lists.apart[code]
            order = len(lists.needs(room)) if key[1] else 0
            places[key, like].append((nth[room, key, like], order, room, code))
            nth[room, key, like] += 1
            seats[room, like].append(lists.ticket[code])
    wrong = sum(line != sorted(line) for line in seats.values())
    for line in places.values():
        codes = sorted((code for *_, code in line), key=lists.ticket.__getitem__)
        rooms = [room for _, _, room, _ in sorted(line)]
        wrong += sum(lists.seat_of[code]["room"] != room for code, room in zip(codes, rooms, strict=True))
    return wrong


def _tickets(lists: Lists) -> int:
    """Numbers as listed, or as the template makes them, each once."""
    numbers = Counter(row["ticket"] for row in lists.plan)
    wrong = sum(n - 1 for n in numbers.values())
    template, year = lists.options["ticket_number"], lists.options["on"][:4]
    if not template:
        return wrong + sum(row["ticket"] != lists.who[row["candidate"]]["ticket"] for row in lists.plan)
    wrong += any("ticket" in row for row in lists.who.values())
    number: Counter[str] = Counter()
    for row in sorted(lists.plan, key=lambda row: (row["site"], row["room"], int(row["seat"]))):
        number[row["site"]] += 1
        named = {**lists.who[row["candidate"]], "site": row["site"], "room": row["room"]}
        named.pop("seat", None)
        made = template.format(
            **{k: v for k, v in named.items() if k not in ("number", "year")},
            seat=int(row["seat"]),
            number=number[row["site"]],
            year=int(year),
        )
        wrong += made != row["ticket"]
    return wrong
