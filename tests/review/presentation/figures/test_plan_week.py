from __future__ import annotations

from typing import Any

import pytest

import planned_park
from zeropark.review.presentation.figures.plan_week import plan_week_figure
from zeropark.review.presentation.results import Results


def test_what_stands_above_the_line_is_what_stands_below_it() -> None:
    figure = plan_week_figure(Results(park=planned_park.park(), flows=planned_park.flows()))
    assert figure is not None
    series: Any = figure.option["series"]
    drawn = {each["name"].en: each["data"] for each in series}
    assert drawn["Solar"] == [0.0, 0.2, 0.1, 0.0]
    assert drawn["Storage in"] == [0.0, -0.1, 0.0, 0.0]
    for step in zip(*drawn.values(), strict=True):
        assert sum(step) == pytest.approx(0.0, abs=1e-12)


def test_the_table_sums_a_day_and_tells_what_was_curtailed() -> None:
    figure = plan_week_figure(Results(park=planned_park.park(), flows=planned_park.flows()))
    assert figure is not None
    heads = [column.name.en for column in figure.table.columns]
    (day,) = figure.table.rows
    assert day[0] == "2027-01-04"
    found = dict(zip(heads, day, strict=True))
    assert found["Solar"] == 300.0
    assert found["Grid import"] == 119.0
    assert found["Use"] == 400.0
    assert found["Curtailed"] == 20.0
    assert {column.unit for column in figure.table.columns[1:]} == {"kWh"}


def test_every_midnight_is_named() -> None:
    figure = plan_week_figure(Results(park=planned_park.park(), flows=planned_park.flows()))
    assert figure is not None
    across: Any = figure.option["xAxis"]
    assert across["data"][:2] == ["01-04 00:00", "01-04 01:00"]
    assert across["axisLabel"]["interval"] == 23
