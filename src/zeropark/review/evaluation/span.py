"""Spans: between which values a sum must lie when part of it is missing.

A missing interval holds at least nothing and at most what its flow's largest measured interval
held. Where less than half of a flow is measured its largest interval says too little, and the
sum has no upper end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from zeropark.facts.carbon.inventory import Inventory
from zeropark.facts.carbon.window import Window
from zeropark.facts.ledger.coal_equivalent import EnergyConsumption

_ENOUGH_SHARE: Final = 0.5
"""Of the intervals, for the largest of them to be taken as the largest of all."""
_KG_PER_T: Final = 1000.0


@dataclass(frozen=True, slots=True)
class Span:
    """Lowest and highest possible value; None where there is no such end."""

    low: float | None
    high: float | None

    @property
    def exact(self) -> bool:
        """Whether nothing is missing."""
        return self.low is not None and self.low == self.high


def emission_span(inventory: Inventory, view: Window) -> Span:
    """Between what the park emitted, t CO2."""
    counted = {flow for line in inventory.lines for flow in line.flows}
    other_gaps = any(_is_other(gap.code, gap.place, counted) for gap in inventory.findings)
    more: float | None = None if other_gaps else 0.0
    less: float | None = None if other_gaps and not inventory.bounded_below else 0.0
    for line in inventory.lines:
        missing = missing_at_most(view, line.flows)
        if line.deducts:
            less = _plus(less, missing, line.factor_kg_per_unit)
        else:
            more = _plus(more, missing, line.factor_kg_per_unit)
    total = inventory.total_kg
    return Span(
        _tonnes(None if less is None else total - less),
        _tonnes(None if more is None else total + more),
    )


def consumption_span(consumption: EnergyConsumption, view: Window) -> Span:
    """Between what the park consumed, tce."""
    more: float | None = None if consumption.missing else 0.0
    less: float | None = 0.0
    for line in consumption.lines:
        missing = missing_at_most(view, line.flows)
        if line.what in _DEDUCTIONS or line.activity < 0:
            less = _plus(less, missing, line.factor.value / _KG_PER_T)
        else:
            more = _plus(more, missing, line.factor.value / _KG_PER_T)
    total = consumption.total_tce
    return Span(None if less is None else total - less, None if more is None else total + more)


def ratio_span(above: Span, below: Span) -> Span:
    """Between what a ratio of two positive sums lies."""
    low = above.low / below.high if above.low is not None and below.high else None
    high = above.high / below.low if above.high is not None and below.low else None
    return Span(low, high)


_DEDUCTIONS: Final = frozenset({"delivered", "export", "feedstock_taken_off"})


def missing_at_most(view: Window, flows: Iterable[str]) -> float | None:
    """What the missing intervals of these flows can have held together; None: no bound."""
    wanted: Collection[str] = frozenset(flows)
    rows = [row for row, link in enumerate(view.flows.links) if link.id in wanted]
    total = 0.0
    for row in rows:
        missing = int(view.missing[row])
        if not missing:
            continue
        if missing > (1 - _ENOUGH_SHARE) * view.steps_due:
            return None
        total += missing * float(np.nanmax(view.flows.quantity[row, view.columns]))
    return total


def _is_other(code: str, place: str, counted: Collection[str]) -> bool:
    """Whether a gap is of another kind than missing intervals of a flow that has its line."""
    is_gap = code.startswith("carbon.") and code != "carbon.factor_stand_in"
    return is_gap and not (code == "carbon.flow_partial" and place in counted)


def _plus(total: float | None, more: float | None, factor: float) -> float | None:
    if factor == 0:
        return total  # whatever there was more of, it weighs nothing
    return None if total is None or more is None else total + more * factor


def _tonnes(kg: float | None) -> float | None:
    return None if kg is None else kg / _KG_PER_T
