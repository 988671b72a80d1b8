"""A stored seed with a stored answer: whoever runs this on whatever machine gets these bytes."""

from hashlib import sha256

from class_rosters import a_problem

from xuezheng.allocation.classes.solve import solve

N = 140
GOLDEN = (
    0.702208182,
    0.692268471,
    "56028fb04162a4fe48d94e356f9c1c918aefe328415a22f82e69d2b30e994b56",
)


def the_roster():
    """Made by arithmetic, so that nothing but the solver can change the answer."""
    return a_problem(
        [[(i * 7919) % 101 for i in range(N)], [(i * i * 31) % 67 for i in range(N)]],
        [["mf"[(i * 13) % 23 % 2] for i in range(N)], ["abcde"[(i * 17) % 29 % 5] for i in range(N)]],
        n_classes=6,
        together=[(3, 44), (10, 11, 12)],
        apart=[(20, 21, 22), (30, 31)],
    )


def test_a_stored_seed_gives_the_stored_plan():
    plan = solve(the_roster(), "golden", rounds=4)

    assert (plan.objective, plan.bound) == GOLDEN[:2]
    assert sha256(bytes(plan.room.tolist())).hexdigest() == GOLDEN[2]
