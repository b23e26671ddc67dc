"""How whole the data of every meter is: rows for a page that shows some, tables that hold all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Meter
from zeropark.basis.timeline import PARK_ZONE
from zeropark.facts.ledger.completeness import Completeness, Counts, by_month
from zeropark.facts.ledger.flow import CURTAILED, FlowLink
from zeropark.review.presentation.figures.figure import Cell, Column, Table
from zeropark.review.presentation.text import Text, number
from zeropark.review.presentation.texts import TEXTS


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterMonths:
    """One meter's months; shares are 0 to 1, None where no flow hangs on the meter."""

    id: str
    name: Text
    measured: float | None
    """Of all the time."""
    months: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRow:
    """One direction of a meter over a period; shares are 0 to 1, None where it makes no flow."""

    meter: str
    name: Text
    channel: str
    """Ids of the channels behind it."""
    measured: float | None
    filled: float | None
    missing: float | None
    gap: timedelta | None
    gap_from: datetime | None
    """Local; None where everything was measured."""
    suspect: int | None
    rejected: int | None
    last: datetime | None
    """End of the last reading, local; None where there was none lately."""


def meter_months(found: Completeness, *, park: ParkDocument) -> tuple[MeterMonths, ...]:
    """Every meter of the park, the least measured first, then those that make no flow."""
    _, steps = by_month(found, found.steps)
    _, measured = by_month(found, found.measured)
    rows: dict[str, list[int]] = {}
    for row, link in enumerate(found.links):
        rows.setdefault(str(link.meter), []).append(row)
    months = [_meter(each, rows.get(each.id), measured, steps) for each in park.meters]
    return tuple(sorted(months, key=lambda m: (m.measured is None, m.measured or 0.0, m.id)))


def _meter(meter: Meter, rows: list[int] | None, measured: Counts, steps: Counts) -> MeterMonths:
    name = Text(meter.name.zh, meter.name.en)
    if not rows:
        none = tuple(None for _ in steps)
        return MeterMonths(id=meter.id, name=name, measured=None, months=none)
    counts = measured[rows].sum(axis=0)
    shares = counts / (steps * len(rows))
    whole = float(counts.sum() / (steps.sum() * len(rows)))
    return MeterMonths(id=meter.id, name=name, measured=whole, months=tuple(shares.tolist()))


def months_table(rows: Iterable[MeterMonths], months: Iterable[np.datetime64]) -> Table:
    """Measured shares in percent, a column a month."""
    return Table(
        caption=TEXTS["completeness.title"],
        columns=(
            Column(TEXTS["col.meter"]),
            Column(Text.same("ID")),
            Column(TEXTS["completeness.year"], "%", 3),
            *(Column(Text.same(str(month)), "%", 3) for month in months),
        ),
        rows=tuple(
            (each.name, each.id, _percent(each.measured), *map(_percent, each.months))
            for each in rows
        ),
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else share * 100


def channel_rows(
    found: Completeness,
    meters: Sequence[str],
    *,
    park: ParkDocument,
    last: Mapping[tuple[str, str], datetime],
) -> tuple[ChannelRow, ...]:
    """The directions of some meters, in the order in which the meters are named.

    Args:
        found: of the period that is spoken of.
        meters: ids.
        park: names the channels.
        last: end of the last reading by meter and channel.
    """
    links: dict[str, dict[str, int]] = {}
    for row, link in enumerate(found.links):
        meter = park.meter_by_id.get(str(link.meter))
        if meter is not None:
            links.setdefault(meter.id, {})[_direction(link, meter)] = row
    rows: list[ChannelRow] = []
    for each in (park.meter_by_id[key] for key in meters):
        for direction in dict.fromkeys(channel.direction for channel in each.channels):
            at = links.get(each.id, {}).get(direction)
            rows.append(_channel(found, each, direction, at, last))
    return tuple(rows)


def _direction(link: FlowLink, meter: Meter) -> str:
    if link.sink == CURTAILED:
        return "available"
    return "forward" if link.source == meter.source else "reverse"


def _channel(
    found: Completeness,
    meter: Meter,
    direction: str,
    row: int | None,
    last: Mapping[tuple[str, str], datetime],
) -> ChannelRow:
    ids = [each.id for each in meter.channels if each.direction == direction]
    heard = [last[meter.id, each] for each in ids if (meter.id, each) in last]
    steps = int(found.steps.sum())
    counts = {} if row is None else _counts(found, row)
    gap = 0 if row is None else int(found.longest_gap[row])
    first = 0 if row is None else int(found.gap_first[row])
    since = found.axis.start + first * found.axis.step
    return ChannelRow(
        meter=meter.id,
        name=Text(meter.name.zh, meter.name.en),
        channel=", ".join(ids),
        measured=counts["measured"] / steps if counts else None,
        filled=counts["filled"] / steps if counts else None,
        missing=counts["missing"] / steps if counts else None,
        gap=gap * found.axis.step if counts else None,
        gap_from=since.astimezone(PARK_ZONE) if gap else None,
        suspect=counts.get("suspect"),
        rejected=counts.get("rejected"),
        last=max(heard).astimezone(PARK_ZONE) if heard else None,
    )


def _counts(found: Completeness, row: int) -> dict[str, int]:
    names = ("measured", "filled", "missing", "suspect", "rejected")
    return {name: int(getattr(found, name)[row].sum()) for name in names}


def channels_table(rows: Iterable[ChannelRow]) -> Table:
    """The same as a table to be taken away."""
    states = ("measured", "filled", "missing")
    return Table(
        caption=TEXTS["completeness.channels"],
        columns=(
            Column(TEXTS["col.meter"]),
            Column(Text.same("ID")),
            Column(TEXTS["completeness.channel"]),
            *(Column(TEXTS[f"quality.{state}"], "%", 3) for state in states),
            Column(TEXTS["completeness.gap"], "h"),
            Column(TEXTS["completeness.gap_from"]),
            Column(TEXTS["completeness.suspect"], "15 min", 0),
            Column(TEXTS["completeness.rejected"], "15 min", 0),
            Column(TEXTS["completeness.last"]),
        ),
        rows=tuple(_row(each) for each in rows),
    )


def _row(row: ChannelRow) -> tuple[Cell, ...]:
    return (
        row.name,
        row.meter,
        row.channel,
        *(_percent(each) for each in (row.measured, row.filled, row.missing)),
        None if row.gap is None else row.gap / timedelta(hours=1),
        minute(row.gap_from),
        row.suspect,
        row.rejected,
        minute(row.last),
    )


def minute(instant: datetime | None) -> str | None:
    """A local instant to the minute."""
    return None if instant is None else f"{instant:%Y-%m-%d %H:%M}"


def gap_words(gap: timedelta) -> Text:
    """How long a gap is, in the unit that reads well."""
    hours = gap / timedelta(hours=1)
    if hours >= 48:  # noqa: PLR2004 - two days read better as days
        return Text(f"{number(hours / 24, digits=1)} 天", f"{number(hours / 24, digits=1)} d")
    return Text.same(f"{number(hours)} h")
