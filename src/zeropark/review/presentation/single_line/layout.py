"""Where everything in a group of tied buses stands: along the rows, and from row to row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from zeropark.review.presentation.single_line.joints import Joint
from zeropark.review.presentation.single_line.paper import (
    BAR,
    BAR_WORDS,
    CHANNEL,
    GAP,
    JOINT,
    TRACK,
)
from zeropark.review.presentation.single_line.place import Load, Placed, place, side_by_side
from zeropark.review.presentation.single_line.tree import Grove, branches
from zeropark.review.presentation.single_line.words import cell_height

_GRID: Final = 8.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of buses."""

    bar_y: float
    """The middle of its bars."""
    channel_y: float
    """Below all that hangs in it: where wires may run across."""


@dataclass(frozen=True, slots=True)
class Route:
    """The way of a tie that closes a ring: down, across, and into its lower bus."""

    joint: Joint
    from_above: bool
    """Whether it comes into its lower bus from above."""
    tracks_y: tuple[float, ...]
    """Where it runs across: once, or twice with the gutter in between."""
    gutter_x: float | None


@dataclass(frozen=True, slots=True)
class Laid:
    """A group of tied buses with all places; from 0 to `width` and 0 to `height`."""

    placed: Mapping[str, Placed]
    rows: Mapping[int, Row]
    routes: tuple[Route, ...]
    width: float
    height: float


def loads_with_rings(grove: Grove, loads: Mapping[str, Load]) -> dict[str, Load]:
    """What each bus finds room for, with the ends of the ties that close rings."""
    rank = {branch.bus.id: branch.rank for branch in branches(grove)}
    found = dict(loads)
    for joint in grove.rings:
        upper, lower = found[joint.upper], found[joint.lower]
        found[joint.upper] = replace(upper, exits=(*upper.exits, joint))
        if rank[joint.lower] > rank[joint.upper]:
            lower = replace(lower, top_entries=(*lower.top_entries, joint))
        else:
            lower = replace(lower, bottom_entries=(*lower.bottom_entries, joint))
        found[joint.lower] = lower
    return found


def lay(grove: Grove, loads: Mapping[str, Load], *, pitch: float) -> Laid:
    """All places of a group; `loads` by bus, without rings."""
    full = loads_with_rings(grove, loads)
    blocks = side_by_side((place(each, full, pitch=pitch) for each in grove.roots), gap=GAP)
    placed = [each for block in blocks for each in block.placed]
    left = min(each.left for each in placed)
    placed = [_apart(each.shifted(-left)) for each in placed]
    right = max(each.right for each in placed)
    by_bus = {each.branch.bus.id: each for each in placed}
    ways = [_Way.of(joint, by_bus) for joint in grove.rings]
    rows, height = _rows(placed, ways, pitch)
    routes, gutters = _routes(ways, rows, right)
    return Laid(by_bus, rows, tuple(routes), right + gutters * TRACK, height)


def _apart(placed: Placed) -> Placed:
    """Ring wires on a grid, those from above and those from below half a step beside each other.

    So no two run on top of each other in the channel between their rows.
    """
    load, above, below = placed.load, dict(placed.above), dict(placed.below)
    for joint in load.top_entries:
        above[joint.id] = round(above[joint.id] / _GRID) * _GRID + _GRID / 2
    for joint in (*load.exits, *load.bottom_entries):
        below[joint.id] = round(below[joint.id] / _GRID) * _GRID
    return replace(placed, above=above, below=below)


def shifted(laid: Laid, *, x: float, y: float) -> Laid:
    """The same at another place of the paper."""
    return replace(
        laid,
        placed={bus: each.shifted(x) for bus, each in laid.placed.items()},
        rows={rank: Row(row.bar_y + y, row.channel_y + y) for rank, row in laid.rows.items()},
        routes=tuple(
            replace(
                route,
                tracks_y=tuple(track + y for track in route.tracks_y),
                gutter_x=None if route.gutter_x is None else route.gutter_x + x,
            )
            for route in laid.routes
        ),
    )


@dataclass(frozen=True, slots=True)
class _Way:
    """Through which channels a ring runs; each is named by the row above it."""

    joint: Joint
    from_above: bool
    channels: tuple[int, ...]

    @classmethod
    def of(cls, joint: Joint, placed: Mapping[str, Placed]) -> _Way:
        start, end = placed[joint.upper].branch.rank, placed[joint.lower].branch.rank
        from_above = end > start
        channels = (start, end - 1 if from_above else end)
        return cls(joint, from_above, channels[:1] if channels[0] == channels[1] else channels)


def _rows(
    placed: Sequence[Placed], ways: Sequence[_Way], pitch: float
) -> tuple[dict[int, Row], float]:
    """The rows from top to bottom, and the height of all."""
    rows: dict[int, Row] = {}
    y = 0.0
    ranks = [each.branch.rank for each in placed]
    for rank in range(min(ranks), max(ranks) + 1):
        here = [each for each in placed if each.branch.rank == rank]
        bar_y = y + max((_above(each, pitch) for each in here), default=0.0) + BAR / 2
        channel_y = bar_y + BAR / 2 + max((_below(each, pitch) for each in here), default=0.0)
        rows[rank] = Row(bar_y, channel_y)
        y = channel_y + CHANNEL + TRACK * sum(rank in way.channels for way in ways)
    return rows, y


def _above(placed: Placed, pitch: float) -> float:
    """How high what stands on a bar reaches over it."""
    entries = placed.branch.way > 0 or placed.branch.up or placed.load.top_entries
    cells = (cell_height(cell, pitch=pitch) for cell in placed.load.above)
    return max(JOINT if entries else BAR_WORDS, *cells, 0.0)


def _below(placed: Placed, pitch: float) -> float:
    cells = (cell_height(cell, pitch=pitch) for cell in placed.load.below)
    return max(JOINT if placed.load.bottom_entries else 0.0, *cells, 0.0)


def _routes(ways: Sequence[_Way], rows: Mapping[int, Row], right: float) -> tuple[list[Route], int]:
    """Each ring on tracks of its own; and how many gutters that took."""
    used = dict.fromkeys(rows, 0)
    found: list[Route] = []
    gutters = 0
    for way in ways:
        tracks = []
        for channel in way.channels:
            tracks.append(rows[channel].channel_y + CHANNEL / 2 + TRACK * used[channel])
            used[channel] += 1
        crosses = len(tracks) > 1
        gutters += crosses
        gutter = right + gutters * TRACK if crosses else None
        found.append(Route(way.joint, way.from_above, tuple(tracks), gutter))
    return found, gutters
