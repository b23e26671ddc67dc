from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from tiny_year import TINY
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park
from zeropark.basis.timeline import Axis, parse_instant
from zeropark.future.forecast.kept import Band
from zeropark.future.forecast.target import Target
from zeropark.review.presentation.figures.forecast_band import forecast_band_figure, shown_as
from zeropark.review.presentation.text import Text

AT = parse_instant("2026-06-01T10:00")


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    loaded = load_park(Path(TINY).read_text(encoding="utf-8"), name="park.yaml").park
    assert loaded is not None
    return loaded


def band(target: Target, came: list[float] | None = None) -> Band:
    return Band(
        target=target,
        axis=Axis(AT, timedelta(minutes=15), 2),
        issued_at=AT,
        method="lightgbm",
        reason=None,
        reason_zh=None,
        low=np.array([10.0, 20.0]),
        middle=np.array([15.0, 25.0]),
        high=np.array([30.0, 30.0]),
        came=None if came is None else np.array(came),
    )


def test_a_load_of_electricity_is_shown_as_power(park: ParkDocument) -> None:
    figure = forecast_band_figure(
        band(Target("load", "shop-load")), park, id_="forecast-band", generated=True
    )
    low, width, middle = figure.option["series"]
    assert low["data"] == [40.0, 80.0]  # 10 kWh in a quarter of an hour
    assert width["data"] == [80.0, 40.0]  # P90 - P10, stacked upon P10
    assert (low["stack"], width["stack"]) == ("band", "band")
    assert middle["data"] == [60.0, 100.0]
    assert figure.title.en == "Repair hall, load: P10 to P90"
    assert figure.title.zh == "机修车间的负荷：P10 至 P90"
    assert figure.generated
    assert figure.table.rows == (
        ("2026-06-01 10:00", 40.0, 60.0, 120.0),
        ("2026-06-01 10:15", 80.0, 100.0, 120.0),
    )


def test_what_came_is_a_line_of_its_own_and_a_gap_stays_one(park: ParkDocument) -> None:
    target = Target("price", "grid")
    figure = forecast_band_figure(
        band(target, [12.0, np.nan]), park, id_="forecast-example", generated=False
    )
    assert figure.option["series"][3]["data"] == [12.0, None]
    assert figure.table.rows[1][-1] is None
    assert figure.title.en == "Grid point, price: forecast and what came"


@pytest.mark.parametrize(
    ("target", "unit", "times"),
    [
        (Target("availability", "roof-pv"), "%", 100.0),
        (Target("load", "mill-line"), "kW", 4.0),
        (Target("price", "grid"), "CNY/kWh", 1.0),
    ],
)
def test_each_kind_has_its_unit(
    park: ParkDocument, target: Target, unit: str, times: float
) -> None:
    shown = shown_as(target, park, step_hours=0.25)
    assert (shown.unit.en if isinstance(shown.unit, Text) else shown.unit) == unit
    assert shown.times == times
