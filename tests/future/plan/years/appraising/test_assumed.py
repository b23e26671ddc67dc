from __future__ import annotations

from typing import Any

import pytest

from zeropark.basis.errors import MissingRuleError, Severity
from zeropark.basis.park.financing import Financing
from zeropark.basis.park.planning import Planning
from zeropark.basis.rules.load import load_rulebook
from zeropark.future.plan.deals.projects.assumptions import Assumptions
from zeropark.future.plan.deals.projects.loan import Repayment
from zeropark.future.plan.deals.terms import Terms
from zeropark.future.plan.years.appraising.assumed import assumptions, rule_findings

DEBT = {"share": 0.7, "rate_per_year": 0.071, "years": 15, "repayment": "equal_principal"}


def assumed(year: int = 2026, **told: Any) -> Assumptions:
    return assumptions(Planning(price_year=year), Financing(**told), load_rulebook())


def test_the_tax_is_that_of_the_rules() -> None:
    tax = assumed().tax
    assert tax is not None
    assert (tax.rate, tax.holiday, tax.carry_forward_years) == (0.25, (), 5)
    western = assumed(income_tax="western", tax_holiday=True).tax
    assert western is not None
    assert western.rate == 0.15
    assert western.holiday == (0.0, 0.0, 0.0, 0.5, 0.5, 0.5)
    assert assumed(income_tax="none").tax is None


def test_a_tax_rule_that_has_ended_is_not_taken() -> None:
    with pytest.raises(MissingRuleError, match=r"tax\.income\.western"):
        assumed(2031, income_tax="western")


def test_a_loan_is_nominal_as_the_bank_has_it() -> None:
    # 1.071 / 1.02 = 1.05
    loan = assumed(debt=DEBT, inflation_per_year=0.02).loan
    assert loan is not None
    assert loan.rate.terms is Terms.REAL
    assert loan.rate.per_year == pytest.approx(0.05)
    assert (loan.years, loan.repayment) == (15, Repayment.EQUAL_PRINCIPAL)


def test_a_loan_ends_with_the_years_that_are_looked_at() -> None:
    loan = assumed(debt=DEBT, years=10).loan
    assert loan is not None
    assert loan.years == 10


def test_what_does_not_go_with_a_rule_is_warned_of() -> None:
    planning = Planning()
    assert rule_findings(planning, Financing(debt=DEBT), load_rulebook()) == []  # type: ignore[arg-type]
    strange = Financing(debt=DEBT | {"share": 0.9}, depreciation_years=5)  # type: ignore[arg-type]
    found = rule_findings(planning, strange, load_rulebook())
    assert [each.code for each in found] == ["appraisal.own_capital", "appraisal.depreciation"]
    assert {each.severity for each in found} == {Severity.WARNING}
    assert found[0].problem.startswith("Own capital is 10% of the investment; power projects need")
