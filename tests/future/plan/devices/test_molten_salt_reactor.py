"""A reactor between buyers of power and heat, worked by hand: 42 % of its heat is power."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from plan_markets import traded, year
from plan_parks import choice
from zeropark.basis.timeline import Axis

REACTOR: dict[str, Any] = {
    "kind": "molten_salt_reactor",
    "electricity_to": "power",
    "thermal_kw": 1000,
    "capacity_kw": 336,
    "min_load_share": 0.3,
    "ramp_share_per_min": 0.005,
    "availability": 1.0,
}
WITH_HEAT = REACTOR | {"heat_to": "steam"}


def test_power_and_heat_share_what_it_makes() -> None:
    done = traded(WITH_HEAT, steps=2, bought={}, sold={"power": [0.4, 0.1], "steam": 90})
    # A kWh of its heat is 0.168 CNY as power in the first hour, 0.042 in the second, and 0.12 as
    # steam. 336 kWh of power take 800; 200 are steam, 0.267 t.
    assert done.flow("d", "power") == pytest.approx([336, 0])
    assert done.flow("d", "steam") == pytest.approx([200 / 750, 1000 / 750])
    assert done.objective == pytest.approx(-(336 * 0.4 + 24 + 120))


def test_it_follows_its_takers_by_its_ramp_and_cools_away_no_more_than_its_lowest_load() -> None:
    # Power costs to be rid of in the first hour: 300 kWh of heat are made and 300 cooled away.
    # 30 % an hour: 600 in the second, of which 300 may be for the turbine of any hour.
    done = traded(REACTOR, steps=3, bought={}, sold={"power": [-1.0, 0.4, 0.4]})
    assert done.flow("d", "power") == pytest.approx([0, 0.42 * 600, 336])
    made = done.flow("d", "power") / 0.42
    assert np.diff(made)[1] <= 300 + 1e-6


def test_it_rests_in_its_yearly_outage_and_only_then() -> None:
    # A quarter of the year in one stretch; a day's steps.
    axis = Axis(year().start, timedelta(days=1), 365)
    device = REACTOR | {"availability": 0.75}
    done = traded(device, steps=365, bought={}, sold={"power": 0.4}, axis=axis)
    days = done.flow("d", "power") / (336 * 24)
    assert days.sum() == pytest.approx(0.75 * 365)
    assert 90 <= (days < 1e-9).sum() <= 91
    down = np.flatnonzero(days < 1e-9)
    assert np.diff(down).max() == 1


def test_its_ramp_does_not_keep_it_from_its_outage() -> None:
    # 6 % an hour, and it never makes less than 30 %: yet it stops at once, and comes back at once.
    axis = Axis(year().start, timedelta(hours=1), 365 * 24)
    device = REACTOR | {"availability": 0.99, "ramp_share_per_min": 0.001}
    done = traded(device, steps=axis.count, bought={}, sold={"power": 0.4}, axis=axis)
    power = done.flow("d", "power")
    # Of 8,760 hours 1 % is down, to the nearest quarter.
    assert power.sum() == pytest.approx(336 * (8760 - 87.5))
    assert 85 <= (power < 1e-9).sum() <= 88


def test_a_turbine_is_built_for_what_heat_there_is() -> None:
    done = traded(
        REACTOR,
        steps=1,
        bought={},
        sold={"power": 0.4},
        choices={"capacity_kw": choice(600, 0.1)},
    )
    assert done.size("d", "capacity_kw") == pytest.approx(420)
