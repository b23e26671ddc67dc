"""The Minqin archetype: a simulated month through books and verdict, checked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from archetype_parks import archetype_rulebook, metered
from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.ledger.coal_equivalent import consumption_tce
from zeropark.facts.ledger.flow import FlowLink, Flows
from zeropark.facts.ledger.green.direct import direct
from zeropark.facts.ledger.green.green_books import green_books
from zeropark.future.simulation.check import worst_imbalance, worst_overfill
from zeropark.future.simulation.year import SimulatedYear

ARCHETYPE = "minqin"
AXIS = MARCH = Axis.over(parse_period("2026-03"))
HOURS = 744.0


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return archetype_rulebook("minqin")


@pytest.fixture(scope="module")
def flows(truth: SimulatedYear) -> Flows:
    # the station's gate counts import too: none came, which its meter says and no flow does
    counted, none = metered(truth), np.zeros((1, MARCH.count))
    return replace(
        counted,
        links=(*counted.links, FlowLink("electricity", "grid-330", "station-330")),
        quantity=np.vstack([counted.quantity, none]),
        quality=np.vstack([counted.quality, counted.quality[:1]]),
        kind=np.vstack([counted.kind, counted.kind[:1]]),
    )


def both(truth: SimulatedYear, bus: str, *, into: bool = False) -> float:
    """What the two units together take from a bus, or give `into` one."""
    ways = [(unit, bus) if into else (bus, unit) for unit in ("unit-1", "unit-2")]
    return float(sum(truth.flow(*way).sum() for way in ways))


def test_every_bus_closes_and_nothing_is_short(park: ParkDocument, truth: SimulatedYear) -> None:
    assert worst_imbalance(truth, park) < 1e-9
    assert worst_overfill(truth) <= 1e-9
    assert truth.shortfall() == {}


def test_the_station_is_deep_down_at_noon_and_sends_all_but_the_captures_power_out(
    truth: SimulatedYear,
) -> None:
    by_hour = both_by_hour(truth)
    assert by_hour[12:16].mean() / 700_000 == pytest.approx(0.311, abs=0.01)
    assert by_hour[19:23].mean() / 700_000 == pytest.approx(0.93, abs=0.01)
    generated = both(truth, "station-330", into=True)
    captured = truth.flow("co2-capture", "co2-net").sum()
    # 110 kWh a tonne, and 1.2 % lost on the way to it
    assert truth.flow("station-330", "grid-330").sum() == pytest.approx(
        generated - captured * 110 * 1.012, rel=1e-9
    )


def both_by_hour(truth: SimulatedYear) -> np.ndarray:
    """Mean power of the station by local hour, kW."""
    power = truth.flow("unit-1", "station-330") + truth.flow("unit-2", "station-330")
    mean: np.ndarray = power.reshape(-1, 24, 4).mean(axis=(0, 2)) * 4
    return mean


def test_a_kwh_takes_333_gce_and_heat_takes_its_own(truth: SimulatedYear) -> None:
    steam, hot = both(truth, "steam", into=True), both(truth, "hot-water", into=True)
    # a kWh of heat costs 0.2 kWh of power: 0.2 / 0.39 / 5,833 kWh a tonne
    for_heat = (steam * 750 + hot) * 0.2 / 0.39 / (21_000 / 3.6)
    for_power = both(truth, "coal-yard") - for_heat
    per_kwh = for_power * 716.52 / both(truth, "station-330", into=True)
    assert per_kwh == pytest.approx(0.333, abs=0.002)
    assert both(truth, "ash-yard", into=True) == pytest.approx(both(truth, "coal-yard") * 0.19)


@pytest.mark.parametrize(
    ("bus", "line", "store", "kwh_per_t"),
    [
        ("mine-35", "mine-line", "overburden", 1.6),
        ("factory-10", "produce-line", "produce-store", 300),
        ("factory-10", "extract-line", "extract-store", 2_500),
        ("factory-10", "film-line", "pellet-store", 650),
        ("hydrogen-35", "electrolyser", "hydrogen-net", 52_000),
    ],
)
def test_a_tonne_takes_the_electricity_that_the_document_says(
    truth: SimulatedYear, bus: str, line: str, store: str, kwh_per_t: float
) -> None:
    used, made = truth.flow(bus, line).sum(), truth.flow(line, store).sum()
    assert used / made == pytest.approx(kwh_per_t, rel=1e-9)


def test_desert_sun_and_wind_give_what_a_march_gives(truth: SimulatedYear) -> None:
    # 162.5 MWp: 1,480 h a year, March a twelfth of it; wind 0.27 in the year
    assert 100 < truth.available("desert-pv").sum() / 162_500 < 160
    assert 0.15 < truth.available("wind").sum() / (60_000 * HOURS) < 0.5


def test_captured_co2_goes_to_blocks_greenhouses_and_out(truth: SimulatedYear) -> None:
    captured = truth.flow("co2-capture", "co2-net").sum()
    assert captured == pytest.approx(20 * HOURS * 0.8, rel=0.01)
    used = truth.flow("co2-net", "block-line").sum()
    assert used / truth.flow("block-line", "block-store").sum() == pytest.approx(0.06)
    greenhouse = truth.flow("co2-net", "co2-enrichment").sum()
    sent = truth.flow("co2-net", "co2-out").sum()
    assert used + greenhouse + sent == pytest.approx(captured, rel=1e-9)


def test_the_910_total_credits_the_stations_export_and_lists_capture_apart(
    park: ParkDocument, rules: Rulebook, truth: SimulatedYear, flows: Flows
) -> None:
    green = green_books(flows, park=park, year=2026, rulebook=rules)
    book = park910(flows, park=park, rules=rules, period=MARCH.period, green=green)
    assert book.missing == ()
    imported = truth.flow("grid-park", "park-110").sum()
    claimed = sum(claim.counted_kwh for claim in green.claims)
    coal = both(truth, "coal-yard") * 1977.052
    diesel = truth.flow("diesel-gate", "diesel-tank").sum() * 3095.91
    # the station's network has no sun or wind: all that it sends out is fossil, also at noon;
    # what the park exports at its own point is sun and wind and earns nothing
    sent = truth.flow("station-330", "grid-330").sum()
    expected = coal + diesel + (imported - claimed - sent) * 0.8325
    assert book.total_kg == pytest.approx(expected, rel=1e-5)
    (apart,) = (line for line in book.memo if line.what == "captured_co2")
    assert apart.activity == pytest.approx(truth.flow("co2-net", "co2-out").sum())


def test_consumption_is_coal_less_the_power_sent_out(
    park: ParkDocument, rules: Rulebook, truth: SimulatedYear, flows: Flows
) -> None:
    found = consumption_tce(flows, park=park, rulebook=rules)
    assert found.missing == ()
    power = truth.flow("grid-park", "park-110").sum() - truth.flow("park-110", "grid-park").sum()
    power += truth.flow("desert-pv", "desert-110").sum() + truth.flow("wind", "desert-110").sum()
    power -= truth.flow("station-330", "grid-330").sum()
    coal_t = both(truth, "coal-yard") * 0.71652
    diesel_t = truth.flow("diesel-gate", "diesel-tank").sum() * 1.4571
    assert found.total_tce == pytest.approx(coal_t + diesel_t + power * 0.3024e-3, rel=1e-4)


def test_direct_supply_is_of_the_parks_own_network(
    park: ParkDocument, rules: Rulebook, truth: SimulatedYear, flows: Flows
) -> None:
    green = green_books(flows, park=park, year=2026, rulebook=rules)
    (contract,) = (c for c in park.contracts if isinstance(c, GreenDirect))
    figures = direct(flows, park=park, contract=contract).hourly
    # the same plants, store and grid point: the station's 330 kV takes nothing away
    assert green.direct_total_kwh == pytest.approx(figures.self_use_kwh, rel=1e-9)
    assert figures.export_kwh == pytest.approx(truth.flow("park-110", "grid-park").sum())
    assert figures.r2 is not None
    assert 0.7 < figures.r2 < 1.0
    assert green.direct_share is not None
    assert 0.65 < green.direct_share < 0.9
