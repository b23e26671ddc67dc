"""Scales of rows and columns: one a row or column of the pattern, the same in every step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from zeropark.future.plan.interior.standard import Numbers, Reals

_ROUNDS: Final = 12
_TINY: Final = 1e-300


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """The largest absolute coefficient of each entry over the steps."""

    row: Numbers
    column: Numbers
    largest: Reals


@dataclass(frozen=True, slots=True, eq=False)
class Scales:
    """What a row is multiplied by, and what a column of the scaled program is worth."""

    rows: Reals
    flows: Reals
    quantities: Reals


def pattern_of(entries: Sequence[tuple[int, int, Reals]]) -> Pattern:
    """The pattern of entries (row, column, values)."""
    return Pattern(
        np.array([row for row, _, _ in entries], dtype=np.int64),
        np.array([column for _, column, _ in entries], dtype=np.int64),
        np.array([_largest(values) for _, _, values in entries], dtype=np.float64),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Magnitudes:
    """How large columns can be by their own bounds, and the right sides of rows; 0: not told."""

    rows: Reals
    flows: Reals
    quantities: Reals


def scales_of(steps: Pattern, whole: Pattern, shares: Pattern, told: Magnitudes) -> Scales:
    """Scales by which every column is as large as it can be, and the largest term of a row is 1.

    Bounds tell how large a column is; rows and shares hand it on to the columns that have none, so
    that a small load beside a large grid keeps its digits.

    Args:
        steps: rows and flows (of this step and of the one before).
        whole: rows and quantities.
        shares: flows that are capped, and quantities that cap them.
        told: what bounds and right sides say.
    """
    flows, quantities = told.flows.copy(), told.quantities.copy()
    for _ in range(_ROUNDS):
        led = shares.largest * quantities[shares.column]
        _learn(flows, shares.row, led)
        _learn(quantities, shares.column, flows[shares.row] / np.maximum(shares.largest, _TINY))
        in_row = _rows(steps, whole, flows, quantities, told.rows)
        _learn(flows, steps.column, in_row[steps.row] / np.maximum(steps.largest, _TINY))
        _learn(quantities, whole.column, in_row[whole.row] / np.maximum(whole.largest, _TINY))
        if flows.all() and quantities.all():
            break
    flows[flows == 0.0] = 1.0
    quantities[quantities == 0.0] = 1.0
    in_row = _rows(steps, whole, flows, quantities, np.zeros_like(told.rows))
    return Scales(1.0 / np.where(in_row > 0.0, in_row, 1.0), flows, quantities)


def _rows(steps: Pattern, whole: Pattern, flows: Reals, quantities: Reals, told: Reals) -> Reals:
    """The largest term of each row that is known."""
    inside = _most(steps.largest * flows[steps.column], steps.row, told.size)
    wide = _most(whole.largest * quantities[whole.column], whole.row, told.size)
    return np.maximum(np.maximum(inside, wide), told)


def _learn(known: Reals, at: Numbers, values: Reals) -> None:
    """Columns of which nothing is known take the least that is said of them."""
    found = np.full(known.size, np.inf)
    np.minimum.at(found, at, np.where(values > 0.0, values, np.inf))
    new = (known == 0.0) & np.isfinite(found)
    known[new] = found[new]


def _largest(values: Reals) -> float:
    return float(np.abs(values[:1] if values.strides == (0,) else values).max(initial=0.0))


def _most(values: Reals, at: Numbers, size: int) -> Reals:
    found = np.zeros(size)
    np.maximum.at(found, at, values)
    return found
