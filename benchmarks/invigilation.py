"""Invigilators for 5,000 rooms in six sessions with every rule, against a flow without pairs and rooms."""

import argparse
import resource
import tempfile
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from xuezheng.allocation.draw.seeding import seed_of
from xuezheng.allocation.invigilation.exact import search
from xuezheng.allocation.invigilation.pools import heads_of, pools_of, tickets_of
from xuezheng.allocation.invigilation.problem import SESSION_ROLES
from xuezheng.allocation.invigilation.profiles import profile_named
from xuezheng.allocation.invigilation.reading import read_problem
from xuezheng.allocation.invigilation.rota import rota_at
from xuezheng.allocation.invigilation.solve import solve
from xuezheng.allocation.invigilation.writing import Made, figures_of, write_invigilation
from xuezheng.allocation.tables import table_of
from xuezheng.allocation.verifying import verify_plan

SEED = seed_of("benchmark")
SUBJECTS = ("语文", "数学", "英语", "物理", "历史", "化学", "生物", "地理", "政治", "体育", "音乐", "美术")
SHARES = (0.16, 0.16, 0.15, 0.08, 0.06, 0.07, 0.06, 0.05, 0.07, 0.06, 0.04, 0.04)


def a_city(rooms: int, per_staff: float = 4.6, per_site: int = 80, seed: int = 5):
    """Staff, sessions, candidates and relatives as tables; six schools a site as in the seating instance."""
    rng = np.random.default_rng(seed)
    n_sites = -(-rooms // per_site)
    schools = [f"S{k:03d}" for k in range(n_sites * 6)]
    site_of = [k // per_site for k in range(rooms)]
    candidates, room_of, school_of, class_of = [], [], [], []
    for room in range(rooms):
        for seat in range(30):
            school = site_of[room] * 6 + int(rng.integers(0, 6))
            candidates.append(f"C{room * 30 + seat:07d}")
            room_of.append(f"R{room:05d}")
            school_of.append(schools[school])
            class_of.append(f"{int(rng.integers(1, 9))}班")
    pupils = table_of(
        "pupils", {"candidate": candidates, "school": school_of, "class": class_of, "room": room_of}
    )
    sessions = [
        (f"{t + 1}", f"R{room:05d}", f"P{site_of[room]:03d}", SUBJECTS[t],
         f"2026-06-{13 + t // 2} {9 + 6 * (t % 2):02d}:00", f"2026-06-{13 + t // 2} {11 + 6 * (t % 2):02d}:00")
        for t in range(6)
        for room in range(rooms)
    ]  # fmt: skip
    names = ("session", "room", "site", "subject", "start", "end")
    sessions = table_of("sessions", dict(zip(names, map(list, zip(*sessions, strict=True)), strict=True)))
    extra = n_sites * sum(-(-per_site // n) for n in (10, 9, 10))
    n_staff = int((rooms * 2 + extra) * 6 / per_staff)
    heads = n_sites * 3
    units = rng.integers(0, len(schools), n_staff)
    columns = {
        "staff": [f"T{k:05d}" for k in range(n_staff + heads)],
        "unit": [schools[k] for k in units] + [schools[k // 3 * 6 + k % 3] for k in range(heads)],
        "gender": ["女" if x < 0.55 else "男" for x in rng.random(n_staff + heads)],
        "subject": list(rng.choice(SUBJECTS, n_staff + heads, p=SHARES)),
        "roles": [""] * n_staff + ["主考" if k % 3 == 0 else "副主考" for k in range(heads)],
        "site": [""] * n_staff + [f"P{k // 3:03d}" for k in range(heads)],
        "unavailable": ["" if x > 0.02 else str(int(x * 300) + 1) for x in rng.random(n_staff)] + [""] * heads,
        "class": [
            f"{schools[int(rng.integers(0, len(schools)))]}/{int(rng.integers(1, 9))}班" if x < 0.03 else ""
            for x in rng.random(n_staff + heads)
        ],
    }  # fmt: skip
    parents = rng.choice(n_staff, n_staff // 20, replace=False)
    relatives = table_of(
        "relatives",
        {
            "staff": [f"T{k:05d}" for k in parents],
            "candidate": [candidates[int(rng.integers(0, len(candidates)))] for _ in parents],
        },
    )
    return {
        "staff": table_of("staff", columns),
        "sessions": sessions,
        "pupils": pupils,
        "relatives": relatives,
    }


def timed(name, work):
    """Do the work, say how long it took, give what came out and the CPU seconds."""
    wall, cpu = perf_counter(), process_time()
    result = work()
    cpu = process_time() - cpu
    print(f"  {name:42} {perf_counter() - wall:7.2f} s wall {cpu:7.2f} s CPU", flush=True)
    return result, cpu


def one_flow(problem):
    """The peer: one flow a session, any site, no pairs, no rooms, no even load; how many places it fills."""
    from ortools.graph.python import max_flow

    filled = 0
    for session in range(len(problem.sessions)):
        flow = max_flow.SimpleMaxFlow()
        sites = [s for s in range(len(problem.sites)) if (session, s) in problem.slots]
        ends = {site: n + 2 for n, site in enumerate(sites)}
        for site, end in ends.items():
            flow.add_arc_with_capacity(end, 1, sum(problem.demand[session, site].values()))
        for n, staff in enumerate(problem.staff):
            node = n + 2 + len(sites)
            flow.add_arc_with_capacity(0, node, 1)
            for site, end in ends.items():
                if site not in problem.keeps_out[n] and any(
                    problem.may_serve(staff, (session, site), role) for role in SESSION_ROLES
                ):
                    flow.add_arc_with_capacity(node, end, 1)
        flow.solve(0, 1)
        filled += flow.optimal_flow()
    return filled


def flows_alone(problem):
    """Sites and rota without the lots: what pairs and rooms cost on top is the rest."""
    heads, _ = heads_of(problem, SEED)
    site_of, tickets = pools_of(problem, SEED, heads), tickets_of(problem, SEED, "rota")
    for site in range(len(problem.sites)):
        rota_at(problem, site, [p for p, s in enumerate(site_of) if s == site], tickets)


def measure(rooms: int) -> None:
    """The whole year: read, arrange, write, verify; with the peer in the same run."""
    tables = a_city(rooms)
    n_staff, n_pupils = tables["staff"].n_rows, tables["pupils"].n_rows
    print(f"{rooms:,} rooms x 6 sessions, {n_staff:,} staff, {n_pupils:,} candidates")
    rules = profile_named("zhongkao")
    problem, reading = timed("read and check the lists", lambda: read_problem(tables, rules))
    plan, solving = timed("arrange: sites, rota, lots, every rule", lambda: solve(problem, SEED))
    _, flows = timed("  of it sites and rota, again alone", lambda: flows_alone(problem))
    filled, peer = timed("peer: a flow a session, no pairs, no rooms", lambda: one_flow(problem))
    made = Made(problem, plan, SEED, dict.fromkeys(range(6), SEED), tables)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        files = {}
        for name, table in tables.items():
            files[name] = place / f"{name}.csv"
            files[name].write_bytes(table.csv())
        timed("write plan, certificate, page, workbook", lambda: write_invigilation(place / "o", made))
        verdict, _ = timed("verify: every rule, every lot again", lambda: verify_plan(place / "o", files))
    told(problem, plan, verdict)
    print(
        f"  arrange / flows alone {solving / flows:.2f}; arrange / peer {solving / peer:.2f}; it fills {filled:,}"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  read and arrange {reading + solving:.1f} s of CPU (goal 60 s); peak {peak:.0f} MB")


def told(problem, plan, verdict) -> None:
    """What came out, each with its bound."""
    figures = figures_of(problem, plan)
    wanted = sum(sum(n.values()) for n in problem.demand.values())
    wrong = [check.name for check in verdict.checks if not check.ok]
    least, most = min(figures.loads), max(figures.loads)
    print(f"  violations {len(wrong)} {wrong}; {wanted:,} duties; loads {least} to {most}")
    ratio = figures.squares / figures.bound
    print(f"  squared loads {figures.squares:,}, bound {figures.bound:,}, ratio {ratio:.6f}")
    print(
        f"  man and woman in {figures.mixed:,} of {figures.n_rooms:,} rooms, at most {figures.mixed_bound:,}"
    )
    print(f"  lots thrown again {sum(plan.tries.values())}, sites searched {len(plan.found)}")


def against_search(rooms: int = 6) -> None:
    """A small examination: flows and lots against a search over everything at once."""
    tables = a_city(rooms, per_staff=3.0, per_site=rooms // 2, seed=9)
    problem = read_problem(tables, profile_named("zhongkao"))
    print(f"{rooms} rooms x 6 sessions, {len(problem.staff)} staff")
    plan, ours = timed("flows and lots", lambda: solve(problem, SEED))
    taken = {p for people in plan.rota.heads.values() for p in people}
    others = [p for p in range(len(problem.staff)) if p not in taken]
    sites = range(len(problem.sites))
    found, theirs = timed("peer: CP-SAT over everything", lambda: search(problem, sites, others))
    loads: dict[int, int] = {}
    for people in found.duties.values() if found else ():
        for person in people:
            loads[person] = loads.get(person, 0) + 1
    squares, mine = sum(n * n for n in loads.values()), figures_of(problem, plan).squares
    proof = "proven" if found and found.is_proven else "not proven within its work"
    print(f"  squared loads {mine} against {squares} ({proof}); CP-SAT / ours {theirs / ours:.0f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rooms", type=int, default=5_000)
    asked = parser.parse_args()
    solve(read_problem(a_city(160), profile_named("zhongkao")), SEED)
    measure(asked.rooms)
    against_search()
