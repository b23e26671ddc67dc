from __future__ import annotations

import numpy as np
import pytest

from deal_cases import loan, plain
from zeropark.basis.errors import InputError
from zeropark.future.plan.deals.appraise import appraise
from zeropark.future.plan.deals.projects.cash_flows import View
from zeropark.future.plan.deals.projects.project import Project, Replacement
from zeropark.future.plan.deals.projects.stream import Stream
from zeropark.future.plan.deals.uncertainty.driver import (
    CAPEX,
    DEGRADATION,
    OUTPUT,
    drivers_of,
    price_of,
)
from zeropark.future.plan.deals.uncertainty.tornado import Range, tornado


def a_plant() -> Project:
    return plain(
        sales=(
            Stream(
                name="power",
                units_per_year=600.0,
                price_cny_per_unit=0.4,
                degradation_per_year=0.01,
            ),
        ),
        costs=(
            Stream(name="opex", price_cny_per_unit=20.0),
            Stream(name="water", units_per_year=600.0, price_cny_per_unit=0.02, by_output=True),
        ),
        replacements=(Replacement(name="cells", cost_cny=90.0, after_years=(5,)),),
        loan=loan(),
    )


def test_every_figure_of_a_project_is_a_driver() -> None:
    assert [driver.id for driver in drivers_of(a_plant())] == [
        "capex",
        "replacements",
        "output",
        "price.power",
        "cost.opex",
        "cost.water",
        "degradation",
        "discount_rate",
        "loan_rate",
    ]
    assert [driver.id for driver in drivers_of(plain(sales=(), product=None))] == [
        "capex",
        "discount_rate",
    ]


def test_a_fifth_more_or_less_investment_is_worth_a_fifth_of_it() -> None:
    (bar,) = tornado(plain(), [Range(driver=CAPEX, low=0.8, high=1.2)], view=View.BEFORE_TAX)
    assert bar.npv_cny == pytest.approx((407.8147, 7.8147), abs=5e-5)
    assert bar.swing_cny == pytest.approx(400.0)
    assert bar.irr[0] > bar.irr[1]


def test_the_widest_swing_comes_first_and_each_bar_is_that_project_alone() -> None:
    project = a_plant()
    ranges = [Range(driver=driver, low=0.7, high=1.2) for driver in drivers_of(project)]
    bars = tornado(project, ranges, view=View.EQUITY)
    swings = [bar.swing_cny for bar in bars]
    assert swings == sorted(swings, reverse=True)
    for bar in bars:
        for factor, npv, irr, level in zip(
            (0.7, 1.2), bar.npv_cny, bar.irr, bar.levelised_cny_per_unit, strict=True
        ):
            alone = appraise(bar.driver.turn(project, factor))
            assert npv == pytest.approx(alone.worth[View.EQUITY].npv_cny[0])
            assert irr == pytest.approx(alone.worth[View.EQUITY].irr.rate[0])
            assert alone.levelised_cny_per_unit is not None
            assert level == pytest.approx(alone.levelised_cny_per_unit[0])


def test_more_output_takes_more_of_what_goes_with_it() -> None:
    turned = OUTPUT.turn(a_plant(), 1.1)
    assert [float(stream.units(1)[0, 0]) for stream in turned.costs] == [1.0, 660.0]
    assert float(turned.sales[0].units(1)[0, 0]) == pytest.approx(660.0)


def test_faster_wear_is_less_in_later_years() -> None:
    turned = DEGRADATION.turn(a_plant(), 2.0)
    np.testing.assert_allclose(turned.sales[0].units(2), [[600.0, 588.0]])


@pytest.mark.parametrize(("low", "high"), [(1.2, 0.8), (-0.1, 1.0), (0.8, np.inf), (np.nan, 1.0)])
def test_a_range_that_is_none_is_refused(low: float, high: float) -> None:
    with pytest.raises(InputError) as caught:
        tornado(plain(), [Range(driver=CAPEX, low=low, high=high)], view=View.BEFORE_TAX)
    assert caught.value.findings[0].place == "ranges.capex"


def test_a_driver_is_given_once() -> None:
    twice = [Range(driver=CAPEX, low=0.8, high=1.2)] * 2
    with pytest.raises(InputError, match="capex is given twice"):
        tornado(plain(), twice, view=View.BEFORE_TAX)


def test_a_driver_says_its_name_in_both_languages() -> None:
    driver = price_of(a_plant().sales[0])
    assert (driver.en, driver.zh) == ("power (price)", "power（售价）")
