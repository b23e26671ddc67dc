from __future__ import annotations

from typing import Any

import pytest

from ledger_parks import flows_from, tiny
from zeropark.review.presentation.figures.bus import bus_figure
from zeropark.review.presentation.figures.buses import buses_figure
from zeropark.review.presentation.results import Results

NAN = float("nan")


def results(quantities: dict[str, list[float]]) -> Results:
    return Results(park=tiny(), flows=flows_from(quantities, start="2026-06-01"))


def test_residuals_are_shares_of_the_inflow_by_name_the_worst_first() -> None:
    # 10 kV: in 200, losses 4 = 2 %. Heat: in 100, losses 10, unmetered in 4: 10 % and -4 %.
    figure = buses_figure(
        results(
            {
                "grid>bus-10kv": [200],
                "bus-10kv>shop-load": [196],
                "bus-10kv>losses": [4],
                "heat:boiler>hot-water": [100],
                "heat:hot-water>mill-line": [94],
                "heat:hot-water>losses": [10],
                "heat:unmetered>hot-water": [4],
            }
        )
    )
    assert figure is not None
    option: dict[str, Any] = dict(figure.variants[0].option)
    assert [each.en for each in option["yAxis"]["data"]] == ["Hot-water net", "10 kV bus"]
    drawn = [[bar["value"] for bar in each["data"]] for each in option["series"]]
    assert drawn == [[10.0, 2.0], [0.0, 0.0], [-4.0, 0.0]]
    assert option["series"][0]["data"][0]["choose"] == {"bus": "hot-water"}
    worst = figure.table.rows[0]
    assert worst[-3:] == (pytest.approx(6.0), 100.0, 0.0)


def test_a_bus_that_is_not_known_is_in_the_table_and_not_in_the_picture() -> None:
    figure = buses_figure(results({"grid>bus-10kv": [NAN], "heat:boiler>hot-water": [1]}))
    assert figure is not None
    option: dict[str, Any] = dict(figure.variants[0].option)
    assert [each.en for each in option["yAxis"]["data"]] == ["Hot-water net"]
    assert [row[3] for row in figure.table.rows] == [pytest.approx(1.0), None]


def test_one_bus_has_its_inflows_above_and_its_outflows_below() -> None:
    # Hour by hour, for there are less than two days: 8 quarters of 1 kWh in, 0.75 out.
    figure = bus_figure(
        results(
            {
                "grid>bus-10kv": [1.0] * 8,
                "bus-10kv>shop-load": [0.75] * 4 + [NAN] * 4,
                "heat:boiler>hot-water": [5.0] * 8,
            }
        ),
        bus="bus-10kv",
    )
    assert figure is not None
    series: Any = figure.option["series"]
    assert [each["data"] for each in series] == [[4.0, 4.0], [-3.0, None]]
    assert series[0]["name"].en == "from Grid point"
    assert figure.table.rows[0] == ("06-01 00:00", 4.0, 3.0)


def test_a_bus_that_nothing_touches_has_no_picture() -> None:
    assert bus_figure(results({"grid>bus-10kv": [1.0]}), bus="strip") is None
