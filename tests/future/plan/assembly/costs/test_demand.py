"""Demand in a plan: worked by hand, and as the ledger bills any draw."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_parks import axis_of, battery, bus, load, park_of, point
from plan_problems import open_setting, planned, problem_of
from zeropark.basis.errors import InputError
from zeropark.basis.park.contract import GridSupply
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.bills.bill import bill
from zeropark.facts.ledger.bills.metered import Metered
from zeropark.facts.ledger.bills.tariff import DemandCharge, FixedCharge, Ratchet, Tariff
from zeropark.facts.ledger.bills.usage import Before, Usage
from zeropark.future.plan.assembly.account import Figures
from zeropark.future.plan.assembly.costs.charge import Charge
from zeropark.future.plan.assembly.costs.demand import demand_charges
from zeropark.future.plan.assembly.costs.supply import Supply
from zeropark.future.plan.assembly.figures import work_out
from zeropark.future.plan.assembly.problem import Options
from zeropark.future.plan.assembly.setting import Setting
from zeropark.future.plan.site.park_draft import Path

IMPORT = Path("electricity", "grid", "main")
PRICE = 32.8
"""CNY per kW and month at 110 kV and above."""


def park(*devices: dict[str, Any], **contract: Any) -> ParkDocument:
    supply = {
        "kind": "grid_supply",
        "id": "supply",
        "point": "grid",
        "voltage_class": "110kV+",
        "pricing": "two_part",
        "declared_demand_kw": 500,
        "energy_price_cny_per_kwh": 0.3,
        **contract,
    }
    return park_of(
        buses=[bus("main")],
        boundary_points=[{**point("grid", "main"), "capacity_kw": 5000}],
        devices=[load("mill", "main"), *devices],
        contracts=[supply],
    )


def rules(interval_min: int) -> Rulebook:
    text = (
        "rules:\n  - id: td.demand_interval\n    title: {zh: 时段, en: interval}\n    unit: min\n"
        f"    versions:\n      - {{value: {interval_min}, valid_from: 2025-01-01, "
        "source: {document: own}, certainty: measured}\n"
    )
    return load_rulebook(own=(("rules.yaml", text),))


def setting(axis: Axis, *, before: Before | None = None) -> Setting:
    found = open_setting(park(), axis, load_rulebook())
    found.before = before or Before()
    return found


def supply(axis: Axis, *components: DemandCharge | FixedCharge) -> Supply:
    tariff = Tariff(id="t", components=components)
    contract, place = park().contracts[0], park().boundary_points[0]
    assert isinstance(contract, GridSupply)
    metered = Metered(Usage(axis, np.zeros(axis.count)), tariff)
    return Supply(contract, place, tariff, metered, metered)


def charge(**changes: Any) -> DemandCharge:
    told: dict[str, Any] = {"price_cny_per_kw": Decimal(30), "interval_min": 15, **changes}
    return DemandCharge(id="demand", zh="需量", en="demand", **told)


def test_an_hour_is_the_mean_of_its_quarters() -> None:
    # 10, 30, 10, 10 kWh and 1.2 % of losses: 60.72 kW over the hour, 121.44 over a quarter.
    axis = axis_of(96, start="2026-12-01")
    drawn = np.tile([10.0, 30.0, 10.0, 10.0], 24)
    a_year = 365 * PRICE / 31
    hourly = planned(problem_of(park(), axis, rulebook=rules(60), load={"mill": drawn}))
    assert hourly.cost("demand") == pytest.approx(60.72 * a_year, rel=1e-9)
    quarterly = planned(problem_of(park(), axis, rulebook=rules(15), load={"mill": drawn}))
    assert quarterly.cost("demand") == pytest.approx(121.44 * a_year, rel=1e-9)


def test_intervals_are_those_of_the_clock() -> None:
    """Half an hour from 10:15 to 10:45 is no interval of the tariff."""
    axis = axis_of(96, start="2026-12-01")
    drawn = np.zeros(96)
    drawn[[41, 42]] = 50.0  # 10:15 and 10:30
    found = planned(problem_of(park(), axis, rulebook=rules(30), load={"mill": drawn}))
    assert found.cost("demand") == pytest.approx(101.2 * 365 * PRICE / 31, rel=1e-9)


def test_a_step_longer_than_the_interval_stands_for_it_and_that_is_said() -> None:
    axis = axis_of(24, start="2026-12-01", minutes=60)
    problem = problem_of(park(), axis, load={"mill": np.full(24, 80.0)})
    assert "plan.demand_by_the_step" in {finding.code for finding in problem.findings}
    assert planned(problem).cost("demand") == pytest.approx(80.96 * 365 * PRICE / 31, rel=1e-9)


def test_a_peak_already_incurred_is_paid_anyhow() -> None:
    """Nobody shaves a peak that is below one of the same month."""
    axis = axis_of(24, start="2026-12-10", minutes=60)
    drawn = np.full(24, 80.0)
    drawn[19] = 200.0
    store = {**battery("cells", "main"), "power_kw": 200, "capacity_kwh": 200}
    before = Before(peaks_kw={("demand", "2026-12"): 250.0})
    paid = planned(
        problem_of(park(store), axis, options=Options(before=before), load={"mill": drawn})
    )
    assert paid.cost("demand") == pytest.approx(250 * 365 * PRICE / 31, rel=1e-9)
    assert paid.flow("cells", "main").sum() == pytest.approx(0.0, abs=1e-6)
    shaved = planned(problem_of(park(store), axis, load={"mill": drawn}))
    assert shaved.cost("demand") < 100 * 365 * PRICE / 31


def test_each_month_has_its_own_peak() -> None:
    axis = axis_of(48, start="2026-11-30", minutes=60)
    drawn = np.concatenate([np.full(24, 100.0), np.full(24, 300.0)]) / 1.012
    found = planned(problem_of(park(), axis, load={"mill": drawn}))
    parts = 365 / 2 * PRICE
    assert found.cost("demand", "demand.2026-11") == pytest.approx(100 * parts / 30, rel=1e-9)
    assert found.cost("demand", "demand.2026-12") == pytest.approx(300 * parts / 31, rel=1e-9)


def test_a_supply_by_capacity_costs_what_it_declares_whatever_is_drawn() -> None:
    axis = axis_of(24, start="2026-12-01", minutes=60)
    by_capacity = park(basis="capacity", declared_capacity_kva=1000)
    found = planned(problem_of(by_capacity, axis, load={"mill": np.full(24, 80.0)}))
    assert found.cost("demand") == pytest.approx(1000 * 20.5 * 365 / 31, rel=1e-9)


def test_a_connection_that_is_sized_pays_for_the_capacity_it_gets() -> None:
    axis = axis_of(24, start="2026-12-01", minutes=60)
    document = park(basis="capacity", declared_capacity_kva=6250).model_dump(
        by_alias=True, exclude_none=True
    )
    sizes = [{"of": "grid", "field": "capacity_kw", "most": 5000, "capex_cny_per_unit": 0}]
    told = ParkDocument.model_validate({**document, "planning": {"sizes": sizes}})
    found = planned(problem_of(told, axis, load={"mill": np.full(24, 100.0)}))
    assert found.figures.sizes["grid", "capacity_kw"] == pytest.approx(101.2)
    assert found.cost("demand") == pytest.approx(101.2 * 1.25 * 20.5 * 365 / 31, rel=1e-9)


def test_nearby_consumption_pays_for_access_in_place_of_energy_and_demand() -> None:
    """(32.8 + 0.0693 x 0.7 x 730 h) CNY per kW and month of 5,000 kW, whatever is drawn."""
    text = (
        "rules:\n  - id: td.nearby.average_load_rate\n    title: {zh: 负荷率, en: load rate}\n"
        '    unit: "1"\n    versions:\n      - {value: 0.7, valid_from: 2025-10-01, '
        "source: {document: own}, certainty: measured}\n"
    )
    rulebook = load_rulebook(own=(("rules.yaml", text),))
    document = park().model_dump(by_alias=True, exclude_none=True)
    told = ParkDocument.model_validate({**document, "planning": {"network_charge": "nearby"}})
    axis = axis_of(24, start="2026-12-01", minutes=60)
    found = planned(problem_of(told, axis, rulebook=rulebook, load={"mill": np.full(24, 80.0)}))
    each = 32.8 + 0.0693 * 0.7 * 730
    assert found.cost("demand", "td_nearby") == pytest.approx(5000 * each * 365 / 31, rel=1e-9)
    assert found.cost("energy", "td") == 0.0
    assert found.cost("energy", "funds") > 0.0
    with pytest.raises(InputError) as caught:
        problem_of(told, axis, load={"mill": np.full(24, 80.0)})
    assert "plan.no_tariff" in {finding.code for finding in caught.value.findings}


def billed(of: Setting, charges: list[Charge], taken: np.ndarray) -> float:
    figures = work_out({IMPORT: taken}, {}, of.extras, {})
    assert isinstance(figures, Figures)
    return sum(each.account.amount(figures) for each in charges)


@settings(max_examples=40)
@given(
    seed=st.integers(0, 10_000),
    interval=st.sampled_from([15, 30, 60]),
    declared=st.sampled_from([None, 300, 900]),
    ratchet=st.sampled_from([None, Ratchet(Decimal("0.8"), 2)]),
)
def test_any_draw_is_billed_as_the_ledger_does(
    seed: int, interval: int, declared: int | None, ratchet: Ratchet | None
) -> None:
    """Three whole months; the look-back is at peaks there and at what was billed here."""
    axis = axis_of(96 * 92, start="2026-10-01")
    taken = np.random.default_rng(seed).gamma(2.0, 40.0, axis.count)
    told = charge(
        interval_min=interval,
        declared_kw=None if declared is None else Decimal(declared),
        declared_share=Decimal("0.4"),
        ratchet=ratchet,
    )
    of = setting(axis, before=Before(peaks_kw={("demand", "2026-09"): 1500.0}))
    bought = supply(axis, told)
    charges = list(demand_charges(of, bought))
    found = billed(of, charges, taken) / (8760 / (92 * 24))
    expected = bill(bought.tariff, Usage(axis, taken), before=of.before)
    cny = float(expected.total.fen) / 100
    if ratchet:
        assert found >= cny - 0.05
    else:
        assert found == pytest.approx(cny, abs=0.05)
