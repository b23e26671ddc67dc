"""Parks: which there are, and what of them is known."""

from __future__ import annotations

from zeropark.shell.interfaces.api.models.finding import FindingShown
from zeropark.shell.interfaces.api.models.page import Page
from zeropark.shell.interfaces.api.models.shown import PeriodShown, Shown, Words


class Held(Shown):
    """Who offers to write a park."""

    who: str
    """What it calls itself."""
    host: str
    """The machine that it runs on."""


class ParkShown(Shown):
    """One park."""

    id: str
    """Its name in addresses."""
    name: Words
    """What people call it."""
    illustrative: bool
    """Whether its sizes are invented to show the system."""
    closed: list[PeriodShown]
    """What of time is closed; stretches that touch are one."""
    readings: PeriodShown | None
    """From the first to the last reading; null where there are none."""
    enterprises: int
    """How many there are."""
    devices: int
    """How many there are."""
    meters: int
    """How many there are."""
    written_elsewhere: Held | None
    """Which other server writes it; null where this one may. At most a minute old."""


class ParksPage(Page[ParkShown]):
    """Parks by the order in which the server was given them."""


class FindingsPage(Page[FindingShown]):
    """Findings about the documents or the books, gravest first."""


class ConnectionShown(Shown):
    """A one-way path that a carrier may take between two nodes."""

    id: str
    """`carrier:from>to`, as the flow link on it is called."""
    carrier: str
    """What can flow."""
    source: str
    """The node that it comes from."""
    sink: str
    """The node that it goes to."""
    use: str
    """What the sink does with it, where it is a device: fuel, feedstock or energy."""
    meters: list[str]
    """The meters on it; none where nobody measures it."""


class ConnectionsPage(Page[ConnectionShown]):
    """Connections: device ports, boundary points and links, in that order."""
