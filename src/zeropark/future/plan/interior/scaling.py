"""Scales of rows and columns: one a row or column of the pattern, the same in every step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from zeropark.future.plan.interior.standard import Numbers, Reals

_ROUNDS: Final = 12


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


def scales_of(steps: Pattern, whole: Pattern, shares: Pattern, sizes: tuple[int, int, int]) -> Scales:
    """Scales that bring the largest entries of rows and columns near 1 (Ruiz's iteration).

    Args:
        steps: rows and flows (of this step and of the one before).
        whole: rows and quantities.
        shares: flows that are capped, and quantities that cap them: quantities follow them.
        sizes: numbers of rows, flows and quantities.
    """
    rows, flows, quantities = (np.ones(size) for size in sizes)
    for _ in range(_ROUNDS):
        inside = steps.largest * rows[steps.row] * flows[steps.column]
        wide = whole.largest * rows[whole.row] * quantities[whole.column]
        led = shares.largest * quantities[shares.column] / flows[shares.row]
        in_row = _most(inside, steps.row, sizes[0])
        in_flow = _most(inside, steps.column, sizes[1])
        in_quantity = np.maximum(
            _most(wide, whole.column, sizes[2]), _most(led, shares.column, sizes[2])
        )
        rows /= _root(in_row)
        flows /= _root(in_flow)
        quantities /= _root(in_quantity)
    return Scales(rows, flows, quantities)


def _largest(values: Reals) -> float:
    return float(np.abs(values[:1] if values.strides == (0,) else values).max(initial=0.0))


def _most(values: Reals, at: Numbers, size: int) -> Reals:
    found = np.zeros(size)
    np.maximum.at(found, at, values)
    return found


def _root(most: Reals) -> Reals:
    """The square root; 1 where there is nothing to scale."""
    return np.where(most > 0.0, np.sqrt(most), 1.0)
