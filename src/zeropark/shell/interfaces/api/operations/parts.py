"""The parts of a park document: a list and one of it, the same way for every noun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter

from zeropark.basis.errors import Phrase
from zeropark.basis.park.contract import Contract
from zeropark.basis.park.device_kinds import AnyDevice
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Meter
from zeropark.basis.park.parts import Part
from zeropark.basis.park.place import BoundaryPoint, Bus, Enterprise, Link, Site
from zeropark.shell.interfaces.api.models import parts
from zeropark.shell.interfaces.api.models.asked import Id, Paged
from zeropark.shell.interfaces.api.models.page import Page, page_of
from zeropark.shell.interfaces.api.problem import problems
from zeropark.shell.interfaces.api.route import ApiRoute
from zeropark.shell.interfaces.api.service import Desk
from zeropark.shell.interfaces.http.status import NotFoundError

router = APIRouter(route_class=ApiRoute, tags=["parts"])


@dataclass(frozen=True, slots=True)
class Noun:
    """One kind of part."""

    one: Phrase
    many: str
    """In addresses with dashes; with underscores in names of operations and of the park's lists."""
    model: Any
    page: type[Page[Any]]
    what: str
    """What they are, for the description."""

    def given(self, park: ParkDocument) -> Sequence[Any]:
        """Those of a park, in the order of its document."""
        listed: Sequence[Any] = getattr(park, self.many.replace(" ", "_"))
        return listed


NOUNS: Final = (
    Noun(Phrase("site"), "sites", Site, parts.SitesPage, "pieces of ground with coordinates"),
    Noun(
        Phrase("enterprise"),
        "enterprises",
        Enterprise,
        parts.EnterprisesPage,
        "legal entities, with what they make",
    ),
    Noun(
        Phrase("bus"), "buses", Bus, parts.BusesPage, "nodes of one carrier where flows must close"
    ),
    Noun(
        Phrase("boundary point"),
        "boundary points",
        BoundaryPoint,
        parts.BoundaryPointsPage,
        "points where a carrier crosses the park boundary",
    ),
    Noun(
        Phrase("link"),
        "links",
        Link,
        parts.LinksPage,
        "lines, transformers and pipes between buses of one carrier",
    ),
    Noun(
        Phrase("device"),
        "devices",
        AnyDevice,
        parts.DevicesPage,
        "nodes that make, convert, store or use carriers",
    ),
    Noun(
        Phrase("meter"),
        "meters",
        Meter,
        parts.MetersPage,
        "measuring points on connections, with their channels",
    ),
    Noun(
        Phrase("contract"),
        "contracts",
        Contract,
        parts.ContractsPage,
        "terms on which carriers are bought, sold and claimed as green",
    ),
)


def part_of(park: ParkDocument, noun: Noun, part_id: str) -> Part:
    """One part by its id.

    Raises:
        NotFoundError: the park has none of that id.
    """
    for each in noun.given(park):
        if each.id == part_id:
            found: Part = each
            return found
    raise NotFoundError(
        "The park {park!r} has no {noun} {id!r}.", park=park.id, noun=noun.one, id=part_id
    )


def meter_of(park: ParkDocument, meter_id: str) -> Meter:
    """One meter by its id.

    Raises:
        NotFoundError: the park has none of that id.
    """
    if meter_id not in park.meter_by_id:
        raise NotFoundError(
            "The park {park!r} has no meter {meter!r}.", park=park.id, meter=meter_id
        )
    return park.meter_by_id[meter_id]


def _add(noun: Noun) -> None:
    path = f"/parks/{{park}}/{noun.many.replace(' ', '-')}"

    def listed(desk: Desk, asked: Paged) -> Page[Any]:
        page = page_of(noun.given(desk.park), asked, lambda each: each)
        return noun.page(items=page.items, next=page.next)

    def read(desk: Desk, part_id: Id) -> Part:
        return part_of(desk.park, noun, part_id)

    router.add_api_route(
        path,
        listed,
        name=f"list_{noun.many.replace(' ', '_')}",
        response_model=noun.page,
        responses=problems(404),
        summary=f"List {noun.many.title()}",
        description=f"The {noun.many} of a park: {noun.what}.",
    )
    router.add_api_route(
        path + "/{id}",
        read,
        name=f"read_{str(noun.one).replace(' ', '_')}",
        response_model=noun.model,
        responses=problems(404),
        summary=f"Read {str(noun.one).title()}",
        description=f"One of the {noun.many} of a park, as its document describes it.",
    )


for _noun in NOUNS:
    _add(_noun)
