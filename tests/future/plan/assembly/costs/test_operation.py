"""Running costs by hand: output, deep peak-shaving, starts, and what is not served."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ledger_parks import axis_of, bus, load, park_of, point
from plan_problems import Planned, planned, problem_of
from zeropark.basis.park.document import ParkDocument
from zeropark.future.plan.assembly.problem import Options

HOURS = 4
A_YEAR = 8760 / HOURS


def park(*devices: dict[str, Any], **planning: Any) -> ParkDocument:
    prices = [{"point": "pit", "bought_cny_per_unit": 0}]
    return park_of(
        buses=[bus("main"), bus("yard", "natural_gas")],
        boundary_points=[
            point("line", "main", "direct_line", "in"),
            point("pit", "yard", "supply", "in"),
        ],
        devices=[load("mill", "main"), *devices],
        planning={"prices": [*prices, {"point": "line", "bought_cny_per_unit": 1}], **planning},
    )


def unit(**more: Any) -> dict[str, Any]:
    return {
        "id": "unit",
        "kind": "coal_unit",
        "fuel_from": ["yard"],
        "electricity_to": "main",
        "capacity_kw": 1000,
        "min_load_share": 0.5,
        "deep_min_load_share": 0.2,
        "ramp_share_per_min": 0.1,
        **more,
    }


def run(of: ParkDocument, drawn: list[float], **options: Any) -> Planned:
    axis = axis_of(HOURS, start="2026-12-01", minutes=60)
    load_kwh = np.array(drawn) / 1.012
    told = Options(**options) if options else None
    return planned(problem_of(of, axis, options=told, load={"mill": load_kwh}))


def test_variable_operation_is_per_unit_of_output() -> None:
    told = unit(economics={"variable_opex_cny_per_unit": 0.02})
    found = run(park(told), [800, 700, 600, 500])
    assert found.cost("variable_operation") == pytest.approx(A_YEAR * 2600 * 0.02)


def test_deep_peak_shaving_costs_what_is_not_made_step_by_step() -> None:
    """At 300 kW of 1,000 it is 200 below the first load and 100 below the second."""
    deep = [
        {
            "unit": "unit",
            "segments": [
                {"below_share": 0.5, "cny_per_kwh": 0.1},
                {"below_share": 0.4, "cny_per_kwh": 0.3},
            ],
        }
    ]
    found = run(park(unit(), deep_peak_shaving=deep), [800, 300, 450, 500])
    assert found.cost("variable_operation", "unit.below 0.5") == pytest.approx(A_YEAR * 25.0)
    assert found.cost("variable_operation", "unit.below 0.4") == pytest.approx(A_YEAR * 30.0)
    assert found.objective == pytest.approx(A_YEAR * 55.0)


@pytest.mark.parametrize("sizes", [None, [{"of": "unit", "field": "capacity_kw"}]])
def test_a_unit_at_rest_shaves_no_peak(sizes: Any) -> None:
    """At 300 kW of 1,000 it is 200 below the load; while it rests nothing is to be shaved."""
    range_ = {"least": 1000, "most": 1200, "capex_cny_per_unit": 1, "lifetime_years": 20}
    deep = [{"unit": "unit", "segments": [{"below_share": 0.5, "cny_per_kwh": 0.1}]}]
    told = {} if sizes is None else {"sizes": [at | range_ for at in sizes]}
    found = run(park(unit(), deep_peak_shaving=deep, **told), [800, 300, 0, 600], on_off=True)
    assert found.flow("unit", "main") == pytest.approx([800, 300, 0, 600], abs=1e-6)
    assert found.cost("variable_operation") == pytest.approx(A_YEAR * 20.0)
    figures = found.figures
    again = found.problem.worked_out(figures.flows, figures.sizes, {})
    assert again.extras["unit.below 0.5"] == pytest.approx([0, 200, 0, 0], abs=1e-6)


def test_a_unit_at_its_deepest_is_charged_where_it_may_rest_but_does_not() -> None:
    """Its lowest load is 200 kW, 300 below the one that costs; for 100 kW it rests."""
    deep = [{"unit": "unit", "segments": [{"below_share": 0.5, "cny_per_kwh": 0.1}]}]
    found = run(park(unit(), deep_peak_shaving=deep), [200, 100, 200, 200], on_off=True)
    assert found.flow("unit", "main") == pytest.approx([200, 0, 200, 200], abs=1e-6)
    assert found.cost("variable_operation") == pytest.approx(A_YEAR * 3 * 30.0)


@pytest.mark.parametrize(
    ("least", "bought_kwh"),
    [({}, 0), ({"off_hours": 2}, 300), ({"on_hours": 3}, 0), ({"on_hours": 3.5}, 900)],
)
def test_a_unit_stays_on_and_off_for_as_long_as_it_must(
    least: dict[str, float], bought_kwh: float
) -> None:
    """It can't run in the third hour. Off for two, it lacks the second or the fourth too; on for
    four in a row, it can't run at all. After the last hour comes the first."""
    times = [{"of": "unit", **least}] if least else []
    found = run(park(unit(), least_times=times), [300, 300, 0, 300], on_off=True)
    assert found.flow("line", "main").sum() == pytest.approx(bought_kwh, abs=1e-6)
    assert found.objective == pytest.approx(A_YEAR * bought_kwh, abs=1e-3)


