from __future__ import annotations

from typing import Any

import pytest

from deal_cases import loan, real
from zeropark.basis.errors import InputError
from zeropark.basis.park.economics import Economics
from zeropark.future.plan.deals.appraise import appraise
from zeropark.future.plan.deals.projects.assumptions import Assumptions
from zeropark.future.plan.deals.projects.device_project import DeviceYear, device_project
from zeropark.future.plan.deals.projects.stream import Stream

POWER = Stream(name="electricity", units_per_year=1700.0)


def year(economics: Economics, **given: Any) -> DeviceYear:
    told = {"device": "wind", "product": POWER, "power_kw": 1.0}
    return DeviceYear(economics=economics, **told | given)


def test_k2_from_the_economics_of_a_park_document() -> None:
    economics = Economics(
        capex_cny_per_kw=3500.0, fixed_opex_cny_per_kw_year=50.0, lifetime_years=20.0
    )
    found = appraise(device_project(year(economics), Assumptions(discount_rate=real(0.06))))
    assert found.levelised_cny_per_unit is not None
    assert found.levelised_cny_per_unit[0] == pytest.approx(0.208909, abs=5e-7)


def test_k3_from_the_economics_of_a_park_document() -> None:
    economics = Economics(
        capex_cny_per_kw=3000.0, fixed_opex_cny_per_kw_year=90.0, lifetime_years=20.0
    )
    told = year(
        economics,
        device="electrolyser",
        power_kw=10_000.0,
        product=Stream(name="hydrogen", units_per_year=10_000 * 4000 / 52),
        purchases=(
            Stream(name="electricity", units_per_year=10_000 * 4000.0, price_cny_per_unit=0.2),
        ),
    )
    found = appraise(device_project(told, Assumptions(discount_rate=real(0.07))))
    assert found.levelised_cny_per_unit is not None
    assert found.levelised_cny_per_unit[0] == pytest.approx(15.25132, abs=5e-6)


def test_a_store_costs_by_power_and_by_content() -> None:
    economics = Economics(
        capex_cny_per_kw=300.0, capex_cny_per_kwh=900.0, capex_cny=50.0, lifetime_years=12.9
    )
    found = device_project(
        year(economics, power_kw=10.0, content_kwh=20.0), Assumptions(discount_rate=real(0.06))
    )
    assert found.capex_cny == 300 * 10 + 900 * 20 + 50
    assert found.years == 12  # whole years, rounded down


def test_its_own_rate_goes_before_the_assumed_one_and_a_loan_ends_within_its_life() -> None:
    economics = Economics(capex_cny_per_kw=1.0, lifetime_years=8, discount_rate=0.04)
    assumed = Assumptions(discount_rate=real(0.06), loan=loan(years=15), construction_years=1)
    found = device_project(year(economics), assumed)
    assert found.discount_rate.per_year == 0.04
    assert found.loan is not None
    assert found.loan.years == 8
    assert found.capex_shares == (0.5, 0.5)


def test_variable_cost_goes_with_what_is_made() -> None:
    economics = Economics(capex_cny_per_kw=1.0, variable_opex_cny_per_unit=0.02, lifetime_years=8)
    (cost,) = device_project(year(economics), Assumptions(discount_rate=real(0.06))).costs
    assert cost.by_output
    assert float(cost.value_cny(8, first=1)[0, 0]) == pytest.approx(34.0)


@pytest.mark.parametrize(
    ("economics", "code"),
    [
        (Economics(lifetime_years=20), "deal.no_capex"),
        (Economics(capex_cny_per_kwh=900.0, lifetime_years=20), "deal.no_capex"),
        (Economics(capex_cny_per_kw=900.0), "deal.no_lifetime"),
        (Economics(capex_cny_per_kw=900.0, lifetime_years=0.5), "deal.no_lifetime"),
    ],
)
def test_what_is_not_told_is_never_zero(economics: Economics, code: str) -> None:
    with pytest.raises(InputError) as caught:
        device_project(year(economics), Assumptions(discount_rate=real(0.06)))
    assert [found.code for found in caught.value.findings] == [code]


def test_what_stands_already_costs_nothing_and_says_so() -> None:
    economics = Economics(capex_cny=0.0, lifetime_years=20)
    found = device_project(year(economics), Assumptions(discount_rate=real(0.06)))
    assert found.capex_cny == 0.0


def test_a16_keeping_a_battery_costs_a_fortieth_of_it_a_year() -> None:
    # 200 kW and 800 kWh; keeping it costs 2.5 % of what it was installed for.
    installed = 200 * 900.0 + 800 * 400.0
    economics = Economics(
        capex_cny_per_kw=900.0,
        capex_cny_per_kwh=400.0,
        fixed_opex_cny_per_kw_year=0.025 * installed / 200,
        lifetime_years=10,
    )
    battery = year(economics, device="battery", power_kw=200.0, content_kwh=800.0)
    flows = appraise(device_project(battery, Assumptions(discount_rate=real(0.06)))).flows
    ratio = flows.costs_cny[0, 1] / flows.investment_cny[0, 0]
    assert ratio == pytest.approx(0.025, abs=0.0005)
