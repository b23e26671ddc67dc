"""Flows: so much of a carrier went from one node to another during an interval."""

from __future__ import annotations

from pydantic import AwareDatetime

from zeropark.basis.carriers import carrier
from zeropark.facts.ledger.flow import FlowLink
from zeropark.shell.interfaces.api.models.page import Page
from zeropark.shell.interfaces.api.models.shown import Figure, PeriodShown, Shown
from zeropark.shell.serving.park_desk import Resolution


class FlowLinkShown(Shown):
    """Which carrier flows from which node to which."""

    id: str
    """`carrier:from>to`."""
    carrier: str
    """What flows."""
    unit: str
    """Of its quantities: the carrier's inside unit."""
    source: str
    """The node that it comes from."""
    sink: str
    """The node that it goes to; `losses`, `unmetered` and `curtailed` are no nodes."""
    meter: str | None
    """The meter behind it; null for a residual."""

    @classmethod
    def of(cls, link: FlowLink) -> FlowLinkShown:
        """As an answer says it."""
        return cls(
            id=link.id,
            carrier=link.carrier,
            unit=carrier(link.carrier).unit,
            source=link.source,
            sink=link.sink,
            meter=link.meter,
        )


class FlowTotal(FlowLinkShown):
    """What went over a flow link in a period, and how well it is known."""

    quantity: Figure
    """Sum of the known intervals, in `unit`; null where none is known."""
    steps: int
    """Quarter hours of the period."""
    missing_steps: int
    """Of these, how many have no value."""
    filled_steps: int
    """Of these, how many were filled by a named method."""
    quality: list[str]
    """Flags of the intervals, all together."""


class FlowTotalsPage(Page[FlowTotal]):
    """Totals by flow link, in the order of the books."""

    period: PeriodShown
    """What was asked about."""


class FlowsShown(Shown):
    """Flows over some intervals, in columns: a row a link, a column an interval."""

    period: PeriodShown
    """What was asked about."""
    resolution: Resolution
    """How finely."""
    step_seconds: int
    """Length of an interval."""
    links: list[FlowLinkShown]
    """One a row of `quantity`."""
    starts: list[AwareDatetime]
    """Start of each interval: one a column of `quantity`."""
    quantity: list[list[float | None]]
    """Never negative; in the unit of the link; null where it is not known."""
    quality: list[list[int]] | None
    """Flags of each value as a sum of bits, where they were asked for: 1 missing, 2 filled,
    4 suspect, 8 rejected, 16 estimated, 32 corrected, 64 partial, 128 generated."""
    next: str | None
    """Ask again with this as `cursor` for the intervals that come after; null at the end."""


class SeriesShown(Shown):
    """Some flow links over a period, thinned so that no extreme and no gap is lost.

    All links keep the same intervals; each value is the amount of one interval, not a sum.
    """

    period: PeriodShown
    """What was asked about."""
    resolution: Resolution
    """How finely, before thinning."""
    step_seconds: int
    """Length of an interval: amount / length is the mean rate."""
    steps: int
    """Intervals of the period, before thinning."""
    links: list[FlowLinkShown]
    """One a row of `quantity`."""
    starts: list[AwareDatetime]
    """Start of the interval of each column of `quantity`."""
    quantity: list[list[float | None]]
    """Never negative; in the unit of the link; null where it is not known."""


class MeterCoverage(Shown):
    """How much of what a meter tells of a period is known, and how; shares add up to 1."""

    meter: str
    """The meter."""
    measured: float
    """Share of the quarter hours that was measured."""
    filled: float
    """Share that was filled by a named method."""
    missing: float
    """Share that is not known."""


class CoveragePage(Page[MeterCoverage]):
    """Coverage by meter, least known first."""

    period: PeriodShown
    """What was asked about."""
