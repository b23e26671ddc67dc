from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeropark.basis.park.parts import Profile
from zeropark.future.simulation.profiles import in_season, scaled_to, use_shares
from zeropark.future.simulation.surroundings import Surroundings


@pytest.mark.parametrize("profile", get_args(Profile))
def test_a_profile_keeps_its_load_factor_and_its_rated_use(
    profile: Profile, around: Surroundings
) -> None:
    shares = use_shares(profile, load_factor=0.3, device="it", around=around)
    assert float(shares.mean()) == pytest.approx(0.3, abs=1e-3)
    assert float(shares.min()) >= 0.0
    assert float(shares.max()) <= 1.0


def test_round_the_clock_is_flatter_than_shifts_and_offices(around: Surroundings) -> None:
    def spread(profile: Profile) -> float:
        shares = use_shares(profile, load_factor=0.4, device="it", around=around)
        return float(shares.std() / shares.mean())

    order: list[Profile] = ["flat", "continuous", "two_shift", "office"]
    found = [spread(profile) for profile in order]
    assert found == sorted(found)
    assert found[0] < 1e-12


def test_offices_rest_at_the_week_end(around: Surroundings) -> None:
    shares = use_shares("office", load_factor=0.3, device="it", around=around)
    weekday = around.calendar.weekday
    assert shares[weekday < 5].mean() > 1.5 * shares[weekday >= 5].mean()


def test_heating_follows_the_cold(around: Surroundings) -> None:
    shares = use_shares("heating", load_factor=0.2, device="it", around=around)
    month = around.calendar.month
    assert shares[month == 1].mean() > shares[month == 11].mean() > 0.0
    assert shares[month == 7].sum() == 0.0


def test_two_devices_of_one_profile_differ(around: Surroundings) -> None:
    one, two = (
        use_shares("continuous", load_factor=0.5, device=device, around=around)
        for device in ("a", "b")
    )
    assert abs(float(np.corrcoef(one, two)[0, 1])) < 0.3


def test_a_season_may_span_the_new_year(around: Surroundings) -> None:
    inside = in_season(around.calendar, "10-15/04-15")
    # 15 October to 31 December is 78 days, 1 January to 15 April is 105: 183 days of 96 steps.
    assert int(inside.sum()) == 183 * 96
    assert int(in_season(around.calendar, "06-01/06-30").sum()) == 30 * 96


@settings(deadline=None)
@given(
    shape=st.lists(st.floats(0.01, 10.0), min_size=2, max_size=40),
    mean=st.floats(0.01, 0.6),
)
def test_scaling_reaches_its_mean_or_stays_below(shape: list[float], mean: float) -> None:
    shares = scaled_to(np.array(shape), mean=mean)
    assert float(shares.max()) <= 1.0
    assert float(shares.mean()) <= mean * (1 + 1e-9)
