from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from deal_cases import loan, plain, real
from zeropark.basis.errors import InputError
from zeropark.future.plan.deals.projects.depreciation import Depreciation
from zeropark.future.plan.deals.projects.income_tax import IncomeTax
from zeropark.future.plan.deals.projects.project import Replacement
from zeropark.future.plan.deals.projects.stream import Stream
from zeropark.future.plan.deals.terms import Rate, Terms


def test_scenarios_are_counted_from_whatever_tells_them_apart() -> None:
    assert plain().scenarios == 1
    assert plain(capex_cny=np.ones((7, 1))).scenarios == 7
    sold = Stream(name="power", units_per_year=np.ones((3, 10)))
    assert plain(sales=(sold,)).scenarios == 3


def part(*years: int, cost: float = 1.0) -> Replacement:
    return Replacement(name="cells", cost_cny=cost, after_years=years)


@pytest.mark.parametrize(
    ("given", "code", "place"),
    [
        ({"years": 0}, "deal.years", "years"),
        ({"years": -5}, "deal.years", "years"),
        ({"capex_cny": np.nan}, "deal.number", "capex_cny"),
        ({"capex_cny": -1.0}, "deal.negative", "capex_cny"),
        ({"salvage_cny": np.inf}, "deal.number", "salvage_cny"),
        ({"capex_cny": np.ones(10)}, "deal.length", "capex_cny"),
        ({"capex_shares": (0.5, 0.4)}, "deal.capex_shares", "capex_shares"),
        ({"capex_shares": ()}, "deal.capex_shares", "capex_shares"),
        ({"capex_shares": (1.5, -0.5)}, "deal.negative", "capex_shares"),
        ({"replacements": (part(10),)}, "deal.replacement", "replacements.cells.after_years"),
        ({"replacements": (part(5, 4),)}, "deal.replacement", "replacements.cells.after_years"),
        ({"replacements": (part(0),)}, "deal.replacement", "replacements.cells.after_years"),
        ({"replacements": (part(5, cost=-1),)}, "deal.negative", "replacements.cells.cost_cny"),
        ({"loan": loan(years=11)}, "deal.loan_years", "loan.years"),
        ({"loan": loan(share=1.2)}, "deal.share", "loan.share"),
        ({"tax": IncomeTax(rate=25.0)}, "deal.share", "tax.rate"),
        ({"depreciation": Depreciation(years=0)}, "deal.years", "depreciation.years"),
        ({"product": "heat"}, "deal.product", "product"),
        ({"discount_rate": Rate(0.1, Terms.NOMINAL)}, "deal.terms", "discount_rate"),
        ({"equity_rate": Rate(0.1, Terms.NOMINAL)}, "deal.terms", "equity_rate"),
        ({"loan": loan(rate=Rate(0.1, Terms.NOMINAL))}, "deal.terms", "loan.rate"),
        (
            {"costs": (Stream(name="opex", price_cny_per_unit=np.ones(9)),)},
            "deal.length",
            "costs.opex.price_cny_per_unit",
        ),
        (
            {"capex_cny": np.ones((2, 1)), "discount_rate": real(np.full((3, 1), 0.05))},
            "deal.length",
            "discount_rate",
        ),
    ],
)
def test_what_can_t_be_is_refused_with_its_place(
    given: dict[str, Any], code: str, place: str
) -> None:
    with pytest.raises(InputError) as caught:
        plain(**given)
    found = {(each.code, each.place.split("[")[0]) for each in caught.value.findings}
    assert (code, place) in found


def test_everything_wrong_is_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        plain(years=0, capex_cny=-1.0, product="heat")
    assert len(caught.value.findings) == 3
