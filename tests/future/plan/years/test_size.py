"""A park whose best size can be seen without a solver, and what always holds of a plan."""

from __future__ import annotations

import numpy as np
import pytest

import plannable_park
from archetype_parks import archetype_park
from planned_park import DOCUMENT
from sized_park import RULES, axis_of, planned, sized, written
from zeropark.basis.errors import InfeasiblePlanError
from zeropark.basis.park.contract import GridSupply
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.ledger.bills.price import grid_supply_price
from zeropark.facts.ledger.flow import Kind
from zeropark.facts.readings.reading import Quality
from zeropark.future.plan.site.given import GivenSeries
from zeropark.future.plan.solve import HIGHS, INTERIOR, Route
from zeropark.future.plan.years.given_columns import Given, told_as
from zeropark.future.plan.years.plan import Asked, CostItem, Plan
from zeropark.future.plan.years.size import size_park, unit_of

DAY = "2030-06-03/2030-06-04"
CNY_PER_KW_YEAR = 50.0
SINGLE = {
    "kind": "grid_supply",
    "id": "supply",
    "point": "grid",
    "voltage_class": "1-10kV",
    "pricing": "single",
    "energy_price_cny_per_kwh": 0.3,
}
SUN = {
    **DOCUMENT["devices"][0],
    "economics": {"fixed_opex_cny_per_kw_year": CNY_PER_KW_YEAR},
}
OUTSIDE = {**DOCUMENT["boundary_points"][0], "direction": "in"}


def sunny(**planning: object) -> ParkDocument:
    """Sun and the grid for one load; nothing can be given away, and a day stands for a year."""
    sizes = [{"of": "sun", "field": "capacity_kw", "most": 1000.0, "capex_cny_per_unit": 0.0}]
    return ParkDocument.model_validate(
        {
            **DOCUMENT,
            "boundary_points": [OUTSIDE],
            "devices": [SUN, DOCUMENT["devices"][2]],
            "contracts": [SINGLE],
            "planning": {"sizes": sizes, **planning},
        }
    )


def half_a_day() -> Given:
    """100 kWh an hour all day, and half of the capacity from 06:00 to 18:00."""
    share = np.repeat([0.0, 0.5, 0.0], [6, 12, 6])
    return Given(
        series=GivenSeries(availability={"sun": share}, load={"mill-load": np.full(24, 100.0)})
    )


def price_cny_per_kwh() -> float:
    """One price all day, as the ledger knows it."""
    contract = GridSupply.model_validate(SINGLE)
    found = grid_supply_price(contract, RULES, axis=axis_of("2026-12-31/2027-01-01"))
    assert np.ptp(found) == 0.0
    return float(found[0])


def test_as_much_sun_is_built_as_the_load_takes_at_noon() -> None:
    """200 kW at half power are the load; a kW saves 0.5 x 12 x 365 kWh and costs 50 CNY."""
    price = price_cny_per_kwh()
    assert 0.5 * 12 * 365 * price > CNY_PER_KW_YEAR  # so it pays, up to the load and no further
    plan = planned(sunny(), period=DAY, given=half_a_day())
    used = 1.012  # a bus loses 1.2 % of what devices draw from it
    assert plan.size("sun", "capacity_kw") == pytest.approx(200.0 * used, rel=1e-6)
    assert plan.cost(CostItem.FIXED_OPERATION) == pytest.approx(200.0 * used * CNY_PER_KW_YEAR)
    assert plan.cost(CostItem.ENERGY) == pytest.approx(12 * 100 * used * 365 * price)
    assert plan.objective_cny_per_year == pytest.approx(plan.cost(*CostItem))


def test_a_size_held_by_its_bound_says_what_one_more_kw_saves() -> None:
    """A kW of sun saves 2,190 kWh a year and costs 50 CNY."""
    sizes = [{"of": "sun", "field": "capacity_kw", "most": 150.0, "capex_cny_per_unit": 0.0}]
    plan = planned(sunny(sizes=sizes), period=DAY, given=half_a_day())
    (size,) = plan.sizes
    assert (size.chosen, size.at) == (150.0, "most")
    saved = 0.5 * 12 * 365 * price_cny_per_kwh() - CNY_PER_KW_YEAR
    assert size.worth_cny_per_unit_year == pytest.approx(saved, rel=1e-6)


@pytest.mark.parametrize("route", [INTERIOR, HIGHS], ids=lambda route: route.name)
def test_a_size_that_is_not_built_says_by_how_much_it_is_too_dear(route: Route) -> None:
    """A kW of sun saves 2,190 kWh a year, and costs an annuity of 30,000 CNY and 50 CNY."""
    sizes = [
        {
            "of": "sun",
            "field": "capacity_kw",
            "most": 1000.0,
            "capex_cny_per_unit": 30_000.0,
            "lifetime_years": 20,
        }
    ]
    problem = written(sunny(sizes=sizes), period=DAY, given=half_a_day())
    asked = Asked(year=2030, seed=910, steps=24, gap=1e-6)
    plan = size_park(problem, asked=asked, routes=(route,), given=told_as(half_a_day()))
    (size,) = plan.sizes
    assert size.at == "least"
    annuity = 30_000.0 * 0.06 / (1 - 1.06**-20)
    saved = 0.5 * 12 * 365 * price_cny_per_kwh()
    assert size.worth_cny_per_unit_year == pytest.approx(
        annuity + CNY_PER_KW_YEAR - saved, rel=1e-5
    )


