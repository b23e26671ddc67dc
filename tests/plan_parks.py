"""Parks planned in a test: written as a draft, solved by HiGHS, and read back by their links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, milp

from ledger_parks import axis_of
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.future.plan.assembly.write_park import write_park
from zeropark.future.plan.program.draft import Flow, Whole
from zeropark.future.plan.program.written_out import write_out
from zeropark.future.plan.site.boundary import Exchange
from zeropark.future.plan.site.conditions import StoreEnd, conditions_of
from zeropark.future.plan.site.expression import Expression
from zeropark.future.plan.site.given import GivenSeries
from zeropark.future.plan.site.park_draft import Choice, ParkDraft, Path

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Solved:
    """A park's draft with the values of its columns."""

    draft: ParkDraft
    objective: float
    flows: Array
    quantities: Array

    def value(self, expression: Expression) -> Array:
        total = np.array(self.draft.draft.values(expression.known))
        for column, ratio in expression.terms.items():
            if isinstance(column, Flow):
                total = total + ratio * self.flows[column.number]
            else:
                total = total + ratio * self.quantities[column.number]
        return total

    def flow(self, source: str, sink: str) -> Array:
        """What flows from node to node, whatever the carrier; zeros where nothing ever does."""
        found = [
            self.value(at)
            for path, at in (*self.draft.paths.items(), *self.draft.nets.items())
            if (path.source, path.sink) == (source, sink)
        ]
        return sum(found, start=np.zeros(self.draft.draft.steps))

    def size(self, device: str, name: str) -> float:
        size = self.draft.sizes[device, name]
        return float(self.quantities[size.number]) if isinstance(size, Whole) else size


def hours(count: int, *, start: str = "2025-06-01") -> Axis:
    return axis_of(count, start=start, minutes=60)


def drafted(
    park: ParkDocument,
    *,
    axis: Axis,
    choices: Mapping[tuple[str, str], Choice] | None = None,
    exchange: Exchange | None = None,
    stores_end: StoreEnd = "cyclic",
    availability: Mapping[str, Any] | None = None,
    load: Mapping[str, Any] | None = None,
    on_off: bool = False,
) -> ParkDraft:
    """A park with given series; what is not given comes from the simulation with seed 1."""
    given = GivenSeries(
        availability={at: np.asarray(v, dtype=float) for at, v in (availability or {}).items()},
        load={at: np.asarray(v, dtype=float) for at, v in (load or {}).items()},
    )
    conditions = conditions_of(park, axis, seed=1, given=given, stores_end=stores_end)
    return write_park(conditions, choices=choices, exchange=exchange, on_off=on_off)


def price(draft: ParkDraft, prices: Mapping[str, Any]) -> None:
    """Put a price, CNY per unit, on what flows over links, by `source>sink`."""
    for ends, cny in prices.items():
        source, sink = ends.split(">")
        for path, amount in draft.paths.items():
            if (path.source, path.sink) == (source, sink):
                cost = amount.times(np.asarray(cny, dtype=float))
                for column, ratio in cost.terms.items():
                    whole = isinstance(column, Whole)
                    each = float(np.sum(draft.draft.values(ratio))) if whole else ratio
                    draft.draft.price({column: each})
                draft.draft.offset += float(np.sum(draft.draft.values(cost.known)))


def solve(draft: ParkDraft, prices: Mapping[str, Any] | None = None) -> Solved:
    """The cheapest answer at these prices, by HiGHS."""
    price(draft, prices or {})
    program = draft.draft.finish()
    if program.size[1] == 0:
        return Solved(draft, program.offset, np.zeros((0, program.steps)), np.zeros(0))
    out = write_out(program)
    rows = LinearConstraint(out.matrix, out.row_lower, out.row_upper)
    found = milp(
        out.cost,
        constraints=[rows] if out.matrix.shape[0] else [],
        bounds=(out.lower, out.upper),
        integrality=out.integer.astype(int),
        options={"mip_rel_gap": 0.0},
    )
    assert found.status == 0, found.message
    count = len(program.flows) * program.steps
    flows = found.x[:count].reshape(program.steps, -1).T
    return Solved(draft, found.fun + program.offset, flows, found.x[count:])


def rows_per_step(draft: ParkDraft) -> tuple[int, int]:
    """Rows that join flows, and rows that only bound one by a size."""
    program = draft.draft.finish()
    joined = set()
    for number in range(len(program.rows)):
        entries = {at.column for at in program.now if at.row == number}
        if len(entries) > 1 or any(at.row == number for at in program.before):
            joined.add(number)
    return len(joined), len(program.rows) - len(joined)


def choice(most: float, cost: float, *, least: float = 0.0) -> Choice:
    return Choice(least=least, most=most, cost_cny_per_unit_year=cost)


__all__ = ["Path", "choice", "drafted", "hours", "price", "rows_per_step", "solve"]
