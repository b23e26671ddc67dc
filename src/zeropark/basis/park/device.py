"""What all devices share: identity, and ports that say which bus they take from or give to.

A device kind is a class in `devices/`, one file a kind. A port is a field whose type is
`TakesFrom[...]` or `GivesTo[...]`; the field holds the id of a bus.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from zeropark.basis.park.parts import Id, Name, Part

Use = Literal["fuel", "feedstock", "energy"]
"""What a device does with what it takes: burns it, builds it into a product, or uses its energy."""


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

    def ports(self) -> Iterator[Connected]:
        """The ports in use, in the order of their fields."""
        for name, info in type(self).model_fields.items():
            bus = getattr(self, name)
            for mark in info.metadata:
                if isinstance(mark, Port) and bus is not None:
                    yield Connected(name, bus, mark)
