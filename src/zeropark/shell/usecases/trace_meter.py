"""Trace a meter: read what it said around a period and follow it to what is used."""

from __future__ import annotations

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Period
from zeropark.facts.readings.trace import MeterTrace, trace
from zeropark.shell.closing.context import read_around
from zeropark.shell.ports.readings import ReadingsStore


def trace_meter(
    meter: str, period: Period, *, park: ParkDocument, readings: ReadingsStore
) -> MeterTrace:
    """Follow one meter through a period, in the context that a closing looks at.

    Raises:
        PeriodError: the period is no whole number of quarter hours.
    """
    near = tuple(each for each in park.meters if meter in (each.id, each.checks))
    alone = park.model_copy(update={"meters": near})
    around, said = read_around(
        period, park=alone, readings=readings, meters=[each.id for each in near]
    )
    return trace(said, meter=meter, park=alone, around=around, period=period)
