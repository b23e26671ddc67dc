from __future__ import annotations

import numpy as np
import pytest

from sample_year import flows, small_page
from zeropark.basis.timeline import Axis, parse_period
from zeropark.review.presentation.figures.exchange import exchange_figure

MONTH = Axis.over(parse_period("2026-06"))


def test_import_is_positive_export_negative_and_a_gap_stays_a_gap() -> None:
    # June has 720 h. 1,440 MWh in and 720 MWh out, even: 2 MW - 1 MW = 1 MW at every hour.
    of = flows(
        {("electricity", "grid", "main"): 1.44e6, ("electricity", "main", "grid"): 0.72e6},
        axis=MONTH,
    )
    of.quantity[0, :4] = np.nan  # 00:00 to 01:00 on 1 June, local
    figure = exchange_figure(small_page(of))
    assert figure is not None
    data = figure.option["series"][0]["data"]  # type: ignore[index, call-overload]
    assert data[0] == [0, 0, "-"]
    assert data[1] == [0, 1, 1.0]
    assert len(data) == 720
    month, taken, given, unknown, most_taken, most_given = figure.table.rows[0]
    assert (month, taken, given, unknown) == ("2026-06", 719.0, 0.0, 1.0)
    assert most_taken == pytest.approx(1.0)
    assert most_given == 0.0


def test_a_park_that_never_meets_the_grid_has_no_map() -> None:
    assert exchange_figure(small_page(flows({("electricity", "wind-1", "main"): 1.0}))) is None
