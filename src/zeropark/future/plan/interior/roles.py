"""What each row of a program is in the standard form: a cap on one flow, or a row of the step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zeropark.future.plan.program.step_program import Entry, StepProgram, Values


@dataclass(frozen=True, slots=True, eq=False)
class Cap:
    """sign x <= rhs + sum of share times quantity, in each step; rhs is inf where there is none."""

    flow: int
    sign: float
    rhs: Values
    shares: tuple[tuple[int, Values], ...]
    """Quantity and its share."""
    row: int | None
    """The row that it is from; None for a bound of the column itself."""
    factor: Values | float
    """The row's dual value per unit of the cap's."""


@dataclass(frozen=True, slots=True, eq=False)
class Roles:
    """The rows that stay rows, in order, and the caps that the others are."""

    rows: tuple[int, ...]
    caps: tuple[Cap, ...]


def roles_of(program: StepProgram) -> Roles:
    """Tell caps from rows; a row without finite bounds is left out."""
    now = _by_row(program.now, len(program.rows))
    before = _by_row(program.before, len(program.rows))
    whole = _by_row(program.whole, len(program.rows))
    rows: list[int] = []
    caps: list[Cap] = []
    for number, row in enumerate(program.rows):
        if np.isinf(row.lower).all() and np.isinf(row.upper).all():
            continue
        if len(now[number]) == 1 and not before[number] and _limits(program, number, now[number]):
            caps.extend(_caps(program, number, now[number][0], whole[number]))
        else:
            rows.append(number)
    return Roles(tuple(rows), tuple(caps))


def _by_row(entries: Sequence[Entry], count: int) -> list[list[Entry]]:
    found: list[list[Entry]] = [[] for _ in range(count)]
    for entry in entries:
        found[entry.row].append(entry)
    return found


def _limits(program: StepProgram, number: int, now: Sequence[Entry]) -> bool:
    """Whether it bounds its flow from one side at least: an inequality, of one sign throughout."""
    row, value = program.rows[number], now[0].value
    apart = bool(np.all(row.lower < row.upper))
    return apart and bool(np.all(value > 0.0) or np.all(value < 0.0))


def _caps(program: StepProgram, number: int, now: Entry, whole: Sequence[Entry]) -> list[Cap]:
    row = program.rows[number]
    size = np.abs(now.value)
    sign = 1.0 if now.value[0] > 0.0 else -1.0
    found = []
    if np.isfinite(row.upper).any():
        shares = tuple((at.column, -at.value / size) for at in whole)
        found.append(Cap(now.column, sign, row.upper / size, shares, number, -1.0 / size))
    if np.isfinite(row.lower).any():
        shares = tuple((at.column, at.value / size) for at in whole)
        found.append(Cap(now.column, -sign, -row.lower / size, shares, number, 1.0 / size))
    return found
