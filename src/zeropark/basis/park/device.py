"""What all devices share: identity, and ports that say which bus they take from or give to.

A device kind is a class in `devices/`, one file a kind. A port is a field that holds the id of
a bus, or several ids, and is marked with one `Port` for each way that the carrier may go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from zeropark.basis.carriers import CARRIERS, Group
from zeropark.basis.park.economics import Economics
from zeropark.basis.park.parts import Id, Name, Part

Use = Literal["fuel", "feedstock", "energy"]
"""What a device does with what it takes: burns it, builds it into a product, or uses its energy."""

ANY_CARRIER: Final = tuple(CARRIERS)
FUELS: Final = tuple(c.id for c in CARRIERS.values() if c.group is Group.FUEL)
WATERS: Final = ("fresh_water", "recycled_water")


@dataclass(frozen=True, slots=True)
class Port:
    """Mark on a field: a bus of one of these carriers feeds the device (`into`), or is fed."""

    into: bool
    carriers: tuple[str, ...]
    use: Use = "energy"


@dataclass(frozen=True, slots=True)
class Connected:
    """A port in use: which bus, which way, and for what."""

    field: str
    bus: str
    port: Port


class Device(Part):
    """A thing in the park that makes, converts, stores or uses a carrier."""

    id: Id
    name: Name
    site: Id
    enterprise: Id | None = None
    """Whose it is; None for one of the park's own."""
    economics: Economics | None = None

    def ports(self) -> Iterator[Connected]:
        """The ports in use, in the order of their fields."""
        for name, marks in _port_fields(type(self)):
            for field, bus in _buses(name, getattr(self, name)):
                yield from (Connected(field, bus, mark) for mark in marks)


@cache
def _port_fields(kind: type[Device]) -> tuple[tuple[str, tuple[Port, ...]], ...]:
    """The fields of a kind of device that are ports, with their marks; asked for very often."""
    marked = (
        (name, tuple(mark for mark in info.metadata if isinstance(mark, Port)))
        for name, info in kind.model_fields.items()
    )
    return tuple((name, marks) for name, marks in marked if marks)


def _buses(field: str, value: str | tuple[str, ...] | None) -> Iterator[tuple[str, str]]:
    if isinstance(value, tuple):
        yield from ((f"{field}[{number}]", bus) for number, bus in enumerate(value))
    elif value is not None:
        yield field, value
