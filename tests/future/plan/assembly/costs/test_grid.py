"""The grid bill in a plan: hour by hour as worked by hand, and as the ledger bills it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ledger_parks import axis_of, bus, load, park_of, point
from plan_problems import planned, problem_of
from zeropark.basis.errors import InputError
from zeropark.basis.park.contract import GridSupply
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.load import load_rulebook
from zeropark.facts.ledger.bills.grid_bill import grid_supply_bill
from zeropark.facts.ledger.bills.usage import Usage
from zeropark.future.plan.assembly.problem import Options

# 110 kV, agreed 0.285 at flat hours: energy x 1.5, 1 or 0.5; loss 0.0231 / 0.9769 of it, rounded
# to six places; T&D 0.0693; funds 0.022925.
PEAK = 0.4275 + 0.010109 + 0.0693 + 0.022925
FLAT = 0.285 + 0.006739 + 0.0693 + 0.022925
VALLEY = 0.1425 + 0.003370 + 0.0693 + 0.022925
DAY = 7 * PEAK + 11 * FLAT + 6 * VALLEY
"""06-08 and 18-23, 10-16, and the rest."""


def park(**contract: Any) -> ParkDocument:
    supply = {
        "kind": "grid_supply",
        "id": "supply",
        "point": "grid",
        "voltage_class": "110kV+",
        "pricing": "two_part",
        "declared_demand_kw": 500,
        "energy_price_cny_per_kwh": 0.285,
        "tou_rule": "tou.gansu",
        **contract,
    }
    return park_of(
        buses=[bus("main")],
        boundary_points=[point("grid", "main")],
        devices=[load("mill", "main")],
        contracts=[supply],
    )


def test_a_day_of_even_load_costs_what_the_blocks_say() -> None:
    axis = axis_of(24, start="2026-12-01", minutes=60)
    found = planned(problem_of(park(), axis, load={"mill": np.full(24, 100.0)}))
    drawn = 101.2  # 1.2 % is lost in lines and transformers
    assert found.cost("energy") == pytest.approx(365 * drawn * DAY, rel=1e-9)
    assert found.cost("energy", "energy.valley") == pytest.approx(
        365 * drawn * 6 * 0.1425, rel=1e-9
    )
    assert found.cost("energy", "funds") == pytest.approx(365 * drawn * 24 * 0.022925, rel=1e-9)


def test_a_step_that_crosses_the_edge_of_a_block_costs_the_mean() -> None:
    axis = axis_of(6, start="2026-12-01", minutes=240)
    found = planned(problem_of(park(), axis, load={"mill": np.full(6, 400.0)}))
    assert found.cost("energy") == pytest.approx(365 * 101.2 * DAY, rel=1e-9)


def test_a_month_costs_what_the_ledger_bills() -> None:
    contract = park(export_price_cny_per_kwh=0.15).contracts[0]
    assert isinstance(contract, GridSupply)
    axis = axis_of(4 * 24 * 31, start="2026-12-01")
    drawn = 50 + 40 * np.sin(np.arange(axis.count) / 7.0) ** 2
    found = planned(problem_of(park(export_price_cny_per_kwh=0.15), axis, load={"mill": drawn}))
    taken = found.flow("grid", "main")
    bill = grid_supply_bill(contract, load_rulebook(), Usage(axis, taken, np.zeros(axis.count)))
    a_year = 365 / 31
    for component in ("energy.peak", "line_loss.flat", "td", "funds"):
        cny = float(bill.of(component).fen) / 100
        assert found.cost("energy", component) == pytest.approx(a_year * cny, rel=1e-5)
    assert found.cost("demand") == pytest.approx(
        a_year * float(bill.of("demand").fen) / 100, rel=1e-5
    )


def test_given_prices_take_the_place_of_the_energy_price_and_keep_the_rest() -> None:
    axis = axis_of(24, start="2026-12-01", minutes=60)
    spot = np.linspace(-0.05, 0.6, 24)
    options = Options(prices={"grid": spot})
    found = planned(problem_of(park(), axis, options=options, load={"mill": np.full(24, 100.0)}))
    lost = 0.0231 / 0.9769
    each = spot * (1 + lost) + 0.0693 + 0.022925
    assert found.cost("energy") == pytest.approx(365 * 101.2 * each.sum(), rel=1e-9)


def test_a_price_that_is_missing_is_a_finding_and_no_zero() -> None:
    axis = axis_of(24, start="2026-12-01", minutes=60)
    spot = np.full(24, 0.3)
    spot[[5, 9]] = np.nan
    with pytest.raises(InputError) as caught:
        problem_of(park(), axis, options=Options(prices={"grid": spot}))
    (finding,) = caught.value.findings
    assert (finding.code, finding.place) == ("plan.price_gap", "prices.grid[5]")
    assert "2026-12-01 05:00" in finding.problem


@pytest.mark.parametrize(
    ("prices", "code"),
    [
        ({"grid": np.full(23, 0.3)}, "plan.price_length"),
        ({"gird": np.full(24, 0.3)}, "plan.price_without_point"),
    ],
)
def test_a_series_that_does_not_fit_is_a_finding(prices: dict[str, Any], code: str) -> None:
    axis = axis_of(24, start="2026-12-01", minutes=60)
    with pytest.raises(InputError) as caught:
        problem_of(park(), axis, options=Options(prices=prices))
    assert [finding.code for finding in caught.value.findings] == [code]


def test_a_year_whose_tariff_nobody_knows_is_a_finding() -> None:
    axis = axis_of(24, start="2026-12-01", minutes=60)
    early = park().model_copy(update={"planning": None})
    document = early.model_dump(mode="python", by_alias=True, exclude_none=True)
    told = ParkDocument.model_validate({**document, "planning": {"price_year": 2024}})
    with pytest.raises(InputError) as caught:
        problem_of(told, axis)
    assert "plan.no_tariff" in {finding.code for finding in caught.value.findings}
