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

from zeropark.facts.carbon.inventory import Inventory, Line, Part
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


def emission_span(inventory: Inventory, view: Window, *, captive_power: bool = True) -> Span:
    """Between what the park emitted, t CO2.

    Args:
        inventory: the 910 book.
        view: its flows.
        captive_power: whether the park makes electricity from fossil fuel. Without it, outflow is
            credited at most what came in fossil, and the electricity part is never below zero.
    """
    counted = {flow for line in inventory.lines for flow in line.flows}
    other_gaps = any(_is_other(gap.code, gap.place, counted) for gap in inventory.findings)
    power = [line for line in inventory.lines if line.part is Part.ELECTRICITY]
    rest = [line for line in inventory.lines if line.part is not Part.ELECTRICITY]
    low_power = _low_kg(power, view)
    if not captive_power:
        low_power = max(0.0, low_power or 0.0)
    low = None if other_gaps and not inventory.bounded_below else _low_kg(rest, view)
    high = None if other_gaps else _high_kg(inventory.lines, view)
    both = None if low is None or low_power is None else low + low_power
    return Span(_tonnes(both), _tonnes(high))


def _low_kg(lines: Iterable[Line], view: Window) -> float | None:
    total: float | None = 0.0
    for line in lines:
        total = _plus(total, line.emission_kg, 1.0)
        if line.deducts:
            total = _plus(total, missing_at_most(view, line.flows), -line.factor_kg_per_unit)
    return total


def _high_kg(lines: Iterable[Line], view: Window) -> float | None:
    total: float | None = 0.0
    for line in lines:
        total = _plus(total, line.emission_kg, 1.0)
        if not line.deducts:
            total = _plus(total, missing_at_most(view, line.flows), line.factor_kg_per_unit)
    return total


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
