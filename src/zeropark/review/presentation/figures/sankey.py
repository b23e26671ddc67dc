"""The energy flow of the year: every link with its sum, made free of circles without losing any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from zeropark.basis.carriers import Group, carrier
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.units import Dimension
from zeropark.review.presentation.figures.figure import Column, Figure, Json, Option, Table, Variant
from zeropark.review.presentation.nodes import Role, name, role
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.text import Text, readable_unit
from zeropark.review.presentation.texts import TEXTS

_AGAIN: Final = ">"
"""Ends the key of a node that is drawn a second time, on its receiving side; no id holds it."""
_COLUMN_PX: Final = 74
_ROOM_FOR_NAMES_PX: Final = 150
_TWO_SIDED: Final = frozenset({Role.GRID, Role.DIRECT, Role.STORAGE, Role.RESIDUAL})


@dataclass(frozen=True, slots=True)
class Stream:
    """The year's sum between two nodes of the picture, kWh (fuels at their calorific value)."""

    source: str
    sink: str
    energy_kwh: float


@dataclass(frozen=True, slots=True)
class Sankey:
    """Streams without circles, and the carriers that could not be set beside electricity."""

    streams: tuple[Stream, ...]
    left_out: tuple[str, ...]


def sankey(results: Results) -> Sankey:
    """The year's streams; a store or a grid point that gives and takes is drawn on both sides."""
    worth = _kwh_per_unit(results)
    sums: dict[tuple[str, str], float] = {}
    for row in results.flows.totals().iter_rows(named=True):
        if row["quantity"] > 0 and row["carrier"] in worth:
            ends = (row["from"], row["to"])
            sums[ends] = sums.get(ends, 0.0) + row["quantity"] * worth[row["carrier"]]
    seen = {link.carrier for link in results.flows.links}
    return Sankey(tuple(_untangled(results, sums)), tuple(sorted(seen - worth.keys())))


def _kwh_per_unit(results: Results) -> Mapping[str, float]:
    """Per inside unit, kWh; a fuel by its coal equivalent over that of electricity, calorific."""
    electricity = results.coal_equivalents.get("electricity")
    worth = {}
    for each in {link.carrier for link in results.flows.links}:
        fuel = results.coal_equivalents.get(each)
        if carrier(each).dimension is Dimension.ENERGY:
            worth[each] = 1.0
        elif fuel is not None and electricity is not None:
            worth[each] = fuel.value / electricity.value
    return worth


def _untangled(results: Results, sums: Mapping[tuple[str, str], float]) -> Iterator[Stream]:
    gives = {source for source, _ in sums}
    after: dict[str, set[str]] = {}
    # Large streams first: where a circle has to be cut, it is cut at its smallest stream.
    for (source, sink), energy_kwh in sorted(sums.items(), key=lambda item: -item[1]):
        both = sink in gives and role(results.park, sink) in _TWO_SIDED
        end = sink + _AGAIN if both or _reaches(after, sink, source) else sink
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


def sankey_figure(results: Results) -> Figure:
    """The year's energy flow in electricity units and in coal equivalent, as a picture."""
    flow = sankey(results)
    largest = max((each.energy_kwh for each in flow.streams), default=0.0)
    unit, size = readable_unit(largest, Dimension.ENERGY)
    views = [Variant(label=Text.same(unit), option=_links(flow, size), unit=unit)]
    coal = results.coal_equivalents.get("electricity")
    if coal is not None:  # kgce per kWh
        views.append(
            Variant(
                label=Text.same("tce"), option=_links(flow, 1e3 / coal.value), unit="tce", digits=0
            )
        )
    return Figure(
        id="sankey",
        title=TEXTS["sankey.title"],
        about=TEXTS["sankey.about"],
        book=None,
        option=_option(results, flow),
        variants=tuple(views),
        table=_table(results, flow, unit=unit, size=size),
        height_px=max(380, 24 * _tallest(flow)),
        min_width_px=_ROOM_FOR_NAMES_PX + _COLUMN_PX * _columns(flow),
        tooltip="flow",
        generated=results.generated,
    )


