from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deal_cases import loan, plain, real
from zeropark.basis.errors import InputError, Severity
from zeropark.future.plan.deals.appraise import appraise, worth_of
from zeropark.future.plan.deals.measures.coverage import least
from zeropark.future.plan.deals.projects.carry_out import carry_out
from zeropark.future.plan.deals.projects.cash_flows import View
from zeropark.future.plan.deals.projects.income_tax import IncomeTax
from zeropark.future.plan.deals.projects.project import Project, Replacement
from zeropark.future.plan.deals.projects.stream import Stream
from zeropark.future.plan.deals.terms import Rate, Terms


def test_k1_as_a_project() -> None:
    found = appraise(plain()).worth[View.BEFORE_TAX]
    assert found.npv_cny[0] == pytest.approx(207.8147, abs=5e-5)
    assert found.irr.rate[0] == pytest.approx(0.1241483, abs=5e-8)
    assert found.payback_years[0] == pytest.approx(5 + 100 / 180)
    # at 8 % the eighth year brings the sum from -62.8534 to 34.3949
    assert found.discounted_payback_years[0] == pytest.approx(7.6463, abs=5e-4)


def test_k4_as_a_project() -> None:
    found = appraise(plain(loan=loan()))
    assert found.debt_service_coverage is not None
    np.testing.assert_allclose(found.debt_service_coverage[0, 1:], 1.98559, atol=5e-6)
    assert np.isnan(found.debt_service_coverage[0, 0])
    assert found.interest_coverage is not None
    # earnings before interest: 180 - 1000 / 10 = 80, on 35 of interest
    assert found.interest_coverage[0, 1] == pytest.approx(80 / 35)


def test_without_tax_and_debt_all_views_are_one() -> None:
    found = appraise(plain())
    assert len({float(worth.npv_cny[0]) for worth in found.worth.values()}) == 1
    assert found.debt_service_coverage is None
    assert found.findings == ()


def test_owners_may_ask_for_another_rate() -> None:
    found = appraise(plain(loan=loan(), equity_rate=real(0.12)))
    equity = found.flows.of(View.EQUITY)[0]
    expected = (equity / 1.12 ** np.arange(11)).sum()
    assert found.worth[View.EQUITY].npv_cny[0] == pytest.approx(expected)


def test_tax_and_debt_in_real_terms_are_warned_of() -> None:
    found = appraise(plain(tax=IncomeTax(rate=0.25))).findings
    assert [each.code for each in found] == ["deal.real_terms"]
    assert found[0].severity is Severity.WARNING


def test_no_rate_of_return_is_a_finding_and_no_number() -> None:
    found = appraise(plain(sales=(), product=None))
    assert np.isnan(found.worth[View.BEFORE_TAX].irr.rate[0])
    assert np.isnan(found.worth[View.BEFORE_TAX].payback_years[0])
    assert found.levelised_cny_per_unit is None
    assert [each.code for each in found.findings] == ["deal.no_rate"] * 3
    assert found.findings[0].problem == (
        "There is no internal rate of return for the whole investment before tax: "
        "no rate makes its flows come to 0."
    )
    assert found.findings[0].problem_in("zh").startswith("全投资（税前）没有内部收益率")


def test_several_rates_of_return_are_a_finding_with_all_of_them() -> None:
    # 1000 now, 2300 in a year, and 1320 to take it down: 10 % and 20 %
    project = plain(
        years=2,
        capex_cny=1000.0,
        sales=(
            Stream(name="power", units_per_year=np.array([2300.0, 0.0]), price_cny_per_unit=1.0),
        ),
        salvage_cny=-1320.0,
    )
    found = appraise(project)
    assert np.isnan(found.worth[View.BEFORE_TAX].irr.rate[0])
    told = next(each for each in found.findings if each.code == "deal.several_rates")
    assert told.problem == (
        "Several rates of return come out for the whole investment before tax: "
        "10.00%; 20.00%. None of them says whether to build."
    )


def test_real_flows_are_not_valued_at_a_nominal_rate() -> None:
    with pytest.raises(InputError, match="in nominal terms, but the amounts are in real terms"):
        worth_of(carry_out(plain()), View.BEFORE_TAX, Rate(0.08, Terms.NOMINAL))


money = st.floats(1.0, 1e6)


def any_plant(
    *, capex: float, opex: float, units: float, heat: float, wear: float, rate: float, building: int
) -> Project:
    return plain(
        capex_cny=capex,
        capex_shares=(1.0 / (building + 1),) * (building + 1),
        discount_rate=real(rate),
        sales=(
            Stream(name="power", units_per_year=units, degradation_per_year=wear),
            Stream(name="heat", units_per_year=1.0, price_cny_per_unit=heat),
        ),
        costs=(Stream(name="opex", price_cny_per_unit=opex, escalation_per_year=0.02),),
        replacements=(Replacement(name="cells", cost_cny=0.2 * capex, after_years=(5,)),),
        salvage_cny=0.05 * capex,
    )


@settings(deadline=None, max_examples=40)
@given(
    capex=money,
    opex=money,
    units=money,
    heat=money,
    wear=st.floats(0.0, 0.05),
    rate=st.floats(0.0, 0.3),
    building=st.integers(0, 3),
)
def test_sold_at_its_levelised_cost_a_project_is_worth_nothing(**given: float) -> None:
    project = any_plant(**given)  # type: ignore[arg-type]
    level = appraise(project).levelised_cny_per_unit
    assert level is not None
    power, heat = project.sales
    sold = Stream(
        name="power",
        units_per_year=power.units_per_year,
        degradation_per_year=power.degradation_per_year,
        price_cny_per_unit=float(level[0]),
    )
    again = appraise(plain(**_same(project), sales=(sold, heat)))
    scale = given["capex"] + given["opex"] * 10 + given["heat"] * 10
    assert again.worth[View.BEFORE_TAX].npv_cny[0] == pytest.approx(0.0, abs=1e-9 * scale)
    # what it is sold for does not change what it costs
    assert again.levelised_cny_per_unit is not None
    np.testing.assert_allclose(again.levelised_cny_per_unit, level, rtol=1e-9, atol=1e-9)


def _same(project: Project) -> dict[str, object]:
    names = (
        "capex_cny",
        "capex_shares",
        "discount_rate",
        "costs",
        "replacements",
        "salvage_cny",
    )
    return {name: getattr(project, name) for name in names}


@settings(deadline=None, max_examples=40)
@given(share=st.floats(0.05, 0.95), rate=st.floats(0.0, 0.2))
def test_debt_at_the_discount_rate_makes_owners_neither_richer_nor_poorer(
    share: float, rate: float
) -> None:
    # Without tax, a loan at the rate that flows are valued at is worth nothing.
    project = plain(discount_rate=real(rate), loan=loan(share=share, rate=real(rate)))
    found = appraise(project)
    one, other = found.worth[View.BEFORE_TAX].npv_cny[0], found.worth[View.EQUITY].npv_cny[0]
    assert other == pytest.approx(one, abs=1e-6)
    assert found.debt_service_coverage is not None
    assert least(found.debt_service_coverage)[0] > 0.0
