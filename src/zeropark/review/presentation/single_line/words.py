"""Words on the drawing: labels with their lines and room, and the drawing told in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from zeropark.basis.park.place import Bus
from zeropark.review.presentation.single_line.cells import Cell
from zeropark.review.presentation.single_line.lettering import lines_of, width_px
from zeropark.review.presentation.single_line.paper import (
    BASELINE,
    BOLD,
    CELL_LINES,
    LEAD,
    LINE,
    SIZE_EN,
    SIZE_ZH,
    VALUE,
)
from zeropark.review.presentation.single_line.sketch import (
    Align,
    Box,
    Label,
    Lettering,
    Sketch,
    half_size_px,
)
from zeropark.review.presentation.single_line.texts import WORDS
from zeropark.review.presentation.text import Text, limit_number


@dataclass(frozen=True, slots=True)
class Anchor:
    """The point that lines are set at, and to which side of it they go."""

    x: float
    y: float
    """The top of the first line where they grow down, the bottom of the last where they grow up."""
    align: Align = "middle"
    grows: Literal["up", "down"] = "down"


def label(
    name: Text,
    at: Anchor,
    *,
    room_px: float,
    most: int,
    last: Text | None = None,
    bold: bool = False,
) -> Label:
    """A name in at most so many lines, and `last` on one of its own."""
    size_zh, size_en = (SIZE_ZH, SIZE_EN * BOLD) if bold else (SIZE_ZH, SIZE_EN)
    zh = lines_of(name.zh, room_px=room_px, most=most, size_px=size_zh)
    en = lines_of(name.en, room_px=room_px, most=most, size_px=size_en)
    if last is not None:
        zh, en = (*zh, last.zh), (*en, last.en)
    width = min(max(_width(zh, size_zh), _width(en, size_en)), room_px)
    height = LINE * max(len(zh), len(en))
    left = at.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[at.align]
    box = Box(left, at.y if at.grows == "down" else at.y - height, width, height)
    whole = name if last is None else WORDS["several"].fill({"name": name, "count": last})
    return Label(box, at.align, _set(zh, at), _set(en, at), whole)


def cell_label(cell: Cell, at: Anchor, *, pitch: float) -> Label:
    """What a symbol on a bus is called, in the room between its neighbours."""
    most = CELL_LINES - (cell.counted is not None)
    return label(cell.name, at, room_px=pitch - 5, most=most, last=cell.counted)


def cell_height(cell: Cell, *, pitch: float) -> float:
    """From its bus to the last line of its words."""
    sign = 2 * half_size_px(cell.glyph)[1]
    return LEAD + sign + 1 + VALUE + cell_label(cell, Anchor(0.0, 0.0), pitch=pitch).box.height + 4


def _width(lines: Iterable[str], size_px: float) -> float:
    return max((width_px(line, size_px=size_px) for line in lines), default=0.0)


def _set(lines: Sequence[str], at: Anchor) -> Lettering:
    top = at.y if at.grows == "down" else at.y - LINE * len(lines)
    return Lettering(tuple(lines), top + BASELINE)


def level_of(bus: Bus) -> Text | None:
    """A bus's voltage or temperature; None where neither is told."""
    if bus.voltage_kv is not None:
        return Text.same(f"{limit_number(bus.voltage_kv)} kV")
    if bus.temperature_c is not None:
        return Text.same(f"{limit_number(bus.temperature_c)} °C")
    return None


def told(sketch: Sketch) -> Text:
    """The drawing in sentences: each bus with what is on it, then the ties."""
    listed = WORDS["listed"]
    ends = {bar.id: bar.name for bar in sketch.bars}
    words = Text.same("")
    for bar in sketch.bars:
        parts = [each.label.whole for each in sketch.symbols if each.on == (bar.id,)]
        joined = Text(listed.zh.join(p.zh for p in parts), listed.en.join(p.en for p in parts))
        key = "bus" if parts else "bus.empty"
        words += WORDS[key].fill({"bus": bar.label.whole, "parts": joined})
    for tie in (each for each in sketch.symbols if len(each.on) > 1):
        upper, lower = (ends[bus] for bus in tie.on)
        words += WORDS["tie"].fill({"tie": tie.label.whole, "upper": upper, "lower": lower})
    return Text(words.zh.strip(), words.en.strip())