def _tallest(flow: Sankey) -> int:
    return max(len({s.sink for s in flow.streams}), len({s.source for s in flow.streams}), 1)


def _columns(flow: Sankey) -> int:
    """How many columns of nodes the picture has: the longest way through it."""
    column: dict[str, int] = {}
    for _ in range(len(flow.streams) + 1):
        before = dict(column)
        for each in flow.streams:
            column[each.sink] = max(column.get(each.sink, 1), column.get(each.source, 1) + 1)
        if column == before:
            break
    return max(column.values(), default=1)


def _links(flow: Sankey, size: float) -> Option:
    links: list[Json] = [
        {"source": each.source, "target": each.sink, "value": each.energy_kwh / size}
        for each in flow.streams
    ]
    return {"series": [{"links": links}]}


def _option(results: Results, flow: Sankey) -> Option:
    through_kwh = _through_kwh(flow)
    largest = max(through_kwh.values(), default=0.0)
    data: list[Json] = [
        {
            "name": key,
            "words": node_words(results, key),
            "itemStyle": {"color": f"${_colour(results.park, key.removesuffix(_AGAIN))}"},
            "label": {"show": energy_kwh >= largest * _least_named(flow, key)},
        }
        for key, energy_kwh in through_kwh.items()
    ]
    return {
        "series": [
            {
                "type": "sankey",
                "data": data,
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
                "label": {"color": "$ink", "fontSize": 12, "width": 200, "overflow": "truncate"},
            }
        ],
    }


def _through_kwh(flow: Sankey) -> dict[str, float]:
    """What each node gives or takes, whichever is more."""
    given: dict[str, float] = {}
    taken: dict[str, float] = {}
    for each in flow.streams:
        given[each.source] = given.get(each.source, 0.0) + each.energy_kwh
        taken[each.sink] = taken.get(each.sink, 0.0) + each.energy_kwh
    keys = dict.fromkeys(end for each in flow.streams for end in (each.source, each.sink))
    return {key: max(given.get(key, 0.0), taken.get(key, 0.0)) for key in keys}


def _least_named(flow: Sankey, key: str) -> float:
    """Smaller nodes than this share of the largest go unnamed; the table names them all.

    In the middle of the picture names lie over streams, and only the larger ones find room.
    """
    gives = any(each.source == key for each in flow.streams)
    takes = any(each.sink == key for each in flow.streams)
    return 0.18 if gives and takes else 0.001


def _colour(park: ParkDocument, node: str) -> str:
    """A node's role; a bus that carries no electricity has the colour of what it carries."""
    bus = park.bus_by_id.get(node)
    group = Group.ELECTRICITY if bus is None else carrier(bus.carrier).group
    if group is Group.ELECTRICITY:
        return role(park, node).value
    return "heat" if group is Group.HEAT else Role.SUPPLY.value


def node_words(results: Results, key: str) -> Text:
    """What a node of the picture is called; its receiving side says so."""
    words = name(results.park, key.removesuffix(_AGAIN))
    kind = role(results.park, key.removesuffix(_AGAIN))
    if not key.endswith(_AGAIN) or kind is Role.RESIDUAL:
        return words
    side = {Role.GRID: "sankey.export", Role.STORAGE: "sankey.into"}
    what = side.get(kind, "sankey.back")
    return TEXTS[what].fill({"node": words})


def _table(results: Results, flow: Sankey, *, unit: str, size: float) -> Table:
    ordered = sorted(flow.streams, key=lambda each: -each.energy_kwh)
    left_out = Text("、", ", ")
    words = [Text(carrier(each).zh, carrier(each).en) for each in flow.left_out]
    listed = Text(left_out.zh.join(w.zh for w in words), left_out.en.join(w.en for w in words))
    return Table(
        caption=TEXTS["sankey.title"],
        columns=(
            Column(TEXTS["col.from"]),
            Column(TEXTS["col.to"]),
            Column(TEXTS["col.energy"], unit),
        ),
        rows=tuple(
            (
                node_words(results, each.source),
                node_words(results, each.sink),
                each.energy_kwh / size,
            )
            for each in ordered
        ),
        notes=(TEXTS["sankey.left_out"].fill({"carriers": listed}),) if words else (),
    )
