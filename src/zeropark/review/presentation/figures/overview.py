"""The energy flow at a glance: sources, kinds of energy, who used it, and what was left over.

Links between buses of one kind vanish. A device that takes energy and gives other energy (a
boiler, an electrolyser, a furnace whose heat is recovered) passes on what it gives, shared among
what it took; the rest of what it took is its owner's use. What it gives beyond all that it took
comes from reactions and surroundings. Stores stand with what they took more than they gave; what
drives their compressors is use.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from zeropark.basis.carriers import CARRIERS, Group, carrier
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.topology import owner
from zeropark.basis.units import Dimension
from zeropark.facts.ledger.flow import PSEUDO, FlowLink
from zeropark.review.presentation.figures.figure import Column, Figure, Json, Table
from zeropark.review.presentation.figures.sankey import Sankey, kwh_per_unit, views
from zeropark.review.presentation.figures.streams import (
    AGAIN,
    flow_option,
    tallest,
    through_kwh,
    untangled,
)
from zeropark.review.presentation.nodes import Role, role, stored
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.text import Text, readable_unit
from zeropark.review.presentation.texts import TEXTS

_OWNER: Final = "owner:"
_OWN: Final = "park"
"""What belongs to no enterprise; ids of enterprises follow a colon and can't be meant by it."""
_COLOURS: Final[Mapping[str, str]] = {
    Group.ELECTRICITY: "storage",
    Group.HEAT: "heat",
    Group.FUEL: "fossil",
    Group.HYDROGEN_FAMILY: "generation",
    "export": "export",
    "delivered": "supply",
    "store": "discharge",
    "other": "conversion",
    _OWN: "use",
} | {each: each for each in ("wind", "solar", "direct", "grid")}
_BOTH_SIDES: Final = PSEUDO | {"store"}
_RENEWABLE: Final = (Role.WIND, Role.SOLAR)

