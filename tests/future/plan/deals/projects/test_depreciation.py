from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.future.plan.deals.projects.depreciation import Depreciation, Method, depreciated


def test_a_straight_line_takes_the_same_every_year() -> None:
    found = depreciated(1000.0, Depreciation(years=4, residual_share=0.05))
    np.testing.assert_allclose(found, [[237.5] * 4])


def test_a_declining_balance_ends_in_a_straight_line() -> None:
    # 40 % of what is left: 400, 240, 144; 216 left, less 50 residual, in two years: 83 each
    how = Depreciation(years=5, method=Method.DECLINING_BALANCE, residual_share=0.05)
    np.testing.assert_allclose(depreciated(1000.0, how), [[400.0, 240.0, 144.0, 83.0, 83.0]])


@given(
    years=st.integers(1, 60),
    method=st.sampled_from(Method),
    residual=st.floats(0.0, 1.0),
    costs=st.lists(st.floats(0.0, 1e9), min_size=1, max_size=3),
)
def test_what_is_depreciated_is_the_cost_less_the_residual(
    years: int, method: Method, residual: float, costs: list[float]
) -> None:
    how = Depreciation(years=years, method=method, residual_share=residual)
    cost = np.array(costs)[:, None]
    found = depreciated(cost, how)
    assert found.shape == (len(costs), years)
    assert (found >= -1e-9).all()
    expected = cost[:, 0] * (1.0 - residual)
    np.testing.assert_allclose(found.sum(axis=1), expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(("years", "residual"), [(0, 0.0), (5, 1.5), (5, -0.1)])
def test_wrong_numbers_are_told(years: int, residual: float) -> None:
    assert Depreciation(years=years, residual_share=residual).findings("depreciation")
