"""What an appraisal assumes: the park's financing with the tax rules of the price year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.park.financing import Financing
from zeropark.basis.park.planning import Planning
from zeropark.basis.rules.rule import Rulebook
from zeropark.future.plan.deals.projects.assumptions import Assumptions
from zeropark.future.plan.deals.projects.depreciation import Depreciation
from zeropark.future.plan.deals.projects.income_tax import IncomeTax
from zeropark.future.plan.deals.projects.loan import Loan, Repayment
from zeropark.future.plan.deals.terms import Rate, Terms


def assumptions(planning: Planning, financing: Financing, rulebook: Rulebook) -> Assumptions:
    """The financing in real terms, with tax by the rules in force at the end of the price year.

    Raises:
        MissingRuleError: the rule of the tax that is asked for is not in force then.
    """
    equity = financing.equity_rate_per_year
    return Assumptions(
        discount_rate=Rate(planning.discount_rate, Terms.REAL),
        years=financing.years,
        construction_years=financing.construction_years,
        depreciation=Depreciation(
            years=financing.depreciation_years, residual_share=financing.residual_share
        ),
        tax=_tax(financing, rulebook, at=price_day(planning)),
        loan=_loan(financing),
        equity_rate=None if equity is None else Rate(equity, Terms.REAL),
    )


def price_day(planning: Planning) -> date:
    """The day whose prices and tax rules are taken."""
    return date(planning.price_year, 12, 31)


def rule_findings(planning: Planning, financing: Financing, rulebook: Rulebook) -> list[Finding]:
    """A warning where the financing does not go with a rule."""
    return [
        *_too_much_debt(financing, rulebook, at=price_day(planning)),
        *_too_fast(financing, rulebook, at=price_day(planning)),
    ]


def _tax(financing: Financing, rulebook: Rulebook, *, at: date) -> IncomeTax | None:
    if financing.income_tax == "none":
        return None
    years = rulebook.factor("tax.income.loss_years", at=at).value
    return IncomeTax(
        rate=rulebook.factor(f"tax.income.{financing.income_tax}", at=at).value,
        holiday=_holiday(rulebook, at=at) if financing.tax_holiday else (),
        carry_forward_years=int(years),
    )


def _holiday(rulebook: Rulebook, *, at: date) -> tuple[float, ...]:
    content = rulebook.get("tax.income.holiday", at=at).content
    shares = content.get("shares_of_rate") if isinstance(content, Mapping) else None
    if not isinstance(shares, Sequence) or isinstance(shares, str):
        return ()
    return tuple(float(share) for share in shares if isinstance(share, int | float))


def _loan(financing: Financing) -> Loan | None:
    debt = financing.debt
    if debt is None:
        return None
    nominal = Rate(debt.rate_per_year, Terms.NOMINAL)
    return Loan(
        share=debt.share,
        rate=nominal.in_terms(Terms.REAL, inflation_per_year=financing.inflation_per_year),
        years=min(debt.years, financing.years),
        repayment=Repayment(debt.repayment),
    )


def _too_much_debt(financing: Financing, rulebook: Rulebook, *, at: date) -> Iterator[Finding]:
    rule = rulebook.factor("finance.own_capital_min.power", at=at)
    own = 1.0 - (0.0 if financing.debt is None else financing.debt.share)
    if own < rule.value:
        yield Finding(
            code="appraisal.own_capital",
            place="planning.financing.debt.share",
            problem_template="Own capital is {own:.0%} of the investment; power projects need "
            "{least:.0%} ({document}).",
            remedy_template="Borrow less, or see which rule the project is under.",
            severity=Severity.WARNING,
            data={"own": own, "least": rule.value, "document": rule.rule.source.document},
        )


def _too_fast(financing: Financing, rulebook: Rulebook, *, at: date) -> Iterator[Finding]:
    rule = rulebook.factor("depreciation.machinery.years_min", at=at)
    if financing.depreciation_years < rule.value:
        yield Finding(
            code="appraisal.depreciation",
            place="planning.financing.depreciation_years",
            problem_template="Depreciated over {years} years; for machinery the tax law has at "
            "least {least:.0f} ({document}).",
            remedy_template="Give more years, or see which rule the project is under.",
            severity=Severity.WARNING,
            data={
                "years": financing.depreciation_years,
                "least": rule.value,
                "document": rule.rule.source.document,
            },
        )
