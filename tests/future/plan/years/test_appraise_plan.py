from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import appraised_park
from zeropark.basis.errors import InputError
from zeropark.basis.park.archetypes import archetype_names, archetype_text
from zeropark.basis.park.load import load_park
from zeropark.basis.park.sizing import size_ranges
from zeropark.basis.park.topology import connections
from zeropark.basis.rules.load import load_rulebook
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.future.plan.deals.appraise import Appraisal
from zeropark.future.plan.deals.projects.cash_flows import View
from zeropark.future.plan.deals.terms import Terms
from zeropark.future.plan.deals.uncertainty.tornado import tornado
from zeropark.future.plan.years.appraisal_summary import appraisal_data, bar_data
from zeropark.future.plan.years.appraise_plan import PlanAppraisal, appraise_plan
from zeropark.future.plan.years.plan import CostItem, Plan

BARE: dict[str, Any] = {
    "inflation_per_year": 0.0,
    "construction_years": 0,
    "income_tax": "none",
    "years": 20,
}
DEBT = {"share": 0.7, "rate_per_year": 0.04, "years": 15}


def appraised(plan: Plan, **more: Any) -> PlanAppraisal:
    return appraise_plan(plan, load_rulebook(), **more)


def whole(found: PlanAppraisal) -> Appraisal:
    assert found.whole is not None
    return found.whole


def test_a_plan_earns_what_buying_everything_would_have_cost() -> None:
    found = appraised(appraised_park.plan(financing=BARE))
    assert found.bought is not None
    # Built for 7,000,000; running costs 1,830,000 and 200,750 is sold for. Over 20 years the cells
    # are bought once more, after 10; of 3,000,000 of sun 5 of 25 years are left: 600,000.
    saved = found.bought.total_cny_per_year + 200_750 - 1_830_000
    yearly = np.full(20, saved)
    yearly[9] -= 4_000_000
    yearly[19] += 600_000
    expected = -7_000_000 + (yearly / 1.06 ** np.arange(1, 21)).sum()
    npv = whole(found).worth[View.BEFORE_TAX].npv_cny[0]
    assert npv == pytest.approx(expected)
    assert whole(found).project.terms is Terms.REAL


def test_tax_and_debt_are_counted_in_the_money_of_their_day() -> None:
    plan = appraised_park.plan(financing={"debt": DEBT})
    found = whole(appraised(plan))
    assert found.project.terms is Terms.NOMINAL
    assert found.project.loan is not None
    assert found.project.loan.rate.per_year == pytest.approx(0.04)
    assert found.project.discount_rate.per_year == pytest.approx(1.06 * 1.02 - 1)
    assert found.debt_service_coverage is not None
    assert found.findings == ()


def test_another_plan_takes_the_place_of_buying() -> None:
    plan = appraised_park.plan(financing=BARE)
    kept = tuple(line for line in plan.costs if line.of != "cells")
    smaller = replace(plan, sizes=plan.sizes[:1], costs=kept)
    dearer = tuple(
        replace(line, amount_cny_per_year=2_000_000.0) if line.item is CostItem.ENERGY else line
        for line in kept
    )
    other = replace(
        smaller,
        sizes=(*plan.sizes[:1], appraised_park.size("cells", "capacity_kwh", 0.0)),
        costs=dearer,
    )
    found = appraised(plan, against=other)
    assert found.bought is None
    # 4,000,000 more to build, 400,000 a year less to run; the cells again after ten years
    flows = whole(found).flows.of(View.BEFORE_TAX)[0]
    assert flows[0] == pytest.approx(-4_000_000)
    np.testing.assert_allclose(flows[1:10], 400_000.0)
    assert flows[10] == pytest.approx(400_000 - 4_000_000)
    assert flows[20] == pytest.approx(400_000)


def test_a_plan_is_not_held_against_a_dearer_one_nor_one_of_another_park() -> None:
    plan = appraised_park.plan()
    larger = replace(
        plan, sizes=(plan.sizes[0], appraised_park.size("cells", "capacity_kwh", 9000.0))
    )
    with pytest.raises(InputError, match="hold the dearer one against the cheaper one"):
        appraised(plan, against=larger)
    elsewhere = replace(plan, park=plan.park.model_copy(update={"id": "elsewhere"}))
    with pytest.raises(InputError, match="hold plans of one park against each other"):
        appraised(plan, against=elsewhere)


