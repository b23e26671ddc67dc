"""Losses and errors against scikit-learn, and trees against its quantile regression."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error, mean_pinball_loss, mean_squared_error

from zeropark.future.forecast.boosting import grow
from zeropark.future.forecast.score import Trial, pinball, scores

LEVELS = (0.1, 0.5, 0.9)


@pytest.fixture(scope="module")
def said() -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(23)
    came = chance.gamma(2.0, 10.0, 3000)
    return came, np.sort(chance.gamma(2.0, 10.0, (3, 3000)), axis=0)


def test_pinball_losses_agree(said: tuple[np.ndarray, np.ndarray]) -> None:
    came, quantile = said
    ours = pinball(quantile, came, levels=LEVELS).mean(axis=1)
    theirs = [
        mean_pinball_loss(came, row, alpha=level)
        for level, row in zip(LEVELS, quantile, strict=True)
    ]
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)


def test_errors_agree(said: tuple[np.ndarray, np.ndarray]) -> None:
    came, quantile = said
    trial = Trial(hours=np.zeros(came.size), came=came, said={"model": quantile})
    score = scores(trial, levels=LEVELS, scale=7.0)[0]
    middle = quantile[1]
    assert score.nmae == pytest.approx(mean_absolute_error(came, middle) / 7.0, rel=1e-12)
    theirs = math.sqrt(mean_squared_error(came, middle)) / 7.0
    assert score.nrmse == pytest.approx(theirs, rel=1e-12)


@pytest.mark.parametrize("level", LEVELS)
def test_trees_lose_no_more_than_another_program_s(level: float) -> None:
    """A curve with noise that grows, learnt alike, tried on rows that neither has seen."""
    chance = np.random.default_rng(29)
    rows = chance.uniform(0.0, 1.0, (4000, 15))  # two of them tell
    came = 10.0 * np.sin(6.0 * rows[:, 0]) + chance.normal(size=4000) * (1.0 + 3.0 * rows[:, 1])
    seen, new = slice(0, 2000), slice(2000, 4000)
    ours = grow(rows[seen], came[seen], level=level).say(rows[new])
    other = GradientBoostingRegressor(
        loss="quantile",
        alpha=level,
        n_estimators=120,
        learning_rate=0.05,
        max_leaf_nodes=31,
        max_depth=None,
        min_samples_leaf=33,
        random_state=0,
    )
    theirs = other.fit(rows[seen], came[seen]).predict(rows[new])
    normal = {0.1: -1.2816, 0.5: 0.0, 0.9: 1.2816}[level]
    true = 10.0 * np.sin(6.0 * rows[new, 0]) + (1.0 + 3.0 * rows[new, 1]) * normal
    loss_ours = mean_pinball_loss(came[new], ours, alpha=level)
    loss_theirs = mean_pinball_loss(came[new], theirs, alpha=level)
    least = mean_pinball_loss(came[new], true, alpha=level)
    assert loss_ours < 1.1 * loss_theirs
    assert loss_ours < 1.35 * least
