from __future__ import annotations

from typing import Any

import pytest

from ledger_parks import flows_from, tiny
from zeropark.review.presentation.figures.duration import duration_figure
from zeropark.review.presentation.results import Results


def test_a_curve_of_four_quarters_worked_by_hand() -> None:
    # 1, 3, -, 2 MW: at least 3 MW for 0.25 h, 2 MW for 0.5 h, 1 MW for 0.75 h.
    of = flows_from({"bus-10kv>shop-load": [250, 750, float("nan"), 500]})
    figure = duration_figure(Results(park=tiny(), flows=of))
    assert figure is not None
    series: Any = figure.option["series"]
    assert series[0]["data"] == [[0.25, 3.0], [0.5, 2.0], [0.75, 1.0]]
    assert figure.table.rows[0] == ("0%", pytest.approx(0.25), pytest.approx(3.0))
    assert figure.table.rows[-1] == ("100%", pytest.approx(0.75), pytest.approx(1.0))


def test_a_load_of_which_nothing_is_known_has_no_curve() -> None:
    of = flows_from({"bus-10kv>shop-load": [float("nan")] * 4})
    assert duration_figure(Results(park=tiny(), flows=of)) is None
