"""Whether the data can be trusted: what was measured, filled, missing, doubted, turned away.

What a person can do about it (bring in, repair, close again) is posted; see `repairing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import numpy as np

from zeropark.basis.carriers import CARRIERS
from zeropark.basis.timeline import Period, parse_period
from zeropark.facts.ledger.balance.by_bus import balance_by_bus
from zeropark.facts.ledger.completeness import Completeness, by_month, completeness_of
from zeropark.facts.ledger.derive import carrier_of
from zeropark.review.presentation.completeness_tables import (
    MeterMonths,
    channel_rows,
    channels_table,
    gap_words,
    meter_months,
    minute,
    months_table,
)
from zeropark.review.presentation.figures.buses import ENERGY_GROUPS
from zeropark.review.presentation.figures.calendar import calendar_figure
from zeropark.review.presentation.figures.figure import Figure, Table
from zeropark.review.presentation.figures.trace import readings_table, trace_figure
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.text import Text
from zeropark.shell.interfaces.console.page import ParkPage, Part, Shown
from zeropark.shell.interfaces.console.pages.quality_lists import (
    Paged,
    found_while_closing,
    lists_as_tables,
    paged,
    rejected_list,
    restated,
)
from zeropark.shell.interfaces.console.periods import closed_part, period_words
from zeropark.shell.interfaces.console.visit import ParkVisit
from zeropark.shell.interfaces.http.status import NotFoundError
from zeropark.shell.interfaces.http.uploads import LARGEST_IMPORT_BYTES
from zeropark.shell.serving.park_desk import ParkDesk
from zeropark.shell.usecases.stale_days import stale_days
from zeropark.shell.usecases.trace_meter import trace_meter

_METERS: Final = 25
"""Meters on a page of the matrix."""
_BUSES: Final = 8
_STRETCHES: Final = 6
_LONGEST_TRACE_DAYS: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Residual:
    """One bus and what was left over at it."""

    bus: str
    name: Text
    carrier: Text
    share: float
    """Of what came in."""


def quality(visit: ParkVisit) -> Shown:
    """All of it, for the period that is asked about; the calendar shows the year around it."""
    whole = _whole(visit)
    figures = _calendar(whole, visit)
    traced, tables, told = _traced(visit)
    return Shown(
        figures=(*figures, *traced),
        tables=tables,
        data={
            **_coverage(visit, whole),
            **told,
            "found": found_while_closing(visit),
            "rejected": rejected_list(visit),
            "restated": restated(visit),
            "residuals": _residuals(visit),
            "stale": _stale(visit.desk),
            "span": visit.desk.work.readings.span(),
            "wanted": visit.query.get("find", ""),
            "largest_mb": str(LARGEST_IMPORT_BYTES // 2**20),
            "stale_words": _stale_words,
            "minute": minute,
            "gap_words": gap_words,
            "generated": any(figure.generated for figure in (*figures, *traced)),
        },
    )


def _every(visit: ParkVisit) -> Shown:
    """Whole lists, of which the page shows some."""
    tables = lists_as_tables(visit)
    whole = _whole(visit)
    if whole is not None:
        kept = _wanted(visit, whole)
        found = completeness(visit.desk, visit.period)
        rows = channel_rows(
            found, [each.id for each in kept], park=visit.desk.park, last=_last(visit)
        )
        tables |= {"meters": months_table(kept, _months(whole)), "channels": channels_table(rows)}
    return Shown(tables=tables)


def completeness(desk: ParkDesk, period: Period) -> Completeness:
    """How complete a closed period is, kept while the state of the park stays."""
    return desk.answer(("completeness", period), lambda: completeness_of(desk.flows(period)))


def _whole(visit: ParkVisit) -> Completeness | None:
    """The closed part of the calendar year in which the period ends."""
    if visit.shown is None:
        return None
    year = parse_period(str(visit.shown.last_day().year))
    return completeness(visit.desk, closed_part(year, closed=visit.desk.closed()))


def _calendar(whole: Completeness | None, visit: ParkVisit) -> list[Figure]:
    if whole is None:
        return []
    generated = visit.desk.results(visit.period, resolution="day").generated
    drawn = calendar_figure(whole, generated=generated)
    return [] if drawn is None else [drawn]


def _wanted(visit: ParkVisit, whole: Completeness) -> list[MeterMonths]:
    """The meters that hold what is looked for, the least measured first."""
    park = visit.desk.park
    meters = visit.desk.answer(("meter months", whole.axis), lambda: meter_months(whole, park=park))
    text = visit.query.get("find", "").strip().lower()
    return [
        each
        for each in meters
        if any(text in words.lower() for words in (each.id, each.name.zh, each.name.en))
    ]


def _months(whole: Completeness) -> tuple[np.datetime64, ...]:
    return tuple(by_month(whole, whole.steps)[0])


def _coverage(visit: ParkVisit, whole: Completeness | None) -> dict[str, object]:
    """A page of the matrix of meters and months, and the channels of the meters on it."""
    if whole is None:
        page: Paged[MeterMonths] = paged([], visit, key="page", size=_METERS)
        return {"page": page, "months": (), "channels": (), "shares": {}}
    page = paged(_wanted(visit, whole), visit, key="page", size=_METERS)
    found = completeness(visit.desk, visit.period)
    ids = [each.id for each in page.rows]
    steps = float(found.steps.sum()) * len(found.links)
    return {
        "page": page,
        "months": _months(whole),
        "channels": channel_rows(found, ids, park=visit.desk.park, last=_last(visit)),
        "shares": {
            state: float(getattr(found, state).sum()) / steps
            for state in ("measured", "filled", "missing")
            if steps
        },
    }


def _last(visit: ParkVisit) -> dict[tuple[str, str], datetime]:
    """End of the last reading by meter and channel, of those heard within the last week."""
    desk = visit.desk
    span = desk.work.readings.span()
    if span is None:
        return {}
    at = min(visit.now, span.end)
    key = ("last", at.replace(second=0, microsecond=0))
    latest = desk.answer(key, lambda: desk.work.readings.latest(at))
    rows = latest.frame.select("meter", "channel", "end").iter_rows()
    return {(meter, channel): end.replace(tzinfo=UTC) for meter, channel, end in rows}


def _residuals(visit: ParkVisit) -> tuple[Residual, ...]:
    """The buses of energy that close worst in the period."""
    if visit.shown is None:
        return ()
    results = visit.desk.results(visit.period, resolution="day")
    park = visit.desk.park
    rows = [
        row
        for row in balance_by_bus(results.flows, park=park).to_dicts()
        if CARRIERS[row["carrier"]].group in ENERGY_GROUPS and row["residual_share"] is not None
    ]
    return tuple(
        Residual(
            bus=row["bus"],
            name=name(park, row["bus"]),
            carrier=Text(CARRIERS[row["carrier"]].zh, CARRIERS[row["carrier"]].en),
            share=row["residual_share"],
        )
        for row in rows[:_BUSES]
    )


def _stale(desk: ParkDesk) -> tuple[Period, ...]:
    """Closed days that readings have touched since they were closed."""
    work = desk.work
    return desk.answer("stale", lambda: stale_days(readings=work.readings, books=work.books))


def _stale_words(stale: tuple[Period, ...]) -> Text:
    """The first of them by name."""
    words = [period_words(each) for each in stale[:_STRETCHES]]
    more = "…" if len(stale) > _STRETCHES else ""
    return Text("、".join(each.zh for each in words), ", ".join(each.en for each in words)) + (
        Text.same(more)
    )


def _traced(visit: ParkVisit) -> tuple[list[Figure], dict[str, Table], dict[str, object]]:
    """A meter over some days, where the address names one."""
    key, park = visit.query.get("meter"), visit.desk.park
    nothing: dict[str, object] = {"traced": None, "too_long": False, "chosen": None}
    if not key:
        return [], {}, nothing
    if key not in park.meter_by_id:
        raise NotFoundError(
            "The park has no meter {meter!r}. Choose one from the list.", meter=key[:80]
        )
    period = visit.asked
    if period is None or period.duration.days > _LONGEST_TRACE_DAYS:
        return [], {}, {**nothing, "chosen": park.meter_by_id[key], "too_long": True}
    trace = visit.desk.answer(
        ("trace", key, period),
        lambda: trace_meter(key, period, park=park, readings=visit.desk.work.readings),
    )
    wanted = visit.query.get("channel")
    shown = next((c for c in trace.channels if c.channel.id == wanted), trace.channels[0])
    meter = park.meter_by_id[key]
    words = Text(meter.name.zh, meter.name.en) + Text.same(f" · {shown.channel.id}")
    carrier = carrier_of(park, source=meter.source, sink=meter.sink)
    unit = CARRIERS[carrier].unit if carrier else ""
    figure = trace_figure(trace, shown, name=words, unit=unit)
    told = {"traced": trace, "too_long": False, "chosen": meter, "channel": shown.channel.id}
    return [figure], {"readings": readings_table(shown)}, told


QUALITY_PAGE = ParkPage(
    id="quality",
    sentence=Text("数据可信吗", "Can the data be trusted"),
    heading=Text("{park}{period}的数据可信吗", "Can the data of {park} be trusted, {period}"),
    template="quality.html.j2",
    view=quality,
    key="q",
    needs="nothing",
    parts={
        "every": Part(
            template="quality_every.html.j2",
            view=_every,
            tables=("findings", "rejected", "restatements", "meters", "channels"),
        )
    },
)
