"""Tables become series by device; what can't is told with file, column and row."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import planned_park
from zeropark.basis.errors import InputError
from zeropark.basis.timeline import Axis, parse_period
from zeropark.future.forecast.columns import ColumnUse, column_use
from zeropark.future.plan.site.given import GivenSeries
from zeropark.future.plan.years.given_columns import (
    Given,
    given_of,
    given_series,
    told_as,
)

HOURS = planned_park.AXIS
QUARTERS = Axis(HOURS.start, timedelta(minutes=15), 16)


def given(frame: pl.DataFrame, *uses: str, axis: Axis = HOURS) -> Given:
    wanted = [column_use(use) for use in uses]
    return given_series(frame, wanted, park=planned_park.park(), axis=axis, source="year.csv")


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("sun=pv", ColumnUse(of="sun", column="pv")),
        ("sun=pv area 1 ", ColumnUse(of="sun", column="pv area 1")),
        ("mill-load=光伏*1e3", ColumnUse(of="mill-load", column="光伏", times=1000.0)),
        ("a=b=c", ColumnUse(of="a", column="b=c")),
    ],
)
def test_a_use_says_device_column_and_factor(text: str, use: ColumnUse) -> None:
    assert column_use(text) == use


@pytest.mark.parametrize("text", ["", "sun", "=pv", "sun=", "sun=pv*much", "Sun!=pv"])
def test_what_says_no_use_is_told(text: str) -> None:
    with pytest.raises(InputError, match="DEVICE=COLUMN"):
        column_use(text)


def test_a_plant_is_given_shares_and_a_load_amounts() -> None:
    frame = pl.DataFrame({"pv": [0.0, 0.5, 0.3, 0.0], "load": [1.0, 0.9, 0.8, 0.7]})
    found = given(frame, "sun=pv", "mill-load=load*100")
    np.testing.assert_allclose(found.series.availability["sun"], [0.0, 0.5, 0.3, 0.0])
    np.testing.assert_allclose(found.series.load["mill-load"], [100.0, 90.0, 80.0, 70.0])


def test_a_rate_makes_a_quarter_of_it_in_a_quarter_hour() -> None:
    found = given(pl.DataFrame({"load": [100.0] * 4}), "mill-load=load", axis=QUARTERS)
    np.testing.assert_allclose(found.series.load["mill-load"], [25.0] * 16)


def test_columns_named_after_devices_need_no_use() -> None:
    frame = pl.DataFrame({"hour": [1, 2, 3, 4], "sun": [0.0, 0.5, 0.3, 0.0]})
    assert list(given(frame).series.availability) == ["sun"]


def test_columns_that_are_told_go_before_those_that_are_named() -> None:
    frame = pl.DataFrame({"sun": [0.0] * 4, "better": [0.5] * 4, "mill-load": [90.0] * 4})
    found = given(frame, "sun=better").series
    np.testing.assert_array_equal(found.availability["sun"], [0.5] * 4)
    np.testing.assert_array_equal(found.load["mill-load"], [90.0] * 4)


def test_quarter_hours_are_averaged_and_hours_held() -> None:
    quarters = pl.DataFrame({"sun": np.linspace(0.0, 1.5 / 2, 16)})
    np.testing.assert_allclose(
        given(quarters).series.availability["sun"], [0.075, 0.275, 0.475, 0.675]
    )
    hours = pl.DataFrame({"sun": [0.1, 0.2, 0.3, 0.4]})
    held = given(hours, axis=QUARTERS).series.availability["sun"]
    np.testing.assert_allclose(held, np.repeat([0.1, 0.2, 0.3, 0.4], 4))


def test_another_length_is_left_for_the_check_of_series() -> None:
    assert given(pl.DataFrame({"sun": [0.1] * 5})).series.availability["sun"].shape == (5,)
    assert given(pl.DataFrame({"sun": pl.Series([], dtype=pl.Float64)})).series.availability[
        "sun"
    ].shape == (0,)


def test_an_empty_cell_is_a_gap_and_no_zero() -> None:
    found = given(pl.DataFrame({"sun": ["0.1", "", "0.3", "NaN"]})).series.availability["sun"]
    np.testing.assert_array_equal(np.isnan(found), [False, True, False, True])


@pytest.mark.parametrize(
    ("frame", "uses", "said"),
    [
        (pl.DataFrame({"x": [1.0]}), [], "named after a device"),
        (pl.DataFrame({"x": [1.0]}), ["sun=y"], "no column 'y' in year.csv"),
        (pl.DataFrame({"sun": ["0.1", "often"]}), [], "'often' in the column 'sun'"),
    ],
)
def test_what_a_table_lacks_is_told(frame: pl.DataFrame, uses: list[str], said: str) -> None:
    with pytest.raises(InputError) as refused:
        given(frame, *uses)
    (finding,) = refused.value.findings
    assert said in finding.problem


def test_a_column_of_a_point_is_what_a_unit_costs_there() -> None:
    found = given(pl.DataFrame({"spot": [300.0, 400.0, 0.0, 500.0]}), "grid=spot*0.001")
    np.testing.assert_allclose(found.prices["grid"], [0.3, 0.4, 0.0, 0.5])
    assert not found.series.load


def test_a_plan_keeps_what_was_given() -> None:
    one, other = np.array([0.1, 0.2]), np.array([1.0, 2.0])
    series = GivenSeries(availability={"sun": one}, load={"mill-load": other})
    told = told_as(Given(series=series, prices={"grid": one}))
    again = given_of(told)
    assert list(told) == ["availability.sun", "load.mill-load", "price.grid"]
    np.testing.assert_array_equal(again.series.availability["sun"], one)
    np.testing.assert_array_equal(again.series.load["mill-load"], other)
    np.testing.assert_array_equal(again.prices["grid"], one)


@pytest.mark.parametrize(
    ("file", "column", "mean"),
    [
        ("hourly_pu_wind_pv_load_csp.parquet", "wind_area1", 0.246139),
        ("wind_pu_15min.parquet", "Area1", 0.245521),
    ],
)
def test_measured_wind_of_gansu_and_ningxia_is_taken_as_it_is(
    shared_data: Path, file: str, column: str, mean: float
) -> None:
    """Means as pandas and polars describe the columns."""
    axis = Axis.over(parse_period("2027"), step=timedelta(hours=1))
    frame = pl.read_parquet(shared_data / "gansu_ningxia_wind_pv" / file)
    found = given(frame, f"sun={column}", axis=axis).series.availability["sun"]
    assert found.shape == (8760,)
    assert found.mean() == pytest.approx(mean, abs=1e-6)
