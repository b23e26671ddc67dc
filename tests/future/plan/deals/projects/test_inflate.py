from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deal_cases import loan, plain, real
from zeropark.basis.errors import InputError, ZeroparkError
from zeropark.future.plan.deals.appraise import appraise
from zeropark.future.plan.deals.projects.carry_out import carry_out
from zeropark.future.plan.deals.projects.cash_flows import View
from zeropark.future.plan.deals.projects.inflate import inflated
from zeropark.future.plan.deals.projects.project import Project, Replacement
from zeropark.future.plan.deals.projects.stream import Stream
from zeropark.future.plan.deals.terms import Terms


def in_stages() -> Project:
    return plain(
        years=8,
        capex_shares=(0.3, 0.7),
        costs=(Stream(name="opex", price_cny_per_unit=20.0, escalation_per_year=0.01),),
        replacements=(
            Replacement(name="cells", cost_cny=90.0, after_years=(4,), escalation_per_year=-0.03),
        ),
        salvage_cny=50.0,
        equity_rate=real(0.1),
        loan=loan(years=5),
    )


def test_every_amount_is_told_in_the_money_of_its_day() -> None:
    one, other = carry_out(in_stages()), carry_out(inflated(in_stages(), inflation_per_year=0.02))
    assert other.terms is Terms.NOMINAL
    growth = 1.02 ** np.arange(10)
    np.testing.assert_allclose(other.before_tax_cny, one.before_tax_cny * growth)


@settings(deadline=None, max_examples=40)
@given(inflation=st.floats(-0.1, 0.3))
def test_before_tax_and_debt_the_worth_is_the_same_in_both_terms(inflation: float) -> None:
    one = appraise(in_stages()).worth[View.BEFORE_TAX]
    other = appraise(inflated(in_stages(), inflation_per_year=inflation)).worth[View.BEFORE_TAX]
    np.testing.assert_allclose(other.npv_cny, one.npv_cny, rtol=1e-9)
    np.testing.assert_allclose(
        1.0 + other.irr.rate, (1.0 + one.irr.rate) * (1.0 + inflation), rtol=1e-9
    )


def test_rates_of_debt_and_equity_include_inflation_too() -> None:
    nominal = inflated(in_stages(), inflation_per_year=0.02)
    assert nominal.loan is not None
    assert nominal.equity_rate is not None
    assert nominal.loan.rate.per_year == pytest.approx(1.05 * 1.02 - 1)
    assert nominal.equity_rate.per_year == pytest.approx(1.1 * 1.02 - 1)


def test_what_is_nominal_already_is_not_inflated_again() -> None:
    with pytest.raises(ZeroparkError, match="nominal terms already"):
        inflated(inflated(plain(), inflation_per_year=0.02), inflation_per_year=0.02)
    with pytest.raises(InputError):
        inflated(plain(), inflation_per_year=-1.0)
