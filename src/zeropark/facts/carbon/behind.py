"""Behind a line: every flow link that its activity is summed from, how much, how whole, how known.

Takes a line and the flows it was summed from, gives one row a link.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zeropark.basis.timeline import Period
from zeropark.facts.carbon.inventory import Line
from zeropark.facts.carbon.window import window
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkBehind:
    """One flow link behind a line, over the period."""

    link: FlowLink
    amount: float
    """In the carrier's inside unit, what has a value; never negative."""
    share: float
    """Of what all links of the line carried together, 0 to 1; 0 where nothing flowed."""
    coverage: float
    """Share of the period's intervals that have a value."""
    filled: float
    """Share of the period's intervals that were filled."""
    residual: bool
    """Whether it is what a bus needed to close: no meter saw it."""
    quality: int
    """Quality flags, or-ed."""


def links_behind(line: Line, *, flows: Flows, period: Period) -> tuple[LinkBehind, ...]:
    """The links behind a line, largest first; a line made of contracts has none."""
    wanted = frozenset(line.flows)
    rows = np.array([i for i, link in enumerate(flows.links) if link.id in wanted], dtype=np.int64)
    view = window(_only(flows, rows), period=period)
    whole = float(view.total.sum())
    kind = view.flows.kind[:, view.columns]
    found = (
        LinkBehind(
            link=link,
            amount=float(view.total[row]),
            share=float(view.total[row]) / whole if whole else 0.0,
            coverage=1.0 - float(view.missing[row]) / max(view.steps_due, 1),
            filled=float((kind[row] == Kind.FILLED).sum()) / max(view.steps_due, 1),
            residual=bool((kind[row] == Kind.RESIDUAL).any()),
            quality=int(view.quality[row]),
        )
        for row, link in enumerate(view.flows.links)
    )
    return tuple(sorted(found, key=lambda each: -each.amount))


def _only(flows: Flows, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Flows:
    return Flows(
        park=flows.park,
        axis=flows.axis,
        links=tuple(flows.links[row] for row in rows),
        quantity=flows.quantity[rows],
        quality=flows.quality[rows],
        kind=flows.kind[rows],
        known_at=flows.known_at,
    )
