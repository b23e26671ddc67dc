"""Present values, rates of return and instalments against numpy-financial, on random flows."""

from __future__ import annotations

import numpy as np
import numpy_financial as npf
import pytest

from deal_cases import loan, real
from zeropark.future.plan.deals.measures.discounting import npv
from zeropark.future.plan.deals.measures.rate_of_return import internal_rate
from zeropark.future.plan.deals.projects.loan import debt_service


@pytest.fixture(scope="module")
def flows() -> np.ndarray:
    chance = np.random.default_rng(11)
    paid = -chance.uniform(500.0, 1500.0, (200, 1))
    return np.hstack([paid, chance.uniform(20.0, 300.0, (200, 20))])


def test_present_values_agree(flows: np.ndarray) -> None:
    for rate in (-0.05, 0.0, 0.08, 0.5):
        expected = [npf.npv(rate, row) for row in flows]
        np.testing.assert_allclose(npv(flows, rate), expected, rtol=1e-10)


def test_rates_of_return_agree(flows: np.ndarray) -> None:
    expected = [npf.irr(row) for row in flows]
    np.testing.assert_allclose(internal_rate(flows).rate, expected, rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize(("rate", "years"), [(0.05, 10), (0.031, 25), (0.12, 3)])
def test_instalments_agree(rate: float, years: int) -> None:
    service = debt_service(np.array([[700.0]]), loan(rate=real(rate), years=years), years=years)
    periods = np.arange(1, years + 1)
    np.testing.assert_allclose(-npf.ipmt(rate, periods, years, 700.0), service.interest_cny[0])
    np.testing.assert_allclose(-npf.ppmt(rate, periods, years, 700.0), service.principal_cny[0])
