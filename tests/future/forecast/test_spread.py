from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from zeropark.future.forecast.spread import quantiles_of, spread


def test_the_kth_smallest_of_n_stands_for_k_over_n_plus_one() -> None:
    rows = np.array([[3.0, 1.0, np.nan, 2.0], [5.0, np.nan, np.nan, np.nan]])
    found = quantiles_of(rows, (0.1, 0.5, 0.625))
    np.testing.assert_allclose(found, [[1.0, 5.0], [2.0, 5.0], [2.5, 5.0]])
    assert np.isnan(quantiles_of(np.full((1, 3), np.nan), (0.5,))).all()


def test_errors_of_the_hour_on_either_side_count() -> None:
    tried = np.array([[10.0, 0.0], [20.0, 0.0], [30.0, 0.0]])
    came = np.array([[1.0], [2.0], [3.0]])
    found = spread(tried, came, levels=(0.5,), step_minutes=60.0)
    np.testing.assert_allclose(found, [[11.5, 22.0, 32.5]])
    alone = spread(tried, came, levels=(0.5,), step_minutes=180.0)
    np.testing.assert_allclose(alone, [[11.0, 22.0, 33.0]])


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60), st.floats(0.01, 0.99))
def test_a_quantile_is_where_numpy_has_it(values: list[float], level: float) -> None:
    found = quantiles_of(np.array([values]), (level,))[0, 0]
    np.testing.assert_allclose(found, np.quantile(values, level, method="weibull"), atol=1e-6)
