"""What PyPSA has no component for, against oemof.solph: CHP by extraction, and a solar thermal
plant of field, salt, heater and turbine.

What devices draw costs the loss on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyomo.environ as po
import pytest
from numpy.typing import NDArray
from oemof import solph

from ledger_parks import bus, park_of
from plan_parks import drafted, hours, solve
from zeropark.future.plan.site.conditions import conditions_of
from zeropark.future.simulation.devices.csp import field_share
from zeropark.future.simulation.operation.network import LOSS_SHARE
from zeropark.future.simulation.substances import HEATING_VALUE_KWH

STEPS = 48
AXIS = hours(STEPS)
LOST, COOLED = 1.0 + LOSS_SHARE["electricity"], 1.0 + LOSS_SHARE["heat"]
Array = NDArray[np.float64]
GRID = {"id": "grid", "bus": "main", "kind": "public_grid", "direction": "both"}


@dataclass(frozen=True)
class System:
    """A system of oemof's being written."""

    system: solph.EnergySystem

    @classmethod
    def empty(cls) -> System:
        index = pd.date_range("2025-06-01", periods=STEPS + 1, freq="h")
        return cls(solph.EnergySystem(timeindex=index, infer_last_interval=False))

    def bus(self, name: str) -> solph.Bus:
        made = solph.Bus(label=name)
        self.system.add(made)
        return made

    def source(self, name: str, at: solph.Bus, **flow: Any) -> None:
        self.system.add(solph.components.Source(label=name, outputs={at: solph.Flow(**flow)}))

    def sink(self, name: str, at: solph.Bus, **flow: Any) -> None:
        self.system.add(solph.components.Sink(label=name, inputs={at: solph.Flow(**flow)}))

    def optimum(self) -> float:
        model = solph.Model(self.system)
        po.SolverFactory("highs").solve(model)
        return float(model.objective())


def wave(chance: np.random.Generator, mean: float, spread: float) -> Array:
    return mean * (1.0 + spread * chance.uniform(-1.0, 1.0, STEPS))


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("thermal", "heat_kw"), [(0.45, 550.0), (0.25, 900.0)])
def test_power_and_heat_of_one_unit_cost_what_oemof_says(
    seed: int, thermal: float, heat_kw: float
) -> None:
    """With 0.25 of the gas as heat at most, what back pressure makes of power binds."""
    chance = np.random.default_rng(seed)
    power, heat = wave(chance, 900.0, 0.4), wave(chance, 450.0, 0.5)
    dear, pipe = wave(chance, 0.55, 0.5), wave(chance, 0.14, 0.5)
    gas_cny_per_kwh = float(chance.uniform(0.1, 0.25))
    condensing, loss = 0.4, 0.2
    back_pressure = condensing - loss * thermal

    there = System.empty()
    gas, main, warm = (there.bus(name) for name in ("gas", "main", "warm"))
    there.source("gas gate", gas, variable_costs=gas_cny_per_kwh)
    there.source("grid in", main, variable_costs=dear)
    there.sink("grid out", main, variable_costs=-0.5 * dear)
    there.source("pipe", warm, variable_costs=pipe)
    there.sink("let go", warm)
    there.sink("power use", main, nominal_capacity=1.0, fix=power * LOST)
    there.sink("heat use", warm, nominal_capacity=1.0, fix=heat * COOLED)
    there.system.add(
        solph.components.ExtractionTurbineCHP(
            label="unit",
            inputs={gas: solph.Flow()},
            outputs={
                main: solph.Flow(nominal_capacity=1000.0, minimum=0.4),
                warm: solph.Flow(nominal_capacity=heat_kw),
            },
            conversion_factors={main: back_pressure, warm: thermal},
            conversion_factor_full_condensation={main: condensing},
        )
    )

    unit = {
        "id": "unit",
        "kind": "coal_unit",
        "fuel_from": ["gas"],
        "electricity_to": "main",
        "heat_to": ["warm"],
        "capacity_kw": 1000,
        "heat_capacity_kw": heat_kw,
        "min_load_share": 0.4,
        "deep_min_load_share": 0.4,
        "electric_efficiency": condensing,
        "heat_to_power_loss": loss,
        "power_to_heat_min": back_pressure / thermal,
    }
    park = park_of(
        buses=[bus("main"), bus("warm", "heat"), bus("gas", "natural_gas")],
        boundary_points=[
            GRID,
            {"id": "pipe", "bus": "warm", "kind": "supply", "direction": "in"},
            {"id": "gate", "bus": "gas", "kind": "supply", "direction": "in"},
        ],
        devices=[
            unit,
            {"id": "power", "kind": "load", "takes_from": "main", "rated_kw": 2000},
            {"id": "heat", "kind": "load", "takes_from": "warm", "rated_kw": 2000},
        ],
    )
    here = drafted(park, axis=AXIS, load={"power": power, "heat": heat})
    prices = {
        "grid>main": dear,
        "main>grid": -0.5 * dear,
        "pipe>warm": pipe,
        "gate>gas": gas_cny_per_kwh * HEATING_VALUE_KWH["natural_gas"],
    }
    assert solve(here, prices).objective == pytest.approx(there.optimum(), rel=1e-6)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_solar_thermal_plant_costs_what_oemof_says(seed: int) -> None:
    chance = np.random.default_rng(seed)
    power, dear = wave(chance, 900.0, 0.4), wave(chance, 0.4, 1.0)
    made, fades = float(chance.uniform(0.35, 0.45)), float(chance.uniform(0.0, 0.1))
    plant = {
        "id": "plant",
        "kind": "csp",
        "electricity_to": "main",
        "electricity_from": "main",
        "capacity_kw": 800,
        "field_kw": 4000,
        "store_kwh": 6000,
        "heater_kw": 700,
        "turbine_efficiency": made,
        "store_loss_share_per_day": fades,
        "ramp_share_per_min": 1,
    }
    use = {"id": "power", "kind": "load", "takes_from": "main", "rated_kw": 2000}
    park = park_of(buses=[bus("main")], boundary_points=[GRID], devices=[plant, use])
    around = conditions_of(park, AXIS, seed=1).around(park.device_by_id["plant"])
    share = around.averaged(field_share(around.surroundings))

    there = System.empty()
    main, salt = there.bus("main"), there.bus("salt")
    there.source("grid in", main, variable_costs=dear)
    there.sink("grid out", main, variable_costs=-0.8 * dear)
    there.sink("power use", main, nominal_capacity=1.0, fix=power * LOST)
    there.source("field", salt, nominal_capacity=4000.0, maximum=share)
    there.system.add(
        solph.components.Converter(
            label="turbine",
            inputs={salt: solph.Flow()},
            outputs={main: solph.Flow(nominal_capacity=800.0)},
            conversion_factors={main: made},
        ),
        solph.components.Converter(
            label="heater",
            inputs={main: solph.Flow()},
            outputs={salt: solph.Flow(nominal_capacity=700.0)},
            conversion_factors={salt: 1.0 / LOST},
        ),
        solph.components.GenericStorage(
            label="tanks",
            nominal_capacity=6000.0,
            inputs={salt: solph.Flow()},
            outputs={salt: solph.Flow()},
            loss_rate=1.0 - (1.0 - fades) ** (1.0 / 24.0),
        ),
    )

    here = drafted(park, axis=AXIS, load={"power": power})
    found = solve(here, {"grid>main": dear, "main>grid": -0.8 * dear})
    assert found.objective == pytest.approx(there.optimum(), rel=1e-6)
