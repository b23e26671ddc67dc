from __future__ import annotations

import json

import numpy as np
import pytest

from forecast_cases import DAY, HOUR, LOAD, MONDAY, hourly, working_days
from zeropark.basis.errors import InputError
from zeropark.basis.timeline import Axis
from zeropark.future.forecast.foresee import foresee
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.forecast.model import Model
from zeropark.future.forecast.model_text import CARD, model_of, texts_of
from zeropark.future.forecast.train import train

AT = MONDAY + 60 * DAY
VALUES = working_days(62)


@pytest.fixture(scope="module")
def model() -> Model:
    return train(Lesson(subject=LOAD, history=hourly(VALUES)), at=AT)


def test_a_model_comes_back_as_it_was(model: Model) -> None:
    again = model_of(texts_of(model), place="here")
    assert again.card == model.card
    np.testing.assert_array_equal(again.widening, model.widening)
    known, axis = {LOAD.target: hourly(VALUES).known_by(AT)}, Axis(AT, HOUR, 24)
    (one,), (other,) = (foresee(known, axis, models={LOAD.target: each}) for each in (model, again))
    np.testing.assert_array_equal(one.quantile, other.quantile)


def test_the_card_is_the_last_of_its_files(model: Model) -> None:
    assert list(texts_of(model)) == ["p10.txt", "p50.txt", "p90.txt", CARD]


def test_files_of_two_models_are_no_model(model: Model) -> None:
    texts = dict(texts_of(model))
    with pytest.raises(InputError, match=r"p10\.txt.*Train it again"):
        model_of({**texts, "p10.txt": texts["p50.txt"]}, place="here")
    with pytest.raises(InputError, match="can't be read"):
        model_of({CARD: texts[CARD]}, place="here")
    with pytest.raises(InputError, match="version 7"):
        model_of({**texts, CARD: json.dumps({"version": 7, "files": {}})}, place="here")
    with pytest.raises(InputError, match="can't be read"):
        model_of({**texts, CARD: "{"}, place="here")


def test_a_model_of_a_load_that_was_never_on_comes_back() -> None:
    nothing = train(Lesson(subject=LOAD, history=hourly(np.zeros(62 * 24))), at=AT)
    again = model_of(texts_of(nothing), place="here")
    assert np.isnan(again.card.validation[0].nmae)
    known, axis = {LOAD.target: hourly(np.zeros(62 * 24)).known_by(AT)}, Axis(AT, HOUR, 24)
    (forecast,) = foresee(known, axis, models={LOAD.target: again})
    assert "no better" in str(forecast.reason)
    assert forecast.quantile.max() == 0.0
