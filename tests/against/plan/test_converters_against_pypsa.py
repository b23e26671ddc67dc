"""Converters between markets at random prices: what they earn, here and as links of PyPSA.

Each device is an island of its own in one network, written there from the meaning of its
document: what it takes costs the loss on the way, and a link's power is what enters it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pypsa
import pytest
from numpy.typing import NDArray

from plan_markets import CARRIERS, cut, market, traded, year
from plan_parks import choice, hours
from pypsa_network import fresh, optimum
from zeropark.basis.park.place import Site
from zeropark.future.simulation.operation.network import LOSS_SHARE
from zeropark.future.simulation.weather.weather import weather_at

STEPS = 24
ANY = 1e7
"""More than any gate lets through."""
Array = NDArray[np.float64]
USUAL: Mapping[str, float] = {
    "power": 0.4,
    "hot": 0.02,
    "warm": 0.1,
    "steam": 110.0,
    "steam-low": 100.0,
    "gas": 3.0,
    "oil": 3500.0,
    "coal": 700.0,
    "hydrogen": 20_000.0,
    "ammonia": 4100.0,
    "methanol": 4300.0,
    "oxygen": 0.05,
    "nitrogen": 0.1,
    "co2": 170.0,
    "water": 3.0,
}
GAS, OIL, COAL = 38.9 / 3.6, 42_700 / 3.6, 21_000 / 3.6
HYDROGEN = 120_000 / 3.6
"""Lower heating values, kWh per Nm3 or t."""


def lost(bus: str) -> float:
    return 1.0 + LOSS_SHARE.get(CARRIERS[bus], 0.0)


@dataclass
class Island:
    """One device of the network, with a bus and a market for each of its own."""

    parts: Parts
    name: str
    chance: np.random.Generator
    bought: dict[str, Array] = field(default_factory=dict)
    sold: dict[str, Array] = field(default_factory=dict)

    def at(self, part: str) -> str:
        return f"{self.name} {part}"

    def price(self, bus: str) -> Array:
        return USUAL[bus] * self.chance.uniform(0.4, 1.6, STEPS)

    def buys(self, *buses: str) -> None:
        for bus in buses:
            self.bought[bus] = self.price(bus)
            self.source(f"{bus} in", bus, marginal_cost=self.bought[bus], p_nom=ANY)

    def sells(self, *buses: str) -> None:
        for bus in buses:
            self.sold[bus] = self.price(bus)
            self.source(f"{bus} out", bus, marginal_cost=-self.sold[bus], p_nom=ANY, sign=-1.0)

    def source(self, part: str, bus: str, **more: Any) -> None:
        self.parts.add("Generator", self.at(part), bus=self.parts.bus(self.at(bus)), **more)

    def store(self, part: str, bus: str, **more: Any) -> None:
        self.parts.add("Store", self.at(part), bus=self.parts.bus(self.at(bus)), **more)

    def link(self, part: str, main: str, ends: Mapping[str, Any], **more: Any) -> None:
        """From a bus to others: so much at each per unit that enters, negative where it enters."""
        placed: dict[str, Any] = {"bus0": self.parts.bus(self.at(main))}
        for number, (bus, ratio) in enumerate(ends.items(), start=1):
            placed[f"bus{number}"] = self.parts.bus(self.at(bus))
            placed["efficiency" if number == 1 else f"efficiency{number}"] = ratio
        self.parts.add("Link", self.at(part), **placed, **more)

    def cost(self, network: pypsa.Network) -> float:
        """What flows through its markets costs, and what is built."""
        prices = network.get_switchable_as_dense("Generator", "marginal_cost")
        mine = [at for at in network.generators.index if at.startswith(self.at(""))]
        links = network.links
        built = links[links.index.str.startswith(self.at(""))]
        made = network.generators_t.p[mine] * prices[mine]
        return float(made.sum().sum() + (built.p_nom_opt * built.capital_cost).sum())


@dataclass
class Parts:
    """What a network is made of, put into it at once: PyPSA takes its time over each."""

    buses: dict[str, None] = field(default_factory=dict)
    others: dict[tuple[str, ...], dict[str, dict[str, Any]]] = field(default_factory=dict)

    def bus(self, name: str) -> str:
        self.buses[name] = None
        return name

    def add(self, kind: str, name: str, **more: Any) -> None:
        self.others.setdefault((kind, *sorted(more)), {})[name] = more

    def network(self) -> pypsa.Network:
        network = fresh(STEPS)
        network.add("Bus", list(self.buses))
        for (kind, *fields), parts in self.others.items():
            columns = {at: [part[at] for part in parts.values()] for at in fields}
            for at, column in columns.items():
                if any(isinstance(each, np.ndarray) for each in column):
                    series = [np.broadcast_to(each, STEPS) for each in column]
                    columns[at] = pd.DataFrame(
                        np.stack(series, axis=1), index=network.snapshots, columns=list(parts)
                    )
            network.add(kind, list(parts), **columns)
        return network


@dataclass(frozen=True)
class Here:
    """The same device as a document, with what may be chosen of it."""

    device: Mapping[str, Any]
    sizes: Mapping[str, Any] = field(default_factory=dict)


Pair = Callable[[Island], Here]


def sized(island: Island, *, most: float, usual: float, scale: float = 1.0) -> tuple[Any, Any]:
    """A size to be chosen, here; and there, where a link counts `scale` per unit of it."""
    cost = usual * float(island.chance.uniform(0.2, 1.5))
    there = {"p_nom_extendable": True, "p_nom_max": most * scale, "capital_cost": cost / scale}
    return choice(most, cost), there


def electrolyser(island: Island) -> Here:
    island.buys("power", "water")
    island.sells("hydrogen", "oxygen", "warm")
    per_kwh = 1.0 / (52_000 * lost("power"))
    size, there = sized(island, most=9000.0, usual=1.0, scale=lost("power"))
    ends = {"hydrogen": 1.0, "oxygen": 5560, "warm": 0.6 * (52_000 - HYDROGEN), "water": -11.0}
    island.link("d", "power", {bus: ratio * per_kwh for bus, ratio in ends.items()}, **there)
    device = {
        "kind": "electrolyser",
        "electricity_from": "power",
        "hydrogen_to": "hydrogen",
        "oxygen_to": "oxygen",
        "heat_to": "warm",
        "water_from": "water",
        "capacity_kw": 1000,
    }
    return Here(device, {"capacity_kw": size})


def fuel_cell(island: Island) -> Here:
    island.buys("hydrogen")
    island.sells("power", "warm")
    size, there = sized(island, most=900.0, usual=0.3, scale=2.0 / HYDROGEN)
    island.link("d", "hydrogen", {"power": 0.5 * HYDROGEN, "warm": 0.35 * HYDROGEN}, **there)
    device = {
        "kind": "fuel_cell",
        "hydrogen_from": "hydrogen",
        "electricity_to": "power",
        "heat_to": "warm",
        "capacity_kw": 100,
    }
    return Here(device, {"capacity_kw": size})


def ammonia(island: Island, *, on_off: bool = False) -> Here:
    """18 % an hour; at rest and back at once, where that is allowed."""
    island.buys("hydrogen", "power", "nitrogen")
    island.sells("ammonia")
    size, there = sized(island, most=20.0, usual=3000.0, scale=0.18)
    if on_off:
        there = {"p_nom": 10 * 0.18, "committable": True}
        there |= {"ramp_limit_start_up": 0.3, "ramp_limit_shut_down": 0.3}
    ends = {"ammonia": 1.0, "power": -650 * lost("power"), "nitrogen": -658.0}
    island.link(
        "d",
        "hydrogen",
        {bus: ratio / 0.18 for bus, ratio in ends.items()},
        p_min_pu=0.3,
        ramp_limit_up=0.18,
        ramp_limit_down=0.18,
        **there,
    )
    device = {
        "kind": "ammonia_synthesis",
        "hydrogen_from": "hydrogen",
        "electricity_from": "power",
        "nitrogen_from": "nitrogen",
        "ammonia_to": "ammonia",
        "capacity_t_per_h": 10,
        "ramp_share_per_min": 0.003,
    }
    return Here(device, {} if on_off else {"capacity_t_per_h": size})


def methanol(island: Island) -> Here:
    island.buys("hydrogen", "power", "co2")
    island.sells("methanol")
    ends = {"methanol": 1.0, "power": -500 * lost("power"), "co2": -1.42}
    island.link(
        "d",
        "hydrogen",
        {bus: ratio / 0.195 for bus, ratio in ends.items()},
        p_nom=5 * 0.195,
        p_min_pu=0.3,
        ramp_limit_up=0.6,
        ramp_limit_down=0.6,
    )
    return Here(
        {
            "kind": "methanol_synthesis",
            "hydrogen_from": "hydrogen",
            "electricity_from": "power",
            "co2_from": "co2",
            "methanol_to": "methanol",
            "capacity_t_per_h": 5,
        }
    )


def capture(island: Island) -> Here:
    island.buys("power", "steam")
    island.sells("co2")
    size, there = sized(island, most=20.0, usual=300.0)
    steam = 2.8 / 3.6e-3 / 750 * lost("steam")
    island.source("room", "room", p_nom=ANY)
    ends = {"co2": 1.0, "power": -150 * lost("power"), "steam": -steam}
    island.link("d", "room", ends, **there)
    device = {
        "kind": "co2_capture",
        "treats": ["d"],
        "electricity_from": "power",
        "heat_from": "steam",
        "co2_to": "co2",
        "capacity_t_per_h": 5,
    }
    return Here(device, {"capacity_t_per_h": size})


def gas_boiler(island: Island, *, on_off: bool = False) -> Here:
    """Two fuels, of which it burns the cheaper."""
    island.buys("gas", "oil")
    island.sells("steam")
    island.link("gas fire", "gas", {"fire": GAS}, p_nom=ANY)
    island.link("oil fire", "oil", {"fire": OIL}, p_nom=ANY)
    size, there = sized(island, most=900.0, usual=0.5, scale=1 / 0.92)
    if on_off:
        there = {"p_nom": 500 / 0.92, "committable": True, "p_min_pu": 0.2}
    island.link("d", "fire", {"steam": 0.92 / 750}, **there)
    device = {
        "kind": "gas_boiler",
        "fuel_from": ["gas", "oil"],
        "heat_to": "steam",
        "capacity_kw": 500,
    }
    return Here(device, {} if on_off else {"capacity_kw": size})


def electric_boiler(island: Island, *, on_off: bool = False) -> Here:
    """Negative prices now and then: worth its lowest load, told on and off, to get at."""
    island.buys("power")
    island.sells("warm")
    size, there = sized(island, most=900.0, usual=0.3, scale=lost("power"))
    if on_off:
        there = {"p_nom": 500 * lost("power"), "committable": True, "p_min_pu": 0.6}
    island.link("d", "power", {"warm": 0.98 / lost("power")}, **there)
    device = {
        "kind": "electric_boiler",
        "electricity_from": "power",
        "heat_to": "warm",
        "capacity_kw": 500,
        "min_load_share": 0.6,
    }
    return Here(device, {} if on_off else {"capacity_kw": size})


def heat_pump(island: Island) -> Here:
    """Of the air: as good as the weather lets it be."""
    island.buys("power")
    island.sells("warm")
    device = {
        "kind": "heat_pump",
        "electricity_from": "power",
        "heat_to": "warm",
        "capacity_kw": 500,
    }
    air = weather_at(_site(device), year(), seed=1).temperature_c
    cop = 3.5 * (1 + 0.02 * (air - air.mean()))
    power = cut(1 / cop, hours(STEPS)).mean(axis=1) * lost("power")
    island.source("air", "air", p_nom=ANY)
    size, there = sized(island, most=900.0, usual=0.2)
    island.link("d", "air", {"warm": 1.0, "power": -power}, **there)
    return Here(device, {"capacity_kw": size})


def pump_of_waste_heat(island: Island) -> Here:
    island.buys("power", "hot")
    island.sells("warm")
    taken = {"power": -lost("power") / 5.0, "hot": -0.8 * lost("hot")}
    island.source("room", "room", p_nom=ANY)
    island.link("d", "room", {"warm": 1.0} | taken, p_nom=500.0)
    return Here(
        {
            "kind": "heat_pump",
            "electricity_from": "power",
            "source_from": "hot",
            "heat_to": "warm",
            "capacity_kw": 500,
            "cop": 5,
        }
    )


def waste_heat_recovery(island: Island) -> Here:
    island.buys("power", "hot")
    island.sells("steam")
    size, there = sized(island, most=900.0, usual=0.5, scale=lost("hot"))
    ends = {"steam": 0.85 / 800, "power": -0.01 * lost("power")}
    island.link("d", "hot", {bus: ratio / lost("hot") for bus, ratio in ends.items()}, **there)
    device = {
        "kind": "waste_heat_recovery",
        "heat_from": "hot",
        "heat_to": "steam",
        "electricity_from": "power",
        "capacity_kw": 500,
    }
    return Here(device, {"capacity_kw": size})


def back_pressure_turbine(island: Island) -> Here:
    island.buys("steam")
    island.sells("steam-low", "power")
    size, there = sized(island, most=900.0, usual=1.0, scale=lost("steam") / 80)
    ends = {"power": 80 / lost("steam"), "steam-low": 1 / lost("steam")}
    island.link("d", "steam", ends, **there)
    device = {
        "kind": "back_pressure_turbine",
        "steam_from": "steam",
        "steam_to": "steam-low",
        "electricity_to": "power",
        "capacity_kw": 500,
    }
    return Here(device, {"capacity_kw": size})


def coal_unit(island: Island) -> Here:
    """Never below its deep minimum; heat by fuel of its own, at 0.2 kWh of power a kWh."""
    island.buys("coal")
    island.sells("power", "warm")
    size, there = sized(island, most=2000.0, usual=0.2, scale=1 / (0.4 * COAL))
    island.link("d", "coal", {"power": 0.4 * COAL}, p_min_pu=0.3, **there)
    heat = 0.4 * COAL / 0.2
    island.link("heat", "coal", {"warm": heat}, p_nom=400 / heat)
    device = {
        "kind": "coal_unit",
        "fuel_from": ["coal"],
        "electricity_to": "power",
        "heat_to": ["warm"],
        "capacity_kw": 1000,
        "heat_capacity_kw": 400,
    }
    return Here(device, {"capacity_kw": size})


def csp(island: Island) -> Here:
    """Field, salt and block; what a block may change in an hour is more than it has."""
    island.sells("power")
    device = {
        "kind": "csp",
        "electricity_to": "power",
        "capacity_kw": 100,
        "field_kw": 1000,
        "store_kwh": 900,
        "store_loss_share_per_day": 0.02,
    }
    weather = weather_at(_site(device), year(), seed=1)
    sun = np.where(weather.sun.zenith_deg < 80, np.minimum(weather.dni / 850, 1.1), 0.0)
    share = cut(sun, hours(STEPS)).mean(axis=1)
    island.source("field", "salt", p_nom=1000.0, p_max_pu=share)
    island.store("salt", "salt", e_nom=900.0, e_cyclic=True, standing_loss=1 - 0.98 ** (1 / 24))
    size, there = sized(island, most=400.0, usual=0.5, scale=1 / 0.42)
    island.link("d", "salt", {"power": 0.42}, **there)
    return Here(device, {"capacity_kw": size})


def reactor(island: Island) -> Here:
    """Heat for a turbine to be sized and for a buyer; it cools away its lowest load at most."""
    island.sells("power", "steam")
    ramp = {"ramp_limit_up": 0.12, "ramp_limit_down": 0.12}
    island.source("made", "salt", p_nom=1000.0, p_min_pu=0.3, **ramp)
    island.source("cooled", "salt", p_nom=300.0, sign=-1.0)
    size, there = sized(island, most=400.0, usual=2.0, scale=1 / 0.42)
    island.link("d", "salt", {"power": 0.42}, **there)
    island.link("heat", "salt", {"steam": 1 / 750}, p_nom=ANY)
    device = {
        "kind": "molten_salt_reactor",
        "electricity_to": "power",
        "heat_to": "steam",
        "thermal_kw": 1000,
        "capacity_kw": 100,
        "ramp_share_per_min": 0.002,
        "availability": 1.0,
    }
    return Here(device, {"capacity_kw": size})


ISLANDS: Mapping[str, Pair] = {
    "electrolyser": electrolyser,
    "fuel cell": fuel_cell,
    "ammonia": ammonia,
    "methanol": methanol,
    "capture": capture,
    "gas boiler": gas_boiler,
    "electric boiler": electric_boiler,
    "heat pump": heat_pump,
    "pump of waste heat": pump_of_waste_heat,
    "waste heat": waste_heat_recovery,
    "turbine": back_pressure_turbine,
    "coal": coal_unit,
    "csp": csp,
    "reactor": reactor,
    "told ammonia": partial(ammonia, on_off=True),
    "told gas boiler": partial(gas_boiler, on_off=True),
    "told electric boiler": partial(electric_boiler, on_off=True),
}
"""Those that are told are on or off, in whole numbers."""


def _site(device: Mapping[str, Any]) -> Site:
    return market(device).sites[0]


# PyPSA's own way with a ramp's limits is of an older pandas.
@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")
def test_every_converter_earns_what_it_earns_in_pypsa() -> None:
    chance, parts = np.random.default_rng(7), Parts()
    islands = {name: Island(parts, name, chance) for name in ISLANDS}
    devices = {name: pair(islands[name]) for name, pair in ISLANDS.items()}
    network = parts.network()
    optimum(network)
    here = {
        name: traded(
            devices[name].device,
            steps=STEPS,
            bought={bus: price.tolist() for bus, price in island.bought.items()},
            sold={bus: price.tolist() for bus, price in island.sold.items()},
            choices=devices[name].sizes,
            on_off="told" in name,
        ).objective
        for name, island in islands.items()
    }
    there = {name: island.cost(network) for name, island in islands.items()}
    assert here == pytest.approx(there, rel=1e-6, abs=1e-5)
    assert sum(earned < -1.0 for earned in there.values()) > len(there) / 2
