from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ledger_parks import flows_from, tiny
from sample_year import small_page, year_flows
from zeropark.review.presentation.figures.load import load_curves, load_figure, peak_table
from zeropark.review.presentation.results import Results

NAN = float("nan")


def results(quantities: dict[str, list[float]]) -> Results:
    return Results(park=tiny(), flows=flows_from(quantities, start="2026-06-01"))


def test_energy_of_a_quarter_hour_is_drawn_as_power_and_export_below() -> None:
    # 250 kWh in a quarter are 1,000 kW = 1 MW; 500 kWh exported are 2 MW, drawn at -2.
    figure = load_figure(results({"grid>bus-10kv": [250, NAN], "bus-10kv>grid": [500, 0]}))
    assert figure is not None
    option: dict[str, Any] = dict(figure.option)
    columns = option["dataset"]["source"]
    assert columns["grid"] == [1.0, None]
    assert columns["export"] == [-2.0, 0.0]
    # 2026-06-01 00:00 of the park's wall clock, told as if it were UTC.
    midnight = np.datetime64("2026-06-01T00:00", "ms").astype(int)
    assert columns["time"] == [midnight, midnight + 15 * 60_000]


def test_a_year_keeps_the_highest_and_lowest_of_every_curve_and_its_gaps() -> None:
    page = small_page(year_flows())
    curves = load_curves(page, most=1_500)
    assert curves is not None
    assert curves.kept.size <= 1_500
    drawn = curves.power_kw[:, curves.kept]
    np.testing.assert_array_equal(np.nanmax(drawn, axis=1), np.nanmax(curves.power_kw, axis=1))
    np.testing.assert_array_equal(np.nanmin(drawn, axis=1), np.nanmin(curves.power_kw, axis=1))
    gappy = np.isnan(curves.power_kw).any(axis=1)
    assert gappy.any()
    np.testing.assert_array_equal(np.isnan(drawn).any(axis=1), gappy)


def test_the_peak_is_told_with_its_local_time_and_the_load_factor() -> None:
    # 250, 750, 500 kWh in quarters: 1, 3, 2 MW; mean 2, load factor 2 / 3 = 66.7 %; 00:15 local.
    table = peak_table(results({"bus-10kv>shop-load": [250, 750, 500]}))
    assert table is not None
    (row,) = table.rows
    assert row[1:] == (
        pytest.approx(3.0),
        "2026-06-01 00:15",
        pytest.approx(2.0),
        pytest.approx(1.0),
        pytest.approx(200 / 3),
        0.0,
    )


def test_the_table_of_a_day_has_its_hours() -> None:
    # 4 quarters of the first hour: 1, 3, 2, 2 MW: mean 2, highest 3; the second hour is missing.
    of = results({"bus-10kv>shop-load": [250, 750, 500, 500, NAN, NAN, NAN, NAN]})
    figure = load_figure(of)
    assert figure is not None
    assert figure.table.rows == (
        ("2026-06-01 00:00", pytest.approx(2.0), pytest.approx(3.0)),
        ("2026-06-01 01:00", None, None),
    )


def test_without_electricity_there_are_no_curves() -> None:
    of = results({"natural_gas:gas-net>boiler": [1.0]})
    assert load_figure(of) is None
    assert peak_table(of) is None
