"""A network that is built arc by arc and solved once: as much flow as possible, then as cheap as possible."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


class Network:
    """Nodes have numbers from `node()`; arcs carry whole units."""

    def __init__(self) -> None:
        self._n = 2
        self.arcs: list[tuple[int, int, int, int]] = []
        self.source, self.sink = 0, 1

    def node(self) -> int:
        """A new node."""
        self._n += 1
        return self._n - 1

    def arc(self, tail: int, head: int, most: int, cost: int = 0) -> int:
        """A new arc; its number is its place in the flows."""
        self.arcs.append((tail, head, most, cost))
        return len(self.arcs) - 1

    def rising(self, tail: int, head: int, steps: list[tuple[int, int]]) -> None:
        """Arcs side by side, (how many, cost of each), costs rising: cheap ones fill first."""
        for most, cost in steps:
            if most > 0:
                self.arc(tail, head, most, cost)

    def solve(self, wanted: int) -> tuple[int, Ints]:
        """How much of what is wanted gets through, and the flow of each arc."""
        from ortools.graph.python import min_cost_flow

        if not self.arcs:
            return 0, np.zeros(0, dtype=np.int64)
        arcs = np.array(self.arcs, dtype=np.int64)
        solver = min_cost_flow.SimpleMinCostFlow()
        numbers = solver.add_arcs_with_capacity_and_unit_cost(
            arcs[:, 0].astype(np.int32), arcs[:, 1].astype(np.int32), arcs[:, 2], arcs[:, 3]
        )
        solver.set_node_supply(self.source, wanted)
        solver.set_node_supply(self.sink, -wanted)
        status = solver.solve_max_flow_with_min_cost()
        if status != solver.OPTIMAL:
            raise RuntimeError(f"the flow ended with {status}")
        return int(solver.maximum_flow()), np.asarray(solver.flows(numbers), dtype=np.int64)
