"""Parks: which there are, what is written in their documents, what is wrong with them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.topology import Connection, connections
from zeropark.facts.ledger.flow import FlowLink
from zeropark.shell.interfaces.api.models.asked import Paged
from zeropark.shell.interfaces.api.models.finding import FindingShown
from zeropark.shell.interfaces.api.models.page import PageAsked, page_of
from zeropark.shell.interfaces.api.models.park import (
    ConnectionShown,
    ConnectionsPage,
    FindingsPage,
    Held,
    ParkShown,
    ParksPage,
)
from zeropark.shell.interfaces.api.models.shown import PeriodShown, Words
from zeropark.shell.interfaces.api.problem import problems
from zeropark.shell.interfaces.api.route import LIVELY, ApiRoute
from zeropark.shell.interfaces.api.service import Desk, Served
from zeropark.shell.serving.park_desk import ParkDesk

router = APIRouter(route_class=ApiRoute, tags=["parks"])


class FindingsAsked(PageAsked):
    """Which findings."""

    about: Literal["document", "books"] = "document"
    """`document`: the park's documents as they are on the disk; `books`: what was found while
    closing, all periods."""
    severity: Literal["error", "warning", "note"] | None = None
    """Only those of this severity."""


@router.get("/parks", responses=problems(), openapi_extra={LIVELY: True})
def list_parks(served: Served, asked: Paged) -> ParksPage:
    """The parks that this server shows."""
    page = page_of(list(served.parks.desks.values()), asked, _park)
    return ParksPage(items=page.items, next=page.next)


@router.get("/parks/{park}", responses=problems(404), openapi_extra={LIVELY: True})
def read_park(desk: Desk) -> ParkShown:
    """One park: its name, what is closed, how much there is of it."""
    return _park(desk)


@router.get("/parks/{park}/document", responses=problems(404), response_model_by_alias=True)
def read_document(desk: Desk) -> ParkDocument:
    """The park document as JSON, with the keys of its YAML and what was left out filled in."""
    return desk.park


@router.get("/parks/{park}/findings", responses=problems(404))
def list_findings(desk: Desk, asked: Annotated[FindingsAsked, Query()]) -> FindingsPage:
    """What is wrong with the park's documents, or was found while closing its books."""
    found = desk.documents().findings if asked.about == "document" else desk.findings()
    page = page_of(_graver_first(found, asked.severity), asked, FindingShown.of)
    return FindingsPage(items=page.items, next=page.next)


@router.get("/parks/{park}/connections", responses=problems(404))
def list_connections(desk: Desk, asked: Paged) -> ConnectionsPage:
    """Which carrier may go from which node to which, and who measures it."""
    meters = _meters_on(desk.park)

    def shown(each: Connection) -> ConnectionShown:
        link = FlowLink(each.carrier, each.source, each.sink).id
        on_it = meters.get((each.source, each.sink), [])
        return ConnectionShown(
            id=link,
            carrier=each.carrier,
            source=each.source,
            sink=each.sink,
            use=each.use,
            meters=on_it,
        )

    page = page_of(list(connections(desk.park)), asked, shown)
    return ConnectionsPage(items=page.items, next=page.next)


def _park(desk: ParkDesk) -> ParkShown:
    park, other, span = desk.park, desk.other_writer(), desk.work.readings.span()
    return ParkShown(
        id=park.id,
        name=Words(zh=park.name.zh, en=park.name.en),
        illustrative=park.illustrative,
        closed=[PeriodShown.of(each) for each in desk.closed()],
        readings=None if span is None else PeriodShown.of(span),
        enterprises=len(park.enterprises),
        devices=len(park.devices),
        meters=len(park.meters),
        written_elsewhere=None if other is None else Held(who=other.who, host=other.host),
    )


def _graver_first(findings: tuple[Finding, ...], severity: str | None) -> list[Finding]:
    order = list(Severity)
    chosen = (each for each in findings if severity in (None, each.severity.value))
    return sorted(chosen, key=lambda each: order.index(each.severity))


def _meters_on(park: ParkDocument) -> dict[tuple[str, str], list[str]]:
    """The meters of each way that a carrier may go; a reverse channel measures the other way."""
    found: dict[tuple[str, str], list[str]] = {}
    for meter in park.meters:
        ways = {channel.direction for channel in meter.channels}
        if "forward" in ways:
            found.setdefault((meter.source, meter.sink), []).append(meter.id)
        if "reverse" in ways:
            found.setdefault((meter.sink, meter.source), []).append(meter.id)
    return found
