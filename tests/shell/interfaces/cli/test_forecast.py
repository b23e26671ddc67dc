"""`zeropark forecast`, `train` and `backtest`, from a park's folder and a table."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from cli_runs import in_json, zeropark
from forecast_cases import working_days
from tiny_year import TINY
from zeropark.basis.timeline import Axis, parse_instant

HOURS = 24 * 100
TABLE = ("--assume-delay", "15min", "--column", "shop-load=shop")
AT = ("--at", "2026-04-05T10:00")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A park without readings, and a table of one hundred days."""
    place = tmp_path_factory.mktemp("forecast") / "tiny"
    place.mkdir()
    shutil.copy(TINY, place / "park.yaml")
    axis = Axis(parse_instant("2026-01-05T00:00"), timedelta(hours=1), HOURS)  # a Monday
    price = 0.3 + 0.1 * np.sin(np.arange(HOURS) * 2 * np.pi / 24)
    frame = pl.DataFrame(
        {
            "start": [f"{stamp}" for stamp in axis.local_starts().astype("datetime64[m]")],
            "shop": working_days(100),
            "grid": price,
        }
    )
    frame.write_csv(place / "series.csv")
    return place


@pytest.fixture(scope="module")
def trained(folder: Path) -> Path:
    ran = in_json(
        "forecast", "train", folder, "--series", folder / "series.csv", *TABLE,
        "--target", "load.shop-load", "--at", "2026-04-01T00:00",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    (card,) = ran.data["models"]
    assert card["target"] == "load.shop-load"
    assert card["trained_at"] == "2026-04-01T00:00:00+08:00"
    assert {row["horizon"] for row in card["validation"]} >= {"all", "0-1 h", "36-48 h"}
    assert ran.data["files"] == [str(folder / "models" / "load.shop-load")]
    assert ran.data["assumed_delay_minutes"] == 15
    return folder


def test_a_park_is_forecast_by_its_folder_alone(trained: Path, tmp_path: Path) -> None:
    out = tmp_path / "bands.parquet"
    ran = in_json(
        "forecast", trained, "--series", trained / "series.csv", *TABLE, *AT,
        "--horizon", "24h", "--out", out,
    )  # fmt: skip
    assert ran.code == 0, ran.err
    load, price = ran.data["forecasts"]
    assert (load["target"], load["method"], load["reason"]) == ("load.shop-load", "lightgbm", None)
    assert load["start"] == "2026-04-05T10:00:00+08:00"
    assert load["step_minutes"] == 60
    assert len(load["p50"]) == 24
    assert all(a <= b <= c for a, b, c in zip(load["p10"], load["p50"], load["p90"], strict=True))
    assert price["method"] in {"persistence", "similar_day", "climatology"}
    assert price["reason_zh"] == "尚未为其训练模型。"
    np.testing.assert_allclose(
        price["p50"], 0.3 + 0.1 * np.sin(np.arange(10, 34) * 2 * np.pi / 24), atol=1e-9
    )
    assert ran.codes == ["forecast.fell_back"]
    frame = pl.read_parquet(out)
    assert frame.columns == ["target", "start", "p10", "p50", "p90", "method", "issued_at"]
    assert frame.height == 48
    kept = json.loads((trained / "forecasts" / "latest.json").read_text(encoding="utf-8"))
    assert kept["forecasts"] == ran.data["forecasts"]


def test_the_word_park_may_be_said(trained: Path) -> None:
    options = ("--series", trained / "series.csv", *TABLE, *AT, "--target", "load.shop-load")
    assert (
        in_json("forecast", "park", trained, *options).data
        == in_json("forecast", trained, *options).data
    )


def test_people_read_who_says_it_and_how_it_is_known(trained: Path) -> None:
    ran = zeropark("forecast", trained, "--series", trained / "series.csv", *TABLE, *AT)
    assert ran.code == 0
    assert "load shop-load" in ran.out
    assert "model" in ran.out
    assert "assumed to be known 15 min after its interval" in " ".join(ran.out.split())


def test_an_old_model_is_not_used(trained: Path) -> None:
    ran = in_json(
        "forecast", trained, "--series", trained / "series.csv", *TABLE, *AT,
        "--target", "load.shop-load", "--max-age", "3d",
    )  # fmt: skip
    (load,) = ran.data["forecasts"]
    assert load["reason"] == "The model is 4 days old; 3 are allowed. Train it again."


def test_a_backtest_is_told_by_horizon_and_kept(trained: Path) -> None:
    ran = in_json(
        "forecast", "backtest", trained, "--series", trained / "series.csv", *TABLE,
        "--months", "1", "--every", "24h", "--target", "load.shop-load",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    (test,) = ran.data["tests"]
    assert test["issues"] == 31
    assert test["trained"] >= 1
    assert set(test["skill"]) == {"persistence", "similar_day", "climatology"}
    assert test["skill"]["persistence"]["all"] > 0
    rows = {(r["method"], r["horizon"]): r for r in test["scores"]}
    assert 0.5 < rows["forecast", "all"]["coverage"] <= 1.0
    kept = json.loads((trained / "forecasts" / "backtest.json").read_text(encoding="utf-8"))
    assert kept["tests"] == ran.data["tests"]
    words = zeropark(
        "forecast", "backtest", trained, "--series", trained / "series.csv", *TABLE,
        "--months", "1", "--every", "48h", "--target", "load.shop-load",
    )  # fmt: skip
    assert "skill over persistence" in " ".join(words.out.split())


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "There is nothing to forecast from"),
        (("--column", "shop-load=shop"), "--column speaks of a table"),
        (("--series", "series.csv"), "doesn't say when its values were known"),
        (("--series", "series.csv", *TABLE, "--target", "load.moon"), "no history of load.moon"),
        (("--series", "series.csv", *TABLE, "--target", "moon"), "names nothing"),
        (("--series", "series.csv", *TABLE, "--horizon", "long"), "is no length of time"),
        (("--series", "series.csv", *TABLE, "--weather-lead", "1h"), "speaks of a file"),
        (("--series", "series.csv", *TABLE, "--out", "a.txt"), "end in .csv or .parquet"),
        (("--series", "series.csv", *TABLE, "--weather", "no.epw"), "can't be read"),
    ],
)
def test_what_cannot_be_forecast_is_told(
    folder: Path, options: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    ran = in_json("forecast", folder, *AT, *options)
    assert ran.code == 2
    assert told in ran.data["error"]["message"]


def test_days_off_and_the_weather_are_read(folder: Path, tmp_path: Path) -> None:
    days, sky = tmp_path / "days.csv", tmp_path / "sky.csv"
    days.write_text("date,kind\n2026-04-06,holiday\n2026-04-11,workday\n", encoding="utf-8")
    sky.write_text("start,temperature_c\n2026-04-05T10:00,20\n2026-04-05T11:00,21\n")
    series = ("--series", folder / "series.csv", *TABLE, "--max-age", "1d")  # no model
    base = ("forecast", folder, *series, *AT, "--horizon", "24h")
    plain = in_json(*base).data
    told = in_json(*base, "--holidays", days, "--weather", sky, "--weather-lead", "24h").data
    assert told["with_weather"] is True
    assert plain["with_weather"] is False
    # a Monday off is like the Sunday before: the busy hours of a working day are gone
    assert max(plain["forecasts"][0]["p50"]) > 120
    assert max(told["forecasts"][0]["p50"]) < 100
    bad = tmp_path / "bad.csv"
    bad.write_text("date,kind\n2026-04-06,feast\n", encoding="utf-8")
    assert (
        "2026-04-06 is told to be 'feast'"
        in in_json(*base, "--holidays", bad).data["error"]["message"]
    )


def test_a_damaged_model_is_told_and_a_baseline_speaks(trained: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(trained, own)
    (own / "models" / "load.shop-load" / "p10.txt").write_text("x", encoding="utf-8")
    ran = in_json(
        "forecast", own, "--series", own / "series.csv", *TABLE, *AT,
        "--target", "load.shop-load",
    )  # fmt: skip
    assert ran.code == 0
    assert ran.codes == ["forecast.damaged_model", "forecast.fell_back"]
    assert ran.data["forecasts"][0]["method"] != "lightgbm"


def test_a_closed_year_of_readings_is_forecast(closed_year: object) -> None:
    """All readings were imported in one go: strictly, nothing was known in June."""
    folder = closed_year.folder  # type: ignore[attr-defined]
    at = ("--at", "2025-06-30T12:00", "--horizon", "12h")
    strict = in_json("forecast", folder, *at)
    assert strict.code == 2
    assert "nothing to forecast from" in strict.data["error"]["message"]
    ran = in_json("forecast", folder, *at, "--assume-delay", "15min", "--target", "load.shop-load")
    (load,) = ran.data["forecasts"]
    # hour by hour 190 kWh a tenth above and below, by quarters of an hour
    assert {round(value, 6) for value in load["p50"]} <= {52.25, 42.75, 47.5}
