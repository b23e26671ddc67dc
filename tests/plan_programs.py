"""Random step programs like a park's, whose optimum is known without any solver.

A point is drawn first, and the bounds of rows are set around it, so that it is feasible. Then dual
values are drawn that fit it (complementary slackness), and the costs are made of them, so that it
is optimal: `optimum` is exact but for rounding, and the program is feasible and bounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.program.draft import Amount, Draft, Flow, StepRow, TotalRow, Whole
from zeropark.future.plan.program.step_program import (
    Column,
    Entry,
    Quantity,
    Row,
    StepProgram,
    Total,
)
from zeropark.future.plan.program.written_out import write_out

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownProgram:
    """A program with a primal and a dual solution."""

    program: StepProgram
    optimum: float
    flows: Array
    quantities: Array
    row_duals: Array
    total_duals: Array


def random_program(seed: int, *, steps: int = 24, **options: Any) -> StepProgram:
    """A feasible and bounded program; for the options see `known_program`."""
    return known_program(seed, steps=steps, **options).program


def known_program(
    seed: int,
    *,
    steps: int = 24,
    buses: int = 2,
    stores: int = 2,
    sources: int = 3,
    free: int = 1,
    decades: float = 0.0,
    slack: float = 0.5,
    endless: bool = False,
) -> KnownProgram:
    """A random park-like program and its optimum.

    Args:
        seed: equal seeds give equal programs.
        steps: how many.
        buses: equations of every step that sources, stores and free exchanges meet in.
        stores: each with a charge and a discharge of chosen size, a chosen first content that
            is held again at the end, and losses.
        sources: each limited by availability (often 0) times a chosen size, and ramped by a
            ranged row.
        free: free flows between buses, and as many free quantities.
        decades: how far the units of rows and columns are spread, in powers of ten.
        slack: the share of inequalities and bounds that do not bind; 0 and 1 are degenerate.
        endless: quantities have no bounds, so that nothing but the costs keeps columns finite.
    """
    sketch = _Sketch(np.random.default_rng(seed), Draft(steps), endless)
    balances = [sketch.equation(f"balance.{n}") for n in range(buses)]
    for n in range(sources):
        _source(sketch, f"source{n}", balances)
    for n in range(stores):
        _store(sketch, f"store{n}", balances)
    for n in range(free):
        _exchange(sketch, f"exchange{n}", balances)
    for n, balance in enumerate(balances):
        _grid(sketch, f"grid{n}", balance)
    _rules(sketch)
    return _spread(_priced(sketch, slack), sketch.chance, decades)


@dataclass(slots=True)
class _Sketch:
    """A draft, the point that will be optimal, and which rows hold by themselves."""

    chance: np.random.Generator
    draft: Draft
    endless: bool
    point: list[Array] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    exact: set[str] = field(default_factory=set)
    """Names of equations whose bounds are moved to the point."""

    def flow(self, name: str, at: Array, *, lower: Amount = 0.0, upper: Amount = inf) -> Flow:
        self.point.append(at)
        return self.draft.flow(name, lower=lower, upper=upper)

    def quantity(self, name: str, at: float, *, lower: float = 0.0, upper: float = 60.0) -> Whole:
        self.whole.append(at)
        if self.endless:
            lower, upper = 0.0 if lower == 0.0 else -inf, inf
        return self.draft.quantity(name, lower=lower, upper=upper)

    def equation(self, name: str) -> StepRow:
        self.exact.add(name)
        return self.draft.row(name, lower=0.0, upper=0.0)

    def below(self, name: str, terms: Mapping[Flow | Whole, Amount]) -> None:
        self.draft.add(self.draft.row(name, upper=0.0), terms)

    def some(self, low: float = 0.0, high: float = 1.0) -> Array:
        return self.chance.uniform(low, high, self.draft.steps)

    def sometimes(self, share: float) -> Array:
        return (self.chance.random(self.draft.steps) < share).astype(np.float64)


def _source(sketch: _Sketch, name: str, balances: list[StepRow]) -> None:
    """x <= u p with u = 0 at night, and a ranged ramp of every step."""
    size = float(sketch.chance.uniform(1.0, 10.0))
    share = sketch.some() * sketch.sometimes(0.6)
    at = share * size * np.where(sketch.sometimes(0.5) > 0, 1.0, sketch.some())
    flow = sketch.flow(name, at)
    whole = sketch.quantity(f"{name}.size", size, upper=size if size > 6 else 60.0)
    sketch.below(f"{name}.limit", {flow: 1.0, whole: -share})
    sketch.draft.add(balances[int(sketch.chance.integers(len(balances)))], {flow: sketch.some(0.5)})
    steepest = float(np.max(np.abs(np.diff(at, prepend=0.0)), initial=0.1))
    ramp = sketch.draft.row(f"{name}.ramp", lower=-steepest, upper=steepest)
    sketch.draft.add(ramp, {flow: 1.0}, before={flow: -1.0})


def _store(sketch: _Sketch, name: str, balances: list[StepRow]) -> None:
    """content[t] = kept content[t-1] + gain charge - discharge / gain, and cyclic."""
    size, gain, kept = (float(sketch.chance.uniform(*at)) for at in ((2, 9), (0.8, 1), (0.95, 1)))
    held = sketch.some() * size * sketch.sometimes(0.8)
    held[0] = 0.5 * size
    net = held - kept * np.concatenate([held[-1:], held[:-1]])
    power = float(np.max(np.abs(net))) / gain + 0.1
    charge = sketch.flow(f"{name}.charge", np.maximum(net, 0.0) / gain, upper=power)
    discharge = sketch.flow(f"{name}.discharge", np.maximum(-net, 0.0) * gain)
    content = sketch.flow(f"{name}.content", held)
    first = sketch.quantity(f"{name}.first", float(held[-1]))
    whole = sketch.quantity(f"{name}.size", size)
    draft = sketch.draft
    level = draft.row(f"{name}.level", lower=0.0, upper=0.0)
    start = np.zeros(draft.steps)
    start[0] = -kept
    draft.add(
        level,
        {content: 1.0, charge: -gain, discharge: 1.0 / gain, first: start},
        before={content: -kept},
    )
    sketch.below(f"{name}.limit", {content: 1.0, whole: -1.0})
    end = np.zeros(draft.steps)
    end[-1] = 1.0
    draft.sum_up(draft.total(f"{name}.cycle", lower=0.0, upper=0.0), {content: end, first: -1.0})
    bus = balances[int(sketch.chance.integers(len(balances)))]
    draft.add(bus, {discharge: 1.0, charge: -1.0})


def _exchange(sketch: _Sketch, name: str, balances: list[StepRow]) -> None:
    """A free flow from one bus to another, moved by a free quantity."""
    flow = sketch.flow(name, sketch.some(-3.0, 3.0), lower=-inf)
    shift = sketch.quantity(f"{name}.shift", float(sketch.chance.normal()), lower=-30.0)
    for one, other in pairwise(balances):
        sketch.draft.add(one, {flow: 1.0})
        sketch.draft.add(other, {flow: -0.9, shift: 0.1})
    held = sketch.draft.row(f"{name}.held", lower=-5.0, upper=8.0)
    sketch.draft.add(held, {flow: 1.0, shift: 0.5})


def _grid(sketch: _Sketch, name: str, balance: StepRow) -> None:
    """Import below a peak, export and spill with bounds, some of which are fixed to 0."""
    at = sketch.some(0.0, 4.0) * sketch.sometimes(0.7)
    taken = sketch.flow(f"{name}.import", at)
    peak = sketch.quantity(f"{name}.peak", float(at.max(initial=0.0)) + 0.5)
    open_now = np.where(sketch.sometimes(0.8) > 0, 3.0, 0.0)
    given = sketch.flow(f"{name}.export", open_now * sketch.sometimes(0.3), upper=open_now)
    spilt = sketch.flow(f"{name}.spill", sketch.some() * sketch.sometimes(0.2))
    sketch.draft.add(balance, {taken: 1.0, given: -1.0, spilt: -1.0})
    sketch.below(f"{name}.below_peak", {taken: 1.0, peak: -1.0})


def _rules(sketch: _Sketch) -> None:
    """A cap, a ranged share and a budget, over random flows and quantities."""
    draft = sketch.draft
    for number, bounds in enumerate([(-inf, 0.0), (-1.0, 1.0), (0.0, inf)]):
        total: TotalRow = draft.total(f"rule{number}", lower=bounds[0], upper=bounds[1])
        chosen = sketch.chance.random(len(sketch.point)) < 0.4
        for at in np.flatnonzero(chosen):
            draft.sum_up(total, {Flow(int(at)): sketch.some(-0.2, 1.0)})
        for at in range(len(sketch.whole)):
            draft.sum_up(total, {Whole(at): float(sketch.chance.uniform(0.0, 2.0))})


def _priced(sketch: _Sketch, slack: float) -> KnownProgram:
    """Bounds around the point, duals that fit it, and the costs that make it optimal."""
    program, chance = sketch.draft.finish(), sketch.chance
    steps, n = program.steps, len(program.flows)
    written = write_out(program)
    values = np.concatenate([np.stack(sketch.point, axis=1).ravel(), np.array(sketch.whole)])
    activity = written.matrix @ values
    split = len(program.rows) * steps
    rows = tuple(
        _around(
            row,
            activity[k : split : len(program.rows)],
            chance,
            slack,
            exact=row.name in sketch.exact,
        )
        for k, row in enumerate(program.rows)
    )
    totals = tuple(
        _around_total(total, float(at), chance, slack)
        for total, at in zip(program.totals, activity[split:], strict=True)
    )
    placed = write_out(replace(program, rows=rows, totals=totals))
    duals = _fitting(activity, placed.row_lower, placed.row_upper, chance, slack)
    reduced = _fitting(values, placed.lower, placed.upper, chance, slack)
    cost = written.matrix.T @ duals + reduced
    by_step = cost[: n * steps].reshape(steps, n)
    priced = replace(
        program,
        flows=tuple(
            replace(column, cost=np.ascontiguousarray(by_step[:, k]))
            for k, column in enumerate(program.flows)
        ),
        quantities=tuple(
            replace(quantity, cost=float(cost[n * steps + k]))
            for k, quantity in enumerate(program.quantities)
        ),
        rows=rows,
        totals=totals,
        offset=float(chance.normal()),
    )
    return KnownProgram(
        program=priced,
        optimum=float(cost @ values) + priced.offset,
        flows=np.stack(sketch.point),
        quantities=np.array(sketch.whole),
        row_duals=duals[:split].reshape(steps, len(rows)).T.copy(),
        total_duals=duals[split:],
    )


def _around(
    row: Row, activity: Array, chance: np.random.Generator, slack: float, *, exact: bool
) -> Row:
    """A row that the point meets: equations at it, limits as they are or widened."""
    if exact:
        return replace(row, lower=activity, upper=activity)
    room = chance.uniform(0.1, 1.0, activity.size) * (chance.random(activity.size) < slack)
    upper = np.where(activity > row.upper, activity + room, row.upper)
    lower = np.where(activity < row.lower, activity - room, row.lower)
    return replace(row, lower=lower, upper=upper)


def _around_total(
    total: Total, activity: float, chance: np.random.Generator, slack: float
) -> Total:
    if total.lower == total.upper:
        return total
    room = float(chance.uniform(0.1, 1.0)) if chance.random() < slack else 0.0
    return replace(
        total,
        lower=activity - room if total.lower > -inf else -inf,
        upper=activity + (room or 2.0) if total.upper < inf else inf,
    )


def _fitting(
    at: Array, lower: Array, upper: Array, chance: np.random.Generator, slack: float
) -> Array:
    """Dual values of those sitting at a bound, of the right sign; 0 elsewhere."""
    near = 1e-9 * (1.0 + np.abs(at))
    size = chance.exponential(1.0, at.size) * (chance.random(at.size) >= 0.3 * slack)
    low, high = at - lower <= near, upper - at <= near
    sign = np.where(low & high, chance.choice([-1.0, 1.0], at.size), low * 1.0 - high * 1.0)
    return sign * size


def _spread(known: KnownProgram, chance: np.random.Generator, decades: float) -> KnownProgram:
    """The same program in other units: columns and rows times powers of ten."""
    if decades == 0.0:
        return known
    program = known.program
    column, quantity, row, total = (
        10.0 ** chance.uniform(-decades / 2, decades / 2, len(of))
        for of in (program.flows, program.quantities, program.rows, program.totals)
    )

    def scaled(entry: Entry, left: Array, right: Array) -> Entry:
        return replace(entry, value=entry.value * left[entry.row] / right[entry.column])

    return KnownProgram(
        program=replace(
            program,
            flows=tuple(_scaled_flow(at, k) for at, k in zip(program.flows, column, strict=True)),
            quantities=tuple(
                Quantity(at.name, at.cost / k, at.lower * k, at.upper * k)
                for at, k in zip(program.quantities, quantity, strict=True)
            ),
            rows=tuple(
                Row(at.name, at.lower * k, at.upper * k)
                for at, k in zip(program.rows, row, strict=True)
            ),
            totals=tuple(
                Total(at.name, at.lower * k, at.upper * k)
                for at, k in zip(program.totals, total, strict=True)
            ),
            now=tuple(scaled(at, row, column) for at in program.now),
            before=tuple(scaled(at, row, column) for at in program.before),
            whole=tuple(scaled(at, row, quantity) for at in program.whole),
            summed=tuple(scaled(at, total, column) for at in program.summed),
            direct=program.direct * total[:, None] / quantity[None, :],
        ),
        optimum=known.optimum,
        flows=known.flows * column[:, None],
        quantities=known.quantities * quantity,
        row_duals=known.row_duals / row[:, None],
        total_duals=known.total_duals / total,
    )


def _scaled_flow(column: Column, factor: float) -> Column:
    return Column(column.name, column.cost / factor, column.lower * factor, column.upper * factor)
