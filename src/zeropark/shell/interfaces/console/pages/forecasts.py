"""What will be: the newest forecast, and how good forecasts would have been.

`?target=KIND.ID` chooses whose band is drawn and whose scores are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import numpy as np

from zeropark.basis.timeline import PARK_ZONE
from zeropark.future.forecast.kept import Band, KeptAnswer, KeptScore, KeptTest
from zeropark.review.presentation.figures.figure import Cell, Column, Figure, Table
from zeropark.review.presentation.figures.forecast_band import (
    forecast_band_figure,
    shown_as,
    target_words,
)
from zeropark.review.presentation.text import Text, number
from zeropark.review.presentation.texts import TEXTS
from zeropark.shell.interfaces.console.page import ParkPage, Shown
from zeropark.shell.interfaces.console.texts.forecasts import FORECASTS
from zeropark.shell.interfaces.console.visit import ParkVisit

_AGAINST = ("persistence", "similar_day", "climatology")
_PERCENT = 100.0


def forecasts(visit: ParkVisit) -> Shown:
    """The newest forecast and the newest back-test, of the target that the address names."""
    newest, tested = visit.desk.forecasts.latest(), visit.desk.forecasts.backtest()
    bands = () if newest is None else newest.bands
    tests = () if tested is None else tested.tests
    band = _chosen(bands, visit)
    test = _chosen(tests, visit)
    drawn = [*_drawn(band, newest, visit, "forecast-band")]
    if test is not None:
        drawn += _drawn(test.example, tested, visit, "forecast-example")
    return Shown(
        figures=tuple(drawn),
        tables=({"forecasts": _table(bands, visit)} if bands else {})
        | ({} if test is None else {"forecast-scores": _scores(test, visit)}),
        data={
            "bands": tuple((str(each.target), each) for each in bands),
            "issued": None if band is None else _issued(band),
            "notes": () if newest is None else tuple(_notes(newest)),
            "test": test,
            "tested": None if test is None else _tested(test, visit),
            "fell": () if test is None else tuple(_fell(test)),
            "unreadable": visit.desk.forecasts.unreadable(),
            "folder": visit.desk.folder.name,
        },
    )


_Kept = TypeVar("_Kept", Band, KeptTest)


def _chosen(found: Sequence[_Kept], visit: ParkVisit) -> _Kept | None:
    """Of the target that the address names, else the first there is."""
    wanted = visit.query.get("target", "")
    named = (each for each in found if str(each.target) == wanted)
    return next(named, found[0] if found else None)


def _drawn(
    band: Band | None, answer: KeptAnswer | None, visit: ParkVisit, id_: str
) -> tuple[Figure, ...]:
    if band is None or answer is None:
        return ()
    figure = forecast_band_figure(band, visit.desk.park, id_=id_, generated=answer.generated)
    return (figure,)


def _issued(band: Band) -> Text:
    at = f"{band.issued_at.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}"
    return FORECASTS["forecasts.issued"].fill({"at": at})


def _notes(answer: KeptAnswer) -> Iterator[Text]:
    """What is assumed, and what flatters."""
    if answer.assumed_delay_minutes is not None:
        minutes = f"{answer.assumed_delay_minutes:g}"
        yield FORECASTS["forecasts.assumed"].fill({"minutes": minutes})
    if answer.with_weather:
        yield FORECASTS["forecasts.weather"]


def _table(bands: Sequence[Band], visit: ParkVisit) -> Table:
    return Table(
        caption=FORECASTS["forecasts.list"],
        columns=(
            Column(FORECASTS["forecasts.what"]),
            Column(FORECASTS["forecasts.by"]),
            Column(Text.same("P10")),
            Column(Text.same("P50")),
            Column(Text.same("P90")),
            Column(TEXTS["col.unit"]),
            Column(FORECASTS["forecasts.why"]),
        ),
        rows=tuple(_row(each, visit) for each in bands),
        notes=(FORECASTS["forecasts.mean"],),
    )


def _row(band: Band, visit: ParkVisit) -> tuple[Cell, ...]:
    park = visit.desk.park
    shown = shown_as(band.target, park, step_hours=band.axis.step_hours)
    means = (float(np.mean(each)) * shown.times for each in (band.low, band.middle, band.high))
    return (
        target_words(band.target, park),
        TEXTS[f"forecast.{band.method}"],
        *means,
        shown.unit,
        TEXTS["none"] if band.reason is None else Text(band.reason_zh or "", band.reason),
    )


def _scores(test: KeptTest, visit: ParkVisit) -> Table:
    skills = (
        Column(FORECASTS["forecasts.skill"].fill({"baseline": TEXTS[f"forecast.{name}"]}), "%", 1)
        for name in _AGAINST
    )
    return Table(
        caption=target_words(test.target, visit.desk.park),
        columns=(
            Column(FORECASTS["forecasts.horizon"]),
            Column(FORECASTS["forecasts.nmae"], "%", 1),
            Column(FORECASTS["forecasts.nrmse"], "%", 1),
            Column(FORECASTS["forecasts.coverage"], "%", 1),
            *skills,
        ),
        rows=tuple(_score(each) for each in test.scores),
    )


def _score(score: KeptScore) -> tuple[Cell, ...]:
    shares = (score.nmae, score.nrmse, score.coverage, *(score.skill[name] for name in _AGAINST))
    horizon = FORECASTS["forecasts.all"] if score.horizon == "all" else score.horizon
    return (horizon, *(_PERCENT * each if np.isfinite(each) else None for each in shares))


def _tested(test: KeptTest, visit: ParkVisit) -> Text:
    return FORECASTS["forecasts.tested"].fill(
        {
            "target": target_words(test.target, visit.desk.park),
            "start": f"{test.start.astimezone(PARK_ZONE):%Y-%m-%d}",
            "end": f"{test.end.astimezone(PARK_ZONE):%Y-%m-%d}",
            "issues": number(test.issues, digits=0),
            "trained": str(test.trained),
        }
    )


def _fell(test: KeptTest) -> Iterator[Text]:
    for reason, reason_zh, issues in test.fell_back:
        yield FORECASTS["forecasts.fell"].fill(
            {"issues": number(issues, digits=0), "reason": Text(reason_zh, reason)}
        )


FORECASTS_PAGE = ParkPage(
    id="forecasts",
    sentence=Text("将会怎样", "What will be"),
    heading=Text("{park}将会怎样", "What will be in {park}"),
    template="forecasts.html.j2",
    view=forecasts,
    key="f",
    needs="nothing",
    periods="none",
)
