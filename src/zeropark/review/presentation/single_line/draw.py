"""Lines and signs: a group of buses in place becomes bars, symbols and wires."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zeropark.review.presentation.single_line.cells import Cell
from zeropark.review.presentation.single_line.joints import Joint
from zeropark.review.presentation.single_line.layout import Laid, Route
from zeropark.review.presentation.single_line.paper import (
    BAR,
    BAR_LINES,
    BAR_WORDS,
    JOINT,
    JOINT_LINES,
    LEAD,
    LINE,
    VALUE,
    ZONE,
)
from zeropark.review.presentation.single_line.place import Placed
from zeropark.review.presentation.single_line.sketch import (
    Arrow,
    Bar,
    Box,
    Symbol,
    Wire,
    half_size_px,
)
from zeropark.review.presentation.single_line.words import Anchor, cell_label, label, level_of
from zeropark.review.presentation.text import Text

Point = tuple[float, float]
_DOWN, _UP = 90, 270
_BESIDE = 16.0
"""From the middle of a tie's wire to its words."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A symbol and the wires that are its own."""

    symbol: Symbol
    wires: tuple[Wire, ...]


def bars(laid: Laid) -> Iterator[Bar]:
    """Every bus, from the top row down, each row from left to right."""
    for each in sorted(laid.placed.values(), key=lambda p: (p.branch.rank, p.left)):
        bus, y = each.branch.bus, laid.rows[each.branch.rank].bar_y
        name = Text(bus.name.zh, bus.name.en)
        words = label(
            name,
            Anchor(each.words_left, y - BAR / 2 - 3, "start", "up"),
            room_px=ZONE - 10,
            most=BAR_LINES,
            last=level_of(bus),
            bold=True,
        )
        yield Bar(bus.id, name, bus.voltage_kv, each.left, y, each.right - each.left, words)


def symbols(laid: Laid, *, pitch: float) -> Iterator[Drawn]:
    """Every cell and tie with its wires, bus by bus."""
    routes = {route.joint.id: route for route in laid.routes}
    for each in sorted(laid.placed.values(), key=lambda p: (p.branch.rank, p.left)):
        bar_y = laid.rows[each.branch.rank].bar_y
        for cell in each.load.above:
            yield _cell(each, cell, bar_y=bar_y, pitch=pitch, above=True)
        if each.branch.joint is not None:
            yield _tree_tie(laid, each.branch.joint)
        for joint in (*each.load.top_entries, *each.load.bottom_entries):
            yield _ring_tie(laid, routes[joint.id])
        for cell in each.load.below:
            yield _cell(each, cell, bar_y=bar_y, pitch=pitch, above=False)


def _cell(on: Placed, cell: Cell, *, bar_y: float, pitch: float, above: bool) -> Drawn:
    """A symbol at the end of its wire, its value next to it and its words beyond."""
    half_height = half_size_px(cell.glyph)[1]
    side = -1 if above else 1
    x = (on.above if above else on.below)[cell.id]
    start = bar_y + side * BAR / 2
    y = start + side * (LEAD + half_height)
    beyond = y + side * (half_height + 1)
    value = Box(x - pitch / 2 + 2, beyond - (VALUE if above else 0.0), pitch - 4, VALUE)
    words = cell_label(
        cell,
        Anchor(x, beyond + side * VALUE, grows="up" if above else "down"),
        pitch=pitch,
    )
    symbol = Symbol(
        id=cell.id,
        glyph=cell.glyph,
        tone=cell.tone,
        name=cell.name,
        count=cell.count,
        x=x,
        y=y,
        label=words,
        value=value,
        arrow=Arrow(x, start + side * LEAD / 2, _DOWN),
        members=cell.members,
        on=(on.branch.bus.id,),
    )
    ends = (x, bar_y), (x, y - side * half_height)
    return Drawn(symbol, (Wire(cell.id, ends[::-1] if above else ends),))


def _tree_tie(laid: Laid, joint: Joint) -> Drawn:
    upper, lower = laid.placed[joint.upper], laid.placed[joint.lower]
    x = upper.below.get(joint.id, lower.above.get(joint.id, 0.0))
    start = (x, laid.rows[upper.branch.rank].bar_y)
    end = (x, laid.rows[lower.branch.rank].bar_y)
    return _tie(joint, (start, end), from_above=True)


def _ring_tie(laid: Laid, route: Route) -> Drawn:
    upper, lower = laid.placed[route.joint.upper], laid.placed[route.joint.lower]
    start_x = upper.below[route.joint.id]
    end_x = (lower.above if route.from_above else lower.below)[route.joint.id]
    turns: list[Point] = [(start_x, route.tracks_y[0])]
    if route.gutter_x is not None:
        turns += [(route.gutter_x, y) for y in route.tracks_y]
    turns.append((end_x, route.tracks_y[-1]))
    start = (start_x, laid.rows[upper.branch.rank].bar_y)
    end = (end_x, laid.rows[lower.branch.rank].bar_y)
    return _tie(route.joint, (start, *turns, end), from_above=route.from_above)


def _tie(joint: Joint, points: Sequence[Point], *, from_above: bool) -> Drawn:
    """A tie along `points`; its sign and words stand on the last stretch, at the lower bus."""
    half_height = half_size_px(joint.glyph)[1]
    x, bar_y = points[-1]
    side = -1 if from_above else 1
    y = bar_y + side * (BAR / 2 + (BAR_WORDS + JOINT) / 2)
    before, after = (x, y + side * half_height), (x, y - side * half_height)
    halves = ((*points[:-1], before), (after, points[-1])) if half_height else (tuple(points),)
    right = x - _BESIDE
    top = y - (LINE * JOINT_LINES + VALUE) / 2
    room = ZONE - _BESIDE - 4
    words = label(
        joint.name,
        Anchor(right, top + LINE * JOINT_LINES, "end", "up"),
        room_px=room,
        most=JOINT_LINES - (joint.counted is not None),
        last=joint.counted,
    )
    symbol = Symbol(
        id=joint.id,
        glyph=joint.glyph,
        tone="ink",
        name=joint.name,
        count=joint.count,
        x=x,
        y=y,
        label=words,
        value=Box(right - room, top + LINE * JOINT_LINES, room, VALUE),
        arrow=Arrow(x, bar_y + side * (BAR / 2 + 14), _DOWN if from_above else _UP),
        members=(joint.member,),
        on=(joint.upper, joint.lower),
    )
    return Drawn(symbol, tuple(Wire(joint.id, half) for half in halves))
