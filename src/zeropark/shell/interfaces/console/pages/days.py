"""How to run it: a day's plan with its reasons, beside what came, and what planning was worth.

`?day=NAME` chooses the plan, `?series=KIND.ID` whose band is drawn, `?roll=NAME` whose days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

import numpy as np

from zeropark.basis.errors import MissingDataError, PeriodError
from zeropark.basis.timeline import PARK_ZONE, Axis
from zeropark.facts.ledger.flow import Flows
from zeropark.future.forecast.kept import Band
from zeropark.future.forecast.target import Target
from zeropark.future.plan.days.day_flows import axis_of_line, flows_of_day, series_of
from zeropark.future.plan.days.day_text import DayLine, InputLine, RollLine
from zeropark.review.presentation.figures.day_lines import (
    exchange_figure,
    hours_across_day,
    prices_figure,
    stores_figure,
)
from zeropark.review.presentation.figures.figure import Cell, Column, Figure, Option, Table
from zeropark.review.presentation.figures.forecast_band import forecast_band_figure
from zeropark.review.presentation.figures.plan_week import plan_week_figure
from zeropark.review.presentation.figures.roll_days import roll_days_figure
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.shapes import Series
from zeropark.review.presentation.text import Text, number
from zeropark.review.presentation.texts import TEXTS
from zeropark.shell.interfaces.console.page import ParkPage, Shown
from zeropark.shell.interfaces.console.texts.days import DAYS
from zeropark.shell.interfaces.console.visit import ParkVisit
from zeropark.shell.interfaces.http.status import NotFoundError


def days(visit: ParkVisit) -> Shown:
    """The plan that the address names, else the newest; and the rolls."""
    kept, rolls = visit.desk.days.days(), visit.desk.days.rolls()
    chosen = _chosen(kept, visit.query.get("day", ""))
    rolled = _chosen(rolls, visit.query.get("roll", ""))
    figures, tables = list[Figure](), dict[str, Table]()
    if chosen is not None:
        figures += _drawn(chosen[1], visit)
        tables |= _tables(chosen[1], visit)
    if rolled is not None:
        figures.append(roll_days_figure(rolled[1], called=rolled[0]))
        tables["rolls"] = _rolls(rolls)
    day = None if chosen is None else chosen[1]
    return Shown(
        figures=tuple(figures),
        tables=tables,
        data={
            "day": day,
            "day_name": None if chosen is None else chosen[0],
            "names": tuple(each for each, _ in kept),
            "rolls": tuple(each for each, _ in rolls),
            "headline": () if day is None else tuple(_headline(day)),
            "reasons": () if day is None else tuple(Text(r.said_zh, r.said) for r in day.reasons),
            "targets": () if day is None else tuple(_targets(day, visit)),
            "folder": visit.desk.folder.name,
        },
    )


T = TypeVar("T")


def _chosen(kept: tuple[tuple[str, T], ...], wanted: str) -> tuple[str, T] | None:
    if not wanted:
        return next(iter(kept), None)
    found = next((each for each in kept if each[0] == wanted), None)
    if found is None:
        raise NotFoundError("No plan {plan!r} is kept here. Choose one from the list.", plan=wanted)
    return found


def _headline(day: DayLine) -> Iterator[Text]:
    yield DAYS["days.cost"].fill({"cost": number(day.cost_cny, digits=0)})
    if day.issued_at is not None:
        at = f"{day.issued_at.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}"
        yield DAYS["days.issued"].fill({"at": at})


def _drawn(day: DayLine, visit: ParkVisit) -> Iterator[Figure]:
    park, axis, flows = visit.desk.park, axis_of_line(day.axis), flows_of_day(day)
    power = plan_week_figure(Results(park=park, flows=flows))
    came = _came(visit, axis)
    if power is not None:
        across: Option = {"xAxis": {**hours_across_day(axis), "boundaryGap": False}}
        yield _as_of_day(power, across)
    found = (
        prices_figure(
            axis,
            park,
            bought={of: series_of(each) for of, each in day.bought_cny_per_kwh.items()},
            worth={of: series_of(each) for of, each in day.prices.items()},
            generated=day.generated,
        ),
        stores_figure(
            axis,
            park,
            {of: series_of(each) for of, each in day.contents.items()},
            generated=day.generated,
        ),
        exchange_figure(
            axis,
            _net_import(flows, visit) / axis.step_hours,
            None if came is None else _net_import(came, visit) / axis.step_hours,
            generated=day.generated,
        ),
        _band(day, axis, came, visit),
    )
    yield from (each for each in found if each is not None)


def _as_of_day(figure: Figure, across: Option) -> Figure:
    option = {**figure.option, **across}
    return replace(figure, id="day-power", title=TEXTS["day_power.title"], option=option)


def _came(visit: ParkVisit, axis: Axis) -> Flows | None:
    """What came, where the books of the stretch are closed."""
    try:
        return visit.desk.flows(axis.period)
    except (MissingDataError, PeriodError):
        return None


def _net_import(flows: Flows, visit: ParkVisit) -> Series:
    """Import less export at the public grid points, kWh in each step."""
    grids = [at.id for at in visit.desk.park.boundary_points if at.kind == "public_grid"]
    net: Series = np.zeros(flows.axis.count)
    for grid in grids:
        for rows, sign in ((flows.rows(source=grid), 1.0), (flows.rows(sink=grid), -1.0)):
            net = net + sign * flows.quantity[rows].sum(axis=0)
    return net


def _targets(day: DayLine, visit: ParkVisit) -> Iterator[tuple[str, Text]]:
    for used in day.inputs:
        if used.band is not None and used.kind is not None:
            yield f"{used.kind}.{used.of}", name(visit.desk.park, used.of)


def _band(day: DayLine, axis: Axis, came: Flows | None, visit: ParkVisit) -> Figure | None:
    """The band of one series: that which is asked for, else the first."""
    banded = [each for each in day.inputs if each.band is not None and each.kind is not None]
    asked = visit.query.get("series", "")
    used = next((at for at in banded if f"{at.kind}.{at.of}" == asked), next(iter(banded), None))
    if used is None or used.band is None or used.kind is None:
        return None
    low, middle, high = (series_of(row) for row in used.band)
    band = Band(
        target=Target(used.kind, used.of),
        axis=axis,
        issued_at=day.issued_at or axis.start,
        method=used.method,
        reason=used.reason,
        reason_zh=used.reason_zh,
        low=low,
        middle=middle,
        high=high,
        came=_came_of(used, came, axis),
    )
    return forecast_band_figure(band, visit.desk.park, id_="day-band", generated=day.generated)


def _came_of(used: InputLine, came: Flows | None, axis: Axis) -> Series | None:
    """What a load took; of plants and prices the books tell no such series."""
    if came is None or used.kind != "load" or came.axis != axis:
        return None
    rows = came.rows(sink=used.of)
    found: Series = came.quantity[rows[:1]].sum(axis=0)
    return found if rows.size else None


def _tables(day: DayLine, visit: ParkVisit) -> dict[str, Table]:
    park = visit.desk.park
    return {
        "day-costs": Table(
            caption=DAYS["days.costs"],
            columns=(
                Column(DAYS["days.item"]),
                Column(TEXTS["day.of"]),
                Column(TEXTS["day.unit"], "", 0),
            ),
            rows=tuple(_costs(day, visit)),
        ),
        "day-setpoints": Table(
            caption=DAYS["days.setpoints"],
            columns=(
                Column(DAYS["days.device"]),
                Column(DAYS["days.least"]),
                Column(DAYS["days.mean"]),
                Column(DAYS["days.most"]),
                Column(TEXTS["col.unit"]),
            ),
            rows=tuple(
                (name(park, at.device), *_spread(series_of(at.value)), at.unit)
                for at in day.set_points
            ),
        ),
        "day-binds": Table(
            caption=DAYS["days.binds"],
            columns=(
                Column(DAYS["days.limit"]),
                Column(DAYS["days.steps"], "", 0),
                Column(DAYS["days.worth"], TEXTS["day.unit"]),
            ),
            rows=tuple(
                (Text(at.said_zh, at.said), float(at.steps or 0), at.worth_cny) for at in day.binds
            ),
        ),
        "day-inputs": Table(
            caption=DAYS["days.inputs"],
            columns=(
                Column(DAYS["days.series"]),
                Column(DAYS["days.source"]),
                Column(DAYS["days.reason"]),
            ),
            rows=tuple(_input_row(used, visit) for used in day.inputs),
        ),
    }


def _spread(series: Series) -> tuple[float, float, float]:
    return float(series.min()), float(series.mean()), float(series.max())


def _costs(day: DayLine, visit: ParkVisit) -> Iterator[tuple[Cell, ...]]:
    sums: dict[tuple[str, str], float] = {}
    for at in day.costs:
        sums[at.item, at.of] = sums.get((at.item, at.of), 0.0) + at.amount_cny
    for (item, of), amount in sums.items():
        yield TEXTS[f"cost.{item}"], name(visit.desk.park, of), amount
    yield TEXTS["day.total"], "", day.cost_cny


def _input_row(used: InputLine, visit: ParkVisit) -> tuple[Cell, ...]:
    source = TEXTS[f"day.source.{used.source}"]
    if used.method:
        source = source + Text("：", ": ") + TEXTS[f"day.method.{used.method}"]
    note = Text(used.reason_zh or "", used.reason or "")
    return name(visit.desk.park, used.of), source, note


def _rolls(rolls: tuple[tuple[str, RollLine], ...]) -> Table:
    return Table(
        caption=DAYS["days.rolls"],
        columns=(
            Column(DAYS["days.roll"]),
            Column(DAYS["days.stretch"]),
            Column(DAYS["days.plans"], "", 0),
            Column(DAYS["days.foresight"]),
            Column(TEXTS["roll_days.cost"], TEXTS["day.unit"], 0),
            Column(DAYS["days.lacking"], "", 0),
            Column(DAYS["days.ms"], "ms", 1),
        ),
        rows=tuple(row for called, roll in rolls for row in _roll_rows(called, roll)),
    )


def _roll_rows(called: str, roll: RollLine) -> Iterator[tuple[Cell, ...]]:
    period = axis_of_line(roll.axis).period
    stretch = f"{period.start.astimezone(PARK_ZONE):%Y-%m-%d} – {period.last_day()}"
    how = TEXTS[f"roll.foresight.{roll.foresight}"].fill({"level": f"{roll.level:g}"})
    windows, ms = float(roll.windows), roll.plan_ms_median
    yield called, stretch, windows, how, roll.cost_cny, roll.lacking, ms
    for other in roll.against:
        said = TEXTS[f"roll.foresight.{other.foresight}"].fill({"level": f"{other.level:g}"})
        yield "", stretch, windows, said, other.cost_cny, other.lacking, ""


DAYS_PAGE = ParkPage(
    id="days",
    sentence=Text("应当怎样运行", "How to run it"),
    heading=Text("{park}应当怎样运行", "How to run {park}"),
    template="days.html.j2",
    view=days,
    key="o",
    needs="nothing",
    periods="none",
)
