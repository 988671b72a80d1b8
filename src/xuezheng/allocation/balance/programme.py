"""The linear and the mixed-integer programme in HiGHS: columns and rows in, values and multipliers out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from xuezheng.allocation.balance.model import Model, Row

#: One seed and one thread: the same answer on every machine as far as time does not end the search.
SEED = 20260901


@dataclass(frozen=True)
class Answer:
    """`state`: optimal, infeasible or stopped; values and reduced costs by column, multipliers by row, yuan, bound."""

    state: str
    values: Sequence[float]
    multipliers: Sequence[float]
    reduced: Sequence[float]
    yuan: float
    bound: float


class _Quiet(highspy.Highs):
    """HiGHS that says nothing, not even its name, so that --json stays JSON."""

    def enableCallbacks(self) -> None:  # noqa: N802
        """Called first by the maker: the moment to silence it."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


class Programme:
    """One model, to which rows can be added between runs."""

    def __init__(self, model: Model, *, whole: bool = False, rows: Iterable[Row] = ()) -> None:
        self.model, self.whole = model, whole
        self.names: list[str] = []
        self.highs: Any = _Quiet()  # type: ignore[no-untyped-call]
        self.highs.setOptionValue("random_seed", SEED)
        self.highs.setOptionValue("threads", 1)
        self._pass([*model.rows, *rows])

    def _pass(self, rows: list[Row]) -> None:
        model, lp = self.model, highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(model.low), len(rows)
        lp.col_cost_ = np.array(model.yuan)
        lp.col_lower_, lp.col_upper_ = np.array(model.low, float), np.array(model.high, float)
        lp.row_lower_ = np.array([-highspy.kHighsInf if r.low is None else r.low for r in rows])
        lp.row_upper_ = np.array([highspy.kHighsInf if r.high is None else r.high for r in rows])
        starts = np.cumsum([0, *(len(row.terms) for row in rows)])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = starts
        lp.a_matrix_.index_ = np.array([at for row in rows for at, _ in row.terms], np.int32)
        lp.a_matrix_.value_ = np.array([a for row in rows for _, a in row.terms], float)
        if self.whole:
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            lp.integrality_ = [kinds[whole] for whole in model.whole]
        self.highs.passModel(lp)
        self.names = [row.name for row in rows]

    def add(self, row: Row) -> None:
        """Add a row to what is there; the next run goes on from the last."""
        low = -highspy.kHighsInf if row.low is None else row.low
        high = highspy.kHighsInf if row.high is None else row.high
        index = np.array([at for at, _ in row.terms], np.int32)
        self.highs.addRow(low, high, len(index), index, np.array([a for _, a in row.terms], float))
        self.names.append(row.name)

    def fix(self, columns: Sequence[int], values: Sequence[float]) -> None:
        """Hold columns at values."""
        for at, value in zip(columns, values, strict=True):
            self.highs.changeColBounds(at, value, value)

    def run(self, *, seconds: float, gap: float = 0.0) -> Answer:
        """Solve; `gap` and `seconds` end a mixed-integer search."""
        self.highs.setOptionValue("time_limit", float(self.highs.getRunTime() + max(seconds, 0.1)))
        if self.whole:
            self.highs.setOptionValue("mip_rel_gap", gap)
            self.highs.setOptionValue("mip_abs_gap", 0.0 if gap else 1e-6)
            self.highs.setOptionValue("mip_feasibility_tolerance", 1e-7 if gap else 1e-9)
        self.highs.run()
        return self._answer()

    def _answer(self) -> Answer:
        status, info = self.highs.getModelStatus(), self.highs.getInfo()
        solution: Any = self.highs.getSolution()
        states = {
            highspy.HighsModelStatus.kOptimal: "optimal",
            highspy.HighsModelStatus.kInfeasible: "infeasible",
            highspy.HighsModelStatus.kUnboundedOrInfeasible: "infeasible",
        }
        bound = info.mip_dual_bound if self.whole else info.objective_function_value
        return Answer(
            states.get(status, "stopped"),
            list(solution.col_value),
            [] if self.whole else list(solution.row_dual),
            [] if self.whole else list(solution.col_dual),
            info.objective_function_value,
            bound,
        )

    def rays(self) -> list[list[float]]:
        """Multipliers that may prove an infeasible linear programme so, either way round."""
        self.highs.setOptionValue("presolve", "off")
        self.highs.clearSolver()
        self.highs.run()
        found = self.highs.getDualRay()
        ray = list(found[2]) if found[1] else []
        return [ray, [-value for value in ray]] if ray else []
