"""Coefficients by number: constant ones once, varying ones a row a step."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from zeropark.future.plan.interior.standard import Numbers, Reals
from zeropark.future.plan.program.step_program import Values, is_constant


@dataclass(slots=True)
class Coefficients:
    """Being collected; ids are given out when all are known."""

    steps: int
    _constants: list[float] = field(default_factory=list)
    _varying: list[Reals] = field(default_factory=list)
    _order: list[tuple[bool, int]] = field(default_factory=list)

    def add(self, value: Values, scale: float, *, varies: bool = False) -> int:
        """Keep one coefficient times a scale; gives its ticket.

        One that `varies` has a number a step, whether they differ or not.
        """
        if is_constant(value) and not varies:
            self._order.append((True, len(self._constants)))
            self._constants.append(float(value[0]) * scale)
        else:
            self._order.append((False, len(self._varying)))
            self._varying.append(value * scale)
        return len(self._order) - 1

    def ids(self, tickets: list[int]) -> Numbers:
        """The ids of tickets: constants first, varying ones after them."""
        after = len(self._constants)
        chosen = [self._order[ticket] for ticket in tickets]
        return np.array([at if once else after + at for once, at in chosen], dtype=np.int64)

    def arrays(self) -> tuple[Reals, Reals]:
        """Constants, and varying ones in rows of steps."""
        varying = np.empty((self.steps, len(self._varying)))
        for number, series in enumerate(self._varying):
            varying[:, number] = series
        return np.array(self._constants, dtype=np.float64), varying
