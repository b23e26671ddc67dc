"""Feeders: transformers and lines that several devices share, as a tree of capacities.

A bus says where flows must close; a feeder says how much of them one piece of equipment carries.
Its load is the net electric power of its members and of the feeders that hang on it.
"""

from __future__ import annotations

from pydantic import Field

from zeropark.basis.park.parts import Id, Name, Part, Positive


class Feeder(Part):
    """A transformer, busbar or line with a limit, and what hangs on it."""

    id: Id
    name: Name
    capacity_kw: Positive
    """In either direction, the mean of a step."""
    feeder: Id | None = None
    """The feeder that feeds it; None: it is fed by what no feeder limits."""
    members: tuple[Id, ...] = Field(default=())
    """Devices and boundary points whose electric power runs over it, beside those of the feeders
    that hang on it."""
