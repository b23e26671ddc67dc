from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.future.forecast.conformal import margin, widened, widening, widening_by_bucket
from zeropark.future.forecast.horizon import BUCKETS

LEVELS = (0.1, 0.5, 0.9)


def test_a_margin_is_the_kth_smallest_score() -> None:
    scores = np.arange(1.0, 20.0)  # n = 19: k = 20 x 0.9 = 18
    assert margin(scores, level=0.9) == 18.0
    assert margin(scores[:4], level=0.9) == 4.0  # k would be 5 of 4: the largest
    assert margin(np.array([np.nan, 2.0]), level=0.1) == 2.0
    assert margin(np.array([]), level=0.9) == 0.0


def test_a_band_moves_by_shares_of_its_own_width() -> None:
    quantile = np.array([[0.0, 10.0], [1.0, 15.0], [2.0, 30.0]])
    came = np.array([-1.0, 20.0])  # half a width of 2 below; half a width of 20 above the low end
    down, up = widening(quantile, came, levels=LEVELS, floor=0.1)
    assert (down, up) == (0.5, -0.5)
    by = np.tile([[0.5], [-0.25]], len(BUCKETS))
    moved = widened(quantile, np.array([0.0, 30.0]), by, floor=0.1)
    np.testing.assert_allclose(moved, [[-1.0, 0.0], [1.0, 15.0], [1.5, 25.0]])


def test_a_band_without_width_moves_by_the_least_width() -> None:
    by = np.ones((2, len(BUCKETS)))
    moved = widened(np.full((3, 1), 5.0), np.zeros(1), by, floor=0.5)
    np.testing.assert_allclose(moved[:, 0], [4.5, 5.0, 5.5])


def test_each_bucket_has_its_own() -> None:
    quantile = np.tile([[0.0], [1.0], [2.0]], 2)
    by = widening_by_bucket(
        quantile, np.array([3.0, 1.0]), np.array([0.5, 40.0]), levels=LEVELS, floor=0.1
    )
    assert by.shape == (2, len(BUCKETS))
    assert by[1, 0] == 0.5
    assert by[1, -1] == -0.5
    assert by[:, 2].tolist() == [0.0, 0.0]


@given(
    st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=40, unique=True),
    st.sampled_from([0.5, 0.8, 0.9]),
)
def test_of_scores_alike_so_many_stay_below(scores: list[float], level: float) -> None:
    """Each in turn is the new one: exactly what exchangeable means, with nothing left to chance."""
    told = np.array(scores)
    held = [told[i] <= margin(np.delete(told, i), level=level) for i in range(told.size)]
    enough = np.ceil(told.size * level) <= told.size - 1
    least = level if enough else 1.0 - 1.0 / told.size
    assert np.mean(held) >= least - 1e-12


@given(st.integers(0, 10_000))
def test_quantiles_never_cross(seed: int) -> None:
    rng = np.random.default_rng(seed)
    quantile = np.sort(rng.normal(size=(3, 30)), axis=0)
    by = rng.normal(size=(2, len(BUCKETS)))
    moved = widened(quantile, rng.uniform(0, 60, 30), by, floor=0.1)
    assert (np.diff(moved, axis=0) >= 0).all()


@pytest.mark.parametrize("stretch", [0.4, 1.0, 3.0])
def test_a_wrong_band_covers_eight_tenths_once_it_is_widened(stretch: float) -> None:
    rng = np.random.default_rng(17)
    spread = rng.uniform(1.0, 5.0, 8000)  # calm and stormy steps
    came = rng.normal(size=8000) * spread
    quantile = np.array([[-1.2816], [0.0], [1.2816]]) * spread * stretch
    half = slice(0, 4000), slice(4000, 8000)
    down, up = widening(quantile[:, half[0]], came[half[0]], levels=LEVELS, floor=0.1)
    by = np.tile([[down], [up]], len(BUCKETS))
    moved = widened(quantile[:, half[1]], np.zeros(4000), by, floor=0.1)
    held = (moved[0] <= came[half[1]]) & (came[half[1]] <= moved[2])
    assert 0.78 < held.mean() < 0.82
