"""Targets: what can be forecast of a park."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from zeropark.basis.errors import InputError

Kind = Literal["load", "availability", "price"]
AVAILABLE: Final = frozenset({"wind", "pv"})
"""The kinds of devices whose output is a share of their capacity by the weather alone."""
LOADS: Final = frozenset(
    {
        "load",
        "building_group",
        "charging_station",
        "data_hall",
        "potline",
        "electric_furnace",
        "smelting_line",
        "converter",
    }
)
"""The kinds that take what their users need, whatever it costs."""


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """One series of a park that can be forecast.

    >>> str(Target("load", "mill"))
    'load.mill'
    """

    kind: Kind
    """`load`: what a device takes at its first port per step, in the inside unit of the carrier;
    `availability`: what a plant could give, as a share of its capacity, 0 to 1, mean of the step;
    `price`: CNY per kWh at a boundary point, mean of the step."""
    of: str
    """The id of the device or of the boundary point."""

    def __str__(self) -> str:
        return f"{self.kind}.{self.of}"


def target_named(text: str) -> Target:
    """The target that `kind.id` names.

    Raises:
        InputError: it names none.

    >>> target_named("price.grid-point")
    Target(kind='price', of='grid-point')
    """
    kind, _, of = text.partition(".")
    for known in get_args(Kind):
        if kind == known and of:
            return Target(known, of)
    raise InputError(
        "{text!r} names nothing that can be forecast. "
        "Write load.DEVICE, availability.DEVICE or price.POINT.",
        text=text,
    )
