"""Parks to draw: the archetypes, and any that hypothesis can think of."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

import ledger_parks as parts
from zeropark.basis.park.archetypes import archetype_text
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park


def archetype(name: str) -> ParkDocument:
    park = load_park(archetype_text(name), name=name).park
    assert park is not None
    return park


NAMES = st.one_of(
    st.text(min_size=1, max_size=60),
    st.sampled_from(["<b>粗</b>", "🌞" * 9, "铜冶炼公司主变压器" * 9, "W" * 90, "{x} & 'y'", " "]),
)
VOLTAGES = st.sampled_from([None, 0.4, 10.0, 35.0, 110.0, 330.0])


@st.composite
def any_park(draw: st.DrawFn) -> ParkDocument:
    """Buses tied in any way, rings and islands among them, with anything hanging on any."""
    count = draw(st.integers(1, 14))
    buses = [parts.bus(f"b{i}", voltage_kv=draw(VOLTAGES), name=_name(draw)) for i in range(count)]
    at = st.integers(0, count - 1).map("b{}".format)
    ends = draw(st.lists(st.tuples(at, at, st.booleans()), max_size=20))
    links = [
        {"id": f"t{i}", "from": source, "to": sink, "both_ways": both, "name": _name(draw)}
        for i, (source, sink, both) in enumerate(ends)
        if source != sink
    ]
    makers = st.sampled_from([parts.load, parts.pv, parts.battery])
    hung = draw(st.lists(st.tuples(makers, at), max_size=40))
    devices = [{**make(f"d{i}", bus), "name": _name(draw)} for i, (make, bus) in enumerate(hung)]
    for i, device in enumerate(devices):
        device["enterprise"] = draw(st.sampled_from([None, "e0", "e1", "e2"])) if i % 3 else None
    points = [
        parts.point(f"g{i}", bus, direction=way)
        for i, (bus, way) in enumerate(
            draw(st.lists(st.tuples(at, st.sampled_from(["in", "out", "both"])), max_size=4))
        )
    ]
    return parts.park_of(
        enterprises=[{"id": f"e{i}"} for i in range(3)],
        buses=buses,
        links=links,
        devices=devices,
        boundary_points=points,
    )


def _name(draw: st.DrawFn) -> dict[str, Any]:
    return {"zh": draw(NAMES), "en": draw(NAMES)}
