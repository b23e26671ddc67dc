from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.errors import InputError
from zeropark.future.plan.deals.measures.discounting import (
    capital_recovery_factor,
    npv,
    present_worth_factor,
)


def test_k1_ten_years_of_180_for_1000_at_8_per_cent() -> None:
    flows = np.array([-1000.0] + [180.0] * 10)
    assert float(npv(flows, 0.08)) == pytest.approx(207.8147, abs=5e-5)


def test_k2_the_capital_recovery_factor_of_20_years_at_6_per_cent() -> None:
    assert float(capital_recovery_factor(0.06, 20)) == pytest.approx(0.08718456, abs=5e-9)


def test_a10_the_present_worth_factor_of_reopt() -> None:
    factor = present_worth_factor(0.0564, years=25, escalation=0.019)
    assert factor == pytest.approx(16.18109, abs=5e-6)


def test_the_first_flow_is_now() -> None:
    # -100 + 60 / 1.1 + 60.5 / 1.21 = -100 + 54.5454… + 50
    assert float(npv(np.array([-100.0, 60.0, 60.5]), 0.1)) == pytest.approx(4.545454545)


def test_each_scenario_has_its_own_flows_and_rate() -> None:
    flows = np.array([[-100.0, 110.0], [-100.0, 120.0]])
    np.testing.assert_allclose(npv(flows, np.array([[0.1], [0.2]])), [0.0, 0.0], atol=1e-12)


def test_without_interest_a_factor_is_a_count_of_years() -> None:
    assert float(capital_recovery_factor(0.0, 4)) == 0.25
    assert present_worth_factor(0.05, years=7, escalation=0.05) == pytest.approx(7.0)


@given(rate=st.floats(-0.2, 2.0), years=st.integers(1, 60))
def test_what_is_recovered_a_year_is_worth_what_was_paid(rate: float, years: int) -> None:
    flows = np.full(years + 1, float(capital_recovery_factor(rate, years)))
    flows[0] = -1.0
    scale = present_worth_factor(rate, years=years) * flows[1]
    assert float(npv(flows, rate)) == pytest.approx(0.0, abs=1e-9 * max(scale, 1.0))


@given(rate=st.floats(1e-14, 1e-6), years=st.integers(1, 60))
def test_a_tiny_rate_loses_no_digits(rate: float, years: int) -> None:
    # CRF = 1/n (1 + (n + 1) r / 2 + …)
    expected = (1.0 + (years + 1) * rate / 2.0) / years
    assert float(capital_recovery_factor(rate, years)) == pytest.approx(expected, rel=1e-8)


@given(rate=st.floats(0.001, 0.5), escalation=st.floats(-0.1, 0.1), years=st.integers(1, 40))
def test_a_present_worth_factor_is_the_npv_of_what_grows(
    rate: float, escalation: float, years: int
) -> None:
    flows = np.concatenate([[0.0], (1.0 + escalation) ** np.arange(1.0, years + 1)])
    factor = present_worth_factor(rate, years=years, escalation=escalation)
    assert factor == pytest.approx(float(npv(flows, rate)))


@pytest.mark.parametrize(
    ("flows", "rate", "place"),
    [
        ([-1.0, np.nan], 0.1, "flows[1]"),
        ([-1.0, 2.0], -1.0, "rate"),
        ([-1.0, 2.0], np.nan, "rate"),
    ],
)
def test_what_can_t_be_discounted_is_refused(flows: list[float], rate: float, place: str) -> None:
    with pytest.raises(InputError) as caught:
        npv(np.array(flows), rate)
    assert caught.value.findings[0].place == place


def test_no_years_and_negative_years_are_refused() -> None:
    for years in (0, -5):
        with pytest.raises(InputError):
            capital_recovery_factor(0.05, years)
        with pytest.raises(InputError):
            present_worth_factor(0.05, years=years)
