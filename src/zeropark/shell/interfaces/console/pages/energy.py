"""Where the energy went: at a glance and bus by bus, what was left over, how load ran, who used it.

What needs every quarter-hour (load, map, users) is a part that the page fetches after it is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zeropark.basis.carriers import CARRIERS, Group
from zeropark.basis.park.contract import GridSupply
from zeropark.basis.park.place import Bus
from zeropark.facts.ledger.bills.price import grid_supply_price
from zeropark.facts.ledger.flow import Flows
from zeropark.review.presentation.figures.bus import bus_figure
from zeropark.review.presentation.figures.buses import buses_figure
from zeropark.review.presentation.figures.duration import duration_figure
from zeropark.review.presentation.figures.figure import Figure
from zeropark.review.presentation.figures.load import load_figure, peak_table
from zeropark.review.presentation.figures.months import months_figure
from zeropark.review.presentation.figures.overview import overview_figure
from zeropark.review.presentation.figures.sankey import Narrowed, carrier_words, sankey_figure
from zeropark.review.presentation.figures.users import users_figure
from zeropark.review.presentation.figures.year_map import (
    mapped,
    price_map_figure,
    year_map_figure,
)
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.shapes import readable_spans
from zeropark.review.presentation.text import Text
from zeropark.shell.interfaces.console.page import ParkPage, Part, Shown
from zeropark.shell.interfaces.console.visit import ParkVisit
from zeropark.shell.interfaces.http.status import NotFoundError

_GROUPS: Final = (Group.HEAT, Group.FUEL, Group.HYDROGEN_FAMILY)
"""Groups of several carriers that can be chosen like one."""
_PRICE: Final = "price"
"""The map of what a kWh from the grid costs, where there is a supply contract."""


def energy(visit: ParkVisit) -> Shown:
    """Where it went, from the hours of the period."""
    results = visit.desk.results(visit.period)
    narrowed = _narrowed(visit, results.flows)
    chosen = narrowed.bus
    found = (
        overview_figure(results),
        sankey_figure(results, narrowed=narrowed),
        None if chosen is None else bus_figure(results, bus=chosen),
        months_figure(results, by=readable_spans(visit.period)),
        buses_figure(results),
    )
    return Shown(
        figures=_there(*found),
        data={
            "generated": results.generated,
            "narrowed": narrowed,
            "carriers": tuple(_carriers(results.flows)),
            "buses": _buses(visit, results.flows),
        },
    )


def _there(*figures: Figure | None) -> tuple[Figure, ...]:
    return tuple(figure for figure in figures if figure is not None)


def _narrowed(visit: ParkVisit, flows: Flows) -> Narrowed:
    """What the address asks for.

    Raises:
        NotFoundError: there is no such carrier or bus in these flows.
    """
    carrier, bus = visit.query.get("carrier") or None, visit.query.get("bus") or None
    if carrier is not None and carrier not in {key for key, _ in _carriers(flows)}:
        raise NotFoundError(
            "No {carrier!r} flowed here. Choose a carrier from the list.", carrier=carrier
        )
    if bus is not None and bus not in {each.id for each in _buses(visit, flows)}:
        raise NotFoundError("Nothing flowed at a bus {bus!r}. Choose a bus from the list.", bus=bus)
    return Narrowed(carrier=carrier, bus=bus)


def _carriers(flows: Flows) -> Iterator[tuple[str, Text]]:
    """Groups and carriers that flowed; a carrier named as its group stands for the group."""
    there = {link.carrier for link in flows.links}
    for group in _GROUPS:
        if any(CARRIERS[each].group is group for each in there):
            yield group.value, carrier_words(group.value)
    for key in CARRIERS:
        if key in there and key != Group.HEAT:
            yield key, carrier_words(key)


def _buses(visit: ParkVisit, flows: Flows) -> tuple[Bus, ...]:
    touched = {node for link in flows.links for node in (link.source, link.sink)}
    return tuple(bus for bus in visit.desk.park.buses if bus.id in touched)


def _load(visit: ParkVisit) -> Shown:
    """Every quarter-hour: load curves, duration, and the highest with its time."""
    results = visit.desk.results(visit.period, resolution="quarter")
    peak = peak_table(results)
    return Shown(
        figures=_there(load_figure(results), duration_figure(results)),
        tables={} if peak is None else {"peak": peak},
    )


def _span(visit: ParkVisit) -> Shown:
    """The load curves of the stretch that a person zoomed to; not kept, for there are many."""
    flows = visit.desk.work.books.flows(visit.period, resolution="quarter")
    return Shown(figures=_there(load_figure(Results(park=visit.desk.park, flows=flows))))


def _map(visit: ParkVisit) -> Shown:
    """The map of hours of what the address asks for, else of use.

    Raises:
        NotFoundError: there is no such map of this park.
    """
    results = visit.desk.results(visit.period)
    supply = next(
        (each for each in visit.desk.park.contracts if isinstance(each, GridSupply)), None
    )
    there = (*mapped(results), *(() if supply is None else (_PRICE,)))
    wanted = visit.query.get("map") or next(iter(there), None)
    if wanted is not None and wanted not in there:
        raise NotFoundError("There is no map of {what!r}. Choose one from the list.", what=wanted)
    figures: tuple[Figure, ...] = ()
    if wanted == _PRICE and supply is not None:
        axis = results.flows.axis
        figures = (price_map_figure(axis, grid_supply_price(supply, visit.desk.rules, axis=axis)),)
    elif wanted is not None:
        figures = (year_map_figure(results, group=wanted),)
    return Shown(figures=figures, data={"mapped": there, "group": wanted})


def _users(visit: ParkVisit) -> Shown:
    """Consumption by enterprise."""
    found = visit.desk.allocated(visit.period).consumption
    return Shown(figures=_there(users_figure(found, park=visit.desk.park)))


ENERGY_PAGE = ParkPage(
    id="energy",
    sentence=Text("能量去了哪里", "Where the energy went"),
    heading=Text("{park}{period}的能量去了哪里", "Where the energy of {park} went, {period}"),
    template="energy.html.j2",
    view=energy,
    key="e",
    parts={
        "load": Part(
            template="energy_load.html.j2", view=_load, tables=("load", "peak", "duration")
        ),
        "span": Part(template="energy_span.html.j2", view=_span),
        "map": Part(template="energy_map.html.j2", view=_map, tables=("map",)),
        "users": Part(template="energy_users.html.j2", view=_users, tables=("users",)),
    },
)
