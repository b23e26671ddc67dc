"""Conditions: the simulation's series, cut to the plan's stretch and put on its steps."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from ledger_parks import battery, bus, load, park_of, point, pv
from zeropark.basis.errors import PeriodError
from zeropark.basis.timeline import QUARTER_HOUR, Axis, Period, parse_instant, parse_period
from zeropark.future.plan.site.conditions import Conditions, conditions_of
from zeropark.future.simulation.operation.operate import simulate
from zeropark.future.simulation.role import Fixed, Source, Store

PARK = park_of(
    buses=[bus("b")],
    boundary_points=[point("g", "b")],
    devices=[pv("sun", "b"), load("l", "b"), battery("store", "b")],
)
HOUR = timedelta(hours=1)


def over(text: str, step: timedelta) -> Conditions:
    return conditions_of(PARK, Axis.over(parse_period(text), step=step), seed=3)


def taken(conditions: Conditions) -> np.ndarray:
    return conditions.around(PARK.device_by_id["l"]).role(Fixed).flows["takes_from"]


def given(conditions: Conditions) -> np.ndarray:
    return conditions.around(PARK.device_by_id["sun"]).role(Source).available


def test_a_year_of_quarter_hours_is_the_simulated_one() -> None:
    simulated = simulate(PARK, Axis.over(parse_period("2025")), seed=3)
    conditions = over("2025", QUARTER_HOUR)
    np.testing.assert_array_equal(taken(conditions), simulated.flow("b", "l"))
    np.testing.assert_array_equal(given(conditions), simulated.available("sun"))


def test_hours_are_sums_of_quarter_hours() -> None:
    fine, coarse = over("2025", QUARTER_HOUR), over("2025", HOUR)
    for series in (taken, given):
        sums = series(fine).reshape(-1, 4).sum(axis=1)
        np.testing.assert_allclose(series(coarse), sums, rtol=1e-12)


def test_a_month_alone_is_the_month_of_its_year() -> None:
    july = slice(181 * 24, 212 * 24)
    for series in (taken, given):
        np.testing.assert_array_equal(
            series(over("2025-07", HOUR)), series(over("2025", HOUR))[july]
        )


def test_a_leap_year_has_its_day() -> None:
    assert taken(over("2028", HOUR)).shape == (8784,)


def test_a_stretch_may_go_over_new_year() -> None:
    days = Period(parse_instant("2025-12-31"), parse_instant("2026-01-02"))
    conditions = conditions_of(PARK, Axis.over(days, step=HOUR), seed=3)
    assert taken(conditions).shape == (48,)
    assert given(conditions)[[2, 26]] == pytest.approx([0, 0])
    assert given(conditions)[[13, 37]].min() > 0.0


def test_full_load_hours_do_not_depend_on_the_documented_size() -> None:
    sun = PARK.device_by_id["sun"]
    share = over("2025-07", HOUR).around(sun).full_load_hours(1000.0)
    assert np.max(share) <= 1.0
    np.testing.assert_allclose(share * 1000.0, given(over("2025-07", HOUR)))


def test_what_a_store_loses_in_a_step_is_what_it_loses_in_its_quarter_hours() -> None:
    store = over("2025-07", HOUR).around(PARK.device_by_id["store"]).role(Store)
    assert store.kept_per_interval == pytest.approx(0.999 ** (1 / 24))
    assert store.charge_limit == pytest.approx(500.0)


@pytest.mark.parametrize(
    ("start", "step"),
    [
        ("2025-01-01", timedelta(minutes=10)),
        ("2025-01-01", timedelta(minutes=20)),
        ("2025-01-01T00:05", HOUR),
    ],
)
def test_steps_that_are_no_quarter_hours_are_refused(start: str, step: timedelta) -> None:
    with pytest.raises(PeriodError, match="whole quarter hours"):
        conditions_of(PARK, Axis(parse_instant(start), step, 4), seed=1)
