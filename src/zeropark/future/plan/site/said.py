"""How sentences about a plan call what is in it: numbers as people write them, nodes by name."""

from __future__ import annotations

import re
from typing import Final

from zeropark.basis.carriers import carrier
from zeropark.basis.errors import Name, Phrase
from zeropark.basis.park.document import ParkDocument

_BUSES: Final = ("bus ", "yards ")
"""How rows begin that are of a bus: of each step, and of a material over all of them."""
_FIGURES: Final = 6
_AFTER_ID: Final = re.compile(r"[. ]")


def amount(value: float) -> str:
    """A number with six figures or all before the point, and never a power of ten.

    >>> amount(1_234_567.8), amount(1_200_000.0), amount(0.35), amount(1234.5)
    ('1,234,568', '1,200,000', '0.35', '1,234.5')
    >>> amount(0.000012)
    '0.000012'
    """
    told = f"{value:,.{_FIGURES}g}"
    if "e" not in told:
        return told
    return f"{value:,.0f}" if abs(value) >= 1.0 else f"{value:.12f}".rstrip("0")


def node_name(park: ParkDocument, node: str) -> object:
    """What people call a bus, boundary point or device; its id where there is none."""
    for known in (park.bus_by_id, park.point_by_id, park.device_by_id):
        found = known.get(node)
        if found is not None:
            return Name(found.name.en, zh=found.name.zh)
    return node


def row_name(park: ParkDocument, row: str) -> object:
    """What a row of the program is about: a bus by its name, else a device and what of it."""
    if bus := _bus_of(row):
        return node_name(park, bus)
    node = _AFTER_ID.split(row, maxsplit=1)[0]
    if node in park.device_by_id or node in park.point_by_id:
        return Phrase("{node} (in the row {row})", {"node": node_name(park, node), "row": row})
    return row


def row_unit(park: ParkDocument, row: str) -> str:
    """In what a row counts, with a space before; nothing where it is of no bus."""
    bus = park.bus_by_id.get(_bus_of(row))
    return "" if bus is None else f" {carrier(bus.carrier).unit}"


def _bus_of(row: str) -> str:
    """The id of the bus that a row is of; nothing where it is of none."""
    return next((row.removeprefix(start) for start in _BUSES if row.startswith(start)), "")
