"""What a sketch is made of: bars, symbols, wires and words, each with its place in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from zeropark.review.presentation.text import Text

Align = Literal["start", "middle", "end"]


class Glyph(StrEnum):
    """The drawn signs, after IEC 60617 where it has one; a template macro draws each."""

    GRID = "grid"
    SUPPLY = "supply"
    DELIVERY = "delivery"
    DISCHARGE = "discharge"
    WIND = "wind"
    PV = "pv"
    CSP = "csp"
    GENERATOR = "generator"
    FUEL_CELL = "fuel_cell"
    BATTERY = "battery"
    STORE = "store"
    TANK = "tank"
    LOAD = "load"
    CELL = "cell"
    FURNACE = "furnace"
    BOILER = "boiler"
    PUMP = "pump"
    SERVERS = "servers"
    HOUSE = "house"
    CHARGER = "charger"
    PLANT = "plant"
    EXCHANGER = "exchanger"
    SUBSTATION = "substation"
    """A bus behind a transformer, not unfolded."""
    SECTION = "section"
    """A bus behind a line or pipe, not unfolded."""
    BUSES = "buses"
    """Further buses that the sketch has no room for."""
    TRANSFORMER = "transformer"
    LINE = "line"
    """A tie without a sign of its own: nothing but its wire."""
    VALVE = "valve"
    """A pipe between two headers."""


_HALF_PX = {Glyph.TRANSFORMER: (11.0, 18.0), Glyph.LINE: (0.0, 0.0), Glyph.VALVE: (7.0, 9.0)}
_HALF_OF_OTHERS_PX = (14.0, 14.0)


def half_size_px(glyph: Glyph) -> tuple[float, float]:
    """Half the width and half the height of a sign."""
    return _HALF_PX.get(glyph, _HALF_OF_OTHERS_PX)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `x` and `y` are its upper left corner, y grows downward."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any area; touching edges don't count."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Lettering:
    """Words as they are set: cut into lines that fit, and the baseline of the first."""

    lines: tuple[str, ...]
    y: float


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a bar or a symbol; `whole` is what they say where the lines are cut."""

    box: Box
    """Room that the longer of the two languages needs."""
    align: Align
    zh: Lettering
    en: Lettering
    whole: Text

    @property
    def x(self) -> float:
        """Where the lines are anchored, by their alignment."""
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.align]
        return self.box.x + share * self.box.width


@dataclass(frozen=True, slots=True)
class Member:
    """One node or link behind a symbol, and the flow links whose power it shows."""

    node: str
    forward: tuple[str, ...]
    """Ids of flow links in the direction that the symbol's arrow is drawn in."""
    reverse: tuple[str, ...] = ()
    """Ids of those against it."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """Where a symbol's wire shows its direction."""

    x: float
    y: float
    heading_deg: int
    """Which way it points while power goes forward: 90 is down, 270 is up."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """Something on a bus, or several of a sort taken together; or a tie between two buses."""

    id: str
    glyph: Glyph
    tone: str
    """Name of its colour token, without the dashes."""
    name: Text
    count: int
    """How many nodes or links it stands for."""
    x: float
    """Its centre."""
    y: float
    label: Label
    value: Box
    """Room for the live value, set in the middle of it or at its end as the label is."""
    arrow: Arrow
    members: tuple[Member, ...]
    on: tuple[str, ...]
    """The bus it hangs on; of a tie the upper bus, then the lower one."""

    @property
    def box(self) -> Box:
        """The area of its sign."""
        half_width, half_height = half_size_px(self.glyph)
        return Box(self.x - half_width, self.y - half_height, 2 * half_width, 2 * half_height)

    @property
    def links(self) -> tuple[str, ...]:
        """Ids of all flow links that it shows, forward before reverse."""
        forward = (link for member in self.members for link in member.forward)
        reverse = (link for member in self.members for link in member.reverse)
        return (*forward, *reverse)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bus; `x` is its left end, `y` its middle."""

    id: str
    name: Text
    voltage_kv: float | None
    x: float
    y: float
    width: float
    label: Label


@dataclass(frozen=True, slots=True)
class Wire:
    """A polyline that belongs to a symbol, in the direction of its forward power."""

    of: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A whole picture of one carrier of a park, `width` by `height` pixels at its natural size."""

    park: str
    carrier: str
    title: Text
    about: Text
    """The picture in words, for those who don't see it."""
    bars: tuple[Bar, ...]
    symbols: tuple[Symbol, ...]
    wires: tuple[Wire, ...]
    notes: tuple[Text, ...]
    """What was taken together or left out, with counts; empty where everything is drawn."""
    width: float
    height: float
