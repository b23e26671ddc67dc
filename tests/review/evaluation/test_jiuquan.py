"""The Jiuquan archetype: a simulated month through books and verdict, checked by hand."""

from __future__ import annotations

import pytest

from carbon_cases import RULES
from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.ledger.flow import CURTAILED, Flows
from zeropark.facts.ledger.green.direct import direct
from zeropark.facts.ledger.green.green_books import green_books
from zeropark.future.simulation.check import worst_imbalance, worst_overfill
from zeropark.future.simulation.year import SimulatedYear
from zeropark.review.evaluation.evaluate import evaluate
from zeropark.review.evaluation.indicator import Verdict

ARCHETYPE = "jiuquan"
AXIS = JANUARY = Axis.over(parse_period("2026-01"))
HOURS = 744.0


def test_every_bus_closes_every_store_keeps_its_walls_and_nothing_is_short(
    park: ParkDocument, truth: SimulatedYear
) -> None:
    assert worst_imbalance(truth, park) < 1e-9
    assert worst_overfill(truth) <= 1e-9
    assert truth.shortfall() == {}


@pytest.mark.parametrize(
    ("bus", "device", "product", "mean_t_per_h", "kwh_per_t"),
    [
        ("silicon-35", "wafer-line", "wafer-store", 1.332 * 0.9, 34_000),
        ("modules-10", "module-line", "module-store", 38.7 * 0.85, 375),
        ("wind-park-10", "blade-line", "blade-yard", 11.4 * 0.75, 700),
        ("wind-park-10", "tower-line", "tower-yard", 66.6 * 0.6, 90),
        ("wind-park-10", "furnaces", "casting-yard", 13_200 * 0.7 / 900, 900),
    ],
)
def test_a_works_uses_per_tonne_what_the_document_says(
    truth: SimulatedYear, bus: str, device: str, product: str, mean_t_per_h: float, kwh_per_t: float
) -> None:
    made = truth.flow(device, product).sum()
    assert made == pytest.approx(mean_t_per_h * HOURS, rel=2e-3)
    assert truth.flow(bus, device).sum() / made == pytest.approx(kwh_per_t)


def test_salt_gives_the_steam_and_the_pumps_heat_closes(truth: SimulatedYear) -> None:
    steam = truth.flow("steam-generator", "steam").sum()
    # (11.4 x 0.75 x 0.8 + 1.332 x 0.9 x 1.5) t/h x 744 h, and 3 % is lost
    assert steam == pytest.approx((6.84 + 1.798) * HOURS * 1.03, rel=2e-3)
    assert truth.flow("salt", "steam-generator").sum() == pytest.approx(760 * steam)
    heated = truth.flow("service-10", "salt-heater").sum()
    assert truth.flow("salt-heater", "salt").sum() == pytest.approx(0.99 * heated)
    taken = truth.flow("furnace-water", "heat-pump").sum()
    power = truth.flow("service-10", "heat-pump").sum()
    assert truth.flow("heat-pump", "heat-net").sum() == pytest.approx(taken + power)
    # in January nearly all that the pullers' water has is wanted: 1.199 t/h x 6,000 kWh x 744 h
    assert 0.85 < taken / (1.332 * 0.9 * 6000 * HOURS) <= 1.0


def test_the_tower_works_in_the_evening_and_the_ratios_are_of_the_region(
    park: ParkDocument, truth: SimulatedYear, flows: Flows
) -> None:
    tower = truth.available("csp").reshape(-1, 96)  # local days: January begins at midnight
    assert tower[:, 68:88].sum() > 3.0 * tower[:, 32:52].sum()  # 17 to 22 h over 8 to 13 h
    assert 0.10 < truth.available("csp").sum() / (100_000 * HOURS) < 0.35
    assert 0.15 < truth.available("wind").sum() / (150_000 * HOURS) < 0.45
    assert 0.10 < truth.available("pv").sum() / (130_000 * HOURS) < 0.30
    (contract,) = (c for c in park.contracts if isinstance(c, GreenDirect))
    found = direct(flows, park=park, contract=contract).hourly
    cut = sum(truth.flow(plant, CURTAILED).sum() for plant in contract.plants)
    assert found.curtailed_kwh == pytest.approx(cut)
    assert found.r2 is not None
    assert 0.35 < found.r2 < 0.95


def test_the_carbon_of_the_month_is_grid_power_not_covered_gas_and_diesel(
    park: ParkDocument, truth: SimulatedYear, flows: Flows
) -> None:
    green = green_books(flows, park=park, year=2026, rulebook=RULES)
    book = park910(flows, park=park, rules=RULES, period=JANUARY.period, green=green)
    bought = truth.flow("grid-main", "ring-110").sum()
    assert green.trade_total_kwh == pytest.approx(16e6)  # January's trade, all of it used
    covered = green.trade_total_kwh + green.certificate_total_kwh
    gas = truth.flow("gas-net", "tower-line").sum() * 389.31 * 0.0153 * 0.99 * 44 / 12 / 10
    diesel = truth.flow("diesel-tank", "diesel-machines").sum() * 3095.91
    expected_kg = max(bought - covered, 0.0) * 0.8325 + gas + diesel
    assert book.total_kg == pytest.approx(expected_kg, rel=1e-4)
    assert book.missing == ()
    found = evaluate(
        flows, park=park, rules=RULES, period=JANUARY.period, inventory=book, green=green
    )
    assert found.core.verdict is Verdict.UNKNOWN  # a month is shown, not judged
