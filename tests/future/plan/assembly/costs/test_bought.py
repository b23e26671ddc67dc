"""Prices at the boundary by hand: what is bought, sold and disposed of; what earns without end."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ledger_parks import axis_of, bus, load, park_of, point
from plan_problems import planned, problem_of
from zeropark.basis.errors import Finding, InputError
from zeropark.basis.park.document import ParkDocument
from zeropark.future.plan.assembly.problem import Options

A_YEAR = 8760 / 3
AXIS = axis_of(3, start="2026-12-01", minutes=60)


def park(prices: list[dict[str, Any]], **sections: Any) -> ParkDocument:
    return park_of(
        buses=[bus("gas", "natural_gas"), bus("out", "waste_water")],
        boundary_points=[
            point("gate", "gas", "supply", "in"),
            point("well", "out", "supply", "in"),
            point("sewer", "out", "discharge", "out"),
        ],
        devices=[
            {
                "id": "works",
                "kind": "converter",
                "inputs": [{"bus": "gas", "per_output": 2.0, "use": "fuel"}],
                "outputs": [{"bus": "out"}],
                "rated_output_per_h": 100,
            },
        ],
        planning={"prices": prices, **sections},
    )


def findings(of: ParkDocument, **options: Any) -> tuple[Finding, ...]:
    with pytest.raises(InputError) as caught:
        problem_of(of, AXIS, options=Options(**options))
    return caught.value.findings


def test_what_is_bought_and_disposed_of_costs_its_price() -> None:
    prices = [
        {"point": "gate", "bought_cny_per_unit": 2.5},
        {"point": "sewer", "disposal_cny_per_unit": 1.5},
    ]
    found = planned(problem_of(park(prices), AXIS))
    made = found.flow("out", "sewer").sum()
    assert made > 0
    assert found.cost("fuel") == pytest.approx(A_YEAR * 2.5 * 2.0 * made)
    assert found.cost("variable_operation") == pytest.approx(A_YEAR * 1.5 * made)
    assert found.objective == pytest.approx(A_YEAR * 6.5 * made)


def test_a_series_of_prices_takes_the_place_of_the_price() -> None:
    prices = [{"point": "gate", "bought_cny_per_unit": 2.5}]
    options = Options(prices={"gate": np.array([1.0, 2.0, 4.0])})
    found = planned(problem_of(park(prices), AXIS, options=options))
    taken = found.flow("gate", "gas")
    assert found.cost("fuel") == pytest.approx(A_YEAR * float(taken @ [1.0, 2.0, 4.0]))


def test_energy_without_a_price_is_a_finding_and_water_is_not() -> None:
    (finding,) = findings(park([]))
    assert (finding.code, finding.place) == ("plan.no_price", "boundary_points.gate")
    assert "natural_gas comes in at gate" in finding.problem


def trader(bought: float, sold: float, **point_of: Any) -> ParkDocument:
    """Hydrogen comes in at one gate and may leave at another of the same net."""
    return park_of(
        buses=[bus("net", "hydrogen"), bus("far", "hydrogen")],
        boundary_points=[
            point("well", "net", "supply", "in"),
            {**point("market", "far", "delivery", "out"), **point_of},
        ],
        links=[{"id": "pipe", "from": "net", "to": "far"}],
        devices=[load("trucks", "net") | {"rated_kw": None, "rated_t_per_h": 1}],
        planning={
            "prices": [
                {"point": "well", "bought_cny_per_unit": bought},
                {"point": "market", "sold_cny_per_unit": sold},
            ]
        },
    )


def test_buying_to_sell_without_end_is_told_before_a_solver_is_asked() -> None:
    (finding,) = findings(trader(10.0, 12.0))
    assert (finding.code, finding.place) == ("plan.earns_without_end", "boundary_points.market")
    assert "what is bought at well and sold at market" in finding.problem


def test_a_dearer_supply_earns_nothing() -> None:
    assert planned(problem_of(trader(12.0, 10.0), AXIS)).cost("sales") == 0.0


def test_an_hour_in_which_it_pays_is_enough() -> None:
    cheap = np.array([12.0, 9.0, 12.0])
    (finding,) = findings(trader(12.0, 10.0), prices={"well": cheap})
    assert "2026-12-01 01:00" in finding.problem


def test_what_a_gate_can_carry_at_most_has_an_end() -> None:
    found = planned(problem_of(trader(10.0, 12.0, capacity_kw=5), AXIS))
    assert found.cost("sales") == pytest.approx(-A_YEAR * 12.0 * 15.0)


def test_what_a_market_takes_at_most_in_a_year_has_an_end_too() -> None:
    told = trader(10.0, 12.0).model_dump(by_alias=True, exclude_none=True)
    told["planning"]["prices"][1]["most_per_year"] = 1000
    found = planned(problem_of(ParkDocument.model_validate(told), AXIS))
    assert found.cost("sales") == pytest.approx(-12_000.0)
