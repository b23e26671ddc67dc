from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deal_cases import loan, plain, real
from zeropark.future.plan.deals.projects.carry_out import carry_out
from zeropark.future.plan.deals.projects.cash_flows import View
from zeropark.future.plan.deals.projects.depreciation import Depreciation, Method
from zeropark.future.plan.deals.projects.income_tax import IncomeTax
from zeropark.future.plan.deals.projects.loan import Repayment
from zeropark.future.plan.deals.projects.project import Project, Replacement
from zeropark.future.plan.deals.projects.stream import Stream

QUARTER = IncomeTax(rate=0.25)


def test_built_at_once_the_first_year_of_operation_ends_in_a_year() -> None:
    flows = carry_out(plain(years=2))
    np.testing.assert_allclose(flows.before_tax_cny, [[-1000.0, 180.0, 180.0]])


def test_with_a_year_of_construction_everything_is_a_year_later() -> None:
    flows = carry_out(plain(years=2, capex_shares=(0.4, 0.6)))
    np.testing.assert_allclose(flows.before_tax_cny, [[-400.0, -600.0, 180.0, 180.0]])


def a_small_plant() -> Project:
    """A year of building and four of operation, worked by hand below."""
    return plain(
        years=4,
        capex_shares=(0.5, 0.5),
        costs=(Stream(name="opex", price_cny_per_unit=20.0),),
        sales=(Stream(name="power", units_per_year=1000.0, price_cny_per_unit=0.5),),
        replacements=(Replacement(name="cells", cost_cny=120.0, after_years=(2,)),),
        salvage_cny=100.0,
        depreciation=Depreciation(years=5, residual_share=0.05),
        tax=QUARTER,
        loan=loan(share=0.6, rate=real(0.1), years=2, repayment=Repayment.EQUAL_PRINCIPAL),
    )


def test_a_small_plant_by_hand() -> None:
    # Earned 500 - 20 = 480 a year. Written off 950 / 5 = 190, and from year 3 on 120 / 2 = 60.
    # Left on the books 1000 - 4 x 190 = 240; sold for 100: a loss of 140 in year 4.
    # Profit: 290, 290, 230, 230 - 140 = 90; tax 72.5, 72.5, 57.5, 22.5.
    flows = carry_out(a_small_plant())
    np.testing.assert_allclose(flows.operating_cny[0], [0, 0, 480, 480, 480, 480])
    np.testing.assert_allclose(flows.depreciation_cny[0], [0, 0, 190, 190, 250, 250])
    np.testing.assert_allclose(flows.tax_without_debt_cny[0], [0, 0, 72.5, 72.5, 57.5, 22.5])
    before = [-500, -500, 480, 360, 480, 580]
    np.testing.assert_allclose(flows.of(View.BEFORE_TAX)[0], before)
    after = [-500, -500, 407.5, 287.5, 422.5, 557.5]
    np.testing.assert_allclose(flows.of(View.AFTER_TAX)[0], after)


def test_its_owners_by_hand() -> None:
    # Drawn 300 and 300; owed 300 x 1.1 + 300 = 630, of it 30 interest of construction, which is
    # written off like the plant: 5.7 a year, the rest of 30 - 3 x 5.7 = 12.9 in the last.
    # Principal 315 and 315, interest 63 and 31.5.
    # Profit: 290 - 63 - 5.7 = 221.3; 290 - 31.5 - 5.7 = 252.8; 230 - 5.7 = 224.3;
    # 90 - 12.9 = 77.1. Tax 55.325, 63.2, 56.075, 19.275.
    flows = carry_out(a_small_plant())
    np.testing.assert_allclose(flows.drawn_cny[0], [300, 300, 0, 0, 0, 0])
    np.testing.assert_allclose(flows.interest_cny[0], [0, 0, 63, 31.5, 0, 0])
    np.testing.assert_allclose(flows.tax_cny[0], [0, 0, 55.325, 63.2, 56.075, 19.275])
    equity = [-200, -200, 480 - 378 - 55.325, 360 - 346.5 - 63.2, 480 - 56.075, 580 - 19.275]
    np.testing.assert_allclose(flows.of(View.EQUITY)[0], equity)
    available = [0, 0, 480 - 55.325, 360 - 63.2, 480 - 56.075, 480 - 19.275]
    np.testing.assert_allclose(flows.available_cny[0], available)


def test_a_part_that_gets_cheaper_costs_less_the_later_it_is_bought() -> None:
    part = Replacement(name="stacks", cost_cny=100.0, after_years=(2, 4), escalation_per_year=-0.1)
    flows = carry_out(plain(years=5, replacements=(part,)))
    np.testing.assert_allclose(flows.replacements_cny[0], [0, 0, 100 * 0.9**2, 0, 100 * 0.9**4, 0])
    # half of the first in years 3 and 4, all of the second in year 5, beside the plant's 200
    expected = [0, 200, 200, 240.5, 240.5, 265.61]
    np.testing.assert_allclose(flows.depreciation_cny[0], expected)


share = st.floats(0.0, 1.0)


@settings(deadline=None, max_examples=40)
@given(
    years=st.integers(2, 30),
    written_off=st.integers(1, 40),
    method=st.sampled_from(Method),
    residual=share,
    salvage=st.floats(-500.0, 500.0),
    borrowed=share,
    building=st.integers(0, 3),
)
def test_over_the_life_all_profit_is_what_was_earned_less_what_was_spent(
    years: int,
    written_off: int,
    method: Method,
    residual: float,
    salvage: float,
    borrowed: float,
    building: int,
) -> None:
    project = plain(
        years=years,
        capex_shares=(1.0 / (building + 1),) * (building + 1),
        sales=(Stream(name="power", units_per_year=1e4, price_cny_per_unit=1.0),),
        replacements=(Replacement(name="cells", cost_cny=200.0, after_years=(1,)),),
        salvage_cny=salvage,
        depreciation=Depreciation(years=written_off, method=method, residual_share=residual),
        tax=QUARTER,
        loan=loan(share=borrowed, years=min(years, 10)),
    )
    flows = carry_out(project)
    # Every year earns: no loss is left over, so tax is a quarter of all that is gained …
    assert flows.tax_without_debt_cny.sum() == pytest.approx(0.25 * flows.before_tax_cny.sum())
    # … and debt takes off what it costs in interest, that of construction included.
    paid = (flows.interest_cny + flows.principal_cny - flows.drawn_cny).sum()
    assert flows.tax_cny.sum() == pytest.approx(0.25 * (flows.before_tax_cny.sum() - paid))


@settings(deadline=None, max_examples=40)
@given(factor=st.lists(st.floats(0.5, 2.0), min_size=2, max_size=5))
def test_scenarios_side_by_side_are_what_each_is_alone(factor: list[float]) -> None:
    def with_capex(cny: object) -> Project:
        told = a_small_plant()
        return plain(
            years=4,
            capex_cny=cny,
            costs=told.costs,
            sales=told.sales,
            replacements=told.replacements,
            depreciation=told.depreciation,
            tax=IncomeTax(rate=0.25, carry_forward_years=2),
            loan=told.loan,
        )

    together = carry_out(with_capex(1000.0 * np.array(factor)[:, None]))
    for row, each in enumerate(factor):
        alone = carry_out(with_capex(1000.0 * each))
        for view in View:
            np.testing.assert_allclose(together.of(view)[row], alone.of(view)[0])
