"""The present of a park, from its desk: the newest closed flows by the parks' clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from zeropark.basis.timeline import QUARTER_HOUR, Axis, Period
from zeropark.facts.carbon.inventory import Inventory
from zeropark.facts.carbon.location import location
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.present import interval, last_rates
from zeropark.review.presentation.figures.figure import Figure
from zeropark.review.presentation.present.last_day import last_day_figure
from zeropark.review.presentation.present.tiles import PresentTile, day_start, present_tiles
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.single_line.build import sketch
from zeropark.review.presentation.single_line.live import Live, live
from zeropark.review.presentation.single_line.sketch import Sketch
from zeropark.shell.serving.park_desk import ParkDesk
from zeropark.shell.usecases.show_latest import LatestAsked, LatestPage, show_latest

CURVE: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """What closed flows say of now."""

    last: Period
    """The newest closed interval."""
    tiles: tuple[PresentTile, ...]
    curve: Figure | None
    generated: bool


def closed_by(closed: Iterable[Period], now: datetime) -> Period | None:
    """The newest closed stretch as far as it had ended by now; None: nothing had."""
    quarter = now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % QUARTER_HOUR
    before = [each for each in closed if each.start < quarter]
    if not before:
        return None
    newest = max(before, key=lambda each: each.end)
    return Period(newest.start, min(newest.end, quarter))


def present_of(desk: ParkDesk, now: datetime) -> Present | None:
    """The present; None where nothing is closed by now."""
    window = _window(desk, now)
    if window is None:
        return None
    return desk.answer(("present", window), lambda: _present(desk, window))


def sketch_of(desk: ParkDesk, carrier: str) -> Sketch:
    """The single-line sketch of a carrier."""
    return desk.of_document(("sketch", carrier), lambda: sketch(desk.park, carrier=carrier))


def live_of(desk: ParkDesk, now: datetime, carrier: str) -> Mapping[str, Live]:
    """What goes through each symbol of a sketch; nothing where nothing is closed by now."""
    window = _window(desk, now)
    if window is None:
        return {}
    drawn = sketch_of(desk, carrier)
    return desk.answer(
        ("live", window, carrier), lambda: live(drawn, last_rates(desk.flows(window)))
    )


def latest_of(desk: ParkDesk, now: datetime, asked: LatestAsked) -> LatestPage | None:
    """What channels said last, by the minute; None where no reading had ended by now."""
    span = _span(desk)
    if span is None or span.start >= now:
        return None
    minute = now - timedelta(seconds=now.second, microseconds=now.microsecond)
    at = min(minute if minute > span.start else now, span.end)
    return desk.answer(
        ("latest", at, minute, asked),
        lambda: show_latest(asked, at=at, now=now, park=desk.park, readings=desk.work.readings),
    )


def readings_begin(desk: ParkDesk) -> datetime | None:
    """When the first reading begins, maybe ahead of the clock; None where there is none."""
    span = _span(desk)
    return None if span is None else span.start


def _span(desk: ParkDesk) -> Period | None:
    return desk.answer("readings span", desk.work.readings.span)


def _window(desk: ParkDesk, now: datetime) -> Period | None:
    """The last day of closed flows, and since midnight."""
    found = closed_by(desk.closed(), now)
    if found is None:
        return None
    return Period(max(found.start, min(found.end - CURVE, day_start(found.end))), found.end)


def _present(desk: ParkDesk, window: Period) -> Present:
    flows = desk.flows(window)
    results = Results(park=desk.park, flows=flows)
    last = interval(flows.axis, flows.axis.count - 1)
    drawn = Results(park=desk.park, flows=_part(flows, CURVE // flows.axis.step))
    return Present(
        last=last,
        tiles=tuple(present_tiles(results, book=_book(desk, _part(flows, 1)))),
        curve=last_day_figure(drawn),
        generated=results.generated,
    )


def _part(flows: Flows, steps: int) -> Flows:
    """The last so many intervals."""
    count, axis = min(steps, flows.axis.count), flows.axis
    return Flows(
        park=flows.park,
        axis=Axis(axis.start + (axis.count - count) * axis.step, axis.step, count),
        links=flows.links,
        quantity=flows.quantity[:, -count:],
        quality=flows.quality[:, -count:],
        kind=flows.kind[:, -count:],
        known_at=flows.known_at,
    )


def _book(desk: ParkDesk, last: Flows) -> Inventory:
    """The location book of the last interval: of the three the one that no contract changes.

    The 910 and market books set contracts of months and years against the whole, and so have no
    figure for a quarter of an hour.
    """
    return location(last, park=desk.park, rules=desk.rules, period=last.axis.period)