def test_at_the_usual_gap_what_is_not_worth_building_is_not_built_a_little() -> None:
    """A vertex has exact zeros; the interior point stops near enough to be read as them."""
    week = "2030-01-07/2030-01-14"
    problem = written(archetype_park("qingyang"), period=week)
    steps = problem.site.axis.count
    exact, near = (
        size_park(problem, asked=Asked(year=2030, seed=910, steps=steps, gap=gap), routes=(route,))
        for route, gap in ((HIGHS, 1e-6), (INTERIOR, 1e-3))
    )
    nothing = {(size.device, size.field) for size in exact.sizes if size.chosen <= 0}
    assert nothing
    assert nothing <= {(size.device, size.field) for size in near.sizes if size.at == "least"}


def test_a_budget_that_binds_has_a_shadow_price() -> None:
    """1 CNY more buys 1 / 1000 kW, which saves its grid power but for its own yearly cost."""
    sizes = [
        {
            "of": "sun",
            "field": "capacity_kw",
            "most": 1000.0,
            "capex_cny_per_unit": 1000.0,
            "lifetime_years": 20,
        }
    ]
    plan = planned(sunny(sizes=sizes, budget_cny=100_000.0), period=DAY, given=half_a_day())
    limit = next(limit for limit in plan.limits if limit.rule == "budget")
    assert plan.size("sun", "capacity_kw") == pytest.approx(100.0)
    annuity = 1000.0 * 0.06 / (1 - 1.06**-20)
    saved = 0.5 * 12 * 365 * price_cny_per_kwh() - CNY_PER_KW_YEAR - annuity
    assert limit.binds
    assert limit.shadow_price_cny_per_unit == pytest.approx(saved / 1000.0, rel=1e-6)


def test_a_kilowatt_more_of_declared_exchange_saves_what_it_is_said_to() -> None:
    """By planning again with one kW more."""

    def exchanging(declared_kw: float) -> Plan:
        direct = {**plannable_park.DIRECT, "declared_exchange_kw": declared_kw}
        contracts = [plannable_park.SUPPLY, direct]
        return planned(plannable_park.park(contracts=contracts), period=DAY)

    plan, more = exchanging(60.0), exchanging(60.1)
    (limit,) = [limit for limit in plan.limits if limit.rule == "exchange_power"]
    assert limit.value == pytest.approx(60.0)
    saved = (plan.objective_cny_per_year - more.objective_cny_per_year) / 0.1
    assert limit.shadow_price_cny_per_unit == pytest.approx(saved, rel=0.02)


@pytest.mark.parametrize(
    ("hours", "cny_per_kwh"), [("10:00-12:00", 0.1), ("22:00-24:00", 0.0), ("22:00-11:00", 0.1)]
)
def test_a_kilowatt_hour_that_may_not_be_exported_is_worth_its_price(
    hours: str, cny_per_kwh: float
) -> None:
    """300 kW at half power give 48.8 kWh more than the load takes, sold at 0.1 CNY each."""
    park = ParkDocument.model_validate(
        {
            **DOCUMENT,
            "devices": [SUN, DOCUMENT["devices"][2]],
            "contracts": [SINGLE | {"export_price_cny_per_kwh": 0.1}],
            "planning": {"sizes": [], "no_export": [{"hours": [hours]}]},
        }
    )
    plan = planned(park, period=DAY, given=half_a_day())
    (limit,) = [limit for limit in plan.limits if limit.rule == "no_export"]
    assert limit.value == 0.0
    assert limit.shadow_price_cny_per_unit == pytest.approx(cny_per_kwh, abs=1e-9)
    assert limit.binds == (cny_per_kwh > 0)


def test_a_rule_that_nothing_can_meet_gives_no_plan() -> None:
    targets = [{"year": 2030, "core_max_tco2_per_tce": 1e-6}]
    planning = {"sizes": [], "rules": {"stage": "require"}}
    park = sunny(**planning).model_copy(
        update={"targets": plannable_park.park(targets=targets).targets}
    )
    with pytest.raises(InfeasiblePlanError):
        planned(park, period=DAY, given=half_a_day())


def test_its_flows_are_planned_and_never_pass_for_measured() -> None:
    plan = sized()
    assert (plan.flows.kind == Kind.PLANNED).all()
    assert (plan.flows.quality == Quality.GENERATED).all()
    assert (plan.flows.quantity >= 0).all()


def test_what_it_costs_is_the_sum_of_its_lines_and_no_less_than_the_bound() -> None:
    plan = sized()
    assert plan.cost(*CostItem) == pytest.approx(plan.objective_cny_per_year, rel=1e-9)
    assert plan.lower_bound_cny_per_year <= plan.objective_cny_per_year * (1 + 1e-9)
    assert 0.0 <= plan.relative_gap <= 1e-6


def test_every_rule_that_must_be_kept_is_kept() -> None:
    plan = sized()
    assert {limit.rule for limit in plan.limits if limit.enforced} >= {"r1", "r2", "r3", "stage"}
    assert all(limit.kept for limit in plan.limits if limit.enforced)


def test_a_bus_has_a_price_in_every_step_below_what_the_grid_costs_at_its_dearest() -> None:
    plan = sized()
    assert list(plan.prices) == ["main"]
    assert plan.prices["main"].shape == (72,)


def test_it_says_which_route_was_taken_and_what_was_tried() -> None:
    plan = sized()
    assert plan.route == "highs"
    assert [attempt.accepted for attempt in plan.attempts] == [True]


@pytest.mark.parametrize(
    ("field", "unit"),
    [
        ("capacity_kw", "kW"),
        ("store_kwh", "kWh"),
        ("capacity_t", "t"),
        ("charge_t_per_h", "t/h"),
        ("rated_output_per_h", "1/h"),
        ("name", ""),
    ],
)
def test_a_size_has_the_unit_that_its_field_ends_in(field: str, unit: str) -> None:
    assert unit_of(field) == unit
