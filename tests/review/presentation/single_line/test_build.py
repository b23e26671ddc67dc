"""The whole picture: what always holds of it, on every archetype and on any park."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings

import ledger_parks as parts
from sketch_parks import any_park, archetype
from zeropark.basis.park.archetypes import archetype_names
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.topology import connections
from zeropark.review.presentation.single_line.build import carriers_of, sketch
from zeropark.review.presentation.single_line.paper import TALL, WIDE
from zeropark.review.presentation.single_line.sketch import Box, Glyph, Sketch

EXAMPLES = settings(max_examples=60)


@pytest.fixture(scope="module", params=archetype_names())
def any_archetype(request: pytest.FixtureRequest) -> ParkDocument:
    return archetype(request.param)


def link(id_: str, source: str, sink: str) -> dict[str, str]:
    return {"id": id_, "from": source, "to": sink}


def words(drawn: Sketch) -> list[tuple[str, Box]]:
    found = [(f"bus {bar.id}", bar.label.box) for bar in drawn.bars]
    for symbol in drawn.symbols:
        found += [(symbol.id, symbol.label.box), (f"value of {symbol.id}", symbol.value)]
    return [(what, box) for what, box in found if box.width and box.height]


def strips(drawn: Sketch) -> Iterator[tuple[str, Box]]:
    """Wires as boxes one pixel thick, by the symbol they belong to."""
    for wire in drawn.wires:
        for (x0, y0), (x1, y1) in itertools.pairwise(wire.points):
            assert x0 == x1 or y0 == y1, "a wire runs straight across or straight down"
            left, top = min(x0, x1), min(y0, y1)
            yield wire.of, Box(left - 0.5, top, abs(x1 - x0) + 1, max(abs(y1 - y0), 1.0))


def meetings(one: list[tuple[str, Box]], other: list[tuple[str, Box]]) -> list[tuple[str, str]]:
    return [(a, b) for a, box in one for b, against in other if a != b and box.meets(against)]


def along(one: tuple[str, Box], other: tuple[str, Box]) -> bool:
    """Whether two wires run on top of each other, and don't only cross."""
    (a, first), (b, second) = one, other
    across = min(first.x + first.width, second.x + second.width) - max(first.x, second.x)
    down = min(first.y + first.height, second.y + second.height) - max(first.y, second.y)
    return a != b and min(across, down) > 0 and max(across, down) > 2


def check_readable(drawn: Sketch) -> None:
    labels = words(drawn)
    signs = [(each.id, each.box) for each in drawn.symbols if each.box.width]
    bars = [(f"bar {bar.id}", Box(bar.x, bar.y - 3, bar.width, 6)) for bar in drawn.bars]
    assert not meetings(labels, labels), "words on words"
    assert not meetings(labels, signs), "words on a sign"
    assert not meetings(labels, bars), "words on a bus"
    assert not meetings(signs, signs), "a sign on a sign"
    assert not meetings(signs, bars), "a sign on a bus"
    wires = list(strips(drawn))
    assert not meetings(wires, signs), "a wire through a sign"
    assert not meetings(wires, labels), "a wire through words"
    assert not [pair for pair in itertools.combinations(wires, 2) if along(*pair)], (
        "a wire on a wire"
    )
    for what, box in (*labels, *signs, *bars):
        assert box.x >= 0, what
        assert box.y >= 0, what
        assert box.x + box.width <= drawn.width, what
        assert box.y + box.height <= drawn.height, what


def check_wired(drawn: Sketch) -> None:
    """Every wire begins or ends on the buses that its symbol names, and crosses no other."""
    bars = {bar.id: bar for bar in drawn.bars}
    on = {symbol.id: symbol.on for symbol in drawn.symbols}
    for wire, strip in strips(drawn):
        for bar in bars.values():
            touches = strip.meets(Box(bar.x, bar.y - 3, bar.width, 6))
            assert not touches or bar.id in on[wire], f"{wire} crosses {bar.id}"
    for symbol in drawn.symbols:
        ends = [wire.points for wire in drawn.wires if wire.of == symbol.id]
        reached = {point for points in ends for point in (points[0], points[-1])}
        for bus in symbol.on:
            bar = bars[bus]
            assert any(y == bar.y and bar.x < x < bar.x + bar.width for x, y in reached)


def check_voltages(drawn: Sketch) -> None:
    """Along a tie between two told voltages the higher one stands no lower."""
    bars = {bar.id: bar for bar in drawn.bars}
    for tie in (each for each in drawn.symbols if len(each.on) == 2):
        upper, lower = (bars[bus] for bus in tie.on)
        if upper.voltage_kv is not None and lower.voltage_kv is not None:
            assert upper.voltage_kv >= lower.voltage_kv


def check_counts(park: ParkDocument, drawn: Sketch) -> None:
    """No device is lost: on a bus that is drawn, the counts add up to what hangs on it."""
    hung: dict[str, set[str]] = {}
    for each in connections(park):
        for bus, node in ((each.source, each.sink), (each.sink, each.source)):
            if bus in park.bus_by_id and node not in park.bus_by_id:
                hung.setdefault(bus, set()).add(node)
    for bar in drawn.bars:
        shown = Counter(
            member.node
            for symbol in drawn.symbols
            if symbol.on == (bar.id,) and symbol.tone != "bus"
            for member in symbol.members
        )
        assert set(shown) == hung.get(bar.id, set())
        assert set(shown.values()) <= {1}


def test_every_archetype_is_readable_in_every_carrier(any_archetype: ParkDocument) -> None:
    assert carriers_of(any_archetype)[0] == "electricity"
    for carrier in carriers_of(any_archetype):
        drawn = sketch(any_archetype, carrier=carrier)
        check_readable(drawn)
        check_wired(drawn)
        check_counts(any_archetype, drawn)
        assert drawn.width <= WIDE
        assert drawn.height <= TALL


