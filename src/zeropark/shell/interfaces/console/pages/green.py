"""Where green power comes from: the three books, the hours, the ratios, and who got it.

What is counted by the month or year is told of whole months; what goes by the hour is told of
the period alone. The ratios run from the year's start, for their limits are of calendar years.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from zeropark.basis.timeline import PARK_ZONE, Period, parse_period
from zeropark.facts.ledger.green.around_the_clock import match_of
from zeropark.facts.ledger.green.coverage import joined
from zeropark.facts.ledger.green.green_books import Claim, GreenBook
from zeropark.facts.ledger.sums import non_fossil_plants, points_of
from zeropark.facts.readings.reading import Quality
from zeropark.review.presentation.figures.clock import clock_figure, steps_figure
from zeropark.review.presentation.figures.cover import cover_figure
from zeropark.review.presentation.figures.day import day_figure
from zeropark.review.presentation.figures.figure import Figure
from zeropark.review.presentation.figures.made import made_figure
from zeropark.review.presentation.green_tables import claims_table
from zeropark.review.presentation.green_tiles import clock_tiles, cover_tiles
from zeropark.review.presentation.shapes import readable_spans
from zeropark.review.presentation.text import Text
from zeropark.shell.interfaces.console.page import ParkPage, Part, Shown
from zeropark.shell.interfaces.console.pages.green_direct import SHARE_RULE, ratios, users
from zeropark.shell.interfaces.console.pages.green_years import hours_of, years_of
from zeropark.shell.interfaces.console.periods import period_words
from zeropark.shell.interfaces.console.visit import ParkVisit

_MAPPED: Final = timedelta(days=7)
"""A shorter stretch is no map: its hours stand in the bars."""


def green(visit: ParkVisit) -> Shown:
    """The three books of the months that the period touches."""
    years = years_of(visit)
    if not years:
        return Shown(data={"years": ()})
    whole = joined([each.covered for each in years])
    covered = whole.chosen(_months(visit, whole.months))
    claims = [claim for each in years for claim in each.books.claims]
    told = [claim for claim in claims if claim.month is None or claim.month in covered.months]
    day = visit.period.last_day()
    rules = visit.desk.rules
    limit = rules.factor(SHARE_RULE, at=day) if rules.has(SHARE_RULE, at=day) else None
    generated = any(each.books.quality & Quality.GENERATED for each in years)
    return Shown(
        figures=_there(cover_figure(whole, limit=limit, generated=generated)),
        tables={
            f"claims-{each.year}": claims_table(
                each.books.claims, park=visit.desk.park, year=each.year
            )
            for each in years
            if each.books.claims
        },
        data={
            "generated": generated,
            "years": years,
            "months": period_words(_span(covered.months)),
            "whole_months": visit.period != _span(covered.months),
            "tiles": tuple(cover_tiles(covered, told, limit=limit)),
            "findings": tuple(finding for each in years for finding in each.books.findings),
            "missing_hours": sum(each.books.missing_hours for each in years),
            "notes": tuple(_notes(visit, claims)),
            "day": day,
        },
    )


def _hours(visit: ParkVisit) -> Shown:
    """The 24 x 365 picture, and the same by month, day or hour."""
    hours = hours_of(visit)
    if hours is None:
        return Shown(data={"tiles": ()})
    mapped = visit.period.duration >= _MAPPED
    return Shown(
        figures=_there(
            clock_figure(hours) if mapped else None,
            steps_figure(hours, by=readable_spans(visit.period)),
        ),
        data={
            "tiles": tuple(clock_tiles(match_of(hours))),
            "generated": bool(hours.quality & Quality.GENERATED),
        },
    )


def _days(visit: ParkVisit) -> Shown:
    """The mean day by season, and where non-fossil power went by month."""
    hours = hours_of(visit)
    return Shown(
        figures=_there(
            day_figure(visit.desk.results(visit.period)),
            None if hours is None else made_figure(hours, by=readable_spans(visit.period)),
        )
    )


def _months(visit: ParkVisit, known: tuple[str, ...]) -> frozenset[str]:
    """Those of the known months that the period touches."""
    first = f"{visit.period.start.astimezone(PARK_ZONE):%Y-%m}"
    last = f"{visit.period.last_day():%Y-%m}"
    return frozenset(month for month in known if first <= month <= last)


def _span(months: tuple[str, ...]) -> Period:
    """From the first of the months to the end of the last."""
    return Period(parse_period(months[0]).start, parse_period(months[-1]).end)


def _notes(visit: ParkVisit, claims: list[Claim]) -> Iterator[str]:
    """Keys of what there is to say about books that are empty."""
    park = visit.desk.park
    if not non_fossil_plants(park) and not points_of(park, ["direct_line"]):
        yield "green.no_plants"
    if not any(claim.book is GreenBook.TRADE for claim in claims):
        yield "green.no_trade"
    if not any(claim.book is GreenBook.CERTIFICATE for claim in claims):
        yield "green.no_certificates"


def _there(*figures: Figure | None) -> tuple[Figure, ...]:
    return tuple(figure for figure in figures if figure is not None)


GREEN_PAGE = ParkPage(
    id="green",
    sentence=Text("绿电从哪里来", "Where green power comes from"),
    heading=Text(
        "{park}{period}的绿电从哪里来", "Where the green power of {park} came from, {period}"
    ),
    template="green.html.j2",
    view=green,
    key="w",
    parts={
        "hours": Part(template="green_hours.html.j2", view=_hours, tables=("clock", "steps")),
        "direct": Part(
            template="green_direct.html.j2", view=ratios, tables=("path", "exceed", "end")
        ),
        "users": Part(template="green_users.html.j2", view=users, tables=("shares",)),
        "days": Part(template="green_days.html.j2", view=_days, tables=("day", "made")),
    },
)
