"""The Zhangye archetype: a simulated month through books and verdict, checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from archetype_parks import archetype_rulebook
from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.ledger.coal_equivalent import consumption_tce
from zeropark.facts.ledger.flow import CURTAILED, Flows
from zeropark.facts.ledger.green.direct import direct
from zeropark.facts.ledger.green.green_books import green_books
from zeropark.future.simulation.check import worst_imbalance
from zeropark.future.simulation.year import SimulatedYear

ARCHETYPE = "zhangye"
AXIS = MARCH = Axis.over(parse_period("2026-03"))
HOURS = 744.0
RULES = archetype_rulebook("zhangye")


def test_every_bus_closes_and_nothing_is_short(park: ParkDocument, truth: SimulatedYear) -> None:
    assert worst_imbalance(truth, park) < 1e-9
    assert truth.shortfall() == {}


@pytest.mark.parametrize(
    ("source", "device", "product", "per_t"),
    [
        ("hydrogen-35", ("alkaline", "hydrogen-net"), 52_000.0, "kWh"),
        ("hydrogen-35", ("pem", "hydrogen-net"), 55_000.0, "kWh"),
        ("hydrogen-net", ("ammonia-loop", "ammonia-tank"), 0.180, "t"),
        ("park-35", ("ammonia-loop", "ammonia-tank"), 650.0, "kWh"),
        ("hydrogen-net", ("methanol-loop", "methanol-tank"), 0.195, "t"),
        ("co2-net", ("methanol-loop", "methanol-tank"), 1.42, "t"),
        ("park-35", ("co2-capture", "co2-net"), 150.0, "kWh"),
    ],
)
def test_what_a_tonne_takes_is_what_the_document_says(
    truth: SimulatedYear, source: str, device: tuple[str, str], product: float, per_t: str
) -> None:
    made = truth.flow(*device)
    assert made.sum() > 0.0
    np.testing.assert_allclose(truth.flow(source, device[0]), product * made, err_msg=per_t)


def test_hydrogen_is_made_when_there_is_power_and_used_at_the_syntheses_pace(
    truth: SimulatedYear,
) -> None:
    made = truth.flow("alkaline", "hydrogen-net") + truth.flow("pem", "hydrogen-net")
    used = truth.flow("hydrogen-net", "ammonia-loop") + truth.flow("hydrogen-net", "methanol-loop")
    power = truth.available("wind") + truth.available("pv")
    assert made[power > np.quantile(power, 0.8)].mean() > 2 * made.mean() * 0.8
    # 0.5 % a minute of 3.24 t/h and 1 % of 1.56 t/h: in a quarter hour at most
    # (0.005 x 3.24 + 0.01 x 1.56) x 15 x 0.25 = 0.119 t from one to the next
    full = truth.contents["hydrogen-store"] > 0.01
    assert np.abs(np.diff(used))[full[1:]].max() <= 0.1194
    # while the stacks go from rest to more than 5 t/h x 0.25 h within the month
    assert made.min() == 0.0
    assert made.max() > 1.25
    # 30 % of 4.8 t/h is the least
    assert used.min() >= 0.3 * 4.8 * 0.25 * (1 - 1e-9)


def test_wind_sun_and_the_ratios_are_of_the_region(
    park: ParkDocument, truth: SimulatedYear, flows: Flows
) -> None:
    assert 0.15 < truth.available("wind").sum() / (450_000 * HOURS) < 0.45
    assert 0.17 < truth.available("pv").sum() / (350_000 * HOURS) < 0.30
    (contract,) = (c for c in park.contracts if isinstance(c, GreenDirect))
    found = direct(flows, park=park, contract=contract).hourly
    cut = sum(truth.flow(plant, CURTAILED).sum() for plant in contract.plants)
    assert found.curtailed_kwh == pytest.approx(cut)
    assert found.r1 is not None
    assert found.r3 is not None
    assert 0.7 < found.r1 < 0.95
    assert found.r3 < 0.25


def test_what_is_sold_is_in_no_total_and_straw_counts_once(
    park: ParkDocument, truth: SimulatedYear, flows: Flows
) -> None:
    found = consumption_tce(flows, park=park, rulebook=RULES)
    assert found.complete
    assert {line.carrier for line in found.apart} == {"ammonia", "methanol"}
    tce = {f"{line.carrier}.{line.what}": line.tce for line in found.lines}
    straw_t = truth.flow("straw-gate", "straw-yard").sum()
    assert tce["biomass.supply"] == pytest.approx(straw_t * 0.5118)  # 15.0 GJ/t x 0.03412
    kwh = truth.flow("wind", "direct-330").sum() + truth.flow("pv", "direct-330").sum()
    onsite = tce["electricity.onsite.wind"] + tce["electricity.onsite.pv"]
    assert onsite == pytest.approx(kwh * 0.3024 / 1000)
    assert not [name for name in tce if "hydrogen" in name or "biomass-chp" in name]


def test_the_carbon_of_the_month_is_gas_diesel_and_uncovered_power_and_no_straw(
    park: ParkDocument, truth: SimulatedYear, flows: Flows
) -> None:
    green = green_books(flows, park=park, year=2026, rulebook=RULES)
    book = park910(flows, park=park, rules=RULES, period=MARCH.period, green=green)
    covered = green.trade_total_kwh + green.certificate_total_kwh
    bought = truth.flow("grid-main", "park-330").sum()
    assert covered <= bought
    # gas 389.31 GJ x 0.0153 tC/GJ x 0.99 x 44/12 = 21.62 t per 1e4 Nm3; diesel 3.0959 t/t
    gas = truth.flow("gas-gate", "gas-net").sum() * 389.31 * 0.0153 * 0.99 * 44 / 12 / 10
    diesel = truth.flow("diesel-gate", "diesel-tank").sum() * 3095.91
    expected_kg = (bought - covered) * 0.8325 + gas + diesel
    assert book.total_kg == pytest.approx(expected_kg, rel=1e-5)
    assert book.missing == ()
    assert [line.what for line in book.memo if "biomass" in line.what] == ["fuel.biomass"]
