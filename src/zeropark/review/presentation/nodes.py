"""Nodes in words and in roles: what a bus, device or boundary point is called, and is to a page."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from zeropark.basis.park.document import ParkDocument
from zeropark.facts.ledger.sums import stores
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS


class Role(StrEnum):
    """What a node is to a reader; the value is also its colour in the page's palette."""

    WIND = "wind"
    SOLAR = "solar"
    GENERATION = "generation"
    """A device that gives electricity and is neither wind nor sun."""
    DIRECT = "direct"
    """A direct line across the boundary."""
    GRID = "grid"
    STORAGE = "storage"
    USE = "use"
    BUS = "bus"
    SUPPLY = "supply"
    """Fuel, heat, water or material across the boundary."""
    RESIDUAL = "residual"
    """What a bus needs to close, and what was curtailed."""


RESIDUALS: Final = ("losses", "unmetered", "curtailed")
_KIND_ROLES: Final = {
    "wind": Role.WIND,
    "pv": Role.SOLAR,
    "csp": Role.SOLAR,
    "battery": Role.STORAGE,
    "long_storage": Role.STORAGE,
    "heat_store": Role.STORAGE,
    "hydrogen_store": Role.STORAGE,
}
_POINT_ROLES: Final = {"public_grid": Role.GRID, "direct_line": Role.DIRECT}


def role(park: ParkDocument, node: str) -> Role:
    """What a node is; one that the park doesn't know counts as a use."""
    if node in RESIDUALS:
        return Role.RESIDUAL
    if node in park.bus_by_id:
        return Role.BUS
    point = park.point_by_id.get(node)
    if point is not None:
        return _POINT_ROLES.get(point.kind, Role.SUPPLY)
    return _device_role(park, node)


def _device_role(park: ParkDocument, node: str) -> Role:
    device = park.device_by_id.get(node)
    if device is None:
        return Role.USE
    if device.kind in _KIND_ROLES:
        return _KIND_ROLES[device.kind]
    fed = (park.bus_by_id.get(at.bus) for at in device.ports() if not at.port.into)
    electric = any(bus is not None and bus.carrier == "electricity" for bus in fed)
    return Role.GENERATION if electric else Role.USE


def stored(park: ParkDocument, node: str, *, carrier: str) -> bool:
    """Whether a store gives this carrier back; what drives its compressors it does not."""
    return role(park, node) is Role.STORAGE and node in stores(park, carrier=carrier)


def name(park: ParkDocument, node: str) -> Text:
    """What people call a node; its id where nobody named it."""
    if node in RESIDUALS:
        return TEXTS[f"node.{node}"]
    for found in (
        park.bus_by_id.get(node),
        park.point_by_id.get(node),
        park.device_by_id.get(node),
    ):
        if found is not None:
            return Text(found.name.zh, found.name.en)
    return Text.same(node)
