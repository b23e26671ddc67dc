"""What is happening now: tiles, the single-line sketch with live values, newest readings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from zeropark.basis.timeline import PARK_ZONE, Period
from zeropark.facts.readings.said import fresh_until
from zeropark.review.presentation.figures.sankey import carrier_words
from zeropark.review.presentation.present.age import age_words, quality_words
from zeropark.review.presentation.present.said import said_row, said_table
from zeropark.review.presentation.present.tables import local, sketch_table, tiles_table
from zeropark.review.presentation.present.tiles import PresentTile
from zeropark.review.presentation.single_line.build import carriers_of
from zeropark.review.presentation.single_line.live import UNKNOWN
from zeropark.review.presentation.text import Language, Text
from zeropark.shell.interfaces.console.page import ParkPage, Part, Shown
from zeropark.shell.interfaces.console.texts.now import NOW
from zeropark.shell.interfaces.console.visit import ParkVisit
from zeropark.shell.interfaces.http.status import NotFoundError
from zeropark.shell.serving.present import (
    Present,
    latest_of,
    live_of,
    present_of,
    readings_begin,
    sketch_of,
)
from zeropark.shell.usecases.show_latest import LatestAsked

_ROWS: Final = 25
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,4}")
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The time of a figure on the page: its words, and what the script counts its age from."""

    words: str
    ago: Text
    end_ms: int
    until_ms: int
    stale: bool


def mark(start: datetime, end: datetime, now: datetime, *, words: str) -> Mark:
    """How old something is that spoke of this time; a reading may be of an instant."""
    until = fresh_until(end, lasted=end - start)
    return Mark(
        words=words,
        ago=age_words(max(now - end, timedelta(0))),
        end_ms=milliseconds(end),
        until_ms=milliseconds(until),
        stale=now > until,
    )


def span_words(over: Period, now: datetime) -> str:
    """From when to when by the park's clock; the day where it is not the present one."""
    start, end, today = (each.astimezone(PARK_ZONE) for each in (over.start, over.end, now))
    day = "" if start.date() == today.date() else f"{start:%m-%d} "
    return f"{day}{start:%H:%M}–{end:%H:%M}"


def milliseconds(instant: datetime) -> int:
    """Since 1970: what the browser counts in."""
    return round(instant.timestamp() * 1000)


def tile_words(tile: PresentTile, language: Language, *, at: datetime) -> dict[str, object]:
    """What the script puts into a tile that is there already."""
    over = tile.over
    return {
        "id": tile.id,
        "label": tile.label.words(language),
        "value": tile.value.words(language),
        "unit": tile.unit,
        "note": "" if tile.note is None else tile.note.words(language),
        "quality": quality_words(tile.quality).words(language),
        "span": "" if over is None else span_words(over, at),
        "end": None if over is None else milliseconds(over.end),
        "until": None
        if over is None
        else milliseconds(fresh_until(over.end, lasted=over.duration)),
    }


def now(visit: ParkVisit) -> Shown:
    """The present as the page opens with it; the script keeps it up to date."""
    desk, present = visit.desk, present_of(visit.desk, visit.now)
    carrier = carrier_of(visit)
    drawn, values = sketch_of(desk, carrier), live_of(desk, visit.now, carrier)
    tiles, readings = _tiles(visit), _readings(visit)
    curve = None if present is None else present.curve
    return Shown(
        figures=() if curve is None else (curve,),
        tables={
            **tiles.tables,
            **readings.tables,
            "sketch": sketch_table(drawn, values),
        },
        data={
            **tiles.data,
            **readings.data,
            "generated": present is not None and present.generated,
            "sketch": drawn,
            "values": {each.id: values.get(each.id, UNKNOWN) for each in drawn.symbols},
            "carrier": carrier,
            "carriers": carriers_of(desk.park),
            "carrier_words": carrier_words,
            "old": _old(present, visit.now),
            "ahead": _ahead(visit, present),
            "trouble": _trouble(visit),
            "now_ms": milliseconds(visit.now),
            "clock": local(visit.now),
        },
    )