def test_without_anything_to_hold_it_against_the_parts_are_told_all_the_same() -> None:
    found = appraised(appraised_park.plan(park=appraised_park.park(contracts=[])))
    assert found.whole is None
    assert found.ranges == ()
    assert {part.device for part in found.parts} == {"sun", "cells"}
    assert [each.code for each in found.findings] == ["appraisal.nothing_against"]
    told = appraisal_data(found)
    assert (told["whole"], told["against"]) == (None, None)


def test_the_price_of_the_grid_moves_what_is_saved_and_what_is_still_bought() -> None:
    found = appraised(appraised_park.plan(financing=BARE))
    ids = [each.driver.id for each in found.ranges]
    assert ids == [
        "capex",
        "replacements",
        "price.sales",
        "cost.fixed_operation",
        "discount_rate",
        "grid_price",
    ]
    assert found.bought is not None
    bars = {
        bar.driver.id: bar
        for bar in tornado(whole(found).project, found.ranges, view=View.BEFORE_TAX)
    }
    net = found.bought.total_cny_per_year - 1_800_000
    annuity = (1 - 1.06**-20) / 0.06
    low, high = bars["grid_price"].npv_cny
    assert high - low == pytest.approx(0.4 * net * annuity)
    assert bar_data(bars["grid_price"])["zh"] == "电网电价"


def test_ranges_are_those_of_the_financing_and_name_what_is_there() -> None:
    told = [{"driver": "capex", "low": 0.9, "high": 1.4}]
    found = appraised(appraised_park.plan(financing={"ranges": told}))
    ends = {each.driver.id: (each.low, each.high) for each in found.ranges}
    assert (ends["capex"], ends["discount_rate"]) == ((0.9, 1.4), (0.8, 1.2))
    wrong = appraised(
        appraised_park.plan(financing={"ranges": [{"driver": "moon", "low": 1, "high": 1}]})
    )
    with pytest.raises(InputError, match=r"no figure 'moon'\. Name one of: capex"):
        _ = wrong.ranges


def test_an_appraisal_is_a_document_of_plain_values() -> None:
    found = appraised(appraised_park.plan(financing={"debt": DEBT}))
    told = json.loads(json.dumps(appraisal_data(found), allow_nan=False))
    assert told["terms"] == "nominal"
    assert told["whole"]["capex_cny"] == pytest.approx(7_000_000 * (1 + 1.02) / 2)
    assert set(told["whole"]["views"]) == {"before_tax", "after_tax", "equity"}
    coverage = told["whole"]["debt_service_coverage"]
    assert coverage["least"] < 0 < coverage["mean"]  # the year that the cells are bought again
    assert len(told["whole"]["cash_flows"]["equity_cny"]) == 27
    assert [part["device"] for part in told["parts"]] == ["sun", "cells"]


@pytest.mark.parametrize("name", archetype_names())
def test_whatever_an_archetype_builds_and_makes_can_be_appraised(name: str) -> None:
    park = load_park(archetype_text(name), name=name).park
    assert park is not None
    chance = np.random.default_rng(4)
    links = sorted({(at.carrier, at.source, at.sink) for at in connections(park)})
    quantity = chance.uniform(0.0, 1e4, (len(links), appraised_park.DAYS))
    plan = appraised_park.plan(
        park=park,
        flows=Flows(
            name,
            appraised_park.AXIS,
            tuple(FlowLink(*link) for link in links),
            quantity,
            np.zeros(quantity.shape, dtype=np.uint8),
            np.full(quantity.shape, Kind.PLANNED, dtype=np.uint8),
        ),
        sizes=tuple(appraised_park.size(at.of, at.field, at.most) for at in size_ranges(park)),
        prices={bus.id: chance.uniform(0.1, 0.5, appraised_park.DAYS) for bus in park.buses},
    )
    found = appraised(plan)
    assert np.isfinite(whole(found).worth[View.AFTER_TAX].npv_cny).all()
    assert len(found.parts) >= 7
    assert all(np.isfinite(part.levelised_cny_per_unit) for part in found.parts)
    json.dumps(appraisal_data(found), allow_nan=False)
