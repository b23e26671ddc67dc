from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from zeropark.future.simulation.weather.chance import as_share, remembering, spells, stream


def test_the_same_seed_and_names_give_the_same_numbers() -> None:
    assert stream(3, "wind", "a").random(5).tolist() == stream(3, "wind", "a").random(5).tolist()


def test_another_name_or_seed_gives_other_numbers() -> None:
    one = stream(3, "wind", "a").random()
    assert one != stream(3, "wind", "b").random()
    assert one != stream(4, "wind", "a").random()


@settings(deadline=None, max_examples=25)
@given(steps=st.floats(2.0, 60.0), seed=st.integers(0, 1000))
def test_a_series_forgets_at_the_rate_that_was_asked_for(steps: float, seed: int) -> None:
    series = remembering(stream(seed, "x"), 200_000, steps=steps)
    lag = max(1, round(steps))
    found = float(np.corrcoef(series[lag:], series[:-lag])[0, 1])
    # AR(1): the correlation over `lag` steps is exp(-lag / steps).
    assert abs(found - np.exp(-lag / steps)) < 0.05
    assert abs(float(series.std()) - 1.0) < 0.1


def test_shares_are_the_normal_distribution() -> None:
    # Table of the standard normal: P(Z < 0) = 0.5, P(Z < 1.96) = 0.9750, P(Z < -1) = 0.1587.
    shares = as_share(np.array([0.0, 1.96, -1.0, 99.0, -99.0]))
    np.testing.assert_allclose(shares[:3], [0.5, 0.9750, 0.1587], atol=1e-4)
    assert 0.0 < shares[4] < shares[3] < 1.0


def test_spells_are_about_as_many_and_as_long_as_asked() -> None:
    # 100 a year of 10 steps cover about 1,000 of 35,040 steps, a little less for overlaps.
    marks = spells(stream(1, "x"), 20 * 35_040, per_year=100.0, steps=10.0)
    assert 0.025 < float(marks.mean()) < 0.032
