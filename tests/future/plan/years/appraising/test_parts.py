from __future__ import annotations

import numpy as np
import pytest

import appraised_park
from zeropark.future.plan.years.appraising.invested import invested
from zeropark.future.plan.years.appraising.parts import Part, parts_of
from zeropark.future.plan.years.plan import Plan

CRF_25 = 0.06 / (1 - 1.06**-25)
CRF_10 = 0.06 / (1 - 1.06**-10)


def parts(plan: Plan) -> dict[str, Part]:
    found = parts_of(plan, invested(plan), discount_rate_per_year=0.06)
    return {each.device: each for each in found.appraised}


def test_a_plant_costs_its_annuity_and_its_keeping_over_what_it_makes() -> None:
    sun = parts(appraised_park.plan())["sun"]
    made = 20_000 * 365
    assert sun.units_per_year == pytest.approx(made)
    expected = (3_000_000 * CRF_25 + 30_000) / made
    assert sun.levelised_cny_per_unit == pytest.approx(expected)
    # 0.2 a unit, by the step: a step's unit is one of the year's 365
    assert sun.price_cny_per_unit == pytest.approx(0.2)


def test_a_store_pays_for_what_it_is_charged_with() -> None:
    cells = parts(appraised_park.plan())["cells"]
    given, taken = 4_500 * 365, 5_000 * 365
    expected = (4_000_000 * CRF_10 + 0.2 * taken) / given
    assert cells.levelised_cny_per_unit == pytest.approx(expected)


def test_where_the_plan_has_no_prices_a_store_has_no_cost_and_says_why() -> None:
    plan = appraised_park.plan(prices={})
    found = parts_of(plan, invested(plan), discount_rate_per_year=0.06)
    assert [each.device for each in found.appraised] == ["sun"]
    assert found.appraised[0].price_cny_per_unit is None
    assert [(each.code, each.place) for each in found.findings] == [("appraisal.no_price", "cells")]


def test_what_makes_nothing_is_left_out() -> None:
    idle = appraised_park.flows({("electricity", "sun", "main"): 0.0})
    assert set(parts(appraised_park.plan(flows=idle))) == {"cells"}


def test_prices_are_weighted_by_what_flows() -> None:
    flows = appraised_park.flows()
    sun = flows.rows(source="sun")[0]
    flows.quantity[sun] = np.where(np.arange(365) < 100, 20_000.0, 0.0)
    prices = {"main": np.where(np.arange(365) < 100, 0.1, 0.5)}
    found = parts(appraised_park.plan(flows=flows, prices=prices))["sun"]
    assert found.price_cny_per_unit == pytest.approx(0.1)
