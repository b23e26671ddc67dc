"""What a route answers: values, dual values, and how it got there; never trusted unjudged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Status(StrEnum):
    """What a route says of its own answer."""

    SOLVED = "solved"
    INFEASIBLE = "infeasible"
    """No point meets all rows; `row_duals` and `total_duals` are the ray that shows it."""
    UNBOUNDED = "unbounded"
    """The cost falls without end; `flows` and `quantities` are the direction that shows it."""
    STOPPED = "stopped"
    """It gave up: too many iterations, too little time, or numbers that broke down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Values and dual values of one program, in the units of the program."""

    route: str
    """Which solver, e.g. `interior`, `piqp`, `highs`."""
    status: Status
    flows: NDArray[np.float64]
    """Shape (flows, steps)."""
    quantities: NDArray[np.float64]
    row_duals: NDArray[np.float64]
    """Shape (rows, steps): cost of one more unit of the row's bound; >= 0 holds a lower bound."""
    total_duals: NDArray[np.float64]
    iterations: int
    seconds: float
    bound: float | None = None
    """A lower bound that the route itself proves (branch and bound); None: duals prove it."""
    inside: object | None = None
    """What the route itself can begin with again; nobody else reads it."""
    said: str = ""
    """The route's own words, for people."""
