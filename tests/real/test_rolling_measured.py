"""A measured week rolled through: wind and sun of Gansu and Ningxia, a mill, spot prices.

Wind and PV: HaoLi9401/Dataset_of_flexibility_test_system_FTS-213, CC BY 4.0. Steel: UCI 851, CC BY
4.0. Prices: epftoolbox (Germany, day-ahead, 2017), in yuan; the week has hours below zero. None of
them saw this park; see `benchmarks/reference/steel_park.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from reference.steel_park import measured_year, steel_park
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.timeline import Axis, Period, parse_instant
from zeropark.future.forecast.history import History
from zeropark.future.forecast.target import Target
from zeropark.future.plan.days.by_forecast import ByForecast
from zeropark.future.plan.days.roll import Progress
from zeropark.future.plan.days.rolled import Rolled
from zeropark.future.plan.days.state import ParkState
from zeropark.shell.interfaces.cli.progress_bar import ProgressBar
from zeropark.shell.usecases.plan_roll import RollOrder, plan_roll

QUARTER = timedelta(minutes=15)
WEEK = Period(parse_instant("2018-10-26T00:00"), parse_instant("2018-11-02T00:00"))
YEAR = Axis(parse_instant("2018-01-01T00:00"), QUARTER, 35_040)
HELD_KWH = 16_000.0
TARGETS = {
    "wind": Target("availability", "wind"),
    "pv": Target("availability", "pv"),
    "mill": Target("load", "mill"),
    "grid": Target("price", "grid"),
}
BUS = 1.012
LINE_LOSS = 0.0231
TD_AND_FUNDS = 0.0693 + 0.022925
DEMAND = 32.8


class NoShelf:
    """A roll that keeps nothing."""

    def begun(self) -> Progress | None:
        return None

    def keep(self, progress: Progress) -> None:
        """Nothing."""

    def done(self) -> None:
        """Nothing."""


@dataclass(frozen=True)
class Week:
    """What was measured, and both rolls."""

    measured: pl.DataFrame
    known: Rolled
    perfect: Rolled


@pytest.fixture(scope="module")
def week(shared_data: Path) -> Week:
    table = measured_year(shared_data)
    histories = {}
    for column, target in TARGETS.items():
        values = table[column].to_numpy() * (0.25 if target.kind == "load" else 1.0)
        delay = -timedelta(hours=36) if target.kind == "price" else QUARTER
        histories[target] = History.delayed(YEAR, values, delay=delay)
    park = steel_park()
    order = RollOrder(period=WEEK, state=ParkState(contents={"battery": HELD_KWH}))

    def rolled(foresee: ByForecast | None) -> Rolled:
        return plan_roll(
            order,
            histories,
            park=park,
            rules=load_rulebook(),
            foresee=foresee,
            progress=ProgressBar(shown=False),
            shelf=NoShelf(),
        )

    first = (WEEK.start - YEAR.start) // QUARTER
    return Week(
        measured=table[first : first + 7 * 96],
        known=rolled(ByForecast(park=park, histories=histories)),
        perfect=rolled(None),
    )


def flow(rolled: Rolled, source: str, sink: str) -> np.ndarray:
    rows = rolled.flows.rows(carrier="electricity", source=source, sink=sink)
    return np.asarray(rolled.flows.quantity[rows].sum(axis=0))


def test_perfect_foresight_costs_less_and_nobody_lacks_anything(week: Week) -> None:
    assert week.perfect.cost_cny < week.known.cost_cny
    assert week.known.lacking == pytest.approx(0.0, abs=1e-6)
    assert len(week.known.windows) == 7


@pytest.mark.parametrize("which", ["known", "perfect"])
def test_every_quarter_closes(week: Week, which: str) -> None:
    """In: wind and sun that were used, battery, grid. Out: the mill, battery, grid, and 1.2 %."""
    rolled: Rolled = getattr(week, which)
    measured = week.measured
    wind, sun = (flow(rolled, of, "main") + flow(rolled, of, "curtailed") for of in ("wind", "pv"))
    assert wind == pytest.approx(measured["wind"].to_numpy() * 25_000 / 4, abs=1e-3)
    assert sun == pytest.approx(measured["pv"].to_numpy() * 25_000 / 4, abs=1e-3)
    assert flow(rolled, "main", "mill") == pytest.approx(measured["mill"].to_numpy() / 4)
    into = sum(flow(rolled, of, "main") for of in ("wind", "pv", "battery", "grid"))
    taken = flow(rolled, "main", "mill") + flow(rolled, "main", "battery")
    assert into == pytest.approx(BUS * taken + flow(rolled, "main", "grid"), abs=1e-3)


@pytest.mark.parametrize("which", ["known", "perfect"])
def test_the_battery_keeps_its_books(week: Week, which: str) -> None:
    rolled: Rolled = getattr(week, which)
    held = np.asarray(rolled.contents["battery"])
    one_way, kept = sqrt(0.9025), (1 - 0.001) ** (1 / 96)
    before = np.concatenate([[HELD_KWH], held[:-1]])
    after = kept * before + one_way * flow(rolled, "main", "battery")
    assert held == pytest.approx(after - flow(rolled, "battery", "main") / one_way, abs=1e-2)
    assert held.max() <= 40_000 * 0.85 + 1e-6
    assert held.min() >= -1e-6


@pytest.mark.parametrize("which", ["known", "perfect"])
def test_the_bill_is_the_sum_of_its_quarters(week: Week, which: str) -> None:
    """Spot price with its line loss, T&D and funds on import; wear of what leaves the cells; the
    highest quarter of each month at the price of demand."""
    rolled: Rolled = getattr(week, which)
    came = flow(rolled, "grid", "main")
    price = week.measured["grid"].to_numpy() / (1 - LINE_LOSS) + TD_AND_FUNDS
    wear = 550 / 8000 * flow(rolled, "battery", "main") / sqrt(0.9025)
    energy = sum(at.amount_cny for at in rolled.costs if at.item == "energy")
    worn = sum(at.amount_cny for at in rolled.costs if at.component == "wear")
    assert energy == pytest.approx(float(price @ came), rel=1e-9)
    assert worn == pytest.approx(float(wear.sum()), rel=1e-9)
    # The week ends on 1 November: two months, each by its own peak.
    peaks = [came[: 6 * 96].max() * 4, came[6 * 96 :].max() * 4]
    demand = sorted(at.amount_cny for at in rolled.costs if at.item == "demand")
    assert sum(demand) == pytest.approx(DEMAND * sum(peaks), rel=1e-6)


def test_hours_below_zero_do_not_go_round(week: Week) -> None:
    assert (week.measured["grid"].to_numpy() < 0).any()
    for rolled in (week.known, week.perfect):
        both = np.minimum(flow(rolled, "grid", "main"), flow(rolled, "main", "grid"))
        assert both.max() == pytest.approx(0.0, abs=1e-6)
    assert "day.sells_dearer" in [at.code for at in week.perfect.findings]