def test_an_archetype_shows_all_its_electric_buses_and_flows(any_archetype: ParkDocument) -> None:
    drawn = sketch(any_archetype)
    electric = [bus.id for bus in any_archetype.buses if bus.carrier == "electricity"]
    assert sorted(bar.id for bar in drawn.bars) == sorted(electric)
    shown = [link for symbol in drawn.symbols for link in symbol.links]
    told = {
        f"{each.carrier}:{each.source}>{each.sink}"
        for each in connections(any_archetype)
        if each.carrier == "electricity"
    }
    assert sorted(shown) == sorted(told)
    check_voltages(drawn)


@EXAMPLES
@given(any_park())
def test_any_park_gives_a_readable_sketch_that_loses_no_device(park: ParkDocument) -> None:
    drawn = sketch(park)
    check_readable(drawn)
    check_wired(drawn)
    check_counts(park, drawn)
    ids = [each.id for each in drawn.symbols]
    assert len(ids) == len(set(ids))


@EXAMPLES
@given(any_park())
def test_the_same_park_gives_the_same_sketch(park: ParkDocument) -> None:
    assert sketch(park) == sketch(park.model_copy(deep=True))


def test_the_grid_is_at_the_top_and_sources_above_stores_and_loads_below() -> None:
    park = parts.park_of(
        buses=[parts.bus("low", voltage_kv=10), parts.bus("high", voltage_kv=110)],
        boundary_points=[parts.point("grid", "high")],
        links=[link("tr", "high", "low")],
        devices=[parts.load("l", "low"), parts.battery("s", "low"), parts.pv("p", "low")],
    )
    drawn = sketch(park)
    at = {symbol.id: symbol for symbol in drawn.symbols}
    y = {bar.id: bar.y for bar in drawn.bars}
    assert at["grid@high"].y < y["high"] < at["tr"].y < y["low"]
    assert at["p@low"].y < y["low"] < at["s@low"].y == at["l@low"].y
    assert at["s@low"].x < at["l@low"].x
    assert at["tr"].glyph is Glyph.TRANSFORMER
    assert at["tr"].links == ("electricity:high>low",)
    assert at["s@low"].members[0].forward == ("electricity:low>s",)
    assert at["s@low"].members[0].reverse == ("electricity:s>low",)
    assert at["p@low"].members[0].forward == ("electricity:p>low",)
    assert at["grid@high"].links == ("electricity:grid>high", "electricity:high>grid")


def test_three_hundred_devices_on_one_bus_are_taken_together_and_counted() -> None:
    park = parts.park_of(
        enterprises=[{"id": f"e{i}"} for i in range(40)],
        buses=[parts.bus("main")],
        devices=[parts.load(f"l{i}", "main", f"e{i % 40}") for i in range(300)],
    )
    drawn = sketch(park)
    check_readable(drawn)
    assert len(drawn.symbols) == 16
    assert sum(symbol.count for symbol in drawn.symbols) == 300
    assert drawn.symbols[-1].label.zh.lines[-1] == "180 台"  # 300 less 15 owners with 8 each
    assert drawn.notes[0].en.startswith("16 symbols stand for 300 devices")


def test_a_substation_with_many_feeders_names_some_and_counts_the_rest() -> None:
    park = parts.park_of(
        buses=[parts.bus("main", voltage_kv=110)]
        + [parts.bus(f"b{i}", voltage_kv=10) for i in range(300)],
        boundary_points=[parts.point("grid", "main")],
        links=[link(f"t{i}", "main", f"b{i}") for i in range(300)],
        devices=[parts.load(f"l{i}", f"b{i % 300}") for i in range(600)],
    )
    drawn = sketch(park)
    check_readable(drawn)
    assert drawn.width <= WIDE
    shown = [symbol for symbol in drawn.symbols if symbol.tone == "bus"]
    unfolded = len(drawn.bars) - 1
    assert sum(symbol.count for symbol in shown) + unfolded == 300
    assert len(shown) > 3
    assert drawn.notes[-1].en.startswith(f"{300 - unfolded} further buses are not unfolded")
    assert f"the {600 - 2 * unfolded} devices on them" in drawn.notes[-1].en


def test_a_chain_of_buses_ends_in_a_count() -> None:
    park = parts.park_of(
        buses=[parts.bus(f"b{i}") for i in range(60)],
        links=[link(f"l{i}", f"b{i}", f"b{i + 1}") for i in range(59)],
        boundary_points=[parts.point("g", "b0")],
    )
    drawn = sketch(park)
    assert len(drawn.bars) == 5  # the root and four steps down
    assert drawn.symbols[-1].glyph is Glyph.SECTION
    assert drawn.symbols[-1].count == 55


@pytest.mark.parametrize("carrier", ["electricity", "nobody-knows"])
def test_a_park_without_such_a_bus_gives_an_empty_sketch_that_says_so(carrier: str) -> None:
    drawn = sketch(parts.park_of(buses=[parts.bus("w", "fresh_water")]), carrier=carrier)
    assert drawn.bars == drawn.symbols == ()
    assert drawn.notes[0].zh == "园区没有该品种的母线。"


def test_the_picture_is_told_in_words() -> None:
    park = parts.park_of(
        buses=[parts.bus("a", voltage_kv=110), parts.bus("b", voltage_kv=10)],
        boundary_points=[parts.point("grid", "a")],
        links=[link("tr", "a", "b")],
    )
    assert sketch(park).about.en == "a (110 kV): grid. b (10 kV): nothing on it. tr joins a and b."
