"""Projects that tests of deals share."""

from __future__ import annotations

from typing import Any

from zeropark.future.plan.deals.projects.loan import Loan, Repayment
from zeropark.future.plan.deals.projects.project import Project
from zeropark.future.plan.deals.projects.stream import Stream
from zeropark.future.plan.deals.terms import Rate, Terms


def real(per_year: Any) -> Rate:
    return Rate(per_year, Terms.REAL)


def plain(**given: Any) -> Project:
    """K1 of the worked examples: 1,000 now, 180 a year for ten years, at 8 %."""
    sold = Stream(name="power", units_per_year=600.0, price_cny_per_unit=0.3)
    told: dict[str, Any] = {
        "name": "plain",
        "terms": Terms.REAL,
        "years": 10,
        "capex_cny": 1000.0,
        "discount_rate": real(0.08),
        "sales": (sold,),
        "product": "power",
    }
    return Project(**told | given)


def loan(**given: Any) -> Loan:
    """70 % at 5 % for ten years, in equal instalments: K4 of the worked examples."""
    told = {"share": 0.7, "rate": real(0.05), "years": 10, "repayment": Repayment.ANNUITY}
    return Loan(**told | given)
