"""Programs side by side in time as one: the steps of each after those of the one before.

A flow or row of the same name is one column or row of the chain. Each program keeps its own
quantities and totals, masked in time: they count nothing in the steps of the others. The first step
of a program reaches back to nothing, as it did alone. What the programs share is written
afterwards, as totals over their quantities (`linked`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import fsum, inf
from typing import TypeVar

import numpy as np

from zeropark.future.plan.program.answer import Answer
from zeropark.future.plan.program.step_program import (
    Column,
    Entry,
    Quantity,
    Row,
    StepProgram,
    Total,
    Values,
    constant,
    is_constant,
)

_Name = tuple[str, int]
"""A name, and the how-manieth of it: names need not be unique."""
T = TypeVar("T", Column, Row)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Where one program stands in a chain."""

    program: StepProgram
    weight: float
    """How many times its cost counts."""
    first_step: int
    flows: tuple[int, ...]
    """For each of its flows, the flow of the chain."""
    rows: tuple[int, ...]
    first_quantity: int
    first_total: int

    def answer(self, whole: Answer) -> Answer:
        """What an answer of the chain says of this program; duals are of its own cost."""
        steps = slice(self.first_step, self.first_step + self.program.steps)
        quantities, totals = len(self.program.quantities), len(self.program.totals)
        row_duals = whole.row_duals[list(self.rows), steps]
        total_duals = whole.total_duals[self.first_total : self.first_total + totals]
        return replace(
            whole,
            flows=whole.flows[list(self.flows), steps],
            quantities=whole.quantities[self.first_quantity : self.first_quantity + quantities],
            row_duals=row_duals / self.weight,
            total_duals=total_duals / self.weight,
            bound=None,
            inside=None,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """The program of all, and where each is in it."""

    program: StepProgram
    parts: tuple[Part, ...]


def chain(
    programs: Sequence[StepProgram],
    *,
    names: Sequence[str],
    weights: Sequence[float] | None = None,
) -> Chain:
    """One program of all steps, whose optimum is the weighted sum of theirs.

    Args:
        programs: at least one, in the order of time.
        names: what quantities and totals of each are told apart by, e.g. years.
        weights: how many times the cost of each counts, above zero; None: once.
    """
    flows = _merged([_named(p.flows) for p in programs])
    rows = _merged([_named(p.rows) for p in programs])
    firsts = [
        list(accumulate(counts, initial=0))
        for counts in zip(
            *((p.steps, len(p.quantities), len(p.totals)) for p in programs), strict=True
        )
    ]
    parts = tuple(
        Part(
            program,
            weight,
            firsts[0][number],
            tuple(flows[at] for at in _named(program.flows)),
            tuple(rows[at] for at in _named(program.rows)),
            firsts[1][number],
            firsts[2][number],
        )
        for number, (program, weight) in enumerate(
            zip(programs, weights or [1.0] * len(programs), strict=True)
        )
    )
    return Chain(_joined(parts, names, flows=tuple(flows), rows=tuple(rows)), parts)


def linked(
    program: StepProgram,
    *,
    quantities: Iterable[Quantity] = (),
    totals: Iterable[tuple[Total, Mapping[int, float]]] = (),
    offset: float = 0.0,
) -> StepProgram:
    """More quantities, and totals over quantities alone.

    Args:
        program: whose steps stay as they are.
        quantities: they are numbered on from those of the program.
        totals: each with its coefficients by the number of the quantity.
        offset: cost that no column carries.
    """
    more, ties = tuple(quantities), tuple(totals)
    direct = np.zeros((len(program.totals) + len(ties), len(program.quantities) + len(more)))
    direct[: len(program.totals), : len(program.quantities)] = program.direct
    for number, (_, terms) in enumerate(ties, start=len(program.totals)):
        for column, value in terms.items():
            direct[number, column] += value
    return replace(
        program,
        quantities=(*program.quantities, *more),
        totals=(*program.totals, *(total for total, _ in ties)),
        direct=direct,
        offset=program.offset + offset,
    )


def _joined(
    parts: Sequence[Part],
    names: Sequence[str],
    *,
    flows: Sequence[_Name],
    rows: Sequence[_Name],
) -> StepProgram:
    told = tuple(zip(parts, names, strict=True))
    direct = np.zeros((_count(parts, "totals"), _count(parts, "quantities")))
    for at in parts:
        below, beside = np.shape(at.program.direct)
        totals = slice(at.first_total, at.first_total + below)
        direct[totals, at.first_quantity : at.first_quantity + beside] = at.program.direct
    return StepProgram(
        steps=sum(at.program.steps for at in parts),
        flows=tuple(_flow(parts, number, name) for number, (name, _) in enumerate(flows)),
        quantities=tuple(
            replace(each, name=f"{name} {each.name}", cost=each.cost * at.weight)
            for at, name in told
            for each in at.program.quantities
        ),
        rows=tuple(_row(parts, number, name) for number, (name, _) in enumerate(rows)),
        totals=tuple(
            replace(each, name=f"{name} {each.name}")
            for at, name in told
            for each in at.program.totals
        ),
        now=_entries(parts, "now", lambda at, e: (at.rows[e.row], at.flows[e.column])),
        before=_entries(parts, "before", lambda at, e: (at.rows[e.row], at.flows[e.column])),
        whole=_entries(
            parts, "whole", lambda at, e: (at.rows[e.row], at.first_quantity + e.column)
        ),
        summed=_entries(
            parts, "summed", lambda at, e: (at.first_total + e.row, at.flows[e.column])
        ),
        direct=direct,
        offset=fsum(at.weight * at.program.offset for at in parts),
    )


def _count(parts: Sequence[Part], of: str) -> int:
    return sum(len(getattr(at.program, of)) for at in parts)


def _flow(parts: Sequence[Part], number: int, name: str) -> Column:
    """A flow through all steps; nothing flows in a program that does not know it."""
    own = [_own(at.program.flows, at.flows, number) for at in parts]
    steps = [at.program.steps for at in parts]
    costs = [
        None if each is None else _times(each.cost, at.weight)
        for each, at in zip(own, parts, strict=True)
    ]
    return Column(
        name,
        _in_turn(costs, steps, missing=0.0),
        _in_turn([None if each is None else each.lower for each in own], steps, missing=0.0),
        _in_turn([None if each is None else each.upper for each in own], steps, missing=0.0),
        any(each is not None and each.integer for each in own),
    )


def _row(parts: Sequence[Part], number: int, name: str) -> Row:
    """A row through all steps; it asks nothing in a program that does not know it."""
    own = [_own(at.program.rows, at.rows, number) for at in parts]
    steps = [at.program.steps for at in parts]
    return Row(
        name,
        _in_turn([None if each is None else each.lower for each in own], steps, missing=-inf),
        _in_turn([None if each is None else each.upper for each in own], steps, missing=inf),
    )


def _own(lines: Sequence[T], places: Sequence[int], number: int) -> T | None:
    return lines[places.index(number)] if number in places else None


def _entries(
    parts: Sequence[Part], of: str, place: Callable[[Part, Entry], tuple[int, int]]
) -> tuple[Entry, ...]:
    """Coefficients through all steps, nothing where a program has none."""
    kept: dict[tuple[int, int], list[Values | None]] = {}
    for number, at in enumerate(parts):
        for entry in getattr(at.program, of):
            kept.setdefault(place(at, entry), [None] * len(parts))[number] = entry.value
    steps = [at.program.steps for at in parts]
    return tuple(
        Entry(row, column, _in_turn(values, steps, missing=0.0))
        for (row, column), values in sorted(kept.items(), key=lambda each: each[0])
    )


def _times(values: Values, factor: float) -> Values:
    """A constant stays one."""
    if is_constant(values) and values.size > 1:
        return constant(float(values[0]) * factor, steps=values.size)
    return values * factor


def _in_turn(series: Sequence[Values | None], steps: Sequence[int], *, missing: float) -> Values:
    """Series one after the other; one number where they all are the same one."""
    told = [
        constant(missing, steps=count) if values is None else values
        for values, count in zip(series, steps, strict=True)
    ]
    first = float(told[0][0])
    if all(is_constant(values) and values[0] == first for values in told):
        return constant(first, steps=sum(steps))
    return np.concatenate(told)


def _named(lines: Iterable[Column] | Iterable[Row]) -> list[_Name]:
    """Names, each with its number among those alike."""
    seen: Counter[str] = Counter()
    found = []
    for line in lines:
        found.append((line.name, seen[line.name]))
        seen[line.name] += 1
    return found


def _merged(names: Iterable[Iterable[_Name]]) -> dict[_Name, int]:
    """Where each name is found; new ones go to the end."""
    found: dict[_Name, int] = {}
    for each in names:
        for name in each:
            found.setdefault(name, len(found))
    return found
