"""The Tianshui archetype: a simulated month through books and verdict, checked by hand."""

from __future__ import annotations

import pytest

from carbon_cases import RULES
from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.direct import direct
from zeropark.facts.ledger.green.green_books import green_books
from zeropark.future.simulation.check import worst_imbalance, worst_overfill
from zeropark.future.simulation.year import SimulatedYear
from zeropark.review.evaluation.evaluate import evaluate
from zeropark.review.evaluation.indicator import Verdict

ARCHETYPE = "tianshui"
AXIS = OCTOBER = Axis.over(parse_period("2026-10"))
HOURS = 744.0


def test_every_bus_closes_and_nothing_is_short(park: ParkDocument, truth: SimulatedYear) -> None:
    assert worst_imbalance(truth, park) < 1e-9
    assert worst_overfill(truth) <= 1e-9
    assert truth.shortfall() == {}


@pytest.mark.parametrize(
    ("bus", "line", "store", "kwh_per_t"),
    [
        ("chips-35", "packaging-line", "chip-store", 75_000),
        ("chips-35", "fab-line", "wafer-store", 4_340_000),
        ("chips-35", "frame-line", "frame-store", 4_000),
        ("industry-10", "machine-line", "machine-store", 1_200),
        ("industry-10", "foundry", "castings", 600),
        ("industry-10", "medicine-line", "medicine-store", 6_000),
    ],
)
def test_a_tonne_takes_the_electricity_that_the_document_says(
    truth: SimulatedYear, bus: str, line: str, store: str, kwh_per_t: float
) -> None:
    used, made = truth.flow(bus, line).sum(), truth.flow(line, store).sum()
    assert used / made == pytest.approx(kwh_per_t, rel=1e-9)


def test_roofs_and_hill_give_what_an_october_at_tianshui_gives(truth: SimulatedYear) -> None:
    # 138 MWp of roofs and carports: 1,140 h a year, October a twelfth of it; 65 to 125 h
    roofs = sum(truth.available(roof).sum() for roof in ("roof-chips", "roof-industry"))
    roofs += truth.available("roof-city").sum()
    assert 65 < roofs / 138_000 < 125
    # a wind farm of the loess hills: 0.25 in the year, 0.1 to 0.4 in a month
    assert 0.1 < truth.available("hill-wind").sum() / (60_000 * HOURS) < 0.4


def test_cold_air_and_nitrogen_follow_those_who_use_them(truth: SimulatedYear) -> None:
    cold = truth.flow("chillers", "chilled-water").sum()
    assert truth.flow("utility-10", "chillers").sum() == pytest.approx(cold * 0.19, rel=1e-9)
    assert truth.flow("chillers", "cooling-water").sum() == pytest.approx(cold * 1.17, rel=1e-9)
    plants = ("packaging-line", "fab-line")
    nitrogen = sum(truth.flow("nitrogen-net", plant).sum() for plant in plants)
    assert truth.flow("nitrogen-plant", "nitrogen-net").sum() == pytest.approx(nitrogen, rel=1e-6)


def test_the_910_total_is_what_was_burnt_and_bought(
    park: ParkDocument, truth: SimulatedYear, flows: Flows
) -> None:
    green = green_books(flows, park=park, year=2026, rulebook=RULES)
    book = park910(flows, park=park, rules=RULES, period=OCTOBER.period, green=green)
    assert book.missing == ()
    imported = truth.flow("grid-main", "park-110").sum()
    claimed = sum(claim.counted_kwh for claim in green.claims)
    # 389.31 GJ per 10,000 Nm3 x 0.0153 t x 0.99 x 44/12 = 2.1622 kg/Nm3; diesel 3.0959 t/t
    gas = truth.flow("gas-gate", "gas-net").sum() * 2.16220
    diesel = truth.flow("diesel-gate", "diesel-tank").sum() * 3095.91
    assert book.total_kg == pytest.approx((imported - claimed) * 0.8325 + gas + diesel, rel=1e-4)


def test_direct_supply_is_too_low_in_a_month_as_in_the_year(
    park: ParkDocument, truth: SimulatedYear, flows: Flows
) -> None:
    green = green_books(flows, park=park, year=2026, rulebook=RULES)
    book = park910(flows, park=park, rules=RULES, period=OCTOBER.period, green=green)
    found = evaluate(
        flows, park=park, rules=RULES, period=OCTOBER.period, inventory=book, green=green
    )
    by_id = {each.id: each for each in (*found.guiding, *found.direct)}
    share = by_id["direct_supply_share"]
    plants = ("roof-chips", "roof-industry", "roof-city", "hill-wind", "hill-pv")
    generated = sum(truth.available(plant).sum() for plant in plants)
    exported = truth.flow("park-110", "grid-main").sum()
    imported = truth.flow("grid-main", "park-110").sum()
    # what batteries lose or still hold is neither used nor exported: at most 2 % of the whole
    most = (generated - exported) / (generated - exported + imported)
    assert share.value == pytest.approx(most, rel=0.03)
    assert 0.35 < most < 0.5
    assert share.verdict is Verdict.FAIL
    assert by_id["product_unit_energy"].verdict is Verdict.NOT_APPLICABLE
    # in 1.10 m3 of process water 0.89 are used again: 80.9 %
    assert by_id["water_reuse"].value == pytest.approx(0.89 / 1.10, rel=1e-6)


def test_the_ratios_of_the_direct_project_add_up(park: ParkDocument, flows: Flows) -> None:
    (contract,) = (c for c in park.contracts if isinstance(c, GreenDirect))
    figures = direct(flows, park=park, contract=contract).hourly
    # nothing was curtailed: what was available was generated
    used, exported = figures.self_use_kwh, figures.renewable_export_kwh
    held = figures.charged_kwh - figures.released_kwh
    assert used + exported + held == pytest.approx(figures.generation_kwh, rel=1e-9)
    assert used / figures.generation_kwh > 0.85
    assert exported / figures.generation_kwh < 0.12
    assert figures.r2 is not None
    assert 0.35 < figures.r2 < 0.5
