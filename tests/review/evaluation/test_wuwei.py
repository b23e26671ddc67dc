"""The Wuwei archetype: a simulated month through books and verdict, reactor off and on."""

from __future__ import annotations

import re

import numpy as np
import pytest

from archetype_parks import archetype_rulebook
from carbon_cases import park_from
from zeropark.basis.park.archetypes import archetype_text
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.carbon.inventory import Part
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.ledger.coal_equivalent import consumption_tce
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.green_books import green_books
from zeropark.future.simulation.check import worst_imbalance
from zeropark.future.simulation.operation.operate import simulate
from zeropark.future.simulation.year import SimulatedYear

ARCHETYPE = "wuwei"
AXIS = MARCH = Axis.over(parse_period("2026-03"))
HOURS = 744.0
RULES = archetype_rulebook("wuwei")


def test_every_bus_closes_and_nothing_is_short(park: ParkDocument, truth: SimulatedYear) -> None:
    assert worst_imbalance(truth, park) < 1e-9
    assert truth.shortfall() == {}


@pytest.mark.parametrize(
    ("source", "device", "store", "per_t"),
    [
        ("metal-110", "ferrosilicon-furnaces", "ferrosilicon-store", 8_250.0),
        ("semi-coke-yard", "ferrosilicon-furnaces", "ferrosilicon-store", 0.84),  # 1.05 x 0.8
        ("charcoal-yard", "ferrosilicon-furnaces", "ferrosilicon-store", 0.23),  # 1.15 x 0.2
        ("metal-110", "carbide-furnaces", "carbide-store", 7_800.0),
        ("petcoke-yard", "carbide-furnaces", "carbide-store", 1.14),
        ("park-35", "graphite-line", "graphite-store", 9_500.0),
        ("chem-10", "intermediates-line", "intermediates-store", 1_900.0),
        ("steam-low", "intermediates-line", "intermediates-store", 5.0),
        ("ammonia-tank", "intermediates-line", "intermediates-store", 0.12),
        ("park-35", "electrolyser", "hydrogen-net", 52_000.0),
    ],
)
def test_what_a_tonne_takes_is_what_the_document_says(
    truth: SimulatedYear, source: str, device: str, store: str, per_t: float
) -> None:
    made = truth.flow(device, store)
    assert made.sum() > 0.0
    np.testing.assert_allclose(truth.flow(source, device), per_t * made)


def test_the_furnaces_run_at_their_load_factor_and_their_gas_makes_steam(
    truth: SimulatedYear,
) -> None:
    # 60,000 x 0.88 + 40,000 x 0.82 = 85,600 kW
    metal = truth.flow("park-330", "metal-110").sum()
    assert metal / HOURS == pytest.approx(85_600 * 1.012, rel=0.002)  # 1.2 % is lost on the way
    gas = truth.flow("ferrosilicon-furnaces", "furnace-gas").sum()
    assert gas == pytest.approx(60_000 * 0.88 * HOURS / 8_250 * 2_800, rel=0.002)
    taken = truth.flow("furnace-gas", "furnace-boiler")
    assert taken.max() <= 16_000 / 4 * (1 + 1e-9)
    steam = truth.flow("furnace-boiler", "steam-high").sum()
    assert steam == pytest.approx(taken.sum() * 0.78 / 780)


def test_process_carbon_is_output_times_the_parks_own_factor_and_coke_burns_nowhere(
    park: ParkDocument, truth: SimulatedYear, flows: Flows
) -> None:
    green = green_books(flows, park=park, year=2026, rulebook=RULES)
    book = park910(flows, park=park, rules=RULES, period=MARCH.period, green=green)
    assert book.missing == ()
    alloy = truth.flow("ferrosilicon-furnaces", "ferrosilicon-store").sum()
    carbide = truth.flow("carbide-furnaces", "carbide-store").sum()
    process = {line.what: line.emission_kg for line in book.lines if line.part is Part.PROCESS}
    assert process["process.ferrosilicon"] == pytest.approx(alloy * 2_700)
    assert process["process.silicon-carbide"] == pytest.approx(carbide * 2_600)
    burnt = {line.what for line in book.lines if line.part is Part.FUEL}
    assert burnt == {"fuel.natural_gas", "fuel.diesel"}
    tce = consumption_tce(flows, park=park, rulebook=RULES)
    assert tce.complete
    # process carbon of a month over its consumption: about 0.44, more than twice the limit
    assert sum(process.values()) / 1000 / tce.total_tce == pytest.approx(0.44, abs=0.03)
    by_carrier = {line.carrier: 0.0 for line in tce.lines}
    for line in tce.lines:
        by_carrier[line.carrier] += line.tce
    for reductant in ("coke", "biomass", "petroleum_coke"):
        assert by_carrier[reductant] == pytest.approx(0.0, abs=1e-6)


def test_the_reactor_gives_steady_power_and_the_steam_that_waste_heat_leaves(
    truth: SimulatedYear,
) -> None:
    park = park_from(re.sub(r"(?m)^#~", "", archetype_text("wuwei")))
    with_it = simulate(park, MARCH, seed=910)
    assert worst_imbalance(with_it, park) < 1e-9
    assert with_it.shortfall() == {}
    # 10 MW for 85 % of the month; 36 MW of steam, (60 - 10 / 0.42) MW / 750 kWh/t = 48 t/h at most
    power = with_it.flow("reactor", "park-35")
    assert power.sum() == pytest.approx(10_000 * HOURS * 0.85, rel=0.001)
    assert set(np.unique(power)) == {0.0, 2_500.0}
    steam = with_it.flow("reactor", "steam-low")
    assert 0.0 < steam.max() <= (60_000 - 10_000 / 0.42) / 750 / 4
    assert steam[power == 0.0].max() == 0.0
    # waste heat goes first, the electrode boilers stand still while it is there
    np.testing.assert_allclose(
        with_it.flow("furnace-boiler", "steam-high"), truth.flow("furnace-boiler", "steam-high")
    )
    boilers = with_it.flow("electric-boiler", "steam-low")
    assert boilers[power > 0.0].sum() == pytest.approx(0.0, abs=1e-6)
    grid, less = truth.flow("grid-main", "park-330"), with_it.flow("grid-main", "park-330")
    assert less.sum() < 0.9 * grid.sum()
