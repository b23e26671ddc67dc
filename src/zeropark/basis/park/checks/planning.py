"""What a plan may choose exists and can be chosen, and what it costs is told once and fits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from zeropark.basis.documents.lines import Path
from zeropark.basis.errors import Phrase, Severity
from zeropark.basis.park.checks.fault import Fault
from zeropark.basis.park.contract import GridSupply
from zeropark.basis.park.devices.coal_unit import CoalUnit
from zeropark.basis.park.devices.csp import Csp
from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.park.devices.wind import Wind
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.planning import Land, Planning, PointPrice, SizeRange
from zeropark.basis.park.sizing import POINT_FIELD, SIZED, kind_of
from zeropark.basis.rules.rule import Rulebook

_HERE: Final = "planning"
_NETWORK_PRICES: Final = "td.gansu"


def check_planning(park: ParkDocument) -> Iterator[Fault]:
    """Sizes that can't be chosen, prices that don't fit, and limits that nothing is told for."""
    planning = park.planning
    if planning is None:
        return
    yield from _sizes(park, planning)
    yield from _prices(park, planning)
    yield from _units(park, planning)
    for n, land in enumerate(planning.land):
        yield from _areas(park, land, (_HERE, "land", n))
    yield from _names(park, planning)


def check_planning_rules(park: ParkDocument, *, rules: Rulebook) -> Iterator[Fault]:
    """A price year in which tariffs are not known."""
    planning = park.planning
    if planning is None or not any(isinstance(each, GridSupply) for each in park.contracts):
        return
    if not rules.has(_NETWORK_PRICES, at=date(planning.price_year, 12, 31)):
        yield Fault(
            (_HERE, "price_year"),
            "planning.no_tariff",
            "At the end of {year} no network prices are known: power from the grid has no price.",
            "Choose another price_year, or add {rule} for it to rules.yaml.",
            {"year": planning.price_year, "rule": _NETWORK_PRICES},
            Severity.WARNING,
        )


def _sizes(park: ParkDocument, planning: Planning) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for n, each in enumerate(planning.sizes or ()):
        at: Path = (_HERE, "sizes", n)
        known = _sizes_of(park, each)
        if known is None:
            continue  # what it names is not there: that is told as a reference
        for name in (each.field, *each.together):
            if name not in known:
                yield _no_size(at, each, name, known)
            elif (each.of, name) in seen:
                yield _twice(at, each, name)
            seen.add((each.of, name))


def _sizes_of(park: ParkDocument, each: SizeRange) -> tuple[str, ...] | None:
    """The sizes that can be chosen; None where there is no such node."""
    if each.of in park.point_by_id:
        return (POINT_FIELD,)
    device = park.device_by_id.get(each.of)
    if device is None:
        return None
    sized = SIZED.get(kind_of(device))
    return () if sized is None else sized.fields


def _no_size(at: Path, each: SizeRange, name: str, known: tuple[str, ...]) -> Fault:
    return Fault(
        at,
        "planning.no_size",
        "{of} has no size {name!r} that can be chosen.",
        "Use one of: {known}.",
        {"of": each.of, "name": name, "known": ", ".join(known) or Phrase("none yet")},
    )


def _twice(at: Path, each: SizeRange, name: str) -> Fault:
    return Fault(
        at,
        "planning.size_twice",
        "The size {name} of {of} is told twice.",
        "Keep one of the two.",
        {"of": each.of, "name": name},
    )


def _prices(park: ParkDocument, planning: Planning) -> Iterator[Fault]:
    seen: set[str] = set()
    for n, each in enumerate(planning.prices):
        at: Path = (_HERE, "prices", n)
        if each.point in seen:
            yield Fault(
                at,
                "planning.price_twice",
                "The price at {point} is told twice.",
                "Keep one of the two.",
                {"point": each.point},
            )
        seen.add(each.point)
        yield from _price(park, each, at)


def _price(park: ParkDocument, each: PointPrice, at: Path) -> Iterator[Fault]:
    point = park.point_by_id.get(each.point)
    if point is None:
        return
    if any(isinstance(c, GridSupply) and c.point == point.id for c in park.contracts):
        yield Fault(
            at,
            "planning.price_of_the_grid",
            "{point} has a grid_supply contract, which tells its prices.",
            "Remove the entry, or the contract.",
            {"point": each.point},
        )
    out = (each.sold_cny_per_unit, each.disposal_cny_per_unit) != (None, None)
    if each.bought_cny_per_unit is not None and point.direction == "out":
        problem = "Nothing is bought at {point}: it only lets out."
    elif out and point.direction == "in":
        problem = "Nothing leaves at {point}: it only lets in."
    else:
        return
    remedy = "Name another point, or say bought_, sold_ or disposal_cny_per_unit as it is meant."
    yield Fault(at, "planning.price_way", problem, remedy, {"point": each.point})


def _units(park: ParkDocument, planning: Planning) -> Iterator[Fault]:
    for n, each in enumerate(planning.deep_peak_shaving):
        device = park.device_by_id.get(each.unit)
        if device is not None and not isinstance(device, CoalUnit):
            yield Fault(
                (_HERE, "deep_peak_shaving", n, "unit"),
                "planning.no_coal_unit",
                "{unit} is no coal_unit: it has no deep peak-shaving.",
                "Name a coal_unit, or remove the entry.",
                {"unit": each.unit},
            )


def _areas(park: ParkDocument, land: Land, at: Path) -> Iterator[Fault]:
    for kind, field, told in (
        (Pv, "pv_m2_per_kw", land.pv_m2_per_kw),
        (Wind, "wind_m2_per_kw", land.wind_m2_per_kw),
        (Csp, "csp_m2_per_field_kw", land.csp_m2_per_field_kw),
    ):
        standing = [
            device.id
            for device in park.devices
            if isinstance(device, kind)
            and getattr(device, "mounting", None) != "roof"
            and (not land.sites or device.site in land.sites)
        ]
        if standing and told is None:
            yield Fault(
                at,
                "planning.no_area",
                "Ground is limited, and nothing says how much {device} takes.",
                "Add {field}; 0 where it takes none.",
                {"device": standing[0], "field": field},
            )


def _names(park: ParkDocument, planning: Planning) -> Iterator[Fault]:
    """Kinds and nodes that are no keys of anything."""
    kinds = {kind_of(device) for device in park.devices}
    nodes = park.device_by_id.keys() | park.point_by_id.keys()
    points = {point.kind for point in park.boundary_points}
    firm = planning.reserve.firm_share if planning.reserve is not None else {}
    for name in firm:
        if name not in kinds | nodes | points:
            yield _unknown((_HERE, "reserve", "firm_share", name), name)
    for n, each in enumerate(planning.learning):
        if each.kind not in SIZED:
            yield _unknown((_HERE, "learning", n, "kind"), each.kind)


def _unknown(at: Path, name: str) -> Fault:
    return Fault(
        at,
        "planning.unknown_name",
        "The park has nothing called {name!r}.",
        "Use the id of a device or point, or a kind of them.",
        {"name": name},
    )
