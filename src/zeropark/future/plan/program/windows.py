"""Windows: stretches cut out of a long program, each following on what was before it.

A plan of a day, rolled through a year, is the same program over and over: only its series move
on. So the program is written once over the whole stretch, its start left open
(`Draft.open_start`), and cut: the first rows of a window reach back to what its flows were in the
step before, which is known by then. Nothing is written twice, and two windows of one length have
one pattern.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import inf, isnan
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.program.step_program import (
    Column,
    Entry,
    Quantity,
    Row,
    StepProgram,
    Total,
    Values,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """What a window asks of a flow in its last step: what a store is to hold for what comes."""

    flow: int
    least: float
    """What it is to be at least."""
    lacking_cny_per_unit: float
    """What each unit less costs: a window that can't do it still has an answer."""
    worth_cny_per_unit: float = 0.0
    """What each unit is worth to the steps after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Between which bounds a total is to stay over a window."""

    lower: float = -inf
    upper: float = inf
    missing_cny_per_unit: float | None = None
    """What each unit beyond a bound costs; None: none may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Which steps, and what is known when they begin."""

    first: int
    count: int
    before: NDArray[np.float64]
    """What each flow was in the step before the first, shape (flows,)."""
    floors: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))
    """What quantities have come to already, by number: a month's peak. They can't fall below."""
    totals: Mapping[int, Within] = field(default_factory=lambda: MappingProxyType({}))
    """Between which bounds totals stay over these steps, by number; others don't count."""
    ends: tuple[End, ...] = ()

    @property
    def steps(self) -> slice:
        """Its steps within the whole."""
        return slice(self.first, self.first + self.count)


def cut_out(program: StepProgram, cut: Cut) -> StepProgram:
    """The program of a window.

    What quantities have come to already costs nothing more, and one that no row of the window
    asks for stays as it is; so the cost is what these steps add.

    Args:
        program: of the whole stretch, its start open.
        cut: the window.
    """
    steps = cut.steps
    quantities = [_carried_on(program, number, cut) for number in range(len(program.quantities))]
    totals, direct, summed = _totals(program, cut)
    missing, direct = _missing(cut, direct, totals)
    lacking, endings, direct, ending = _ends(program, cut, direct)
    spent = sum(at.cost * at.lower for at in quantities if at.cost)
    return StepProgram(
        steps=cut.count,
        flows=_flows(program, cut),
        quantities=(*quantities, *missing, *lacking),
        rows=_rows(program, cut),
        totals=(*totals, *endings),
        now=tuple(Entry(at.row, at.column, at.value[steps]) for at in program.now),
        before=tuple(
            Entry(at.row, at.column, _from_second(at.value[steps])) for at in program.before
        ),
        whole=tuple(Entry(at.row, at.column, at.value[steps]) for at in program.whole),
        summed=(*summed, *ending),
        direct=direct,
        offset=-spent,
    )


def _flows(program: StepProgram, cut: Cut) -> tuple[Column, ...]:
    """The columns; what one is worth at the end is earned in the last step.

    A column that can only be one number in these steps needs no whole numbers for it.
    """
    found = [_window_of(at, cut.steps) for at in program.flows]
    for end in cut.ends:
        if end.worth_cny_per_unit:
            at = found[end.flow]
            earned = at.cost - end.worth_cny_per_unit * _last(cut)
            found[end.flow] = Column(at.name, earned, at.lower, at.upper, at.integer)
    return tuple(found)


def _window_of(column: Column, steps: slice) -> Column:
    lower, upper = column.lower[steps], column.upper[steps]
    free = column.integer and bool((lower < upper).any())
    return Column(column.name, column.cost[steps], lower, upper, free)


def _last(cut: Cut) -> Values:
    last = np.zeros(cut.count)
    last[-1] = 1.0
    return last


