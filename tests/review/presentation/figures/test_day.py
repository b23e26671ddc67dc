from __future__ import annotations

import numpy as np
import pytest

from sample_year import flows, small_page
from zeropark.review.presentation.figures.day import day_figure


def test_there_is_a_view_for_the_year_each_season_and_each_month() -> None:
    # 8.76 GWh, even over 8,760 h: 1 MW at every hour of every view
    figure = day_figure(small_page(flows({("electricity", "main", "cells"): 8.76e6})))
    assert figure is not None
    assert len(figure.variants) == 1 + 4 + 12
    for view in figure.variants:
        series = view.option["series"]
        assert isinstance(series, list)
        assert series[0]["data"] == pytest.approx([1.0] * 24)


def test_a_month_without_data_has_a_curve_of_gaps() -> None:
    of = flows({("electricity", "main", "cells"): 8.76e6})
    of.quantity[0, : 31 * 96] = np.nan
    figure = day_figure(small_page(of))
    assert figure is not None
    january = next(view for view in figure.variants if view.label.en == "Jan")
    series = january.option["series"]
    assert isinstance(series, list)
    assert series[0]["data"] == [None] * 24
