from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.errors import InputError
from zeropark.future.plan.deals.measures.payback import payback_years


def test_within_a_year_the_flow_comes_evenly() -> None:
    # 1000 = 5 x 180 + 100, and 100 / 180 of the sixth year
    assert float(payback_years(np.array([-1000.0] + [180.0] * 10))) == pytest.approx(5 + 100 / 180)


def test_discounted_it_takes_longer() -> None:
    # at 10 %: 60/1.1 = 54.545, 60.5/1.21 = 50: 45.4545 of the 50 of the second year
    flows = np.array([-100.0, 60.0, 60.5])
    assert float(payback_years(flows, rate=0.1)) == pytest.approx(1 + 45.4545454545 / 50)


@pytest.mark.parametrize(
    ("flows", "years"),
    [
        ((-100.0, 100.0), 1.0),
        ((-100.0, 50.0, 50.0, 1.0), 2.0),
        ((10.0, 20.0), 0.0),
        ((0.0, 0.0), 0.0),
        ((-100.0, 30.0, 30.0), np.nan),
        ((-50.0, -50.0, 0.0, 100.0, 1.0), 3.0),  # construction years count
        ((0.1, 0.2, -0.3), 0.0),  # rounding is no debt
    ],
)
def test_it_ends_when_the_sum_is_not_negative(flows: tuple[float, ...], years: float) -> None:
    np.testing.assert_allclose(payback_years(np.array(flows)), years)


def test_a_replacement_that_makes_the_sum_negative_again_is_waited_for() -> None:
    # sums: -100, -50, 0, -60 (a battery), -10, 40: back for good after 4.2 years
    flows = np.array([-100.0, 50.0, 50.0, -60.0, 50.0, 50.0])
    assert float(payback_years(flows)) == pytest.approx(4.2)


@given(first=st.floats(1.0, 1e6), yearly=st.floats(1.0, 1e6), years=st.integers(1, 60))
def test_even_flows_pay_back_in_what_was_paid_over_them(
    first: float, yearly: float, years: int
) -> None:
    found = float(payback_years(np.array([-first] + [yearly] * years)))
    if first < yearly * years * (1 - 1e-9):
        assert found == pytest.approx(first / yearly)
    elif first > yearly * years * (1 + 1e-9):
        assert np.isnan(found)


def test_each_scenario_has_its_own_and_a_missing_flow_is_refused() -> None:
    flows = np.array([[-100.0, 100.0], [-100.0, 50.0]])
    np.testing.assert_allclose(payback_years(flows), [1.0, np.nan])
    with pytest.raises(InputError):
        payback_years(np.array([-1.0, np.nan]))
