"""Every id that is referred to exists, and is that of the right sort of thing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

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
        if reference.id is not None and reference.id not in known[reference.what].ids:
            yield _dangling(reference, known[reference.what])


class _Known:
    """The ids of one sort of thing, and which of them is nearest to a wrong one."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = frozenset(ids)
        self._comparisons_left = _COMPARISONS
        self._nearest: dict[str, str] = {}

    @cached_property
    def ordered(self) -> list[str]:
        return sorted(self.ids)

    def nearest(self, wrong: str) -> str:
        """Empty where none is near, or where too many were looked for already."""
        if wrong not in self._nearest and self._comparisons_left > 0:
            self._comparisons_left -= len(self.ids)
            near = difflib.get_close_matches(wrong, self.ordered, n=1, cutoff=0.6)
            self._nearest[wrong] = near[0] if near else ""
        return self._nearest.get(wrong, "")


_COMPARISONS = 50_000
"""About a second's worth: where thousands of ids are wrong, the first hints say why."""


def _known(park: ParkDocument) -> dict[str, _Known]:
    nodes = {*park.bus_by_id, *park.device_by_id, *park.point_by_id}
    return {
        "node": _Known(nodes),
        "bus": _Known(park.bus_by_id),
        "device": _Known(park.device_by_id),
        "device or point": _Known([*park.device_by_id, *park.point_by_id]),
        "boundary point": _Known(park.point_by_id),
        "meter": _Known(park.meter_by_id),
        "enterprise": _Known(park.enterprise_by_id),
        "site": _Known(site.id for site in park.sites),
        "feeder": _Known(park.feeder_by_id),
        "resource": _Known(park.virtual_plant.resource_by_id if park.virtual_plant else ()),
    }


def _dangling(reference: _Reference, known: _Known) -> Fault:
    wanted = str(reference.id)
    near = known.nearest(wanted)
    remedy = "Did you mean {near!r}?" if near else "Add it, or use one that exists: {known}."
    shown = known.ordered[:_SHOWN]
    return Fault(
        reference.path,
        "reference.dangling",
        "There is no {what} {id!r}.",
        remedy,
        {
            "what": _SORTS[reference.what],
            "id": wanted,
            "near": near,
            "known": ", ".join(shown) + (" …" if len(known.ids) > _SHOWN else "")
            or Phrase("none yet"),
        },
    )


_SHOWN = 12
_SORTS = {
    "node": Phrase("node"),
    "bus": Phrase("bus"),
    "device": Phrase("device"),
    "device or point": Phrase("device or boundary point"),
    "boundary point": Phrase("boundary point"),
    "meter": Phrase("meter"),
    "enterprise": Phrase("enterprise"),
    "site": Phrase("site"),
    "feeder": Phrase("feeder"),
    "resource": Phrase("resource of the virtual plant"),
}


def _references(park: ParkDocument) -> Iterator[_Reference]:
    yield from _of_places(park)
    yield from _of_devices(park)
    yield from _of_feeders(park)
    yield from _of_meters(park)
    yield from _of_contracts(park)
    yield from _of_indicators(park)
    yield from _of_planning(park)
    yield from _of_virtual_plant(park)


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


def _of_feeders(park: ParkDocument) -> Iterator[_Reference]:
    for n, feeder in enumerate(park.feeders):
        yield _Reference(("feeders", n, "feeder"), feeder.feeder, "feeder")
        for k, member in enumerate(feeder.members):
            yield _Reference(("feeders", n, "members", k), member, "device or point")


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


def _of_planning(park: ParkDocument) -> Iterator[_Reference]:
    told = park.planning
    if told is None:
        return
    yield from _ones("sizes", "of", [at.of for at in told.sizes or ()], "device or point")
    yield from _ones("prices", "point", [at.point for at in told.prices], "boundary point")
    yield from _ones("unserved", "bus", [at.bus for at in told.unserved], "bus")
    yield from _ones("deep_peak_shaving", "unit", [at.unit for at in told.deep_peak_shaving])
    yield from _ones("start_costs", "of", [at.of for at in told.start_costs])
    yield from _ones("least_times", "of", [at.of for at in told.least_times])
    yield from _lists("no_export", "points", [at.points for at in told.no_export], "boundary point")
    yield from _lists("land", "sites", [at.sites for at in told.land], "site")
    yield from _lists("roofs", "devices", [at.devices for at in told.roofs], "device")


def _of_virtual_plant(park: ParkDocument) -> Iterator[_Reference]:
    told = park.virtual_plant
    if told is None:
        return
    for n, resource in enumerate(told.resources):
        at: Path = ("virtual_plant", "resources", n)
        for k, device in enumerate(resource.devices):
            yield _Reference((*at, "devices", k), device, "device")
        for k, meter in enumerate(resource.meters):
            yield _Reference((*at, "meters", k), meter, "meter")
    for n, programme in enumerate(told.programmes):
        for k, resource_id in enumerate(programme.resources):
            path: Path = ("virtual_plant", "programmes", n, "resources", k)
            yield _Reference(path, resource_id, "resource")


def _ones(
    section: str, field: str, ids: Iterable[str], what: str = "device"
) -> Iterator[_Reference]:
    for n, id_ in enumerate(ids):
        yield _Reference(("planning", section, n, field), id_, what)


def _lists(
    section: str, field: str, lists: Iterable[Iterable[str]], what: str
) -> Iterator[_Reference]:
    for n, ids in enumerate(lists):
        for k, id_ in enumerate(ids):
            yield _Reference(("planning", section, n, field, k), id_, what)


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
