"""Unfolding: from a line of an inventory to the months and meters that it is made of.

Takes a line and the flows it was summed from, gives a small tree whose leaves add up to the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Calendar, Period
from zeropark.facts.carbon.inventory import Line
from zeropark.facts.carbon.window import Window, window
from zeropark.facts.ledger.flow import FlowLink, Flows

_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A node of the tree; its children add up to it."""

    what: str
    """The line's key, a local month `2026-06`, a flow id, or what was taken off."""
    activity: float
    """In `unit`; signed like the line."""
    unit: str
    emission_kg: float
    meter: str | None = None
    """The meter behind a flow; None for a month, a residual or a contract."""
    children: tuple[Branch, ...] = ()


def unfold(line: Line, *, flows: Flows, period: Period) -> Branch:
    """The tree of one line: line -> month -> flow with its meter.

    What the flows sum to beyond the line (kWh that contracts cover, the non-fossil share of
    bought heat) is a child of its own, named after what it is.
    """
    view = window(flows, period=period)
    rows = [row for row, link in enumerate(flows.links) if link.id in line.flows]
    months = tuple(_months(line, view, np.asarray(rows, dtype=np.int64)))
    rest = line.activity - sum(month.activity for month in months)
    return _branch(
        line, line.what, line.activity, children=(*months, *_rest(line, rest, bool(rows)))
    )


def _months(line: Line, view: Window, rows: NDArray[np.int64]) -> Iterator[Branch]:
    calendar = Calendar.of(view.flows.axis)
    number = (calendar.year * _MONTHS_A_YEAR + calendar.month - 1)[view.columns]
    quantity = np.nan_to_num(view.flows.quantity[rows, view.columns])
    sign = -1.0 if line.deducts else 1.0
    for month in np.unique(number) if rows.size else ():
        sums = sign * quantity[:, number == month].sum(axis=1)
        links = [view.flows.links[row] for row in rows]
        name = f"{month // _MONTHS_A_YEAR:04d}-{month % _MONTHS_A_YEAR + 1:02d}"
        leaves = tuple(_leaf(line, at, float(s)) for at, s in zip(links, sums, strict=True))
        yield _branch(line, name, float(sums.sum()), children=leaves)


def _leaf(line: Line, link: FlowLink, activity: float) -> Branch:
    return _branch(line, link.id, activity, meter=link.meter)


def _rest(line: Line, rest: float, has_flows: bool) -> Iterator[Branch]:  # noqa: FBT001 - private
    """What is left: contracts that are no flow, or what was taken off the flows."""
    if not has_flows:
        yield from (_branch(line, ", ".join(line.flows) or "none", rest),)
    elif abs(rest) > 1e-9 * max(1.0, abs(line.activity)):
        yield _branch(line, f"less {', '.join(line.less) or line.note or 'other origin'}", rest)


def _branch(
    line: Line,
    what: str,
    activity: float,
    *,
    meter: str | None = None,
    children: tuple[Branch, ...] = (),
) -> Branch:
    return Branch(
        what=what,
        activity=activity,
        unit=line.activity_unit,
        emission_kg=activity * line.factor_kg_per_unit,
        meter=meter,
        children=children,
    )
