"""Who serves at which site: chiefs and deputies first, then everybody else, each site alike in kind."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import floor

from xuezheng.allocation.draw.hashing import mac_keyed
from xuezheng.allocation.draw.seeding import Seed
from xuezheng.allocation.invigilation.bound import Capacities, components, square_sum
from xuezheng.allocation.invigilation.drawing import ALGORITHM
from xuezheng.allocation.invigilation.exchanging import exchange
from xuezheng.allocation.invigilation.flows import Network
from xuezheng.allocation.invigilation.problem import CHIEF, DEPUTY, Problem, Staff

#: Relative weight of what is kept alike at every site: loads, then availability, then kind.
SIZE, AVAILABLE, KIND = 32768, 512, 8
#: Chance among equals comes from two bits of a ticket.
CHANCE = 3
#: People of a site around its fair share whose effect on the loads is counted one by one.
AROUND = 12
FAR = 1 << 30

Heads = dict[tuple[int, str], tuple[int, ...]]
Kind = tuple[object, ...]


def tickets_of(problem: Problem, seed: Seed, what: str) -> list[bytes]:
    """The ticket of everybody under `invigilation-v1|what`."""
    mac = mac_keyed(seed.hash, seed.value)
    return [mac(f"{ALGORITHM}|{what}\n{person.code}".encode()) for person in problem.staff]


def heads_of(problem: Problem, seed: Seed) -> tuple[Heads, dict[tuple[int, str], int]]:
    """Chief and deputies of each site, and how many are missing where."""
    heads: Heads = {}
    wanted = {CHIEF: 1, DEPUTY: problem.profile.deputies} if problem.has_chiefs else {}
    net, tickets = Network(), tickets_of(problem, seed, "heads")
    ends = {(s, role): net.node() for s in range(len(problem.sites)) for role in wanted}
    offers: dict[int, tuple[int, tuple[int, str]]] = {}
    for number, person in enumerate(problem.staff):
        if person.is_barred or not person.roles & set(wanted):
            continue
        node = net.node()
        net.arc(net.source, node, 1)
        for (site, role), end in ends.items():
            if role in person.roles and _serves_throughout(problem, number, site):
                other = 0 if problem.sites[site].code in person.sites else 256
                offers[net.arc(node, end, 1, other + tickets[number][0])] = (number, (site, role))
    for (_, role), end in ends.items():
        net.arc(end, net.sink, wanted[role])
    _, flow = net.solve(len(ends) and len(problem.sites) * sum(wanted.values()))
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for arc, (number, place) in offers.items():
        if flow[arc]:
            found[place].append(number)
    heads = {place: tuple(sorted(people)) for place, people in found.items()}
    short = {place: wanted[place[1]] - len(heads.get(place, ())) for place in ends}
    return heads, {place: n for place, n in short.items() if n}


def _serves_throughout(problem: Problem, number: int, site: int) -> bool:
    """Somebody who leads a site is there in every session, has no relative there, and comes from its area."""
    person, held = problem.staff[number], problem.sessions_of[site]
    return not (
        person.unavailable & set(held)
        or person.most < len(held)
        or site in problem.elsewhere(person.sites, person.areas)
        or (
            problem.profile.relatives != "off"
            and any(person.code in problem.whole[session, site].relatives for session in held)
        )
    )


def pools_of(problem: Problem, seed: Seed, heads: Heads) -> list[int]:
    """Site of each person, -1 for nobody's.

    People of one kind (when and as what they can serve, man or woman) are shared out so that every site
    has its part of them, as far as those allow who may not go everywhere; equals by lot.
    """
    taken = {person for people in heads.values() for person in people}
    caps = Capacities(problem)
    tickets = tickets_of(problem, seed, "sites")
    site_of = [-1] * len(problem.staff)
    others = [n for n in range(len(problem.staff)) if n not in taken]
    for sites, people in components(problem, others, caps):
        for person, site in _shared(problem, sites, people, caps, tickets).items():
            site_of[person] = site
    exchange(problem, site_of, caps, tickets)
    return site_of


def _kind(person: Staff, when: Sequence[frozenset[int]]) -> Kind:
    """When and how often somebody can serve; as what; man or woman."""
    return next(filter(None, when), frozenset()), person.most, person.roles, person.gender


def _shared(
    problem: Problem,
    sites: Sequence[int],
    people: Iterable[int],
    caps: Capacities,
    tickets: Sequence[bytes],
) -> dict[int, int]:
    """Site of each of these people, by one flow."""
    classes: dict[tuple[tuple[int, ...], Kind], list[int]] = defaultdict(list)
    for person in people:
        classes[caps.of(person), _kind(problem.staff[person], caps.when(person))].append(person)
    inside = {key: sorted(members, key=lambda p: tickets[p]) for key, members in sorted(
        classes.items(), key=lambda item: min(tickets[p] for p in item[1]))}  # fmt: skip
    duties = {site: problem.duties_of[site] for site in sites}
    n_people = sum(map(len, inside.values()))
    net, arcs = Network(), {}
    gates = _gates(net, inside, duties, n_people)
    for key, members in inside.items():
        start = net.node()
        net.arc(net.source, start, len(members))
        for site in sites:
            if key[0][site]:
                chance = tickets[members[0]][site % 32] & CHANCE
                arcs[key, site] = net.arc(start, gates[site, key[1]], len(members), chance)
    _, flow = net.solve(n_people)
    found: dict[int, int] = {}
    for key, members in inside.items():
        waiting = iter(members)
        for site in sites:
            for _ in range(int(flow[arcs[key, site]]) if (key, site) in arcs else 0):
                found[next(waiting)] = site
    return found


def _gates(
    net: Network,
    inside: Mapping[tuple[tuple[int, ...], Kind], Sequence[int]],
    duties: Mapping[int, int],
    n_people: int,
) -> dict[tuple[int, Kind], int]:
    """Nodes of each kind at each site, dear beyond their fair share, nested: kind, availability, site."""
    kinds: Counter[Kind] = Counter()
    for (_, kind), members in inside.items():
        kinds[kind] += len(members)
    available: Counter[Kind] = Counter()
    for kind, n in kinds.items():
        available[kind[:2]] += n
    total = sum(duties.values())
    most_gain = max(_gain(n, max(1, floor(n_people * n / total) - AROUND)) for n in duties.values())
    gates: dict[tuple[int, Kind], int] = {}
    for site, wanted in duties.items():
        part = wanted / total
        door = net.node()
        net.rising(door, net.sink, _size_steps(wanted, n_people * part, most_gain))
        middle = {group: net.node() for group in available}
        for group, node in middle.items():
            net.rising(node, door, _fair_steps(available[group], part, AVAILABLE))
        for kind, n in kinds.items():
            gates[site, kind] = net.node()
            net.rising(gates[site, kind], middle[kind[:2]], _fair_steps(n, part, KIND))
    return gates


def _fair_steps(n: int, part: float, weight: int) -> list[tuple[int, int]]:
    """Free up to the share rounded down, a little for the rounding, dearer and dearer beyond."""
    low = floor(n * part)
    step = max(1, low // 20)
    return [
        (low, 0), (1, weight), (step, 8 * weight), (step, 16 * weight), (step, 24 * weight),
        (2 * step, 32 * weight), (n, 48 * weight),
    ]  # fmt: skip


def _gain(duties: int, n: int) -> int:
    """By how much one person more than `n` lowers the squared loads of a site."""
    return square_sum(duties, n) - square_sum(duties, n + 1)


def _size_steps(duties: int, share: float, most_gain: int) -> list[tuple[int, int]]:
    """What one person more costs a site: the less it lowers the squared loads, the dearer."""
    low, high = max(1, floor(share) - AROUND), floor(share) + AROUND + 1
    steps = [(low, 0)]
    for n in range(low, high):
        steps.append((1, SIZE * (most_gain - _gain(duties, n)) + 4 * max(0, n - floor(share))))
    return [*steps, (FAR, SIZE * (most_gain + 1))]
