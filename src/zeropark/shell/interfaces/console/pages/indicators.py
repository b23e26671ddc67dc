"""Do we pass: the 1+5 indicators and the direct ratios, their terms and history, what would help.

History is a part that the page fetches after it is there: it needs every closed year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from zeropark.basis.rules.rule import Rule
from zeropark.basis.timeline import Period, parse_period
from zeropark.facts.readings.reading import Quality
from zeropark.review.evaluation.indicator import Evaluation, Indicator
from zeropark.review.evaluation.to_date import unjudged
from zeropark.review.presentation.figures.figure import Figure
from zeropark.review.presentation.figures.indicators import (
    core_figure,
    indicator_table,
    indicator_words,
    limit_words,
    shares_figure,
    shown_unit,
)
from zeropark.review.presentation.figures.progress import core_progress, ratios_progress
from zeropark.review.presentation.figures.targets import targets_figure
from zeropark.review.presentation.figures.whatif import whatif_figure
from zeropark.review.presentation.sources import behind_indicator
from zeropark.review.presentation.terms import Side, side
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS
from zeropark.review.presentation.tiles import Tile, indicator_tile
from zeropark.review.presentation.words import quality_words
from zeropark.shell.interfaces.console.page import ParkPage, Part, Shown
from zeropark.shell.interfaces.console.periods import closed_part, years
from zeropark.shell.interfaces.console.texts.indicators import INDICATORS
from zeropark.shell.interfaces.console.visit import ParkVisit
from zeropark.shell.serving.park_desk import ParkDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfolded:
    """One indicator with what both sides of it are made of."""

    indicator: Indicator
    words: Text
    unit: str
    numerator: Side
    denominator: Side
    doubts: tuple[Rule, ...]
    quality: tuple[Text, ...]


def indicators(visit: ParkVisit) -> Shown:
    """Every indicator of the year, judged where it is whole, each with its terms."""
    whole = is_whole(visit.period)
    evaluation = _evaluation(visit.desk, visit.period)
    generated = bool(evaluation.core.quality & Quality.GENERATED)
    found = (
        core_figure(evaluation.core, generated=generated),
        shares_figure(evaluation.guiding, key="guiding", generated=generated),
        shares_figure(evaluation.direct, key="direct", generated=generated),
        whatif_figure(visit.desk.park, evaluation, generated=generated),
    )
    every = (evaluation.core, *evaluation.guiding, *evaluation.direct)
    return Shown(
        figures=_there(*found),
        tables={"indicators": indicator_table(every, caption=INDICATORS["indicators.all"])},
        data={
            "generated": generated,
            "whole": whole,
            "evaluation": evaluation,
            "core": evaluation.core,
            "tiles": tuple(_tile(each, whole=whole) for each in evaluation.direct),
            "unfolded": tuple(_unfolded(visit, each) for each in every),
            "open": visit.query.get("open", "core"),
            "last_day": visit.period.last_day().isoformat(),
        },
    )


def is_whole(period: Period) -> bool:
    """Whether it is a calendar year, which alone is judged."""
    return period == parse_period(str(period.last_day().year))


def _tile(indicator: Indicator, *, whole: bool) -> Tile:
    tile = indicator_tile(indicator)
    if whole or indicator.limit is None:
        return tile
    limit = TEXTS["tile.limit"] + Text.same(" ") + limit_words(indicator)
    return replace(tile, note=limit + TEXTS["dash"] + TEXTS["stages.to_date"])


def _evaluation(desk: ParkDesk, period: Period) -> Evaluation:
    evaluation = desk.evaluated(period).evaluation
    return evaluation if is_whole(period) else unjudged(evaluation)


def _unfolded(visit: ParkVisit, indicator: Indicator) -> Unfolded:
    park = visit.desk.park
    return Unfolded(
        indicator=indicator,
        words=indicator_words(indicator),
        unit=shown_unit(indicator),
        numerator=side(park, indicator.numerator),
        denominator=side(park, indicator.denominator),
        doubts=behind_indicator(indicator),
        quality=quality_words(indicator.quality),
    )


def _history(visit: ParkVisit) -> Shown:
    """The year month by month, and all closed years against the staged targets."""
    desk, period = visit.desk, visit.period
    evaluation = _evaluation(desk, period)
    generated = bool(evaluation.core.quality & Quality.GENERATED)
    points = desk.to_date(period)
    cores = {year: _evaluation(desk, part).core for year, part in _closed_years(desk)}
    return Shown(
        figures=_there(
            core_progress(points, evaluation.core, generated=generated),
            ratios_progress(points, evaluation.direct, generated=generated),
            targets_figure(cores, evaluation.stages, generated=generated),
        )
    )


def _closed_years(desk: ParkDesk) -> Iterator[tuple[int, Period]]:
    closed = desk.closed()
    for year in years(closed):
        yield year, closed_part(parse_period(str(year)), closed=closed)


def _there(*figures: Figure | None) -> tuple[Figure, ...]:
    return tuple(figure for figure in figures if figure is not None)


INDICATORS_PAGE = ParkPage(
    id="indicators",
    sentence=Text("达标了吗", "Do we pass"),
    heading=Text("{park}{period}达标了吗", "Does {park} pass, {period}"),
    template="indicators.html.j2",
    view=indicators,
    key="i",
    periods="year",
    parts={
        "history": Part(
            template="indicators_history.html.j2",
            view=_history,
            tables=("core-to-date", "ratios-to-date", "stages"),
        )
    },
)
