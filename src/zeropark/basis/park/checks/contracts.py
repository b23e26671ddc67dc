"""Contracts are complete, and within what 650, 688 and the certificate rules allow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from zeropark.basis.documents.lines import Path
from zeropark.basis.errors import Severity
from zeropark.basis.park.checks.fault import Fault
from zeropark.basis.park.contract import CertificateHolding, GreenDirect, GridSupply
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook

RENEWABLE_KINDS: Final = frozenset({"wind", "pv", "csp"})
_FARM: Final = re.compile(r"A\d{2,4}|0[1-5]\d{0,2}")
"""GB/T 4754-2017, section A."""


def check_contracts(park: ParkDocument) -> Iterator[Fault]:
    """Conditions that a contract misses or breaks."""
    for n, contract in enumerate(park.contracts):
        at: Path = ("contracts", n)
        if isinstance(contract, GridSupply):
            yield from _grid_supply(park, contract, at)
        elif isinstance(contract, GreenDirect):
            yield from _green_direct(park, contract, at)
        elif isinstance(contract, CertificateHolding):
            yield from _cancelled(contract, at)
    yield from _second_supply(park)
    yield from _plants_twice(park)


def _grid_supply(park: ParkDocument, contract: GridSupply, at: Path) -> Iterator[Fault]:
    needed = "declared_demand_kw" if contract.basis == "demand" else "declared_capacity_kva"
    if contract.pricing == "two_part" and getattr(contract, needed) is None:
        yield Fault(
            at,
            "contract.two_part_incomplete",
            "A two-part tariff on {basis} needs {needed}.",
            "Add {needed}, or set pricing: single.",
            {"basis": contract.basis, "needed": needed},
        )
    point = park.point_by_id.get(contract.point)
    if point is not None and point.kind != "public_grid":
        yield _not_the_grid((*at, "point"), point.id, point.kind)
    limit, declared = point.capacity_kw if point else None, contract.declared_demand_kw
    if limit is not None and declared is not None and declared > limit:
        yield _above_point((*at, "declared_demand_kw"), declared, limit)


def _green_direct(park: ParkDocument, contract: GreenDirect, at: Path) -> Iterator[Fault]:
    for k, plant in enumerate(contract.plants):
        yield from _plant(park, plant, (*at, "plants", k))
    for k, user in enumerate(contract.users):
        yield from _user(park, user, (*at, "users", k))
    if contract.under == "650" and len(contract.users) > 1:
        yield Fault(
            (*at, "under"),
            "contract.several_users_under_650",
            "发改能源〔2025〕650号 allows one user; {count} are named.",
            "Set under: '688' (发改能源〔2026〕688号, several users), or name one user.",
            {"count": len(contract.users)},
        )
    point = park.point_by_id.get(contract.grid_point or "")
    if point is None:
        return
    if point.kind != "public_grid":
        yield _not_the_grid((*at, "grid_point"), point.id, point.kind)
    declared = contract.declared_exchange_kw
    if declared is None:
        yield Fault(
            at,
            "contract.no_declared_exchange",
            "A project that meets the grid declares its exchange capacity; none is given.",
            "Add declared_exchange_kw; exchange above it is then seen.",
            severity=Severity.WARNING,
        )
    elif point.capacity_kw is not None and declared > point.capacity_kw:
        yield _above_point((*at, "declared_exchange_kw"), declared, point.capacity_kw)


def _plant(park: ParkDocument, plant: str, path: Path) -> Iterator[Fault]:
    device = park.device_by_id.get(plant)
    if device is None or device.kind in RENEWABLE_KINDS or _burns_only_biomass(park, plant):
        return
    yield Fault(
        path,
        "contract.plant_not_renewable",
        "{plant!r} is a {kind}; a green direct connection is fed by wind, sun or biomass.",
        "Name only such plants; list a store under storages.",
        {"plant": plant, "kind": device.kind},
    )


def _burns_only_biomass(park: ParkDocument, plant: str) -> bool:
    ports = park.device_by_id[plant].ports()
    burnt = {at.bus for at in ports if at.port.into and at.port.use == "fuel"}
    carriers = {park.bus_by_id[bus].carrier for bus in burnt if bus in park.bus_by_id}
    return carriers == {"biomass"}


def _user(park: ParkDocument, user: str, path: Path) -> Iterator[Fault]:
    enterprise = park.enterprise_by_id.get(user)
    if enterprise is not None and _FARM.fullmatch(enterprise.industry_code):
        yield Fault(
            path,
            "contract.user_not_allowed",
            "{user!r} is of section A of GB/T 4754; 688 leaves residents and farms out.",
            "Take it out of users.",
            {"user": user},
        )


def _cancelled(contract: CertificateHolding, at: Path) -> Iterator[Fault]:
    year, month = (int(part) for part in contract.vintage.split("-"))
    if contract.cancelled_for is not None and contract.cancelled_for < year:
        yield Fault(
            (*at, "cancelled_for"),
            "contract.vintage_too_late",
            "Generated in {vintage}, it can't cover the consumption of {year} before it.",
            "Set cancelled_for to {from_year} or later, or correct the vintage.",
            {"vintage": contract.vintage, "year": contract.cancelled_for, "from_year": year},
        )
    if contract.cancelled_on is not None and contract.cancelled_on < date(year, month, 1):
        yield Fault(
            (*at, "cancelled_on"),
            "contract.cancelled_before_vintage",
            "It was cancelled on {day}, before it was generated ({vintage}).",
            "Correct one of the two dates.",
            {"day": contract.cancelled_on, "vintage": contract.vintage},
        )
    if contract.cancelled_on is not None and contract.cancelled_for is None:
        yield Fault(
            (*at, "cancelled_on"),
            "contract.cancelled_for_nothing",
            "It was cancelled, but no year of consumption is named.",
            "Add cancelled_for, or remove cancelled_on.",
        )


def check_validity(park: ParkDocument, *, rules: Rulebook) -> Iterator[Fault]:
    """Certificates cancelled after their time (`gec.validity`, months from the vintage's own)."""
    for n, contract in enumerate(park.contracts):
        if not isinstance(contract, CertificateHolding) or contract.cancelled_for is None:
            continue
        at = contract.cancelled_on or date(contract.cancelled_for, 1, 1)
        if not rules.has("gec.validity", at=at):
            continue
        months = round(rules.factor("gec.validity", at=at).value)
        year, month = (int(part) for part in contract.vintage.split("-"))
        age = (at.year - year) * 12 + at.month - month
        if age >= months:
            yield Fault(
                ("contracts", n),
                "contract.certificate_expired",
                "Generated in {vintage}, it was valid for {months} months, not until {at}.",
                "Cancel a younger one; this one can't be counted.",
                {"vintage": contract.vintage, "months": months, "at": at.strftime("%Y-%m")},
            )


def _second_supply(park: ParkDocument) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for n, contract in enumerate(park.contracts):
        if isinstance(contract, GridSupply):
            if contract.point in first:
                yield Fault(
                    ("contracts", n, "point"),
                    "contract.second_supply",
                    "{other!r} already supplies the point {point!r}.",
                    "Keep one supply contract a point.",
                    {"other": first[contract.point], "point": contract.point},
                )
            first.setdefault(contract.point, contract.id)


def _plants_twice(park: ParkDocument) -> Iterator[Fault]:
    """A kilowatt-hour is direct supply once: no plant or store is in two projects."""
    first: dict[str, str] = {}
    for n, contract in enumerate(park.contracts):
        if not isinstance(contract, GreenDirect):
            continue
        for field in ("plants", "storages"):
            for k, device in enumerate(getattr(contract, field)):
                if device in first:
                    yield Fault(
                        ("contracts", n, field, k),
                        "contract.plant_twice",
                        "{device!r} is named in {other!r} already.",
                        "Name each plant and store once: what it gives can be counted once.",
                        {"device": device, "other": first[device]},
                    )
                first.setdefault(device, contract.id)


def _not_the_grid(path: Path, point: str, kind: str) -> Fault:
    return Fault(
        path,
        "contract.not_at_the_grid",
        "{point!r} is a point of kind {kind}.",
        "Name a boundary point of kind public_grid.",
        {"point": point, "kind": kind},
    )


def _above_point(path: Path, declared: float, limit: float) -> Fault:
    return Fault(
        path,
        "contract.above_point_capacity",
        "{declared:,.0f} kW is declared, but the point has {limit:,.0f} kW.",
        "Lower it, or correct capacity_kw of the point.",
        {"declared": declared, "limit": limit},
        Severity.WARNING,
    )
