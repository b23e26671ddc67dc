"""The archetypes as parks, and what meters would say of them, for tests that check by hand."""

from __future__ import annotations

from collections.abc import Container

import numpy as np

from zeropark.basis.park.archetypes import archetype_rules, archetype_text
from zeropark.basis.park.check import check_park
from zeropark.basis.park.devices.converter import Converter
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.ledger.flow import Flows, Kind
from zeropark.facts.readings.reading import Quality
from zeropark.future.simulation.year import SimulatedYear

HOURS = 8760.0


def archetype_rulebook(name: str) -> Rulebook:
    """The package's rules with the archetype's own, where it has any."""
    own = archetype_rules(name)
    return load_rulebook(own=() if own is None else (("rules.yaml", own),))


def archetype_park(name: str, text: str | None = None) -> ParkDocument:
    """The archetype's park, about whose text (or another one) there is nothing to say."""
    read = load_park(text or archetype_text(name), name=name)
    assert read.findings == ()
    assert read.park is not None
    assert check_park(read.park, rules=archetype_rulebook(name), lines=read.lines) == ()
    return read.park


def metered(truth: SimulatedYear) -> Flows:
    """What meters on every link would say: the simulated amounts, marked as generated."""
    shape = truth.amount.shape
    return Flows(
        park=truth.park,
        axis=truth.axis,
        links=truth.links,
        quantity=truth.amount,
        quality=np.full(shape, Quality.GENERATED, dtype=np.uint8),
        kind=np.full(shape, Kind.MEASURED, dtype=np.uint8),
    )


def line(park: ParkDocument, device: str) -> Converter:
    """A production line."""
    found = park.device_by_id[device]
    assert isinstance(found, Converter)
    return found


def made(park: ParkDocument, device: str) -> float:
    """What a line makes in a year by its rated output and load factor, in its output's unit."""
    found = line(park, device)
    return found.rated_output_per_h * found.load_factor * HOURS


def taken(park: ParkDocument, bus: str, *, without: Container[str]) -> float:
    """What the lines take from a bus in a year, without those that run when they are called."""
    return sum(
        made(park, device.id) * at.per_output
        for device in park.devices
        if isinstance(device, Converter) and device.id not in without
        for at in device.inputs
        if at.bus == bus
    )
