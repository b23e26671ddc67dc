"""Ground, roofs, money, reserve, promises and gates: by hand, as the cheapest plan keeps them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ledger_parks import axis_of, battery, bus, load, park_of, point, pv
from plan_problems import Planned, plannable, planned, problem_of
from zeropark.basis.park.document import ParkDocument
from zeropark.future.plan.assembly.problem import Options
from zeropark.future.plan.assembly.rules.limit import Limit

AXIS = axis_of(24, start="2026-12-01", minutes=60)
SUN = np.array([0.0] * 8 + [0.5] * 8 + [0.0] * 8)
DRAWN = np.full(24, 100.0)
A_YEAR = 365
GRID = {
    "kind": "grid_supply",
    "id": "supply",
    "point": "grid",
    "voltage_class": "110kV+",
    "pricing": "single",
    "energy_price_cny_per_kwh": 0.5,
    "export_price_cny_per_kwh": 0.3,
}
FREE = {"capex_cny_per_kw": 100, "lifetime_years": 10}


def document(*devices: dict[str, Any], **planning: Any) -> dict[str, Any]:
    cheap = {**pv("sun", "main"), "economics": FREE}
    return {
        "buses": [bus("main")],
        "boundary_points": [{**point("grid", "main"), "capacity_kw": 600}],
        "devices": [cheap, load("mill", "main"), *devices],
        "contracts": [GRID],
        "planning": planning,
    }


def run(of: ParkDocument, **options: Any) -> Planned:
    problem = problem_of(
        of,
        AXIS,
        options=Options(**options),
        availability={each.id: SUN for each in of.devices if each.kind in ("pv", "wind")},
        load={"mill": DRAWN},
    )
    return planned(problem)


def park(*devices: dict[str, Any], **planning: Any) -> ParkDocument:
    return park_of(**document(*devices, **planning))


def limit(found: Planned, rule: str) -> Limit:
    (only,) = (each for each in found.problem.limits if each.rule == rule)
    return only


def test_cheap_sun_is_built_as_far_as_anything_lets_it() -> None:
    """600 kW go out and 101 are used: 1,402 kW at half sun; the bounds say 3,000 at most."""
    assert run(park()).figures.sizes["sun", "capacity_kw"] == pytest.approx(2 * 701.2)


def test_ground_limits_what_stands_on_it() -> None:
    found = run(park(land=[{"most_ha": 1.0, "pv_m2_per_kw": 20}]))
    assert found.figures.sizes["sun", "capacity_kw"] == pytest.approx(500.0)
    assert found.value("land") == pytest.approx(1.0)


def test_ground_that_is_taken_already_counts() -> None:
    there = {
        "id": "wind",
        "kind": "wind",
        "electricity_to": "main",
        "capacity_kw": 1000,
    }
    limits = [{"most_ha": 1.0, "pv_m2_per_kw": 20, "wind_m2_per_kw": 3}]
    found = run(park(there, land=limits))
    assert found.figures.sizes["sun", "capacity_kw"] == pytest.approx((10_000 - 3000) / 20)


def test_ground_of_another_site_and_roofs_take_none() -> None:
    roof = {**pv("roof", "main"), "mounting": "roof", "economics": FREE}
    found = run(
        park(roof, land=[{"most_ha": 1.0, "sites": ["s"], "pv_m2_per_kw": 20}]),
    )
    assert found.value("land") == pytest.approx(
        found.figures.sizes["sun", "capacity_kw"] * 20 / 10_000
    )
    on_roof = run(park(roof, roofs=[{"most_m2": 1500, "m2_per_kw": 7.5}]))
    assert on_roof.figures.sizes["roof", "capacity_kw"] <= 200 + 1e-6
    assert limit(on_roof, "roofs").value(on_roof.figures) == pytest.approx(
        7.5 * on_roof.figures.sizes["roof", "capacity_kw"]
    )


def test_a_budget_limits_what_is_spent_once() -> None:
    found = run(park(budget_cny=30_000))
    assert found.figures.sizes["sun", "capacity_kw"] == pytest.approx(300.0)
    assert found.value("budget") == pytest.approx(30_000)


def test_a_limit_that_is_reported_limits_nothing() -> None:
    found = run(park(budget_cny=30_000, rules={"budget": "report"}))
    assert found.value("budget") == pytest.approx(140_240)
    assert not limit(found, "budget").required
    loose = run(park(budget_cny=30_000), loosened=frozenset({"budget"}))
    assert loose.value("budget") == pytest.approx(140_240)


def test_a_rule_that_is_off_is_not_told() -> None:
    found = run(park(budget_cny=30_000, rules={"budget": "off", "core": "off"}))
    assert not {"budget", "core"} & {each.rule for each in found.problem.limits}


def test_firm_power_covers_the_peak_and_a_margin() -> None:
    """The sun is none; 60 kW of a battery's 100 count; the grid has what it is built for."""
    cells = {**battery("cells", "main"), "power_kw": 100, "capacity_kwh": 400}
    sizes = [
        {
            "of": "grid",
            "field": "capacity_kw",
            "most": 600,
            "capex_cny_per_unit": 50_000,
            "lifetime_years": 10,
        }
    ]
    asked = {"margin_share": 1.0, "firm_share": {"public_grid": 1, "cells": 0.6}}
    found = run(park(cells, sizes=sizes, reserve=asked))
    # 100 kW of load (1.2 % of losses are no load) x 2 - 60
    assert found.figures.sizes["grid", "capacity_kw"] == pytest.approx(140.0, abs=0.01)
    assert found.value("reserve") == pytest.approx(2.0)


