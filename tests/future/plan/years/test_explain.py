"""The four hours of `planned_park`, explained from their prices by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

import planned_park
from zeropark.basis.timeline import Axis, parse_instant
from zeropark.facts.ledger.flow import FlowLink, Flows
from zeropark.future.plan.years.explain import explain
from zeropark.future.plan.years.explanation import Avoided
from zeropark.future.plan.years.plan import PlannedLimit

(R1,) = planned_park.LIMITS


def bound_by(**changes: object) -> PlannedLimit:
    return replace(R1, shadow_price_cny_per_unit=3000.0, **changes)


def test_a_rule_that_costs_nothing_is_not_told() -> None:
    assert explain(planned_park.plan()).limits == ()


def test_a_rule_that_is_only_reported_is_not_told() -> None:
    limit = bound_by(enforced=False)
    assert explain(planned_park.plan(limits=(limit,))).limits == ()


@pytest.mark.parametrize(
    ("unit", "step", "worth", "said"),
    [
        ("1", 0.01, 30.0, "Loosened by one percentage point, it would save 30.00 CNY a year."),
        ("tCO2/tce", 0.01, 30.0, "Loosened by 0.01 tCO2/tce, it would save 30.00 CNY a year."),
        ("t", 1.0, 3000.0, "Loosened by 1 t, it would save 3,000 CNY a year."),
    ],
)
def test_a_rule_is_told_by_a_step_of_its_own_unit(
    unit: str, step: float, worth: float, said: str
) -> None:
    (found,) = explain(planned_park.plan(limits=(bound_by(unit=unit),))).limits
    assert (found.step, found.worth_cny_per_year) == (step, worth)
    assert str(found.said) == said
    assert "元" in found.said.words("zh")


def test_the_dearest_rule_comes_first() -> None:
    limits = (bound_by(rule="a", unit="1"), bound_by(rule="b", unit="t"))
    found = explain(planned_park.plan(limits=limits)).limits
    assert [getattr(each.of, "rule", "") for each in found] == ["b", "a"]


def test_a_size_at_its_bound_says_what_one_more_unit_is_worth() -> None:
    (found,) = explain(planned_park.plan()).sizes
    assert found.of is planned_park.SIZES[0]
    assert str(found.said) == "One kW more than 400 kW would save 0.02 CNY a year."


def test_a_large_size_is_told_in_full_with_its_unit() -> None:
    size = replace(planned_park.SIZES[0], chosen=1_200_000.0, most=1_200_000.0)
    (found,) = explain(planned_park.plan(sizes=(size,))).sizes
    assert str(found.said) == "One kW more than 1,200,000 kW would save 0.02 CNY a year."
    assert found.said.words("zh") == "在 1,200,000 kW 之上再增加 1 kW，每年可节省 0.02 元。"


def test_a_size_at_its_lower_bound_says_what_one_less_is_worth() -> None:
    size = replace(planned_park.SIZES[0], least=400.0, most=900.0)
    (found,) = explain(planned_park.plan(sizes=(size,))).sizes
    assert str(found.said) == "One kW less than 400 kW would save 0.02 CNY a year."


def test_a_size_that_is_not_built_says_at_which_cost_it_would_be() -> None:
    size = replace(planned_park.SIZES[0], chosen=0.0)
    (found,) = explain(planned_park.plan(sizes=(size,))).sizes
    assert str(found.said) == "It is built only if a kW costs at least 0.02 CNY a year less."


def test_the_dearest_hours_are_those_whose_power_is_worth_most() -> None:
    """Worth: 100 x 0.5 = 50, 200 x 0.1 = 20, 100 x 0 = 0, (19 + 81) x 0.5 = 50."""
    (hours,) = explain(planned_park.plan()).hours
    assert (hours.bus, hours.share_of_time) == ("main", 0.25)
    assert hours.share_of_worth == pytest.approx(50 / 120)
    assert hours.highest_cny_per_unit == 0.5
    assert hours.highest_at == planned_park.START


def test_weeks_begin_on_monday_and_the_dearest_comes_first() -> None:
    """Three days around a Monday: 10 kWh an hour at 1, then 1 and then 4 CNY."""
    axis = Axis(parse_instant("2027-01-03T00:00"), timedelta(hours=1), 72)  # a Sunday
    quantity = np.full((1, 72), 10.0)
    marks = np.zeros(quantity.shape, dtype=np.uint8)
    flows = Flows("p", axis, (FlowLink("electricity", "grid", "main"),), quantity, marks, marks)
    prices = {"main": np.repeat([1.0, 1.0, 4.0], 24)}
    first, second = explain(planned_park.plan(flows=flows, prices=prices)).weeks
    assert first.start == parse_instant("2027-01-04T00:00")
    assert (first.hours, first.mean_price_cny_per_unit) == (48.0, 2.5)
    assert first.share == pytest.approx(5 / 6)
    assert (second.hours, second.mean_price_cny_per_unit) == (24.0, 1.0)


def test_a_bus_that_is_worth_nothing_has_no_dear_hours() -> None:
    found = explain(planned_park.plan(prices={"main": np.zeros(4)}))
    assert (found.weeks, found.hours) == ((), ())


@pytest.mark.parametrize(("price", "told"), [(1e-6, ["main"]), (1e-2, ["main", "yard"])])
def test_a_bus_that_is_worth_nothing_beside_another_is_left_out(
    price: float, told: list[str]
) -> None:
    """4 h of 10 kWh at 1 CNY are 40 CNY; 4 h of 10 t of ash are 0.00004 CNY, or 0.4."""
    axis = Axis(planned_park.START, timedelta(hours=1), 4)
    links = (FlowLink("electricity", "grid", "main"), FlowLink("ash", "unit", "yard"))
    quantity = np.full((2, 4), 10.0)
    marks = np.zeros(quantity.shape, dtype=np.uint8)
    prices = {"main": np.ones(4), "yard": np.full(4, price)}
    plan = planned_park.plan(flows=Flows("p", axis, links, quantity, marks, marks), prices=prices)
    assert [each.bus for each in explain(plan).hours] == told


@pytest.mark.parametrize(("tonnes", "cny_per_t"), [(4.0, 25.0), (0.0, None), (-1.0, None)])
def test_a_tonne_avoided_has_a_cost_where_one_is(tonnes: float, cny_per_t: float | None) -> None:
    avoided = Avoided(
        against="no_carbon_rules", cost_cny_per_year=100.0, emission_t_per_year=tonnes
    )
    assert avoided.cny_per_t == cny_per_t
