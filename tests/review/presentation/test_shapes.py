from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from zeropark.basis.timeline import Axis, Calendar, parse_period
from zeropark.review.presentation.shapes import hour_map, mean_day_kw

DAYS = Axis.over(parse_period("2026-06-01/2026-06-03"))


def test_a_mean_day_is_in_kw_and_in_local_hours() -> None:
    # 2 kWh a quarter from 08:00 to 09:00 local on the first day only: 8 kW, then 0: 4 kW mean
    calendar = Calendar.of(DAYS)
    amount = np.zeros(DAYS.count)
    amount[32:36] = 2.0
    mean = mean_day_kw(
        amount, hour=calendar.minute // 60, chosen=np.ones(DAYS.count, dtype=bool), step_hours=0.25
    )
    assert mean[8] == pytest.approx(4.0)
    assert mean[7] == 0.0


def test_a_gap_is_left_out_of_the_mean_and_not_taken_as_zero() -> None:
    calendar = Calendar.of(DAYS)
    amount = np.full(DAYS.count, 2.0)
    amount[32:36] = np.nan
    hour = calendar.minute // 60
    everything = np.ones(DAYS.count, dtype=bool)
    assert mean_day_kw(amount, hour=hour, chosen=everything, step_hours=0.25)[8] == 8.0
    first = calendar.day == calendar.day.min()
    assert np.isnan(mean_day_kw(amount, hour=hour, chosen=first, step_hours=0.25)[8])


def test_the_map_has_a_row_a_local_day_and_its_energy_is_that_of_the_flow() -> None:
    amount = np.arange(DAYS.count, dtype=np.float64)
    found = hour_map(DAYS, amount)
    assert found.first_day == np.datetime64("2026-06-01")
    assert found.power_kw.shape == (2, 24)
    # kW over an hour is kWh; the sum of the map is the sum of the quarters
    assert found.power_kw.sum() == pytest.approx(amount.sum())


def test_an_hour_of_which_a_quarter_is_missing_is_missing() -> None:
    amount = np.ones(DAYS.count)
    amount[5] = np.nan
    found = hour_map(DAYS, amount).power_kw
    assert np.isnan(found[0, 1])
    assert np.isfinite(np.delete(found.ravel(), 1)).all()


def test_hourly_flows_make_the_same_map() -> None:
    hours = Axis(DAYS.start, timedelta(hours=1), 48)
    assert hour_map(hours, np.full(48, 3.0)).power_kw == pytest.approx(np.full((2, 24), 3.0))