def _ends(
    program: StepProgram, cut: Cut, direct: NDArray[np.float64]
) -> tuple[tuple[Quantity, ...], tuple[Total, ...], NDArray[np.float64], tuple[Entry, ...]]:
    """A total for each end, with a quantity for what is lacking."""
    old_rows, old_columns = direct.shape
    grown = np.zeros((old_rows + len(cut.ends), old_columns + len(cut.ends)))
    grown[:old_rows, :old_columns] = direct
    quantities, totals, entries = [], [], []
    last = _last(cut)
    for number, end in enumerate(cut.ends):
        name = f"{program.flows[end.flow].name} at the end"
        quantities.append(Quantity(f"{name}, lacking", end.lacking_cny_per_unit, 0.0, inf))
        totals.append(Total(name, end.least, inf))
        entries.append(Entry(old_rows + number, end.flow, last))
        grown[old_rows + number, old_columns + number] = 1.0
    return tuple(quantities), tuple(totals), grown, tuple(entries)


def _rows(program: StepProgram, cut: Cut) -> tuple[Row, ...]:
    """The rows; what the first ones reach back to is known, and stands on the other side.

    What is not known (NaN) binds nothing: a unit whose power nobody told may ramp as it likes.
    """
    reached: dict[int, float] = {}
    for at in program.before:
        ratio = float(at.value[cut.first])
        if ratio:
            amount = ratio * float(cut.before[at.column])
            reached[at.row] = reached.get(at.row, 0.0) + amount
    rows = [Row(at.name, at.lower[cut.steps], at.upper[cut.steps]) for at in program.rows]
    for number, amount in reached.items():
        if amount:
            row = rows[number]
            lower, upper = _less(row.lower, amount, -inf), _less(row.upper, amount, inf)
            rows[number] = Row(row.name, lower, upper)
    return tuple(rows)


def _less(bound: Values, amount: float, free: float) -> Values:
    moved = np.array(bound)
    moved[0] = free if isnan(amount) else moved[0] - amount
    return moved


def _from_second(value: Values) -> Values:
    """The first step of a window reaches back to nothing that is a column."""
    reached = np.array(value)
    reached[0] = 0.0
    return reached


def _carried_on(program: StepProgram, number: int, cut: Cut) -> Quantity:
    quantity = program.quantities[number]
    floor = max(quantity.lower, cut.floors.get(number, quantity.lower))
    asked = any(at.column == number and np.any(at.value[cut.steps]) for at in program.whole)
    if asked:
        return replace(quantity, lower=floor, upper=max(quantity.upper, floor))
    return replace(quantity, cost=0.0, lower=floor, upper=floor)


def _totals(
    program: StepProgram, cut: Cut
) -> tuple[tuple[Total, ...], NDArray[np.float64], tuple[Entry, ...]]:
    """Those that count, renumbered, with what adds up to them."""
    place = {number: new for new, number in enumerate(cut.totals)}
    totals = tuple(
        Total(program.totals[number].name, at.lower, at.upper) for number, at in cut.totals.items()
    )
    summed = tuple(
        Entry(place[at.row], at.column, at.value[cut.steps])
        for at in program.summed
        if at.row in place
    )
    return totals, program.direct[list(cut.totals), :], summed


def _missing(
    cut: Cut, direct: NDArray[np.float64], names: tuple[Total, ...]
) -> tuple[tuple[Quantity, ...], NDArray[np.float64]]:
    """A quantity for what a total that may be missed is beyond its bounds, either way."""
    quantities, columns = [], [direct]
    for row, at in enumerate(cut.totals.values()):
        if at.missing_cny_per_unit is not None:
            for way, sign in (("below", 1.0), ("above", -1.0)):
                name = f"{names[row].name}, {way}"
                quantities.append(Quantity(name, at.missing_cny_per_unit, 0.0, inf))
                column = np.zeros((direct.shape[0], 1))
                column[row] = sign
                columns.append(column)
    return tuple(quantities), np.concatenate(columns, axis=1)