def test_the_largest_source_may_be_out() -> None:
    cells = {**battery("cells", "main"), "power_kw": 100, "capacity_kwh": 400}
    asked = {"largest_out": True, "firm_share": {"public_grid": 1, "cells": 1}}
    found = run(park(cells, sizes=[], reserve=asked))
    without = {each.rule: each.value(found.figures) for each in found.problem.limits}
    assert without["reserve.without grid"] == pytest.approx(1.0)
    assert without["reserve.without cells"] == pytest.approx(6.0)
    short = park(cells, sizes=[], reserve={**asked, "margin_share": 0.1})
    told = problem_of(short, AXIS, availability={"sun": SUN}, load={"mill": DRAWN})
    assert plannable(told) is None


def test_what_can_wait_makes_no_peak() -> None:
    maker = {
        "id": "maker",
        "kind": "electrolyser",
        "electricity_from": "main",
        "hydrogen_to": "tank",
        "capacity_kw": 500,
    }
    told = document(maker, reserve={"firm_share": {"public_grid": 1}}, sizes=[])
    told["buses"].append(bus("tank", "hydrogen"))
    told["boundary_points"].append(point("trucks", "tank", "delivery", "out"))
    assert run(park_of(**told)).value("reserve") == pytest.approx(6.0)


def test_promised_amounts_pass_and_no_more_than_a_market_takes() -> None:
    maker = {
        "id": "maker",
        "kind": "electrolyser",
        "electricity_from": "main",
        "hydrogen_to": "tank",
        "capacity_kw": 2000,
    }
    told = document(maker, sizes=[])
    told["buses"].append(bus("tank", "hydrogen"))
    told["boundary_points"].append(point("trucks", "tank", "delivery", "out"))
    for price, least, most, expected in ((0, 20, 40, 20.0), (90_000, 20, 40, 40.0)):
        told["planning"]["prices"] = [
            {
                "point": "trucks",
                "sold_cny_per_unit": price,
                "least_per_year": least,
                "most_per_year": most,
            }
        ]
        found = run(park_of(**told))
        assert A_YEAR * found.flow("tank", "trucks").sum() == pytest.approx(expected)
        assert found.value("amount.trucks.least") == pytest.approx(expected)


def test_nothing_leaves_while_nothing_may() -> None:
    closed = [{"season": "11-15/12-31", "hours": ["10:00-12:00"]}]
    found = run(park(no_export=closed))
    out = found.flow("main", "grid")
    assert out[[10, 11]] == pytest.approx([0.0, 0.0])
    assert (out[[9, 12]] > 0).all()
    assert found.value("no_export") == pytest.approx(0.0)
    assert limit(found, "no_export").held_by == "bounds"
    reported = run(park(no_export=closed, rules={"no_export": "report"}))
    assert reported.value("no_export") == pytest.approx(A_YEAR * 2 * 600, rel=1e-6)


def test_hours_may_span_midnight_and_seasons_the_new_year() -> None:
    closed = [{"season": "11-15/02-15", "hours": ["22:00-09:00"]}]
    found = run(park(no_export=closed))
    assert found.flow("main", "grid")[8] == pytest.approx(0.0)
    assert found.flow("main", "grid")[9] > 0


def test_exchange_stays_within_what_was_declared() -> None:
    told = document()
    told["enterprises"] = [{"id": "mill"}]
    told["devices"][1] |= {"enterprise": "mill"}
    told["contracts"].append(
        {
            "kind": "green_direct",
            "id": "direct",
            "plants": ["sun"],
            "users": ["mill"],
            "grid_point": "grid",
            "declared_exchange_kw": 250,
        }
    )
    told["planning"] = {"rules": {"r1": "off", "r2": "off", "r3": "off", "direct_supply": "off"}}
    found = run(park_of(**told))
    assert found.value("exchange_power") == pytest.approx(250.0)
    loose = run(park_of(**told), loosened=frozenset({"exchange_power"}))
    assert loose.value("exchange_power") == pytest.approx(600.0)
