from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from zeropark.future.plan.deals.projects.income_tax import IncomeTax, income_tax


def tax_of(*profits: float, **told: object) -> list[float]:
    tax = IncomeTax(**{"rate": 0.25, **told})  # type: ignore[arg-type]
    return income_tax(np.array([profits]), tax)[0].tolist()


def test_a_loss_is_set_against_later_profits() -> None:
    # -100, then 60 and 80: 40 of the 80 are left to be taxed
    assert tax_of(-100.0, 60.0, 80.0) == [0.0, 0.0, 10.0]


def test_a_loss_lapses_after_its_years() -> None:
    # -100 may be used in the next two years: 30 + 30; the rest is lost
    assert tax_of(-100.0, 30.0, 30.0, 100.0, carry_forward_years=2) == [0.0, 0.0, 0.0, 25.0]


def test_the_oldest_loss_is_used_first() -> None:
    # the 50 of the first year go into the third before those of the second do
    found = tax_of(-50.0, -50.0, 50.0, 50.0, carry_forward_years=2)
    assert found == [0.0, 0.0, 0.0, 0.0]


def test_three_years_are_exempt_and_three_at_half() -> None:
    holiday = (0.0, 0.0, 0.0, 0.5, 0.5, 0.5)
    assert tax_of(*[100.0] * 8, holiday=holiday) == [0.0] * 3 + [12.5] * 3 + [25.0] * 2


def test_a_holiday_longer_than_the_plant_is_cut() -> None:
    assert tax_of(100.0, holiday=(0.5, 0.5)) == [12.5]


def test_a_rate_may_differ_by_year() -> None:
    found = tax_of(100.0, 100.0, rate=np.array([0.15, 0.25]))
    assert found == [15.0, 25.0]


profits = st.lists(st.integers(-100, 100), min_size=1, max_size=15)


@given(profits=profits, carry=st.one_of(st.none(), st.integers(1, 6)))
def test_tax_is_never_negative_nor_more_than_on_each_years_own_profit(
    profits: list[int], carry: int | None
) -> None:
    found = np.array(tax_of(*profits, carry_forward_years=carry))
    own = 0.25 * np.maximum(np.array(profits, dtype=np.float64), 0.0)
    assert (found >= 0.0).all()
    assert (found <= own + 1e-9).all()


@given(profits=profits)
def test_with_no_end_to_losses_what_was_taxed_is_the_highest_sum(profits: list[int]) -> None:
    # Losses that never lapse: taxed so far is the most that all profits together ever came to.
    found = np.cumsum(tax_of(*profits))
    highest = np.maximum.accumulate(np.maximum(np.cumsum(np.array(profits, dtype=float)), 0.0))
    np.testing.assert_allclose(found, 0.25 * highest, atol=1e-9)
