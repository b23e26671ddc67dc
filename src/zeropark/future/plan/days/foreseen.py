"""What is foreseen of a stretch, as known at an instant: the series that a plan is made on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

import numpy as np

from zeropark.basis.timeline import Axis
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.days.dispatch import InputUsed
from zeropark.future.plan.site.given import GivenSeries


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """Series of a stretch; what is in none of them is simulated."""

    series: GivenSeries = field(default_factory=GivenSeries)
    prices: Mapping[str, Series] = field(default_factory=lambda: MappingProxyType({}))
    """CNY per unit in each step, by boundary point."""
    inputs: tuple[InputUsed, ...] = ()


Foresee = Callable[[Axis, datetime], Foreseen]
"""What is foreseen of the steps of an axis by somebody who knows what was known at an instant."""


def joined(parts: Sequence[Foreseen]) -> Foreseen:
    """Stretches one after the other as one; what was used for the first speaks for all.

    A series that a later part lacks is left out: nothing is invented for it.
    """
    return Foreseen(
        series=GivenSeries(
            availability=_joined([part.series.availability for part in parts]),
            load=_joined([part.series.load for part in parts]),
        ),
        prices=_joined([part.prices for part in parts]),
        inputs=parts[0].inputs if parts else (),
    )


def _joined(parts: Sequence[Mapping[str, Series]]) -> Mapping[str, Series]:
    everywhere = set.intersection(*(set(part) for part in parts)) if parts else set()
    return {name: np.concatenate([part[name] for part in parts]) for name in sorted(everywhere)}