def carrier_of(visit: ParkVisit) -> str:
    """The carrier that the address names, else the first that the park has.

    Raises:
        NotFoundError: the park has no bus of it.
    """
    there = carriers_of(visit.desk.park) or ("electricity",)
    asked = visit.query.get("carrier") or there[0]
    if asked not in there:
        raise NotFoundError(
            "No bus here carries {carrier!r}. Choose a carrier from the list.", carrier=asked
        )
    return asked


def _tiles(visit: ParkVisit) -> Shown:
    present = present_of(visit.desk, visit.now)
    tiles = () if present is None else present.tiles
    marks = {
        each.id: mark(over.start, over.end, visit.now, words=span_words(over, visit.now))
        for each in tiles
        for over in [each.over]
        if over is not None
    }
    return Shown(
        tables={"present": tiles_table(tiles)} if tiles else {},
        data={
            "present": present,
            "tiles": tiles,
            "marks": marks,
            "quality_words": quality_words,
            "local": local,
        },
    )


def _old(present: Present | None, at: datetime) -> Text | None:
    if present is None or at <= fresh_until(present.last.end):
        return None
    ago = age_words(at - present.last.end)
    return NOW["now.old"].fill({"end": local(present.last.end), "ago": ago})


def _ahead(visit: ParkVisit, present: Present | None) -> Text | None:
    begin = readings_begin(visit.desk)
    if present is not None or begin is None or begin < visit.now:
        return None
    return NOW["now.ahead"].fill({"now": local(visit.now), "start": local(begin)})


def _trouble(visit: ParkVisit) -> Text | None:
    feed = visit.desk.feed
    if feed is None or feed.failure is None:
        return None
    told = feed.failure
    return NOW["now.trouble"].fill({"why": Text(told.words("zh"), told.words("en"))})


def _curve(visit: ParkVisit) -> Shown:
    present = present_of(visit.desk, visit.now)
    curve = None if present is None else present.curve
    return Shown(figures=() if curve is None else (curve,))


def _readings(visit: ParkVisit) -> Shown:
    """A page of channels, as the address asks for."""
    wanted, silent = visit.query.get("find", "")[:_LONGEST], visit.query.get("show") == "silent"
    page = _page(visit.query.get("page", "1"))
    asked = LatestAsked(wanted=wanted, silent_only=silent, first=(page - 1) * _ROWS, most=_ROWS)
    found = latest_of(visit.desk, visit.now, asked)
    park, told = visit.desk.park, () if found is None else found.rows
    rows = tuple(said_row(each.meter, each.channel, each.said, park) for each in told)
    return Shown(
        tables={} if found is None else {"readings": said_table(rows)},
        data={
            "found": found,
            "rows": rows,
            "row_marks": [
                None if row.over is None else mark(*row.over, visit.now, words=local(row.over[1]))
                for row in rows
            ],
            "wanted": wanted,
            "silent": silent,
            "page": page,
            "pages": 1 if found is None else max(1, -(-found.matching // _ROWS)),
            "quality_words": quality_words,
            "local": local,
        },
    )


def _page(text: str) -> int:
    """A page's number.

    Raises:
        NotFoundError: it is none.
    """
    if not _NUMBER.fullmatch(text):
        raise NotFoundError(
            "There is no page {page!r}. Go from page to page by the links.", page=text
        )
    return int(text)


NOW_PAGE = ParkPage(
    id="now",
    sentence=Text("现在怎样", "What is happening now"),
    heading=Text("{park}现在怎样", "What is happening now in {park}"),
    template="now.html.j2",
    view=now,
    key="n",
    needs="nothing",
    periods="none",
    parts={
        "tiles": Part(template="now_tiles.html.j2", view=_tiles),
        "curve": Part(template="now_curve.html.j2", view=_curve),
        "readings": Part(template="now_readings.html.j2", view=_readings, tables=("readings",)),
    },
    lively=True,
)
