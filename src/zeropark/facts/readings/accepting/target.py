"""Targets: which meter and channel a column or a row means, and what its numbers are worth.

Takes names and units as a file has them and the park, gives a factor into the channel's own
unit. A rate over a known interval may become an amount (kW into kWh), never the other way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Literal

import polars as pl

from zeropark.basis.errors import Phrase, UnitError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Channel, Meter
from zeropark.basis.units import DIMENSION_WORDS, accumulates_to, unit
from zeropark.facts.readings.accepting.mapping import Means

_MEANS: Final = pl.Enum(["start", "end", "instant"])
_KINDS: Final = pl.Enum(["gauge", "interval", "cumulative"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a column, or the rows with the same names, say they are."""

    meter: str
    channel: str | None
    unit: str | None
    scale: float = 1.0
    means: Means | None = None
    column: str = ""
    """The column that the values stand in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where values go: value in the channel's unit = cell x factor (x hours of its interval)."""

    meter: str
    channel: str
    column: str
    factor: float
    by_hours: bool
    means: Means
    kind: Literal["gauge", "interval", "cumulative"]
    fault: str | None = None
    """Code of the fault that makes all of it unusable."""
    detail: str | Phrase = ""
    """What to tell about the fault, or about a conversion."""
    converted: bool = False


def target_of(asked: Asked, *, park: ParkDocument) -> Target:
    """The target of one column or one combination of names; its fault where there is none."""
    meter = park.meter_by_id.get(asked.meter)
    if meter is None:
        return _unusable(asked, "meter.unknown", _nearest(asked.meter, park.meter_by_id))
    channel = _channel(meter, asked.channel)
    if channel is None:
        return _unusable(asked, "channel.unknown", _which_channel(meter, asked.channel))
    try:
        factor, by_hours = _worth(asked.unit, channel)
    except UnitError as error:
        return _unusable(asked, _unit_fault(asked.unit), _wrong_unit(error))
    return Target(
        meter=meter.id,
        channel=channel.id,
        column=asked.column,
        factor=factor * asked.scale,
        by_hours=by_hours,
        means=_means(asked, channel),
        kind=channel.kind,
        converted=by_hours or factor != 1.0,
        detail=Phrase(
            "{meter}/{channel}: {given} into {own}",
            {
                "meter": meter.id,
                "channel": channel.id,
                "given": asked.unit,
                "own": channel.unit,
            },
        ),
    )


def _channel(meter: Meter, name: str | None) -> Channel | None:
    if name is None:
        return meter.channels[0] if len(meter.channels) == 1 else None
    return next((channel for channel in meter.channels if channel.id == name), None)


def _which_channel(meter: Meter, name: str | None) -> Phrase:
    known = [channel.id for channel in meter.channels]
    if name is None:
        told = {"meter": meter.id, "known": ", ".join(known)}
        return Phrase("No channel is named, and {meter} has {known}", told)
    return Phrase("{meter} has no {near}", {"meter": meter.id, "near": _nearest(name, known)})


def _worth(symbol: str | None, channel: Channel) -> tuple[float, bool]:
    """The factor into the channel's unit, and whether the interval's hours multiply it.

    Raises:
        UnitError: the unit is unknown or measures something else.
    """
    own = unit(channel.unit)
    given = unit(symbol) if symbol else own
    if given.dimension is own.dimension:
        return given.factor / own.factor, False
    if channel.kind == "interval" and accumulates_to(given.dimension) is own.dimension:
        return given.factor / own.factor, True
    told = {"dimension": DIMENSION_WORDS[own.dimension], "unit": channel.unit}
    raise UnitError(
        given.symbol,
        wanted=Phrase("a unit of {dimension}, as the channel's {unit} is", told),
        remedy="Give the unit of the values.",
    )


def _wrong_unit(error: UnitError) -> Phrase:
    return Phrase("{unit!r} is not {wanted}", {"unit": error.unit, "wanted": error.wanted})


def _unit_fault(symbol: str | None) -> str:
    try:
        unit(symbol or "")
    except UnitError:
        return "unit.unknown"
    return "unit.dimension"


def _means(asked: Asked, channel: Channel) -> Means:
    if channel.kind == "cumulative":
        return "instant"
    return asked.means or ("start" if channel.kind == "interval" else "instant")


def _nearest(name: str, known: Iterable[str]) -> str | Phrase:
    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    if not near:
        return repr(name)
    return Phrase("{name!r} (did you mean {near!r}?)", {"name": name, "near": near[0]})


def _unusable(asked: Asked, code: str, detail: str | Phrase) -> Target:
    return Target(
        meter=asked.meter,
        channel=asked.channel or "",
        column=asked.column,
        factor=1.0,
        by_hours=False,
        means="instant",
        kind="gauge",
        fault=code,
        detail=detail,
    )


def target_table(targets: Sequence[Target]) -> pl.DataFrame:
    """Targets as columns, in their order; `meter` and `channel` are categorical."""
    return pl.DataFrame(
        {
            "meter": pl.Series([t.meter for t in targets], dtype=pl.Categorical()),
            "channel": pl.Series([t.channel for t in targets], dtype=pl.Categorical()),
            "column": pl.Series([t.column for t in targets], dtype=pl.Categorical()),
            "factor": pl.Series([t.factor for t in targets], dtype=pl.Float64),
            "by_hours": pl.Series([t.by_hours for t in targets], dtype=pl.Boolean),
            "means": pl.Series([t.means for t in targets], dtype=_MEANS),
            "kind": pl.Series([t.kind for t in targets], dtype=_KINDS),
            "fault": pl.Series([t.fault for t in targets], dtype=pl.String),
        }
    )
