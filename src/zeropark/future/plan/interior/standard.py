"""The standard form of a program: what the interior point works on.

    minimise    sum c[t] x[t] + d p
    subject to  A[t] x[t] + C[t] x[t-1] + B[t] p = b[t]         step rows, dual y[t]
                sign[c] x[j(c), t] + s[c, t] = r[c, t] + E[t] p  caps, s >= 0, dual v >= 0
                sum G[t] x[t] + H p = g                          totals, dual w
                x >= 0 or free; 0 <= p <= upper or free

A row of a step that holds one flow and quantities only (a flow below a share of a capacity) is a
*cap*: it is eliminated with its slack and never makes the system of a step larger. Other
inequalities get a slack: a flow of their own in a step row, a quantity in a total. Flows that can't
move in a step (a PV plant at night) are fixed there. Everything is shifted to a lower bound of 0
and scaled: one scale a row and column, the same in every step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Numbers = NDArray[np.int64] | NDArray[np.uint32]
"""Positions; inside lists unsigned ones, which compiled code need not look at twice."""
Flags = NDArray[np.bool_]


class Form(NamedTuple):
    """The arrays of the steps; a tuple, so that compiled work can take it whole."""

    steps: int
    rows: int
    flows: int
    caps: int
    quantities: int
    totals: int
    constants: Reals
    """Coefficients that are the same in every step; ids below its size."""
    varying: Reals
    """Shape (steps, varying coefficients); ids from the number of constants upwards."""
    a: Numbers
    """Row, flow and coefficient id of each entry of A; so for the others."""
    c: Numbers
    b: Numbers
    """Row, quantity, id."""
    e: Numbers
    """Cap, quantity, id; in the order of the caps."""
    g: Numbers
    """Total, flow, id."""
    cap_flow: Numbers
    cap_sign: Reals
    cost: Reals
    """c, shape (steps, flows)."""
    rhs: Reals
    """b, shape (steps, rows)."""
    cap_rhs: Reals
    """r, shape (steps, caps); inf where there is no cap in that step."""
    free: NDArray[np.bool_]
    """Flows without a lower bound."""
    fixed: NDArray[np.bool_]
    """Shape (steps, flows): flows that can't move there; their shifted value is 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """The arrays of what holds for all steps."""

    cost: Reals
    """d."""
    rhs: Reals
    """g."""
    direct: Reals
    """H, shape (totals, quantities)."""
    upper: Reals
    """inf where there is none."""
    free: NDArray[np.bool_]