def test_by_the_quarter_hour_an_hour_off_is_four_steps() -> None:
    drawn = np.repeat([300.0, 0.0, 300.0, 300.0], 2)  # kW in half hours
    axis = axis_of(8, start="2026-12-01", minutes=15)
    told = park(unit(), least_times=[{"of": "unit", "off_hours": 1}])
    problem = problem_of(told, axis, options=Options(on_off=True), load={"mill": drawn / 4 / 1.012})
    # two quarters without load and two more: half an hour of 300 kW is bought
    assert planned(problem).flow("line", "main").sum() == pytest.approx(150.0, abs=1e-6)


def test_a_unit_that_the_grid_calls_for_costs_what_is_known_beforehand() -> None:
    deep = [{"unit": "unit", "segments": [{"below_share": 1, "cny_per_kwh": 0.1}]}]
    called = park_of(
        buses=[bus("main"), bus("yard", "natural_gas")],
        boundary_points=[point("out", "main"), point("pit", "yard", "supply", "in")],
        devices=[unit(dispatch="grid")],
        planning={
            "prices": [
                {"point": "pit", "bought_cny_per_unit": 0},
                {"point": "out", "bought_cny_per_unit": 1, "sold_cny_per_unit": 0},
            ],
            "deep_peak_shaving": deep,
        },
    )
    found = planned(problem_of(called, axis_of(HOURS, start="2026-12-01", minutes=60)))
    made = found.flow("unit", "main").sum()
    assert found.cost("variable_operation") == pytest.approx(A_YEAR * 0.1 * (4000 - made))
    assert not found.problem.extras


def test_starts_cost_where_units_are_told_to_rest() -> None:
    fuel_cell = {
        "id": "cell",
        "kind": "fuel_cell",
        "hydrogen_from": "tank",
        "electricity_to": "main",
        "capacity_kw": 100,
        "min_load_share": 0.5,
        "ramp_share_per_min": 1.0,
    }
    told = park_of(
        buses=[bus("main"), bus("tank", "hydrogen")],
        boundary_points=[
            point("line", "main", "direct_line", "in"),
            point("gate", "tank", "supply", "in"),
        ],
        devices=[load("mill", "main"), fuel_cell],
        planning={
            "prices": [
                {"point": "line", "bought_cny_per_unit": 1},
                {"point": "gate", "bought_cny_per_unit": 0},
            ],
            "start_costs": [{"of": "cell", "start_cny": 20, "stop_cny": 3}],
        },
    )
    drawn = np.array([80.0, 0.0, 0.0, 80.0]) / 1.012
    axis = axis_of(HOURS, start="2026-12-01", minutes=60)
    problem = problem_of(told, axis, options=Options(on_off=True), load={"mill": drawn})
    found = planned(problem)
    assert found.cost("variable_operation", "start") == pytest.approx(A_YEAR * 20)
    assert found.cost("variable_operation", "stop") == pytest.approx(A_YEAR * 3)
    relaxed = planned(problem_of(told, axis, load={"mill": drawn}))
    assert relaxed.cost("variable_operation") == 0.0


def test_what_a_bus_lacks_costs_its_price() -> None:
    boiler = {
        "id": "boiler",
        "kind": "gas_boiler",
        "fuel_from": ["yard"],
        "heat_to": "warm",
        "capacity_kw": 100,
    }
    told = park_of(
        buses=[bus("yard", "natural_gas"), bus("warm", "heat")],
        boundary_points=[point("pit", "yard", "supply", "in")],
        devices=[boiler, load("houses", "warm")],
        planning={
            "prices": [{"point": "pit", "bought_cny_per_unit": 0}],
            "unserved": [{"bus": "warm", "cny_per_unit": 2.0}],
        },
    )
    axis = axis_of(HOURS, start="2026-12-01", minutes=60)
    needed = np.array([50.0, 90.0, 130.0, 100.0]) / 1.04  # 4 % is lost in the net
    found = planned(problem_of(told, axis, load={"houses": needed}))
    assert found.flow("unmetered", "warm") == pytest.approx([0, 0, 30.0, 0], abs=1e-6)
    assert found.cost("variable_operation", "unserved") == pytest.approx(A_YEAR * 60.0)
