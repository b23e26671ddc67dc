"""Readings: what meters said, and what could not be used of it."""

from __future__ import annotations

from pydantic import AwareDatetime

from zeropark.shell.interfaces.api.models.finding import FindingShown
from zeropark.shell.interfaces.api.models.page import Page
from zeropark.shell.interfaces.api.models.shown import Figure, PeriodShown, Shown


class ReadingShown(Shown):
    """What a channel said, over which time, and when it was known; before its ratio."""

    meter: str
    """The meter."""
    channel: str
    """Its channel."""
    start: AwareDatetime
    """Start of what it speaks of; the instant itself for a gauge or a register."""
    end: AwareDatetime
    """End of what it speaks of, left out; the same instant for a gauge or a register."""
    value: Figure
    """In the channel's own unit, before ratio; null: the source says that there is none."""
    unit: str | None
    """The channel's own unit; null where the park document has no such channel any more."""
    quality: list[str]
    """Flags of the value; none where all is good."""
    known_at: AwareDatetime
    """When the system learnt it."""
    source: str
    """The file or connector that it came from."""


class ReadingsPage(Page[ReadingShown]):
    """Readings of a meter by their start, then end, then channel."""

    period: PeriodShown
    """What was asked about."""


class LatestPage(Page[ReadingShown]):
    """The last reading of every channel, by meter and channel."""

    at: AwareDatetime
    """Readings that ended by this instant were looked at."""


class RejectedRow(Shown):
    """A row of a file that could not be used, kept as it was."""

    source: str
    """The file that it came from."""
    row: int
    """Its number there; the header is row 1."""
    column: str
    """The column that the trouble is in; empty for the whole row."""
    code: str
    """Code of the finding."""
    reason: str
    """What is wrong."""
    raw: str
    """The whole row as the file had it, as JSON."""
    known_at: AwareDatetime
    """When it was turned away."""


class RejectedRowsPage(Page[RejectedRow]):
    """Rejected rows, oldest first."""


class Imported(Shown):
    """What became of the files that were sent."""

    rows: int
    """Rows read, blank ones left out."""
    accepted: int
    """Values that were understood."""
    new: int
    """Of these, how many were new or changed something."""
    unchanged: int
    """Of these, how many were known already."""
    repeated: int
    """Values that another row says in the same words."""
    rejected: int
    """Rows that could not be used; they are kept apart, see the rejected rows."""
    spans: dict[str, PeriodShown]
    """From the first to the last accepted reading, by meter."""
    findings: list[FindingShown]
    """What is wrong with the files, and what to do."""
