"""What building costs, worked by hand; what is missing for it is a finding."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_parks import battery, bus, park_of, point, pv
from zeropark.basis.errors import InputError
from zeropark.basis.park.document import ParkDocument
from zeropark.future.plan.assembly.account import Figures
from zeropark.future.plan.assembly.costs.investment import (
    Built,
    built_sizes,
    capital_recovery,
    choices_of,
    invested,
    investment,
)

AIR = {
    "id": "air",
    "kind": "long_storage",
    "electricity_at": "main",
    "technology": "compressed_air",
    "charge_kw": 50,
    "discharge_kw": 60,
    "capacity_kwh": 360,
}


def park(*devices: dict[str, Any], **planning: Any) -> ParkDocument:
    return park_of(
        buses=[bus("main")],
        boundary_points=[point("grid", "main")],
        devices=list(devices),
        planning=planning,
    )


def priced(device: dict[str, Any], **economics: Any) -> dict[str, Any]:
    return {**device, "economics": {"lifetime_years": 20, **economics}}


def only(*devices: dict[str, Any], year: int = 2026, **planning: Any) -> Built:
    (found,) = built_sizes(park(*devices, **planning), year=year)
    return found


def test_an_investment_is_paid_back_in_level_parts() -> None:
    # 1.06 ^ 20 = 3.207135; 0.06 / (1 - 1 / 3.207135) = 0.06 / 0.688195
    assert capital_recovery(0.06, 20) == pytest.approx(0.0871846, rel=1e-6)
    assert capital_recovery(0.0, 25) == 0.04


@given(rate=st.floats(0.001, 0.3), years=st.floats(1, 60))
def test_the_payments_are_worth_the_investment(rate: float, years: float) -> None:
    # present value of an annuity of a for n years: a x (1 - (1 + r)^-n) / r
    assert capital_recovery(rate, years) * (1 - (1 + rate) ** -years) / rate == pytest.approx(1.0)


def test_a_plant_costs_its_annuity_and_its_keep() -> None:
    found = only(priced(pv("sun", "main"), capex_cny_per_kw=3000, fixed_opex_cny_per_kw_year=35))
    assert (found.key, found.least, found.most) == (("sun", "capacity_kw"), 0.0, 3000.0)
    assert found.annuity_cny_per_unit_year == pytest.approx(261.554, rel=1e-5)
    assert found.fixed_cny_per_unit_year == 35.0
    choice = choices_of([found])["sun", "capacity_kw"]
    assert choice.cost_cny_per_unit_year == pytest.approx(296.554, rel=1e-5)


def test_power_and_content_of_a_store_are_chosen_apart_where_both_are_priced() -> None:
    power, content = built_sizes(
        park(priced(battery("cells", "main"), capex_cny_per_kw=300, capex_cny_per_kwh=700)),
        year=2026,
    )
    assert (power.key, content.key) == (("cells", "power_kw"), ("cells", "capacity_kwh"))
    assert power.investment_cny_per_unit == 300.0
    assert content.investment_cny_per_unit == 700.0
    assert not power.together
    assert not content.together


def test_what_has_no_price_keeps_its_proportion_to_what_has_one() -> None:
    found = only(priced(AIR, capex_cny_per_kw=6000))
    assert found.together == {"capacity_kwh": 6.0, "charge_kw": pytest.approx(50 / 60)}
    choices = choices_of([found])
    assert choices["air", "capacity_kwh"].most == pytest.approx(3 * 360)
    assert choices["air", "capacity_kwh"].cost_cny_per_unit_year == 0.0


def test_a_sum_is_divided_by_the_documented_size() -> None:
    found = only(priced(pv("sun", "main"), capex_cny=2_500_000))
    assert found.investment_cny_per_unit == 2500.0


def test_an_entry_of_the_section_goes_before_the_economics() -> None:
    found = only(
        priced(pv("sun", "main"), capex_cny_per_kw=3000),
        sizes=[
            {
                "of": "sun",
                "field": "capacity_kw",
                "least": 100,
                "most": 900,
                "capex_cny_per_unit": 2000,
                "fixed_opex_cny_per_unit_year": 12,
                "lifetime_years": 25,
            }
        ],
        discount_rate=0.0,
    )
    assert (found.least, found.most) == (100.0, 900.0)
    assert found.annuity_cny_per_unit_year == 2000 / 25
    assert found.fixed_cny_per_unit_year == 12.0


def test_a_content_carries_the_cost_of_the_power_that_follows_it() -> None:
    found = only(
        priced(battery("cells", "main"), capex_cny_per_kw=400, capex_cny_per_kwh=700),
        sizes=[{"of": "cells", "field": "capacity_kwh", "most": 5000, "together": ["power_kw"]}],
    )
    assert found.investment_cny_per_unit == 700 + 0.5 * 400


def test_a_kind_that_gets_cheaper_does_so_until_the_stage() -> None:
    device = priced(pv("sun", "main"), capex_cny_per_kw=3000)
    told: dict[str, Any] = {
        "price_year": 2026,
        "learning": [{"kind": "pv", "fall_share_per_year": 0.05}],
    }
    assert only(device, year=2028, **told).investment_cny_per_unit == pytest.approx(3000 * 0.9025)
    assert only(device, year=2025, **told).investment_cny_per_unit == 3000.0


def test_what_stands_already_costs_nothing_to_build_and_can_not_shrink() -> None:
    found = only(
        priced(
            pv("sun", "main"),
            capex_cny_per_kw=1000,
            fixed_opex_cny_per_kw_year=10,
            commissioned=2024,
            discount_rate=0.0,
        )
    )
    assert (found.least, found.standing) == (1000.0, 1000.0)
    figures = Figures({}, {("sun", "capacity_kw"): 1600.0})
    built, kept = (each.account.amount(figures) for each in investment([found]))
    assert built == pytest.approx(600 * 50.0)  # 600 kW more, 1000 CNY/kW over 20 years
    assert kept == 16_000.0
    assert invested([found]).amount(figures) == 600_000.0


def test_a_device_that_is_no_choice_is_built_as_documented() -> None:
    found = only(priced(pv("sun", "main"), capex_cny_per_kw=1000, discount_rate=0.0), sizes=[])
    assert (found.least, found.most, found.asked) == (1000.0, 1000.0, False)
    assert not choices_of([found])
    (charge,) = investment([found])
    assert charge.account.amount(Figures({}, {})) == 50_000.0


def test_grid_access_may_be_sized_too() -> None:
    found = only(
        sizes=[
            {
                "of": "grid",
                "field": "capacity_kw",
                "most": 5000,
                "capex_cny_per_unit": 600,
                "lifetime_years": 30,
            }
        ],
        discount_rate=0.0,
    )
    assert (found.key, found.annuity_cny_per_unit_year) == (("grid", "capacity_kw"), 20.0)


def test_a_size_that_nothing_says_the_cost_of_is_a_finding() -> None:
    sizes = [{"of": "sun", "field": "capacity_kw", "most": 900}]
    with pytest.raises(InputError) as caught:
        only(pv("sun", "main"), sizes=sizes)
    (finding,) = caught.value.findings
    assert (finding.code, finding.place) == ("plan.no_investment", "sun.capacity_kw")


def test_a_plant_that_lasts_nobody_knows_how_long_is_a_finding() -> None:
    with pytest.raises(InputError) as caught:
        only({**pv("sun", "main"), "economics": {"capex_cny_per_kw": 3000}})
    (finding,) = caught.value.findings
    assert finding.code == "plan.no_lifetime"
