"""Streams between nodes, free of circles without losing any, and how a picture draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from zeropark.review.presentation.figures.figure import Json, Option

AGAIN: Final = ">"
"""Ends the key of a node that is drawn a second time, on its receiving side; no id holds it."""


@dataclass(frozen=True, slots=True)
class Stream:
    """The sum of a period between two nodes of a picture, kWh (fuels at their calorific value).

    In a picture of one carrier that is no energy: in that carrier's inside unit.
    """

    source: str
    sink: str
    energy_kwh: float


def untangled(
    sums: Mapping[tuple[str, str], float], *, two_sided: Callable[[str], bool]
) -> Iterator[Stream]:
    """The streams between pairs of nodes, so that no way leads back to where it began.

    Args:
        sums: by source and sink; each above zero.
        two_sided: whether a node that gives and takes is drawn on both sides in any case.
    """
    gives = {source for source, _ in sums}
    after: dict[str, set[str]] = {}
    # Large streams first: where a circle has to be cut, it is cut at its smallest stream.
    for (source, sink), energy_kwh in sorted(sums.items(), key=lambda item: -item[1]):
        both = sink in gives and two_sided(sink)
        end = sink + AGAIN if both or _reaches(after, sink, source) else sink
        after.setdefault(source, set()).add(end)
        yield Stream(source, end, energy_kwh)


def _reaches(after: Mapping[str, set[str]], start: str, goal: str) -> bool:
    todo, seen = [start], set[str]()
    while todo:
        node = todo.pop()
        if node == goal:
            return True
        if node not in seen:
            seen.add(node)
            todo.extend(after.get(node, ()))
    return False


def through_kwh(streams: Iterable[Stream]) -> dict[str, float]:
    """What each node gives or takes, whichever is more."""
    given: dict[str, float] = {}
    taken: dict[str, float] = {}
    for each in streams:
        given[each.source] = given.get(each.source, 0.0) + each.energy_kwh
        taken[each.sink] = taken.get(each.sink, 0.0) + each.energy_kwh
    keys = dict.fromkeys((*given, *taken))
    return {key: max(given.get(key, 0.0), taken.get(key, 0.0)) for key in keys}


def columns(streams: tuple[Stream, ...]) -> int:
    """How many columns of nodes the picture has: the longest way through it."""
    column: dict[str, int] = {}
    for _ in range(len(streams) + 1):
        before = dict(column)
        for each in streams:
            column[each.sink] = max(column.get(each.sink, 1), column.get(each.source, 1) + 1)
        if column == before:
            break
    return max(column.values(), default=1)


def tallest(streams: Iterable[Stream]) -> int:
    """How many nodes may stand in one column: all that take, or all that give."""
    ends = [(each.source, each.sink) for each in streams]
    return max(len({sink for _, sink in ends}), len({source for source, _ in ends}), 1)


def flow_option(nodes: list[Json]) -> Option:
    """How streams are drawn, whatever stands at their ends."""
    return {
        "series": [
            {
                "type": "sankey",
                "data": nodes,
                "left": 4,
                "right": 210,
                "top": 12,
                "bottom": 12,
                "nodeWidth": 12,
                "nodeGap": 12,
                "draggable": False,
                "labelLayout": {"hideOverlap": True},
                "emphasis": {"focus": "adjacency"},
                "lineStyle": {"color": "source", "opacity": 0.32, "curveness": 0.5},
                "label": {
                    "color": "$ink",
                    "fontSize": 12,
                    "width": 200,
                    "overflow": "truncate",
                    # names in the middle lie over streams
                    "textBorderColor": "$surface",
                    "textBorderWidth": 3,
                },
            }
        ],
    }


def links_option(streams: Iterable[Stream], *, size: float) -> Option:
    """The streams, in units of which one is `size` inside units."""
    links: list[Json] = [
        {"source": each.source, "target": each.sink, "value": each.energy_kwh / size}
        for each in streams
    ]
    return {"series": [{"links": links}]}
