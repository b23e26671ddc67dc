from __future__ import annotations

import numpy as np
import pytest

from forecast_cases import DAY, HOUR, LOAD, MONDAY, hourly, working_days
from zeropark.basis.errors import MissingDataError
from zeropark.basis.timeline import Axis, to_array
from zeropark.future.forecast.baselines.every import BASELINES
from zeropark.future.forecast.boosting import Trees, grow
from zeropark.future.forecast.foresee import foresee
from zeropark.future.forecast.history import History
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.forecast.model import Model
from zeropark.future.forecast.samples import issues_between
from zeropark.future.forecast.train import train

AT = MONDAY + 200 * DAY
VALUES = working_days(240)


@pytest.fixture(scope="module")
def model() -> Model:
    return train(Lesson(subject=LOAD, history=hourly(VALUES)), at=AT)


def test_the_card_says_how_it_was_made(model: Model) -> None:
    card = model.card
    assert card.target == LOAD.target
    assert card.trained_at == AT
    assert card.span.start >= MONDAY + DAY
    assert card.span.end <= AT
    assert "similar_day" in card.features
    assert {score.method for score in card.validation} == {"lightgbm", *BASELINES}
    assert 150.0 < card.scale <= VALUES[: 200 * 24].max()


def test_it_beats_baselines_on_what_they_cannot_see(model: Model) -> None:
    for baseline in BASELINES:
        assert model.card.skill_over(baseline) > 0.05
    assert model.card.best_baseline() == "similar_day"


def test_its_band_covers_about_what_it_should(model: Model) -> None:
    held = []
    history = hourly(VALUES)
    for number in range(0, 33 * 24, 7):
        at = AT + number * HOUR
        (forecast,) = foresee(
            {LOAD.target: history.known_by(at)},
            Axis(at, HOUR, 24),
            models={LOAD.target: model},
        )
        start = (at - MONDAY) // HOUR
        came = VALUES[start : start + 24]
        held.append((forecast.at_level(0.1) <= came) & (came <= forecast.at_level(0.9)))
    assert 0.75 < np.mean(held) < 0.9


def test_the_same_past_gives_the_same_model(model: Model) -> None:
    again = train(Lesson(subject=LOAD, history=hourly(VALUES)), at=AT)
    assert [each.text for each in again.trees] == [each.text for each in model.trees]
    np.testing.assert_array_equal(again.widening, model.widening)


def test_what_came_after_it_was_trained_is_not_in_it(model: Model) -> None:
    changed = VALUES.copy()
    changed[200 * 24 :] = 0.0
    other = train(Lesson(subject=LOAD, history=hourly(changed)), at=AT)
    assert [each.text for each in other.trees] == [each.text for each in model.trees]


def test_a_past_that_was_all_imported_today_teaches_nothing() -> None:
    axis = Axis(MONDAY, HOUR, 200 * 24)
    history = History.of(
        axis,
        np.arange(axis.count),
        VALUES[: axis.count],
        np.full(axis.count, to_array(AT - HOUR)),
    )
    with pytest.raises(MissingDataError, match=r"over 42 days or more.*--assume-delay"):
        train(Lesson(subject=LOAD, history=history), at=AT)


def test_a_short_past_teaches_nothing() -> None:
    history = hourly(VALUES[: 30 * 24])
    with pytest.raises(MissingDataError, match="42 days"):
        train(Lesson(subject=LOAD, history=history), at=MONDAY + 30 * DAY)


def test_issues_begin_with_a_step_and_come_at_all_hours() -> None:
    issued = issues_between(MONDAY, MONDAY + 30 * DAY, every=7 * HOUR, step=HOUR)
    assert issued[0] == MONDAY
    assert {(at - MONDAY) % HOUR for at in issued} == {0 * HOUR}
    assert {at.hour for at in issued} == set(range(24))
    assert issued[-1] <= MONDAY + 30 * DAY


def test_trees_are_their_text() -> None:
    rng = np.random.default_rng(1)
    rows = rng.uniform(size=(2000, 2))
    trees = grow(rows, rows[:, 0] * 10.0, level=0.5)
    np.testing.assert_array_equal(Trees(trees.text).say(rows), trees.say(rows))
    assert np.abs(trees.say(rows) - rows[:, 0] * 10.0).mean() < 0.6
