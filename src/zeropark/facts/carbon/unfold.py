"""Unfolding: from a line of an inventory to the months and meters that it is made of.

Takes a line and the flows it was summed from, gives a small tree whose leaves add up to the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Calendar, Period
from zeropark.facts.carbon.inventory import Line
from zeropark.facts.carbon.window import columns_in
from zeropark.facts.ledger.flow import FlowLink, Flows

_MONTHS_A_YEAR: Final = 12
_SMALL_SHARE: Final = 1e-9
"""Of the line: sums of doubles in another order differ by less."""


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

    Contracts are children beside the months: what they add up to, or take off an import. What
    else the flows sum to beyond the line (the non-fossil share of bought heat, fuel that came out
    of stock) is a child of its own, named after what it is.
    """
    rows = [row for row, link in enumerate(flows.links) if link.id in line.flows]
    columns = columns_in(flows.axis, period)
    children = (
        *_months(line, flows, np.asarray(rows, dtype=np.int64), columns),
        *(_branch(line, contract, kwh) for contract, kwh in line.contracts),
    )
    rest = line.activity - sum(child.activity for child in children)
    return _branch(line, line.what, line.activity, children=(*children, *_rest(line, rest)))


def _months(line: Line, flows: Flows, rows: NDArray[np.int64], columns: slice) -> Iterator[Branch]:
    calendar = Calendar.of(flows.axis)
    number = (calendar.year * _MONTHS_A_YEAR + calendar.month - 1)[columns]
    quantity = np.nan_to_num(flows.quantity[rows, columns])
    sign = -1.0 if line.deducts else 1.0
    for month in np.unique(number) if rows.size else ():
        sums = sign * quantity[:, number == month].sum(axis=1)
        links = [flows.links[row] for row in rows]
        name = f"{month // _MONTHS_A_YEAR:04d}-{month % _MONTHS_A_YEAR + 1:02d}"
        leaves = tuple(_leaf(line, at, float(s)) for at, s in zip(links, sums, strict=True))
        yield _branch(line, name, float(sums.sum()), children=leaves)


def _leaf(line: Line, link: FlowLink, activity: float) -> Branch:
    return _branch(line, link.id, activity, meter=link.meter)


def _rest(line: Line, rest: float) -> Iterator[Branch]:
    """What of the flows is not in the line: a share of other origin, or stock."""
    if abs(rest) > _SMALL_SHARE * max(1.0, abs(line.activity)):
        yield _branch(line, f"less {', '.join(line.less) or 'other origin'}", rest)


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
