from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

import appraised_park
from zeropark.basis.park.financing import Financing
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.bills.grid_bill import grid_supply_bill
from zeropark.facts.ledger.bills.usage import Usage
from zeropark.future.plan.years.appraising.bought_instead import (
    BoughtInstead,
    By,
    bought_instead,
)
from zeropark.future.plan.years.plan import CostItem, CostLine, Plan

AT = date(2026, 12, 31)


def bought(plan: Plan, **told: Any) -> BoughtInstead | None:
    return bought_instead(plan, Financing(**told), load_rulebook(), at=AT)


def with_heat(plan: Plan, **more: Any) -> Plan:
    """The mill takes heat as well, 1,000 kWh a day."""
    documented = plan.park.model_dump(mode="json", exclude_unset=True)
    buses = [
        *documented["buses"],
        {"id": "warm", "name": {"zh": "热", "en": "heat"}, "carrier": "heat"},
    ]
    changed = appraised_park.park(buses=buses)
    flows = appraised_park.flows({("heat", "warm", "mill-load"): 1000.0})
    return replace(plan, park=changed, flows=flows, **more)


def test_all_power_of_the_users_is_billed_by_the_tariff() -> None:
    plan = appraised_park.plan()
    found = bought(plan)
    assert found is not None
    # The ledger's bill of the same power over the same year; rounded to the fen line by line.
    (contract,) = plan.park.contracts
    axis = Axis.over(appraised_park.PERIOD)
    usage = Usage(axis, np.full(axis.count, 250.0))
    expected = grid_supply_bill(contract, load_rulebook(), usage).total.cny  # type: ignore[arg-type]
    assert found.total_cny_per_year == pytest.approx(float(expected), rel=1e-6)
    (line,) = found.lines
    assert (line.carrier, line.by) == ("electricity", By.TARIFF)
    assert line.units_per_year == pytest.approx(24_000 * 365)


def test_another_carrier_is_at_the_price_that_the_financing_has() -> None:
    found = bought(
        with_heat(appraised_park.plan()), bought=({"carrier": "heat", "cny_per_unit": 0.1},)
    )
    assert found is not None
    assert found.amount(By.FINANCING) == pytest.approx(365_000 * 0.1)
    assert found.findings == ()


def test_without_a_price_it_is_at_the_plans_own_and_that_is_told() -> None:
    plan = with_heat(appraised_park.plan(), prices={"warm": np.full(365, 0.08)})
    found = bought(plan)
    assert found is not None
    assert found.amount(By.PLAN) == pytest.approx(365_000 * 0.08)
    assert [each.code for each in found.findings] == ["appraisal.own_price"]


def test_what_the_plan_pays_at_a_point_is_what_it_would_cost() -> None:
    # 1,000 kWh of heat a day at a point, for 40,150 CNY a year: 0.11 a unit
    plan = with_heat(appraised_park.plan())
    point = {"id": "mains", "bus": "warm", "kind": "supply", "direction": "in"}
    documented = plan.park.model_dump(mode="json", exclude_unset=True)
    named = {**point, "name": {"zh": "热网", "en": "heat mains"}}
    changed = appraised_park.park(
        buses=documented["buses"], boundary_points=[*documented["boundary_points"], named]
    )
    flows = appraised_park.flows(
        {("heat", "warm", "mill-load"): 1000.0, ("heat", "mains", "warm"): 1000.0}
    )
    paid = CostLine(item=CostItem.FUEL, of="mains", amount_cny_per_year=40_150.0)
    found = bought(replace(plan, park=changed, flows=flows, costs=(*plan.costs, paid)))
    assert found is not None
    assert found.amount(By.POINT) == pytest.approx(40_150.0)


@pytest.mark.parametrize("prices", [{}, {"main": np.full(365, 0.2)}])
def test_energy_that_nothing_tells_the_price_of_leaves_all_of_it_unknown(prices: Any) -> None:
    assert bought(with_heat(appraised_park.plan(), prices=prices)) is None


def test_part_of_a_year_has_no_bill() -> None:
    axis = Axis(appraised_park.PERIOD.start, timedelta(days=1), 7)
    plan = appraised_park.plan(flows=appraised_park.flows(axis=axis))
    assert bought(plan) is None


def test_without_a_grid_supply_there_is_no_bill() -> None:
    assert bought(appraised_park.plan(park=appraised_park.park(contracts=[]))) is None
