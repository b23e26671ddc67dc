"""The energy flow of a period: every link with its sum, free of circles, whole or narrowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from zeropark.basis.carriers import Group, carrier
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.units import Dimension
from zeropark.facts.ledger.flow import FlowLink
from zeropark.review.presentation.figures.figure import Column, Figure, Json, Table, Variant
from zeropark.review.presentation.figures.streams import (
    AGAIN,
    Stream,
    columns,
    flow_option,
    links_option,
    tallest,
    through_kwh,
    untangled,
)
from zeropark.review.presentation.nodes import RESIDUALS, Role, name, role
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.text import Text, readable_unit
from zeropark.review.presentation.texts import TEXTS

_COLUMN_PX: Final = 74
_ROOM_FOR_NAMES_PX: Final = 150
_TWO_SIDED: Final = frozenset({Role.GRID, Role.DIRECT, Role.STORAGE, Role.RESIDUAL})


@dataclass(frozen=True, slots=True)
class Narrowed:
    """To what a picture is narrowed; nothing told: all of the park."""

    carrier: str | None = None
    """A carrier, or a group of them (`heat`: heat, cold and steam)."""
    bus: str | None = None

    def holds(self, link: FlowLink) -> bool:
        """Whether a link belongs to the picture."""
        kinds = (link.carrier, carrier(link.carrier).group.value)
        return (self.carrier is None or self.carrier in kinds) and (
            self.bus is None or self.bus in (link.source, link.sink)
        )


EVERYTHING: Final = Narrowed()


@dataclass(frozen=True, slots=True)
class Sankey:
    """Streams without circles, and the carriers that could not be set beside the others."""

    streams: tuple[Stream, ...]
    left_out: tuple[str, ...]
    dimension: Dimension = Dimension.ENERGY
    """Of the streams: energy, or what a single carrier is counted in that is none."""


def sankey(results: Results, *, narrowed: Narrowed = EVERYTHING) -> Sankey:
    """The streams; a store or a grid point that gives and takes is drawn on both sides."""
    seen = {link.carrier for link in results.flows.links if narrowed.holds(link)}
    worth: Mapping[str, float] = kwh_per_unit(results)
    dimension = Dimension.ENERGY
    if not seen & worth.keys() and len(kinds := {carrier(each).dimension for each in seen}) == 1:
        worth, dimension = dict.fromkeys(seen, 1.0), kinds.pop()
    sums: dict[tuple[str, str], float] = {}
    for link, row in zip(
        results.flows.links, results.flows.totals().iter_rows(named=True), strict=True
    ):
        if row["quantity"] > 0 and link.carrier in worth and narrowed.holds(link):
            ends = (link.source, link.sink)
            sums[ends] = sums.get(ends, 0.0) + row["quantity"] * worth[link.carrier]
    streams = untangled(sums, two_sided=lambda node: role(results.park, node) in _TWO_SIDED)
    return Sankey(tuple(streams), tuple(sorted(seen - worth.keys())), dimension)


def kwh_per_unit(results: Results) -> dict[str, float]:
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


def sankey_figure(results: Results, *, narrowed: Narrowed = EVERYTHING) -> Figure:
    """Every link in electricity units and in coal equivalent, as a picture.

    Narrowed to a carrier that is no energy, it is drawn in that carrier's own unit.
    """
    flow = sankey(results, narrowed=narrowed)
    largest = max((each.energy_kwh for each in flow.streams), default=0.0)
    unit, size = readable_unit(largest, flow.dimension)
    title = _title(results.park, narrowed)
    return Figure(
        id="sankey",
        title=title,
        about=TEXTS["sankey.about"],
        book=None,
        option=flow_option(list(_nodes(results, flow))),
        variants=tuple(views(results, flow, unit=unit, size=size)),
        table=_table(results, flow, unit=unit, size=size, title=title),
        height_px=max(380 if narrowed == EVERYTHING else 220, 24 * tallest(flow.streams)),
        min_width_px=_ROOM_FOR_NAMES_PX + _COLUMN_PX * columns(flow.streams),
        tooltip="flow",
        generated=results.generated,
    )


def views(results: Results, flow: Sankey, *, unit: str, size: float) -> Iterator[Variant]:
    """The streams in a readable unit and, where they are energy, in coal equivalent."""
    yield Variant(label=Text.same(unit), option=links_option(flow.streams, size=size), unit=unit)
    coal = results.coal_equivalents.get("electricity")
    if coal is not None and flow.dimension is Dimension.ENERGY:  # kgce per kWh
        in_coal = links_option(flow.streams, size=1e3 / coal.value)
        yield Variant(label=Text.same("tce"), option=in_coal, unit="tce", digits=0)


def _title(park: ParkDocument, narrowed: Narrowed) -> Text:
    if narrowed.bus is not None:
        return TEXTS["sankey.title.of"].fill({"what": name(park, narrowed.bus)})
    if narrowed.carrier is not None:
        return TEXTS["sankey.title.of"].fill({"what": carrier_words(narrowed.carrier)})
    return TEXTS["sankey.title"]


def carrier_words(key: str) -> Text:
    """A carrier, or a group of carriers, as people call it."""
    if f"stage.{key}" in TEXTS:
        return TEXTS[f"stage.{key}"]
    return Text(carrier(key).zh, carrier(key).en)


def _nodes(results: Results, flow: Sankey) -> Iterator[Json]:
    through = through_kwh(flow.streams)
    largest = max(through.values(), default=0.0)
    for key, energy_kwh in through.items():
        node = key.removesuffix(AGAIN)
        chosen = {"choose": {"bus": node}} if node in results.park.bus_by_id else {}
        yield {
            "name": key,
            "words": node_words(results, key),
            "itemStyle": {"color": f"${_colour(results.park, node)}"},
            "label": {"show": node in RESIDUALS or energy_kwh >= largest * _least_named(flow, key)},
            **chosen,
        }


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
    words = name(results.park, key.removesuffix(AGAIN))
    kind = role(results.park, key.removesuffix(AGAIN))
    if not key.endswith(AGAIN) or kind is Role.RESIDUAL:
        return words
    side = {Role.GRID: "sankey.export", Role.STORAGE: "sankey.into"}
    what = side.get(kind, "sankey.back")
    return TEXTS[what].fill({"node": words})


def _table(results: Results, flow: Sankey, *, unit: str, size: float, title: Text) -> Table:
    ordered = sorted(flow.streams, key=lambda each: -each.energy_kwh)
    words = [Text(carrier(each).zh, carrier(each).en) for each in flow.left_out]
    listed = Text("、".join(w.zh for w in words), ", ".join(w.en for w in words))
    amount = "col.energy" if flow.dimension is Dimension.ENERGY else "col.quantity"
    return Table(
        caption=title,
        columns=(
            Column(TEXTS["col.from"]),
            Column(TEXTS["col.to"]),
            Column(TEXTS[amount], unit),
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