Sums = dict[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class _Device:
    """What one device took and gave, kWh by kind of energy."""

    taken: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    given: dict[str, float] = field(default_factory=lambda: defaultdict(float))


def stages(results: Results) -> Sankey:
    """The streams between stages, kWh; sums of all links that carry energy."""
    worth = kwh_per_unit(results)
    sums: Sums = defaultdict(float)
    devices: dict[str, _Device] = defaultdict(_Device)
    totals = results.flows.totals()["quantity"].to_list()
    for link, quantity in zip(results.flows.links, totals, strict=True):
        if quantity > 0 and link.carrier in worth:
            _sort(results.park, link, quantity * worth[link.carrier], sums, devices)
    for node, device in devices.items():
        for ends, energy_kwh in _of_device(results.park, node, device):
            sums[ends] += energy_kwh
    whole = {ends: energy_kwh for ends, energy_kwh in sums.items() if energy_kwh > 0}
    seen = {link.carrier for link in results.flows.links}
    streams = untangled(whole, two_sided=lambda node: node in _BOTH_SIDES)
    return Sankey(tuple(streams), tuple(sorted(seen - worth.keys())))


def _sort(
    park: ParkDocument,
    link: FlowLink,
    energy_kwh: float,
    sums: Sums,
    devices: dict[str, _Device],
) -> None:
    """Put a link where it belongs: between stages, or to the account of the device at its end."""
    kind = carrier(link.carrier).group.value
    if link.source in park.device_by_id and link.sink in park.bus_by_id:
        devices[link.source].given[kind] += energy_kwh
    elif role(park, link.sink) is Role.STORAGE and not stored(
        park, link.sink, carrier=link.carrier
    ):
        sums[kind, _owner(park, link.sink)] += energy_kwh
    elif link.sink in park.device_by_id:
        devices[link.sink].taken[kind] += energy_kwh
    elif link.sink in park.bus_by_id and link.source not in park.bus_by_id:
        sums[_source(park, link), kind] += energy_kwh
    elif link.source in park.bus_by_id and link.sink not in park.bus_by_id:
        away = "export" if kind == Group.ELECTRICITY else "delivered"
        sums[kind, link.sink if link.sink in PSEUDO else away] += energy_kwh
    elif link.source in park.device_by_id:  # a plant that could have given and did not
        sums[_made_by(park, link.source), link.sink] += energy_kwh


def _source(park: ParkDocument, link: FlowLink) -> str:
    """The stage that a boundary point or an unmetered connection is."""
    if link.source in PSEUDO:
        return link.source
    kind = role(park, link.source)
    return kind.value if kind in (Role.GRID, Role.DIRECT) else f"from:{link.carrier}"


def _made_by(park: ParkDocument, node: str) -> str:
    kind = role(park, node)
    return kind.value if kind in _RENEWABLE else "other"


def _of_device(
    park: ParkDocument, node: str, device: _Device
) -> Iterator[tuple[tuple[str, str], float]]:
    kind = role(park, node)
    if kind is Role.STORAGE:
        for each in {*device.taken, *device.given}:
            net = device.taken.get(each, 0.0) - device.given.get(each, 0.0)
            yield ((each, "store"), net) if net > 0 else (("store", each), -net)
        return
    passes = {} if kind in _RENEWABLE else device.taken
    taken, given = sum(passes.values()), sum(device.given.values())
    shared = min(1.0, taken / given) if given else 0.0
    for made, energy_kwh in device.given.items():
        yield (_made_by(park, node), made), energy_kwh * (1 - shared)
        for used, part in passes.items():
            if used != made:
                yield (used, made), energy_kwh * shared * part / taken
    rest = 1 - given * shared / taken if taken else 1.0
    for used, energy_kwh in device.taken.items():
        yield (used, _owner(park, node)), energy_kwh * rest


def _owner(park: ParkDocument, node: str) -> str:
    who = owner(park, node)
    return _OWN if who is None else _OWNER + who


def overview_figure(results: Results) -> Figure:
    """The energy flow at a glance, legible whatever the size of the park."""
    flow = stages(results)
    largest = max((each.energy_kwh for each in flow.streams), default=0.0)
    unit, size = readable_unit(largest, Dimension.ENERGY)
    return Figure(
        id="overview",
        title=TEXTS["overview.title"],
        about=TEXTS["overview.about"],
        book=None,
        option=flow_option(list(_nodes(results, flow))),
        variants=tuple(views(results, flow, unit=unit, size=size)),
        table=_table(results, flow, unit=unit, size=size),
        height_px=max(300, 34 * tallest(flow.streams)),
        tooltip="flow",
        generated=results.generated,
    )


def _nodes(results: Results, flow: Sankey) -> Iterator[Json]:
    groups = [each.value for each in Group]
    for key in through_kwh(flow.streams):
        node = key.removesuffix(AGAIN)
        chosen = {"choose": {"carrier": node}} if node in groups else {}
        yield {
            "name": key,
            "words": stage_words(results.park, key),
            "itemStyle": {"color": f"${_colour(node)}"},
            **chosen,
        }


def _colour(node: str) -> str:
    if node in PSEUDO:
        return Role.RESIDUAL.value
    if node.startswith(_OWNER):
        return Role.USE.value
    return _COLOURS.get(node, Role.SUPPLY.value)


def stage_words(park: ParkDocument, key: str) -> Text:
    """What a stage is called."""
    node = key.removesuffix(AGAIN)
    if node in PSEUDO:
        return TEXTS[f"node.{node}"]
    if node.startswith(_OWNER):
        wanted = node.removeprefix(_OWNER)
        named = next(each.name for each in park.enterprises if each.id == wanted)
        return Text(named.zh, named.en)
    if node.startswith("from:"):
        found = CARRIERS[node.removeprefix("from:")]
        return TEXTS["stage.brought"].fill({"what": Text(found.zh, found.en)})
    words = TEXTS[f"stage.{node}"]
    again = key.endswith(AGAIN) and node not in _BOTH_SIDES
    return TEXTS["sankey.back"].fill({"node": words}) if again else words


def _table(results: Results, flow: Sankey, *, unit: str, size: float) -> Table:
    words = [Text(carrier(each).zh, carrier(each).en) for each in flow.left_out]
    listed = Text("、".join(w.zh for w in words), ", ".join(w.en for w in words))
    return Table(
        caption=TEXTS["overview.title"],
        columns=(
            Column(TEXTS["col.from"]),
            Column(TEXTS["col.to"]),
            Column(TEXTS["col.energy"], unit),
        ),
        rows=tuple(
            (
                stage_words(results.park, each.source),
                stage_words(results.park, each.sink),
                each.energy_kwh / size,
            )
            for each in sorted(flow.streams, key=lambda each: -each.energy_kwh)
        ),
        notes=(TEXTS["sankey.left_out"].fill({"carriers": listed}),) if words else (),
    )
