from __future__ import annotations

from typing import Any

import pytest

import planned_park
from zeropark.review.presentation.figures.plan_duration import plan_duration_figure
from zeropark.review.presentation.results import Results


def test_curves_of_four_hours_worked_by_hand() -> None:
    # Use is 0.1 MW throughout; the sun gives 0, 0.2, 0.1, 0; the grid 0.1, 0, 0, 0.019.
    figure = plan_duration_figure(Results(park=planned_park.park(), flows=planned_park.flows()))
    assert figure is not None
    series: Any = figure.option["series"]
    assert [each["data"] for each in series] == [
        [[1.0, 0.1], [2.0, 0.1], [3.0, 0.1], [4.0, 0.1]],
        [[1.0, 0.2], [2.0, 0.1], [3.0, 0.0], [4.0, 0.0]],
        [[1.0, 0.1], [2.0, 0.019], [3.0, 0.0], [4.0, 0.0]],
    ]
    half = next(row for row in figure.table.rows if row[0] == "50%")
    assert half[1:] == (2.0, pytest.approx(0.1), pytest.approx(0.1), pytest.approx(0.019))
