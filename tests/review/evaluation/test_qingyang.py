"""The Qingyang archetype: a simulated month through books and verdict, checked by hand."""

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
from zeropark.future.simulation.check import worst_imbalance
from zeropark.future.simulation.year import SimulatedYear

ARCHETYPE = "qingyang"
AXIS = MARCH = Axis.over(parse_period("2026-03"))
HOURS = 744.0


def test_every_bus_closes_and_nothing_is_short(park: ParkDocument, truth: SimulatedYear) -> None:
    assert worst_imbalance(truth, park) < 1e-9
    assert truth.shortfall() == {}


@pytest.mark.parametrize(
    ("hall", "racks", "facility", "it_kw", "overhead"),
    [
        # kW of racks = capacity x load factor; overhead = pue - 1
        ("cloud-hall", "cloud-ups", "cloud-10", 24_000 * 0.62, 0.20),
        ("hub-hall", "hub-ups", "hub-10", 36_000 * 0.65, 0.05),
        ("training-hall", "training-ups", "training-10", 48_000 * 0.75, 0.12),
        ("immersion-hall", "immersion-ups", "inference-10", 20_000 * 0.60, 0.07),
        ("spray-hall", "spray-ups", "inference-10", 16_000 * 0.70, 0.08),
    ],
)
def test_a_halls_pue_can_be_told_from_its_two_meters(
    truth: SimulatedYear, hall: str, racks: str, facility: str, it_kw: float, overhead: float
) -> None:
    it_kwh = truth.flow(racks, hall).sum()
    assert it_kwh == pytest.approx(it_kw * HOURS, rel=1e-3)
    assert truth.flow(facility, hall).sum() / it_kwh == pytest.approx(overhead, rel=0.02)


def test_waste_heat_goes_to_the_town_and_its_energy_balance_closes(truth: SimulatedYear) -> None:
    taken = truth.flow("liquid-loop", "heat-pumps").sum()
    power = truth.flow("heat-10", "heat-pumps").sum()
    given = truth.flow("heat-pumps", "heat-net").sum()
    assert given == pytest.approx(taken + power)
    assert given / power == pytest.approx(4.8)
    # loops: 36,000 x 0.7 + 12,000 x 0.85 + 11,200 x 0.8 = 44,360 kW x 744 h = 33.0 GWh in March
    offered = taken + truth.flow("liquid-loop", "dry-coolers").sum()
    assert offered == pytest.approx(44_360 * HOURS, rel=0.05)  # 4 % of what is drawn is lost
    town = truth.flow("heat-net", "town-heat")
    assert 0.0 < town.max() <= 48_000 / 4


def test_wind_sun_and_the_ratios_are_of_the_region(
    park: ParkDocument, truth: SimulatedYear, flows: Flows
) -> None:
    wind = truth.available("wind-huanxian").sum() + truth.available("wind-huachi").sum()
    assert 0.15 < wind / (240_000 * HOURS) < 0.45
    assert 0.15 < truth.available("pv-huanxian").sum() / (160_000 * HOURS) < 0.30
    (contract,) = (c for c in park.contracts if isinstance(c, GreenDirect))
    found = direct(flows, park=park, contract=contract).hourly
    cut = sum(truth.flow(plant, CURTAILED).sum() for plant in contract.plants)
    assert found.curtailed_kwh == pytest.approx(cut)
    assert found.r1 is not None
    assert found.r2 is not None
    assert 0.6 < found.r1 < 0.95
    assert 0.35 < found.r2 < 0.85


def test_the_carbon_of_the_month_is_what_no_line_trade_or_certificate_covers(
    park: ParkDocument, truth: SimulatedYear, flows: Flows
) -> None:
    green = green_books(flows, park=park, year=2026, rulebook=RULES)
    assert green.trade_total_kwh == pytest.approx(15e6)  # 7.0 + 4.2 + 3.8 GWh, all of it used
    book = park910(flows, park=park, rules=RULES, period=MARCH.period, green=green)
    bought = truth.flow("grid-main", "park-330").sum()
    covered = green.trade_total_kwh + green.certificate_total_kwh
    diesel_t = truth.flow("diesel-tank", "generator-tests").sum()
    # diesel: 42.652 GJ/t x 0.0202 tC/GJ x 0.98 x 44/12 = 3.0959 tCO2/t
    expected_kg = (bought - covered) * 0.8325 + diesel_t * 3095.9
    assert book.total_kg == pytest.approx(expected_kg, rel=1e-4, abs=1)
    assert book.missing == ()
