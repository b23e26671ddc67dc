"""Closings: what of time is closed, on what knowledge, and what closing again changed."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from zeropark.shell.interfaces.api.models.asked import PeriodText
from zeropark.shell.interfaces.api.models.finding import FindingShown
from zeropark.shell.interfaces.api.models.page import Asked, Page
from zeropark.shell.interfaces.api.models.shown import Figure, PeriodShown, Shown


class ClosedPeriodsPage(Page[PeriodShown]):
    """Closed stretches, oldest first; those that touch are one."""


class ClosingShown(Shown):
    """A stretch that was closed in one go."""

    period: PeriodShown
    """What of it is still in force."""
    known_at: AwareDatetime | None
    """The state of knowledge it was closed on."""
    findings: int
    """How many things were found while closing; `findings?about=books` lists them."""


class ClosingsPage(Page[ClosingShown]):
    """Closings in force, oldest first."""


class LinkChangeShown(Shown):
    """How one flow link's total over a restated period changed."""

    link: str
    """The flow link."""
    before: Figure
    """In the carrier's inside unit; null where the link was not there before."""
    after: Figure
    """In the carrier's inside unit; null where the link is no longer there."""
    intervals: int
    """How many intervals changed."""


class RestatementShown(Shown):
    """A closed period was closed again, and came out differently."""

    period: PeriodShown
    """The part that had been closed before."""
    known_at: AwareDatetime | None
    """The state of knowledge that brought the change."""
    changes: list[LinkChangeShown]
    """By flow link."""


class RestatementsPage(Page[RestatementShown]):
    """Restatements in the order in which they happened."""


Method = Annotated[str, Field(pattern=r"^[a-z_]+$", max_length=40)]


class ClosingAsked(Asked):
    """What to close."""

    period: PeriodText
    fill: list[Method] | None = Field(default=None, max_length=10)
    """Fill gaps by these methods only, e.g. `linear`; `none`: fill nothing; null: as by custom."""


class ChannelCoverage(Shown):
    """How much of a channel's period is known, and how."""

    meter: str
    """The meter."""
    channel: str
    """Its channel."""
    steps: int
    """Quarter hours of the period."""
    measured_steps: int
    """Known, and not filled."""
    filled_steps: int
    """Filled by a named method."""
    missing_steps: int
    """Not known."""


class Closed(Shown):
    """What closing a period came to."""

    period: PeriodShown
    """What was closed."""
    readings: int
    """Those looked at, the context before and after included."""
    coverage: list[ChannelCoverage]
    """By channel."""
    restated: list[RestatementShown]
    """What came out differently where it had been closed before."""
    findings: list[FindingShown]
    """What was found while closing."""
