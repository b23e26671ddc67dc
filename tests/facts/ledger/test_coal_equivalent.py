from __future__ import annotations

import math
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_parks import bus, flows_from, load, park_of, point, pv
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Certainty, Rule, Rulebook, Source
from zeropark.facts.ledger.coal_equivalent import EnergyConsumption, consumption_tce
from zeropark.facts.readings.reading import Quality

# Factors of our own, round enough to work by hand: kgce per inside unit.
FACTORS = {
    "ce.electricity.equivalent": (0.3, "kgce/kWh"),
    "ce.electricity.calorific": (0.12, "kgce/kWh"),
    "ce.heat": (0.12, "kgce/kWh"),
    "ce.natural_gas": (1.3, "kgce/Nm3"),
    "ce.coking_coal": (0.9, "kgce/kg"),
    "ce.coke": (1.0, "kgce/kg"),
    "ce.hydrogen": (4.0, "kgce/kg"),
}


def rule(id_: str, value: float, unit: str) -> Rule:
    return Rule(
        id=id_,
        zh=id_,
        en=id_,
        unit=unit,
        content=value,
        valid_from=date(2020, 1, 1),
        valid_to=None,
        source=Source(document="a test"),
        certainty=Certainty.INFERRED,
    )


@cache
def rules(*without: str) -> Rulebook:
    return Rulebook(tuple(rule(i, v, u) for i, (v, u) in FACTORS.items() if i not in without))


@cache
def park() -> ParkDocument:
    return park_of(
        buses=[
            bus("el"),
            bus("hot", "heat"),
            bus("gas", "natural_gas"),
            bus("h2", "hydrogen"),
            bus("coal", "coking_coal"),
            bus("coke", "coke"),
            bus("goods", "material"),
        ],
        boundary_points=[
            point("grid", "el"),
            point("line", "el", kind="direct_line", direction="in"),
            point("pipe", "hot", kind="supply", direction="both"),
            point("gate", "gas", kind="supply", direction="both"),
            point("truck", "h2", kind="supply", direction="both"),
            point("rail", "coal", kind="supply", direction="in"),
            point("yard", "coke", kind="delivery", direction="out"),
        ],
        devices=[
            pv("sun", "el"),
            load("works", "el"),
            {
                "id": "boiler",
                "kind": "gas_boiler",
                "fuel_from": ["gas"],
                "heat_to": "hot",
                "capacity_kw": 100,
            },
            {
                "id": "cell",
                "kind": "electrolyser",
                "electricity_from": "el",
                "hydrogen_to": "h2",
                "capacity_kw": 100,
            },
            converter("oven", ("coal", "feedstock"), "coke"),
            converter("cracker", ("gas", "feedstock"), "goods"),
        ],
    )


def converter(id_: str, taken: tuple[str, str], given_to: str) -> dict[str, Any]:
    return {
        "id": id_,
        "kind": "converter",
        "inputs": [{"bus": taken[0], "per_output": 1, "use": taken[1]}],
        "outputs": [{"bus": given_to}],
        "rated_output_per_h": 1,
    }


def counted(rows: dict[str, float], *without: str, feedstock: bool = False) -> EnergyConsumption:
    flows = flows_from({name: [amount] for name, amount in rows.items()})
    book = rules(*without)
    return consumption_tce(flows, park=park(), rulebook=book, count_feedstock=feedstock)


def test_electricity_is_counted_where_it_enters_or_is_made_at_the_equivalent_value() -> None:
    # 1000 + 200 + 500 - 100 = 1600 kWh x 0.3 = 480 kgce; calorific 1600 x 0.12 = 192
    got = counted(
        {"grid>el": 1000, "line>el": 200, "sun>el": 500, "el>grid": 100, "el>works": 1600}
    )
    assert got.total_tce == pytest.approx(0.48)
    assert got.calorific_total_tce == pytest.approx(0.192)
    assert [line.what for line in got.lines] == [
        "grid_import",
        "direct_line",
        "onsite.sun",
        "export",
    ]
    assert got.lines[3].flows == ("electricity:el>grid",)
    assert got.complete


def test_fuel_is_counted_once_and_not_again_as_the_heat_it_made() -> None:
    # 100 Nm3 x 1.3 = 130 kgce; the boiler's 900 kWh of heat is the same energy
    got = counted(
        {"natural_gas:gate>gas": 100, "natural_gas:gas>boiler": 100, "heat:boiler>hot": 900}
    )
    assert got.total_tce == pytest.approx(0.13)


