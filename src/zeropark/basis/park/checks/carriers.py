"""What is joined carries the same: ports, links, points and rated figures against their buses."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from zeropark.basis.carriers import CARRIERS, Group
from zeropark.basis.documents.lines import Path
from zeropark.basis.errors import either
from zeropark.basis.park.checks.fault import Fault
from zeropark.basis.park.checks.references import selectors
from zeropark.basis.park.devices.load import Load
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.place import BoundaryPoint, Link


def check_carriers(park: ParkDocument) -> Iterator[Fault]:
    """Carriers that don't exist or don't fit what is joined to them."""
    for n, bus in enumerate(park.buses):
        if bus.carrier not in CARRIERS:
            yield _unknown(("buses", n, "carrier"), bus.carrier)
    yield from _ports(park)
    for n, link in enumerate(park.links):
        yield from _link(park, link, ("links", n))
    for n, point in enumerate(park.boundary_points):
        yield from _point(park, point, ("boundary_points", n))
    yield from _rated(park)
    yield from _products(park)
    yield from _selectors(park)


def _unknown(path: Path, carrier: str) -> Fault:
    near = difflib.get_close_matches(carrier, CARRIERS, n=1, cutoff=0.6)
    return Fault(
        path,
        "carrier.unknown",
        "There is no carrier {carrier!r}.",
        "Did you mean {near!r}?" if near else "Use one of: {known}.",
        {"carrier": carrier, "near": near[0] if near else "", "known": ", ".join(CARRIERS)},
    )


def _ports(park: ParkDocument) -> Iterator[Fault]:
    for n, device in enumerate(park.devices):
        for at in dict.fromkeys(device.ports()):
            bus = park.bus_by_id.get(at.bus)
            if bus is None or bus.carrier not in CARRIERS or bus.carrier in at.port.carriers:
                continue
            yield Fault(
                ("devices", n, at.field),
                "port.wrong_carrier",
                "The bus {bus!r} carries {carrier}; this port of a {kind} takes {wanted}.",
                "Name a bus of {wanted}, or change the bus's carrier.",
                {
                    "bus": at.bus,
                    "carrier": bus.carrier,
                    "kind": device.kind,
                    "wanted": either(at.port.carriers),
                },
            )


def _link(park: ParkDocument, link: Link, path: Path) -> Iterator[Fault]:
    if link.source == link.sink:
        yield Fault(
            path,
            "link.to_itself",
            "The link goes from {bus!r} to itself.",
            "Name two buses, or remove the link.",
            {"bus": link.source},
        )
    source, sink = park.bus_by_id.get(link.source), park.bus_by_id.get(link.sink)
    if source is not None and sink is not None and source.carrier != sink.carrier:
        yield Fault(
            path,
            "link.two_carriers",
            "The link joins {source!r} ({source_carrier}) with {sink!r} ({sink_carrier}).",
            "Join buses of one carrier; put a device between two that differ.",
            {
                "source": source.id,
                "sink": sink.id,
                "source_carrier": source.carrier,
                "sink_carrier": sink.carrier,
            },
        )


def _point(park: ParkDocument, point: BoundaryPoint, path: Path) -> Iterator[Fault]:
    bus = park.bus_by_id.get(point.bus)
    if bus is None:
        return
    electric = point.kind in ("public_grid", "direct_line")
    if electric and bus.carrier != "electricity":
        yield Fault(
            (*path, "kind"),
            "point.wrong_carrier",
            "A point of kind {kind} carries electricity; the bus {bus!r} carries {carrier}.",
            "Name a bus of electricity, or use supply, delivery or discharge.",
            {"kind": point.kind, "bus": bus.id, "carrier": bus.carrier},
        )
    wrong_way = {"supply": "out", "delivery": "in", "discharge": "in"}.get(point.kind)
    if wrong_way == point.direction:
        yield Fault(
            (*path, "direction"),
            "point.wrong_direction",
            "A {kind} can't go {direction}.",
            "A supply goes in; delivery and discharge go out.",
            {"kind": point.kind, "direction": point.direction},
        )


def _rated(park: ParkDocument) -> Iterator[Fault]:
    for n, device in enumerate(park.devices):
        bus = park.bus_by_id.get(device.takes_from) if isinstance(device, Load) else None
        if bus is None or bus.carrier not in CARRIERS or not isinstance(device, Load):
            continue
        (unit,), wanted = device.rated(), CARRIERS[bus.carrier].unit
        if unit != wanted:
            yield Fault(
                ("devices", n),
                "load.wrong_rating",
                "It is rated in {unit} an hour, but {carrier} is counted in {wanted}.",
                "Give the rated_ field that fits {wanted}.",
                {"unit": unit, "carrier": bus.carrier, "wanted": wanted},
            )


def _products(park: ParkDocument) -> Iterator[Fault]:
    for n, enterprise in enumerate(park.enterprises):
        for k, product in enumerate(enterprise.products):
            bus = park.bus_by_id.get(product.bus)
            carrier = CARRIERS.get(bus.carrier) if bus is not None else None
            if carrier is not None and carrier.group not in _SOLD:
                yield Fault(
                    ("enterprises", n, "products", k, "bus"),
                    "product.wrong_carrier",
                    "A product is counted at a bus of a material; {bus!r} carries {carrier}.",
                    "Name the bus that the product flows into.",
                    {"bus": product.bus, "carrier": carrier.id},
                )


_SOLD = frozenset({Group.MATERIAL, Group.HYDROGEN_FAMILY, Group.GAS, Group.FUEL})


def _selectors(park: ParkDocument) -> Iterator[Fault]:
    for name in ("solid_waste_use", "waste_heat_use", "water_reuse"):
        for path, selector in selectors(getattr(park.indicators, name), ("indicators", name)):
            if selector.carrier is not None and selector.carrier not in CARRIERS:
                yield _unknown((*path, "carrier"), selector.carrier)
