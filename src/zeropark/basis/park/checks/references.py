"""Every id that is referred to exists, and is that of the right sort of thing."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from zeropark.basis.documents.lines import Path
from zeropark.basis.errors import Phrase
from zeropark.basis.park.checks.fault import Fault
from zeropark.basis.park.contract import (
    PARK_AS_ONE,
    CertificateHolding,
    GreenDirect,
    GreenTrade,
    GridSupply,
)
from zeropark.basis.park.devices.co2_capture import Co2Capture
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.target import FlowSelector, RatioOf, WeightedMean


@dataclass(frozen=True, slots=True)
class _Reference:
    path: Path
    id: str | None
    what: str
    """Sort of thing that it must be, of `_SORTS`."""


def check_references(park: ParkDocument) -> Iterator[Fault]:
    """References to nothing, each with the nearest id that exists."""
    known = _known(park)
    for reference in _references(park):
        if reference.id is not None and reference.id not in known[reference.what]:
            yield _dangling(reference, known[reference.what])


def _known(park: ParkDocument) -> dict[str, Collection[str]]:
    nodes = {*park.bus_by_id, *park.device_by_id, *park.point_by_id}
    return {
        "node": nodes,
        "bus": park.bus_by_id,
        "device": park.device_by_id,
        "boundary point": park.point_by_id,
        "meter": park.meter_by_id,
        "enterprise": park.enterprise_by_id,
        "site": {site.id for site in park.sites},
    }


def _dangling(reference: _Reference, known: Collection[str]) -> Fault:
    wanted = str(reference.id)
    near = difflib.get_close_matches(wanted, sorted(known), n=1, cutoff=0.6)
    remedy = "Did you mean {near!r}?" if near else "Add it, or use one that exists: {known}."
    shown = sorted(known)[:_SHOWN]
    return Fault(
        reference.path,
        "reference.dangling",
        "There is no {what} {id!r}.",
        remedy,
        {
            "what": _SORTS[reference.what],
            "id": wanted,
            "near": near[0] if near else "",
            "known": ", ".join(shown) + (" …" if len(known) > _SHOWN else "") or Phrase("none yet"),
        },
    )


_SHOWN = 12
_SORTS = {
    "node": Phrase("node"),
    "bus": Phrase("bus"),
    "device": Phrase("device"),
    "boundary point": Phrase("boundary point"),
    "meter": Phrase("meter"),
    "enterprise": Phrase("enterprise"),
    "site": Phrase("site"),
}


def _references(park: ParkDocument) -> Iterator[_Reference]:
    yield from _of_places(park)
    yield from _of_devices(park)
    yield from _of_meters(park)
    yield from _of_contracts(park)
    yield from _of_indicators(park)


def _of_places(park: ParkDocument) -> Iterator[_Reference]:
    for n, enterprise in enumerate(park.enterprises):
        for k, product in enumerate(enterprise.products):
            yield _Reference(("enterprises", n, "products", k, "bus"), product.bus, "bus")
    for n, bus in enumerate(park.buses):
        yield _Reference(("buses", n, "enterprise"), bus.enterprise, "enterprise")
    for n, point in enumerate(park.boundary_points):
        yield _Reference(("boundary_points", n, "bus"), point.bus, "bus")
    for n, link in enumerate(park.links):
        yield _Reference(("links", n, "from"), link.source, "bus")
        yield _Reference(("links", n, "to"), link.sink, "bus")


def _of_devices(park: ParkDocument) -> Iterator[_Reference]:
    for n, device in enumerate(park.devices):
        yield _Reference(("devices", n, "site"), device.site, "site")
        yield _Reference(("devices", n, "enterprise"), device.enterprise, "enterprise")
        for field, bus in dict.fromkeys((at.field, at.bus) for at in device.ports()):
            yield _Reference(("devices", n, field), bus, "bus")
        if isinstance(device, Co2Capture):
            for k, treated in enumerate(device.treats):
                yield _Reference(("devices", n, "treats", k), treated, "device")


def _of_meters(park: ParkDocument) -> Iterator[_Reference]:
    for n, meter in enumerate(park.meters):
        yield _Reference(("meters", n, "from"), meter.source, "node")
        yield _Reference(("meters", n, "to"), meter.sink, "node")
        yield _Reference(("meters", n, "checks"), meter.checks, "meter")
        for k, sub in enumerate(meter.sub_meters):
            yield _Reference(("meters", n, "sub_meters", k), sub, "meter")


def _of_contracts(park: ParkDocument) -> Iterator[_Reference]:
    for n, contract in enumerate(park.contracts):
        at: Path = ("contracts", n)
        if isinstance(contract, GridSupply):
            yield _Reference((*at, "point"), contract.point, "boundary point")
        elif isinstance(contract, GreenTrade):
            yield _Reference((*at, "buyer"), _enterprise_named(contract.buyer), "enterprise")
        elif isinstance(contract, CertificateHolding):
            yield _Reference((*at, "holder"), _enterprise_named(contract.holder), "enterprise")
        else:
            yield from _of_green_direct(contract, at)


def _enterprise_named(customer: str) -> str | None:
    """The enterprise that buys or holds; None for the park as one."""
    return None if customer == PARK_AS_ONE else customer


def _of_green_direct(contract: GreenDirect, at: Path) -> Iterator[_Reference]:
    for k, plant in enumerate(contract.plants):
        yield _Reference((*at, "plants", k), plant, "device")
    for k, storage in enumerate(contract.storages):
        yield _Reference((*at, "storages", k), storage, "device")
    for k, user in enumerate(contract.users):
        yield _Reference((*at, "users", k), user, "enterprise")
    yield _Reference((*at, "grid_point"), contract.grid_point, "boundary point")


def _of_indicators(park: ParkDocument) -> Iterator[_Reference]:
    for name in ("solid_waste_use", "waste_heat_use", "water_reuse"):
        for path, selector in selectors(getattr(park.indicators, name), ("indicators", name)):
            yield _Reference((*path, "from"), selector.source, "node")
            yield _Reference((*path, "to"), selector.sink, "node")


def selectors(source: object, path: Path) -> Iterator[tuple[Path, FlowSelector]]:
    """Every flow selector of an indicator, with its path."""
    if isinstance(source, WeightedMean):
        for n, part in enumerate(source.parts):
            yield from selectors(part, (*path, "parts", n))
    if isinstance(source, RatioOf):
        for n, selector in enumerate(source.numerator):
            yield (*path, "numerator", n), selector
        for n, selector in enumerate(source.denominator):
            yield (*path, "denominator", n), selector
