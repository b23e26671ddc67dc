from __future__ import annotations

from pathlib import Path

import pytest

from forecast_cases import DAY, LOAD, MONDAY, hourly, working_days
from zeropark.basis.errors import InputError
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.forecast.model import Model
from zeropark.future.forecast.target import Target
from zeropark.future.forecast.train import train
from zeropark.shell.stores.forecasts import ForecastFolder
from zeropark.shell.stores.models import ModelFolder


@pytest.fixture(scope="module")
def model() -> Model:
    return train(Lesson(subject=LOAD, history=hourly(working_days(60))), at=MONDAY + 60 * DAY)


def test_a_model_rests_in_files_that_people_can_read(model: Model, tmp_path: Path) -> None:
    models = ModelFolder(tmp_path / "models")
    assert models.read(LOAD.target) is None
    assert models.targets() == ()
    place = models.write(model)
    assert place == tmp_path / "models" / "load.mill"
    assert {each.name for each in place.iterdir()} == {
        "p10.txt", "p50.txt", "p90.txt", "card.json",
    }  # fmt: skip
    assert (place / "p50.txt").read_text(encoding="utf-8").startswith("tree\n")
    found = models.read(LOAD.target)
    assert found is not None
    assert found.card == model.card
    assert models.targets() == (LOAD.target,)
    assert models.read(Target("price", "grid")) is None


def test_a_model_that_is_half_written_is_told_and_not_used(model: Model, tmp_path: Path) -> None:
    models = ModelFolder(tmp_path)
    place = models.write(model)
    (place / "p10.txt").write_text("tree\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"p10\.txt.*Train it again"):
        models.read(LOAD.target)
    (place / "p10.txt").unlink()
    with pytest.raises(InputError, match="Train it again"):
        models.read(LOAD.target)
    (place / "p50.txt").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(InputError, match="Train it again"):
        models.read(LOAD.target)
    models.write(model)
    assert models.read(LOAD.target) is not None


def test_an_answer_is_kept_under_its_name(tmp_path: Path) -> None:
    kept = ForecastFolder(tmp_path / "forecasts")
    assert kept.read("backtest") is None
    file = kept.write("backtest", '{"a": 1}\n')
    assert file == tmp_path / "forecasts" / "backtest.json"
    assert kept.read("backtest") == '{"a": 1}\n'
    file.write_bytes(b"\xff")
    with pytest.raises(InputError, match="can't be read"):
        kept.read("backtest")