def test_heat_counts_net() -> None:
    # (500 - 100) kWh x 0.12
    got = counted({"heat:pipe>hot": 500, "heat:hot>pipe": 100})
    assert got.total_tce == pytest.approx(0.048)


def test_hydrogen_made_here_is_not_counted_again_and_bought_hydrogen_is() -> None:
    # 520 kWh x 0.3 = 156 kgce; 0.5 t bought x 4000 kgce/t = 2000 kgce; sold: listed apart
    rows = {"grid>el": 520.0, "el>cell": 520, "hydrogen:cell>h2": 0.01}
    assert counted(rows).total_tce == pytest.approx(0.156)
    more = counted(rows | {"hydrogen:truck>h2": 0.5, "hydrogen:h2>truck": 0.2})
    assert more.total_tce == pytest.approx(2.156)
    assert [(line.what, line.activity) for line in more.apart] == [("delivered", -0.2)]


def test_feedstock_of_a_product_is_apart_and_counted_only_when_asked() -> None:
    rows = {"natural_gas:gate>gas": 100.0, "natural_gas:gas>cracker": 40}
    got = counted(rows)
    assert got.total_tce == pytest.approx(0.078)  # 60 x 1.3
    assert [(line.what, line.tce) for line in got.apart] == [("feedstock", pytest.approx(0.052))]
    assert not got.feedstock_counted
    assert counted(rows, feedstock=True).total_tce == pytest.approx(0.13)


def test_fuel_made_from_fuel_is_no_feedstock_and_counts_net_of_what_is_sold() -> None:
    # 10 t of coking coal x 900 - 7 t of coke sold x 1000 = 2000 kgce stayed here
    got = counted(
        {"coking_coal:rail>coal": 10, "coking_coal:coal>oven": 10, "coke:oven>coke": 7}
        | {"coke:coke>yard": 7}
    )
    assert got.total_tce == pytest.approx(2.0)
    assert got.apart == ()


def test_a_carrier_without_a_factor_is_missing_with_its_remedy_and_never_zero() -> None:
    got = counted({"grid>el": 1000, "hydrogen:truck>h2": 0.5}, "ce.hydrogen")
    assert got.total_tce == pytest.approx(0.3)
    assert not got.complete
    (missing,) = got.missing
    assert "ce.hydrogen" in str(missing)
    assert "supply" in str(missing)


def test_a_product_sold_without_a_factor_leaves_the_total_complete() -> None:
    # 1,000 kWh x 0.3; the hydrogen made of it is a product and in no total
    got = counted({"grid>el": 1000, "hydrogen:h2>truck": 0.02}, "ce.hydrogen")
    assert got.total_tce == pytest.approx(0.3)
    assert got.complete
    assert got.apart == ()


def test_a_total_with_gaps_says_so() -> None:
    flows = flows_from({"grid>el": [1000.0, math.nan]})
    got = consumption_tce(flows, park=park(), rulebook=rules())
    assert got.lines[0].missing_steps == 1
    assert got.total_tce == pytest.approx(0.3)
    assert not got.complete


def test_a_total_from_generated_readings_says_so() -> None:
    flows = flows_from({"grid>el": [1000.0], "sun>el": [10.0]})
    flows.quality[1, 0] |= np.uint8(Quality.GENERATED)
    assert consumption_tce(flows, park=park(), rulebook=rules()).quality == Quality.GENERATED


def test_curtailed_sun_is_no_consumption() -> None:
    assert counted({"sun>el": 10, "sun>curtailed": 90}).total_tce == pytest.approx(0.003)


amount = st.floats(0, 1e6)


@settings(max_examples=40, deadline=None)
@given(amount, amount, amount, amount, amount)
def test_the_total_is_the_energy_that_entered_whatever_happened_inside(
    grid: float, sun: float, gas: float, used: float, heat: float
) -> None:
    outside = {"grid>el": grid, "sun>el": sun, "natural_gas:gate>gas": gas}
    inside = {"el>works": used, "heat:boiler>hot": heat, "natural_gas:gas>boiler": used}
    expected = (0.3 * (grid + sun) + 1.3 * gas) / 1000
    assert counted(outside | inside).total_tce == pytest.approx(expected, rel=1e-12)
    assert counted(outside).total_tce == pytest.approx(expected, rel=1e-12)
