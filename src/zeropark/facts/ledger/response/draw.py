"""What a resource drew: the net electric power of its devices, from closed flows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import MissingDataError
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.flow import PSEUDO, Flows, Kind
from zeropark.facts.ledger.sums import ELECTRICITY, rows_where, summed
from zeropark.facts.readings.reading import Quality

Series = NDArray[np.float64]
NO_METERS: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Net power into something, step by step: below zero where it gave more than it took."""

    axis: Axis
    power_kw: Series
    """Mean of each step, shape (axis.count,); NaN where no meter told it."""
    generated: bool = False
    """Whether any of it comes from simulated readings."""

    def over(self, axis: Axis) -> Series:
        """Its powers over another axis of the same step; NaN where it does not reach.

        Shape (axis.count,).
        """
        first = round((axis.start - self.axis.start) / self.axis.step)
        found = np.full(axis.count, np.nan)
        start, stop = max(first, 0), min(first + axis.count, self.axis.count)
        if start < stop:
            found[start - first : stop - first] = self.power_kw[start:stop]
        return found


def draw_of(flows: Flows, devices: Collection[str], *, meters: Collection[str] = NO_METERS) -> Draw:
    """The net draw of some devices together.

    What was filled while closing is missing here: a settlement has a rule of its own for that.

    Args:
        flows: closed flows.
        devices: what passes between two of them is no draw.
        meters: of which alone; none: of every connection of the devices.

    Raises:
        MissingDataError: no flow of electricity is theirs.
    """
    chosen, names = frozenset(devices), frozenset(meters)
    into = rows_where(
        flows,
        lambda at: (
            at.carrier == ELECTRICITY
            and at.sink in chosen
            and at.source not in chosen
            and (not names or at.meter in names)
        ),
    )
    out = rows_where(
        flows,
        lambda at: (
            at.carrier == ELECTRICITY
            and at.source in chosen
            and at.sink not in chosen | PSEUDO
            and (not names or at.meter in names)
        ),
    )
    rows = np.concatenate([into, out])
    if not rows.size:
        raise MissingDataError(
            "No flow of electricity is that of {devices}; give them a meter.",
            devices=", ".join(sorted(chosen)),
        )
    net = (summed(flows, into) - summed(flows, out)) / flows.axis.step_hours
    filled = (flows.kind[rows] == Kind.FILLED).any(axis=0)
    made = bool((flows.quality[rows] & Quality.GENERATED).any())
    return Draw(axis=flows.axis, power_kw=np.where(filled, np.nan, net), generated=made)
