from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_parks import bus, flows_from, park_of, tiny
from sample_year import CALORIFIC, GAS_COAL
from zeropark.review.presentation.figures.overview import overview_figure, stage_words, stages
from zeropark.review.presentation.figures.sankey import Sankey
from zeropark.review.presentation.results import Results

WORTH = {"electricity": CALORIFIC, "natural_gas": GAS_COAL}
GAS_KWH = 1.33 / 0.1229  # kgce/Nm3 over kgce/kWh: 10.822 kWh of calorific value per Nm3


def results(quantities: dict[str, float]) -> Results:
    of = flows_from({name: [amount] for name, amount in quantities.items()})
    return Results(park=tiny(), flows=of, coal_equivalents=WORTH)


def streams(found: Sankey) -> dict[tuple[str, str], float]:
    return {(each.source, each.sink): each.energy_kwh for each in found.streams}


def test_a_park_worked_by_hand() -> None:
    # The boiler takes 100 Nm3 = 1,082.2 kWh and gives 800 kWh of heat; the rest, 282.2 kWh, is the
    # use of its owner, the park. The mill takes 400 kWh of power and 700 of heat; 100 kWh of heat
    # are lost. The battery takes 30 and gives 10: 20 net. 500 + 60 in: 400 + 50 + 20 + 90 out.
    found = streams(
        stages(
            results(
                {
                    "grid>bus-10kv": 500,
                    "roof-pv>bus-10kv": 60,
                    "bus-10kv>mill-line": 400,
                    "bus-10kv>shop-load": 50,
                    "bus-10kv>cells": 30,
                    "cells>bus-10kv": 10,
                    "bus-10kv>grid": 90,
                    "natural_gas:gas-gate>gas-net": 100,
                    "natural_gas:gas-net>boiler": 100,
                    "heat:boiler>hot-water": 800,
                    "heat:hot-water>mill-line": 700,
                    "heat:hot-water>losses": 100,
                    "roof-pv>curtailed": 5,
                }
            )
        )
    )
    assert found == pytest.approx(
        {
            ("grid", "electricity"): 500,
            ("solar", "electricity"): 60,
            ("electricity", "owner:mill"): 400,
            ("electricity", "owner:shop"): 50,
            ("electricity", "store"): 20,
            ("electricity", "export"): 90,
            ("from:natural_gas", "fuel"): 100 * GAS_KWH,
            ("fuel", "heat"): 800,
            ("fuel", "park"): 100 * GAS_KWH - 800,
            ("heat", "owner:mill"): 700,
            ("heat", "losses"): 100,
            ("solar", "curtailed"): 5,
        }
    )


def test_what_a_device_gives_beyond_what_it_took_comes_from_elsewhere() -> None:
    # 10 Nm3 are 108.2 kWh; 150 kWh of heat came out, so 41.8 kWh came from somewhere else.
    found = streams(
        stages(results({"natural_gas:gas-net>boiler": 10, "heat:boiler>hot-water": 150}))
    )
    assert found == pytest.approx(
        {("fuel", "heat"): 10 * GAS_KWH, ("other", "heat"): 150 - 10 * GAS_KWH}
    )


def test_a_store_that_gave_more_than_it_took_stands_among_the_sources() -> None:
    found = streams(stages(results({"bus-10kv>cells": 10, "cells>bus-10kv": 30})))
    assert found == {("store", "electricity"): 20}


def test_what_drives_a_hydrogen_stores_compressors_is_use_of_its_owner() -> None:
    park = park_of(
        buses=[bus("yard"), bus("net", "hydrogen")],
        devices=[
            {
                "id": "tanks",
                "kind": "hydrogen_store",
                "hydrogen_at": "net",
                "electricity_from": "yard",
                "capacity_t": 5,
                "charge_t_per_h": 1,
                "discharge_t_per_h": 1,
            }
        ],
    )
    of = flows_from({"yard>tanks": [7.0], "hydrogen:net>tanks": [2.0]})
    worth = {"electricity": CALORIFIC, "hydrogen": GAS_COAL}
    found = streams(stages(Results(park=park, flows=of, coal_equivalents=worth)))
    # 2 t of hydrogen stay in the tanks: 2 x 10.822 by the figure that stands in for hydrogen's
    assert found == pytest.approx(
        {("electricity", "park"): 7.0, ("hydrogen_family", "store"): 2 * GAS_KWH}
    )


def test_an_enterprise_is_called_by_its_name_and_a_kind_of_energy_can_be_chosen() -> None:
    page = results({"grid>bus-10kv": 500, "bus-10kv>mill-line": 500})
    assert stage_words(page.park, "owner:mill").en == "Rolling mill"
    series = overview_figure(page).option["series"]
    assert isinstance(series, list)
    chosen = {node["name"]: node.get("choose") for node in series[0]["data"]}
    assert chosen == {"grid": None, "electricity": {"carrier": "electricity"}, "owner:mill": None}


amounts = st.floats(0, 1e6, allow_subnormal=False)


@given(amounts, amounts, amounts, amounts)
def test_kinds_of_energy_close_where_their_buses_do(
    power: float, gas: float, heat: float, lost: float
) -> None:
    heat_kwh = gas * GAS_KWH * heat / 1e6  # no more than the gas holds
    lost_kwh = heat_kwh * lost / 1e6
    found = stages(
        results(
            {
                "grid>bus-10kv": power,
                "bus-10kv>mill-line": power,
                "natural_gas:gas-gate>gas-net": gas,
                "natural_gas:gas-net>boiler": gas,
                "heat:boiler>hot-water": heat_kwh,
                "heat:hot-water>mill-line": heat_kwh - lost_kwh,
                "heat:hot-water>losses": lost_kwh,
            }
        )
    )
    net: dict[str, float] = defaultdict(float)
    for each in found.streams:
        net[each.sink] += each.energy_kwh
        net[each.source] -= each.energy_kwh
    for kind in ("electricity", "fuel", "heat"):
        assert net[kind] == pytest.approx(0, abs=1e-6 * (1 + power + gas * GAS_KWH))
