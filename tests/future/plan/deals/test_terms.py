from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.errors import InputError
from zeropark.future.plan.deals.terms import Rate, Terms, same_terms


def test_a_nominal_rate_is_the_real_one_and_inflation_compounded() -> None:
    # 1.05 x 1.02 = 1.071
    rate = Rate(0.05, Terms.REAL).in_terms(Terms.NOMINAL, inflation_per_year=0.02)
    assert rate.terms is Terms.NOMINAL
    assert rate.per_year == pytest.approx(0.071)


@given(rate=st.floats(-0.5, 1.0), inflation=st.floats(-0.2, 0.5))
def test_a_rate_comes_back_from_the_other_terms(rate: float, inflation: float) -> None:
    there = Rate(rate, Terms.REAL).in_terms(Terms.NOMINAL, inflation_per_year=inflation)
    back = there.in_terms(Terms.REAL, inflation_per_year=inflation)
    assert back.per_year == pytest.approx(rate, abs=1e-12)


def test_terms_that_differ_are_named_with_their_place() -> None:
    (found,) = same_terms(Terms.REAL, discount_rate=Terms.REAL, loan=Terms.NOMINAL)
    assert (found.code, found.place) == ("deal.terms", "loan")
    assert found.problem == "The rate loan is in nominal terms, but the amounts are in real terms."
    assert (
        found.problem_in("zh") == "利率 loan 按当年价格（含通胀），而金额按实际价格（不含通胀）。"
    )


@pytest.mark.parametrize("wrong", [-1.0, -2.0, np.nan, np.inf, np.array([[0.1], [-1.0]])])
def test_a_rate_that_takes_everything_is_none(wrong: float) -> None:
    with pytest.raises(InputError) as caught:
        Rate(wrong, Terms.REAL)
    assert caught.value.findings[0].code in ("deal.rate", "deal.number")
