from __future__ import annotations

import numpy as np
import pytest

from zeropark.future.plan.deals.uncertainty.distribution import (
    Distribution,
    LogNormal,
    Normal,
    Triangular,
    Uniform,
    probability,
)

DRAWS = 200_000


@pytest.fixture(scope="module")
def scores() -> np.ndarray:
    return np.random.default_rng(3).standard_normal(DRAWS)


@pytest.mark.parametrize(
    ("spread", "mean", "deviation"),
    [
        (Normal(1.0, 0.1), 1.0, 0.1),
        # mean e^(s²/2), variance (e^(s²) - 1) e^(s²)
        (LogNormal(1.0, 0.2), np.exp(0.02), np.exp(0.02) * np.sqrt(np.exp(0.04) - 1)),
        (Uniform(0.8, 1.4), 1.1, 0.6 / np.sqrt(12)),
        # mean (a + b + c) / 3, variance (a² + b² + c² - ab - ac - bc) / 18
        (Triangular(0.8, 1.0, 1.5), 1.1, np.sqrt((0.64 + 1 + 2.25 - 0.8 - 1.2 - 1.5) / 18)),
        (Triangular(1.0, 1.0, 1.0), 1.0, 0.0),
        (Triangular(0.0, 0.0, 3.0), 1.0, np.sqrt(9 / 18)),
        (Triangular(0.0, 3.0, 3.0), 2.0, np.sqrt(9 / 18)),
    ],
)
def test_draws_have_the_mean_and_deviation_of_their_distribution(
    spread: Distribution, mean: float, deviation: float, scores: np.ndarray
) -> None:
    found = spread.at(scores)
    assert found.mean() == pytest.approx(mean, abs=5 * deviation / np.sqrt(DRAWS) + 1e-12)
    assert found.std() == pytest.approx(deviation, rel=0.02, abs=1e-12)


@pytest.mark.parametrize(
    "spread", [Normal(1.0, 0.1), LogNormal(1.0, 0.2), Uniform(0.8, 1.4), Triangular(0.8, 1.0, 1.5)]
)
def test_a_higher_score_is_a_higher_factor(spread: Distribution) -> None:
    found = spread.at(np.linspace(-8.0, 8.0, 500))
    assert (np.diff(found) >= 0.0).all()
    assert np.isfinite(found).all()


def test_the_ends_of_a_triangle_are_its_ends() -> None:
    found = Triangular(0.8, 1.0, 1.5).at(np.array([-40.0, 40.0]))
    np.testing.assert_allclose(found, [0.8, 1.5])
    # half of the draws lie below 1.5 - sqrt(0.5 x 0.7 x 0.5)
    assert Triangular(0.8, 1.0, 1.5).at(np.zeros(1))[0] == pytest.approx(1.5 - np.sqrt(0.175))


def test_probabilities_are_those_of_the_tables() -> None:
    found = probability(np.array([-1.0, 0.0, 1.0, 1.6448536269514722]))
    np.testing.assert_allclose(found, [0.15865525393145707, 0.5, 0.8413447460685429, 0.95])


@pytest.mark.parametrize(
    "spread",
    [
        Normal(1.0, -0.1),
        Normal(np.nan, 0.1),
        LogNormal(-1.0, 0.1),
        Uniform(1.2, 0.8),
        Triangular(0.8, 1.2, 1.0),
        Triangular(0.8, np.nan, 1.0),
    ],
)
def test_what_is_no_distribution_is_told(spread: Distribution) -> None:
    assert spread.findings("uncertain.capex")
