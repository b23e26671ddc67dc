"""Readings as they were said: of a meter over a period, the latest, and the rejected rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final

import polars as pl
from fastapi import APIRouter, Query
from pydantic import Field

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Period, parse_instant, to_array
from zeropark.facts.readings.reading import Readings
from zeropark.shell.interfaces.api.models.asked import (
    Id,
    IdText,
    InstantText,
    Paged,
    PeriodPageAsked,
)
from zeropark.shell.interfaces.api.models.page import (
    PageAsked,
    cursor_at,
    page_of,
    parts_of,
    unreadable,
)
from zeropark.shell.interfaces.api.models.reading import (
    LatestPage,
    ReadingShown,
    ReadingsPage,
    RejectedRow,
    RejectedRowsPage,
)
from zeropark.shell.interfaces.api.models.shown import PeriodShown, flag_names
from zeropark.shell.interfaces.api.operations.parts import meter_of
from zeropark.shell.interfaces.api.problem import problems
from zeropark.shell.interfaces.api.route import LIVELY, ApiRoute
from zeropark.shell.interfaces.api.service import Desk, Served
from zeropark.shell.serving.park_desk import ParkDesk

router = APIRouter(route_class=ApiRoute, tags=["readings"])

_WINDOW: Final = timedelta(days=31)
"""How much of a meter is read at a time: a page is found without reading its whole year."""
_ORDER: Final = ("start", "end", "channel")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class ReadingsAsked(PeriodPageAsked):
    """Which readings of a meter."""

    channel: IdText | None = None
    """Only this channel."""
    known_at: InstantText | None = None
    """As was known at this instant; left out: as is known now."""


class LatestAsked(PageAsked):
    """Which latest readings."""

    at: InstantText | None = None
    """Readings that ended by this instant; left out: this minute, or where readings end before."""
    within_hours: int = Field(default=168, ge=1, le=8784)
    """How far back a reading may have ended."""


@router.get("/parks/{park}/meters/{id}/readings", responses=problems(404))
def list_readings(
    desk: Desk, part_id: Id, asked: Annotated[ReadingsAsked, Query()]
) -> ReadingsPage:
    """What a meter said in a period, one reading a key: the newest that was known."""
    meter_of(desk.park, part_id)
    period, after = asked.named, _key_of(asked.cursor)
    known_at = None if asked.known_at is None else parse_instant(asked.known_at)
    rows = _rows(desk, period, part_id, asked=asked, after=after, known_at=known_at)
    page = rows.head(asked.limit)
    more = rows.height > asked.limit
    return ReadingsPage(
        items=_shown(page, desk.park),
        next=cursor_at(_key(page.row(-1, named=True))) if more else None,
        period=PeriodShown.of(period),
    )


@router.get("/parks/{park}/readings/latest", responses=problems(404), openapi_extra={LIVELY: True})
def list_latest_readings(
    desk: Desk, served: Served, asked: Annotated[LatestAsked, Query()]
) -> LatestPage:
    """The last reading of every channel, as is known now."""
    # by the minute, so that the pages of one list look at the same instant
    now = served.parks.clock.now().replace(second=0, microsecond=0)
    span = desk.work.readings.span()
    at = min(now, span.end) if span else now
    at = at if asked.at is None else parse_instant(asked.at)
    within = timedelta(hours=asked.within_hours)
    latest = desk.answer(
        ("latest", at, within), lambda: desk.work.readings.latest(at, within=within)
    )
    page = page_of(range(len(latest)), asked, lambda row: row)
    return LatestPage(items=_shown(latest.frame[page.items], desk.park), next=page.next, at=at)


@router.get("/parks/{park}/rejected-rows", responses=problems(404))
def list_rejected_rows(desk: Desk, asked: Paged) -> RejectedRowsPage:
    """Rows of files that could not be used, with the reason."""
    rejected = desk.answer("rejected", desk.work.readings.rejected)
    page = page_of(range(rejected.height), asked, lambda row: row)
    rows = rejected[page.items].with_columns(pl.col("known_at").dt.replace_time_zone("UTC"))
    items = [RejectedRow.model_validate(row) for row in rows.iter_rows(named=True)]
    return RejectedRowsPage(items=items, next=page.next)


def _rows(
    desk: ParkDesk,
    period: Period,
    meter: str,
    *,
    asked: ReadingsAsked,
    after: tuple[int, int, str] | None,
    known_at: datetime | None,
) -> pl.DataFrame:
    """One reading more than the page holds, or as many as there are."""
    found, start = pl.DataFrame(), period.start
    if after is not None:
        start = max(start, _EPOCH + after[0] * _MICROSECOND)
    while start < period.end and found.height <= asked.limit:
        window = Period(start, min(start + _WINDOW, period.end))
        said = desk.work.readings.read(window, meters=[meter], known_at=known_at)
        chosen = _after(_begun(said, window, first=start == period.start), asked.channel, after)
        found = pl.concat([found, chosen], how="diagonal")
        start = window.end
    return found.head(asked.limit + 1)


def _begun(said: Readings, window: Period, *, first: bool) -> pl.DataFrame:
    """The readings that begin in a window; in the first also those that began before it.

    A reading that touches a window's start or end from outside is told by its neighbour alone.
    """
    last = pl.col("start") < pl.lit(to_array(window.end))
    began = last if first else last & (pl.col("start") >= pl.lit(to_array(window.start)))
    return said.frame.filter(began)


def _after(
    frame: pl.DataFrame, channel: str | None, after: tuple[int, int, str] | None
) -> pl.DataFrame:
    texts = [pl.col(name).cast(pl.String) for name in ("meter", "channel", "source")]
    rows = frame.with_columns(texts).sort(_ORDER)
    if channel is not None:
        rows = rows.filter(pl.col("channel") == channel)
    if after is not None:
        rows = rows.filter(_later(after))
    return rows


def _later(after: tuple[int, int, str]) -> pl.Expr:
    """Whether a reading comes after a key in the order of the page."""
    start, end = pl.col("start").to_physical(), pl.col("end").to_physical()
    same_start, same_end = start == after[0], end == after[1]
    later = (start > after[0]) | (same_start & (end > after[1]))
    return later | (same_start & same_end & (pl.col("channel") > after[2]))


def _key(row: Mapping[str, Any]) -> list[str | int]:
    start, end = (row[name].replace(tzinfo=UTC) for name in ("start", "end"))
    return [(start - _EPOCH) // _MICROSECOND, (end - _EPOCH) // _MICROSECOND, row["channel"]]


def _key_of(cursor: str | None) -> tuple[int, int, str] | None:
    if cursor is None:
        return None
    match parts_of(cursor):
        case [int(start), int(end), str(channel)] if abs(start) < _FAR and abs(end) < _FAR:
            return start, end, channel
    raise unreadable(cursor)


_FAR: Final = 4_102_444_800_000_000
"""The year 2100, in microseconds since 1970: no cursor leads beyond."""


def _shown(frame: pl.DataFrame, park: ParkDocument) -> list[ReadingShown]:
    units = {(m.id, c.id): c.unit for m in park.meters for c in m.channels}
    zoned = [pl.col(name).dt.replace_time_zone("UTC") for name in ("start", "end", "known_at")]
    texts = [pl.col(name).cast(pl.String) for name in ("meter", "channel", "source")]
    return [
        ReadingShown(
            **{**row, "quality": flag_names(row["quality"])},
            unit=units.get((row["meter"], row["channel"])),
        )
        for row in frame.with_columns(*zoned, *texts).iter_rows(named=True)
    ]
