"""Random small parks of sources, stores, lines and gates: what they cost, here and in PyPSA.

Each park is an island of its own in one network of PyPSA, and is written there from the meaning
of its document: what devices draw costs the loss on the way, a store holds what lies between its
bounds, a battery loses the square root of its round trip each way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from math import sqrt
from typing import Any

import linopy
import numpy as np
import pypsa
import pytest
from numpy.typing import NDArray

from ledger_parks import axis_of, bus, park_of
from plan_parks import choice, drafted, solve
from pypsa_network import fresh, optimum, weighed
from zeropark.basis.park.document import ParkDocument
from zeropark.future.plan.site.park_draft import Choice
from zeropark.future.simulation.operation.network import LOSS_SHARE
from zeropark.future.simulation.storing import START_SHARE

STEPS = 48
LOST = 1.0 + LOSS_SHARE["electricity"]
COOLED = 1.0 + LOSS_SHARE["heat"]
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Here:
    """A park as a document with its prices and series; powers in kW."""

    park: ParkDocument
    prices: Mapping[str, Array]
    load_kw: Mapping[str, Array]
    choices: Mapping[tuple[str, str], Choice] = field(default_factory=dict)
    share: Mapping[str, Array] = field(default_factory=dict)
    free_end: bool = False

    def cost(self, minutes: int) -> float:
        hours = minutes / 60.0
        draft = drafted(
            self.park,
            axis=axis_of(STEPS, minutes=minutes),
            choices=self.choices,
            availability=self.share,
            load={at: power * hours for at, power in self.load_kw.items()},
            stores_end="free" if self.free_end else "cyclic",
        )
        return solve(draft, self.prices).objective


@dataclass(frozen=True)
class There:
    """An island of the network, whose parts bear its name."""

    network: pypsa.Network
    name: str
    rules: list[Callable[[linopy.Model], None]]

    def at(self, part: str) -> str:
        return f"{self.name} {part}"

    def add(self, kind: str, part: str, **more: Any) -> None:
        for end in ("bus", "bus0", "bus1", "bus2"):
            if end in more:
                more[end] = self.at(more[end])
        self.network.add(kind, self.at(part), **more)

    def gate(self, part: str, at: str, *, price: Array, most: float, out: bool = False) -> None:
        more = {"p_nom": most, "marginal_cost": price, "sign": -1.0 if out else 1.0}
        self.add("Generator", part, bus=at, **more)

    def tie(self, sizes: Mapping[tuple[str, str], float], *, equal: bool) -> None:
        """A sum over sizes is nothing, or not negative; by kind and part."""
        self.rules.append(partial(_tie, island=self, sizes=sizes, equal=equal))

    def cost(self) -> float:
        """What is built here, and what passes gates: nothing else costs anything."""
        network = self.network
        total = 0.0
        for static, size in (
            (network.generators, "p_nom_opt"),
            (network.links, "p_nom_opt"),
            (network.stores, "e_nom_opt"),
        ):
            mine = static[static.index.str.startswith(self.at(""))]
            total += float((mine[size] * mine.capital_cost).sum())
        gates = network.generators.index[network.generators.index.str.startswith(self.at(""))]
        prices = network.get_switchable_as_dense("Generator", "marginal_cost")[gates]
        passed = network.generators_t.p[gates] * network.snapshot_weightings.objective.iloc[0]
        return total + float((passed * prices).to_numpy().sum())


def _tie(
    model: linopy.Model, *, island: There, sizes: Mapping[tuple[str, str], float], equal: bool
) -> None:
    total: Any = 0.0
    for (kind, part), weight in sizes.items():
        variable = model[f"{kind}-{'e' if kind == 'Store' else 'p'}_nom"]
        total = total + weighed(variable, {island.at(part): weight})
    model.add_constraints(total == 0.0 if equal else total >= 0.0)


Pair = Callable[[np.random.Generator, There], Here]


def wave(chance: np.random.Generator, mean: float, spread: float) -> Array:
    return mean * (1.0 + spread * chance.uniform(-1.0, 1.0, STEPS))


def grid(at: str = "main", **more: Any) -> dict[str, Any]:
    return {"id": f"{at}-grid", "bus": at, "kind": "public_grid", "direction": "both", **more}


def use(at: str = "main") -> dict[str, Any]:
    return {"id": f"{at}-use", "kind": "load", "takes_from": at, "rated_kw": 5000}


def sun_wind_and_a_gate(chance: np.random.Generator, island: There) -> Here:
    """A plant to be sized, one that is there, and a connection to be sized."""
    needed = wave(chance, 800.0, 0.4)
    sun, wind = chance.uniform(0.0, 1.0, (2, STEPS))
    dear, cheap = wave(chance, 0.6, 0.5), wave(chance, 0.2, 0.5)
    build, connect = float(chance.uniform(2.0, 8.0)), float(chance.uniform(0.5, 3.0))
    island.add("Bus", "main")
    island.add("Load", "use", bus="main", p_set=needed * LOST)
    sized = {"p_nom_extendable": True, "p_nom_max": 3000.0}
    island.add("Generator", "sun", bus="main", p_max_pu=sun, capital_cost=build, **sized)
    island.add("Generator", "wind", bus="main", p_max_pu=wind, p_nom=400.0)
    gate = {"bus": "main", "marginal_cost": dear, "capital_cost": connect}
    island.add("Generator", "in", **gate, **sized)
    island.add("Generator", "out", bus="main", marginal_cost=-cheap, sign=-1.0, **sized)
    island.tie({("Generator", "in"): 1.0, ("Generator", "out"): -1.0}, equal=True)
    park = park_of(
        buses=[bus("main")],
        boundary_points=[grid(capacity_kw=1000)],
        devices=[
            use(),
            {"id": "sun", "kind": "pv", "electricity_to": "main", "capacity_kw": 10},
            {
                "id": "wind",
                "kind": "wind",
                "electricity_to": "main",
                "capacity_kw": 400,
                "turbine_kw": 400,
            },
        ],
    )
    return Here(
        park,
        {"main-grid>main": dear, "main>main-grid": -cheap},
        {"main-use": needed},
        choices={
            ("sun", "capacity_kw"): choice(3000, build),
            ("main-grid", "capacity_kw"): choice(3000, connect),
        },
        share={"sun": sun, "wind": wind},
    )


def battery(chance: np.random.Generator, island: There, *, free_end: bool = False) -> Here:
    """Power and content to be sized, or given, beginning half full and ending as they like."""
    needed, dear = wave(chance, 500.0, 0.4), wave(chance, 0.5, 0.9)
    kept = float(chance.uniform(0.7, 0.95))
    low, high = float(chance.uniform(0.0, 0.2)), float(chance.uniform(0.8, 1.0))
    fades = float(chance.uniform(0.0, 0.05))
    kw_cost, kwh_cost = float(chance.uniform(0.1, 0.4)), float(chance.uniform(0.02, 0.2))
    one_way, usable = sqrt(kept), high - low
    island.add("Bus", "main")
    island.add("Bus", "cells")
    island.add("Load", "use", bus="main", p_set=needed * LOST)
    island.gate("in", "main", price=dear, most=2000.0)
    kept_per_step = (1.0 - fades) ** (island.network.snapshot_weightings.stores.iloc[0] / 24.0)
    if free_end:
        charge, discharge = {"p_nom": 300.0 * LOST}, {"p_nom": 300.0 / one_way}
        # PyPSA takes no loss between `e_initial` and the first step.
        begun = START_SHARE * 900.0 * usable * kept_per_step
        content = {"e_nom": 900.0 * usable, "e_initial": begun}
    else:
        charge = {"p_nom_extendable": True, "capital_cost": kw_cost / LOST}
        discharge = {"p_nom_extendable": True}
        content = {"e_nom_extendable": True, "e_cyclic": True, "capital_cost": kwh_cost / usable}
        kw, kwh = ("Link", "charge"), ("Store", "content")
        island.tie({kw: 1.0 / LOST, ("Link", "discharge"): -one_way}, equal=True)
        island.tie({kwh: 1.0 / usable, kw: -0.1 / LOST}, equal=False)
        island.tie({kwh: -1.0 / usable, kw: 12.0 / LOST}, equal=False)
    island.add("Link", "charge", bus0="main", bus1="cells", efficiency=one_way / LOST, **charge)
    island.add("Link", "discharge", bus0="cells", bus1="main", efficiency=one_way, **discharge)
    island.add("Store", "content", bus="cells", standing_loss=_hourly(fades), **content)
    cells = {
        "id": "cells",
        "kind": "battery",
        "electricity_at": "main",
        "power_kw": 300,
        "capacity_kwh": 900,
        "round_trip_efficiency": kept,
        "min_soc_share": low,
        "max_soc_share": high,
        "self_discharge_share_per_day": fades,
    }
    sizes = {
        ("cells", "power_kw"): choice(1e6, kw_cost),
        ("cells", "capacity_kwh"): choice(1e6, kwh_cost),
    }
    return Here(
        park_of(
            buses=[bus("main")],
            boundary_points=[grid(capacity_kw=2000)],
            devices=[use(), cells],
        ),
        {"main-grid>main": dear},
        {"main-use": needed},
        choices={} if free_end else sizes,
        free_end=free_end,
    )


def long_storage(chance: np.random.Generator, island: There) -> Here:
    """Two machines and the content to be sized, beside a plant that gives more than is needed."""
    needed, dear = wave(chance, 500.0, 0.4), wave(chance, 0.8, 0.9)
    wind = chance.uniform(0.0, 1.0, STEPS)
    kept, fades = float(chance.uniform(0.5, 0.8)), float(chance.uniform(0.0, 0.1))
    filling, emptying, holding = (float(each) for each in chance.uniform(0.01, 0.3, 3))
    island.add("Bus", "main")
    island.add("Bus", "tank")
    island.add("Load", "use", bus="main", p_set=needed * LOST)
    island.gate("in", "main", price=dear, most=2000.0)
    island.add("Generator", "wind", bus="main", p_max_pu=wind, p_nom=1500.0)
    sized = {"p_nom_extendable": True}
    ends = {"bus0": "main", "bus1": "tank", "efficiency": kept / LOST}
    island.add("Link", "fill", capital_cost=filling / LOST, **ends, **sized)
    island.add("Link", "empty", bus0="tank", bus1="main", capital_cost=emptying, **sized)
    content = {"e_nom_extendable": True, "e_cyclic": True, "capital_cost": holding}
    island.add("Store", "content", bus="tank", standing_loss=_hourly(fades), **content)
    island.tie({("Store", "content"): 1.0, ("Link", "empty"): -2.0}, equal=False)
    store = {
        "id": "tank",
        "kind": "long_storage",
        "technology": "compressed_air",
        "electricity_at": "main",
        "charge_kw": 100,
        "discharge_kw": 100,
        "capacity_kwh": 1000,
        "round_trip_efficiency": kept,
        "self_discharge_share_per_day": fades,
    }
    farm = {"id": "wind", "kind": "wind", "electricity_to": "main", "capacity_kw": 1500}
    return Here(
        park_of(
            buses=[bus("main")],
            boundary_points=[grid(capacity_kw=2000)],
            devices=[use(), store, farm],
        ),
        {"main-grid>main": dear},
        {"main-use": needed},
        choices={
            ("tank", "charge_kw"): choice(1e6, filling),
            ("tank", "discharge_kw"): choice(1e6, emptying),
            ("tank", "capacity_kwh"): choice(1e6, holding),
        },
        share={"wind": wind},
    )


def heat_store(chance: np.random.Generator, island: There) -> Here:
    """A content to be sized, above its heel, on a pipe that brings heat at changing prices."""
    needed, dear = wave(chance, 500.0, 0.4), wave(chance, 0.3, 0.9)
    heel, cools = float(chance.uniform(0.0, 0.3)), float(chance.uniform(0.0, 0.4))
    holding = float(chance.uniform(0.02, 0.1))
    island.add("Bus", "warm")
    island.add("Bus", "tank")
    island.add("Load", "use", bus="warm", p_set=needed * COOLED)
    island.gate("in", "warm", price=dear, most=2000.0)
    full = 400.0 * COOLED
    island.add("Link", "fill", bus0="warm", bus1="tank", efficiency=1.0 / COOLED, p_nom=full)
    island.add("Link", "empty", bus0="tank", bus1="warm", p_nom=300.0)
    content = {"e_nom_extendable": True, "e_cyclic": True, "capital_cost": holding / (1.0 - heel)}
    island.add("Store", "content", bus="tank", standing_loss=_hourly(cools), **content)
    store = {
        "id": "tank",
        "kind": "heat_store",
        "heat_at": "warm",
        "charge_kw": 400,
        "discharge_kw": 300,
        "capacity_kwh": 100,
        "min_content_share": heel,
        "loss_share_per_day": cools,
    }
    pipe = {"id": "pipe", "bus": "warm", "kind": "supply", "direction": "in", "capacity_kw": 2000}
    return Here(
        park_of(
            buses=[bus("warm", "heat")],
            boundary_points=[pipe],
            devices=[use("warm"), store],
        ),
        {"pipe>warm": dear},
        {"warm-use": needed},
        choices={("tank", "capacity_kwh"): choice(1e6, holding)},
    )


def hydrogen_store(chance: np.random.Generator, island: There) -> Here:
    """Tanks whose compressor draws power; tonnes at changing prices."""
    needed, dear = wave(chance, 0.5, 0.4), wave(chance, 20_000.0, 0.4)
    power, holding = wave(chance, 0.4, 0.5), float(chance.uniform(100.0, 2_000.0))
    work = float(chance.uniform(1.0, 3.0))
    island.add("Bus", "main")
    island.add("Bus", "gas")
    island.add("Bus", "tank")
    island.add("Load", "use", bus="gas", p_set=needed)
    island.gate("gas in", "gas", price=dear, most=100.0)
    island.gate("power in", "main", price=power, most=1e5)
    through = {"bus0": "gas", "bus1": "tank", "bus2": "main", "efficiency2": -1000.0 * work * LOST}
    island.add("Link", "fill", p_nom=1.5, **through)
    island.add("Link", "empty", bus0="tank", bus1="gas", p_nom=0.7)
    content = {"e_nom_extendable": True, "e_cyclic": True, "capital_cost": holding / 0.9}
    island.add("Store", "content", bus="tank", **content)
    store = {
        "id": "tank",
        "kind": "hydrogen_store",
        "hydrogen_at": "gas",
        "electricity_from": "main",
        "capacity_t": 1,
        "charge_t_per_h": 1.5,
        "discharge_t_per_h": 0.7,
        "compression_kwh_per_kg": work,
        "min_content_share": 0.1,
    }
    feed = {"id": "feed", "kind": "load", "takes_from": "gas", "rated_t_per_h": 5}
    return Here(
        park_of(
            buses=[bus("main"), bus("gas", "hydrogen")],
            boundary_points=[
                grid(),
                {"id": "pipe", "bus": "gas", "kind": "supply", "direction": "in"},
            ],
            devices=[feed, store],
        ),
        {"pipe>gas": dear, "main-grid>main": power},
        {"feed": needed},
        choices={("tank", "capacity_t"): choice(1e4, holding)},
    )


def line(chance: np.random.Generator, island: There, *, both_ways: bool) -> Here:
    """Two places with gates of their own, and a line between that is too thin."""
    prices = {at: wave(chance, 0.5, 0.8) for at in ("main", "far")}
    needed = {at: wave(chance, 500.0, 0.5) for at in ("main", "far")}
    for at in ("main", "far"):
        island.add("Bus", at)
        island.add("Load", f"use {at}", bus=at, p_set=needed[at] * LOST)
        island.gate(f"in {at}", at, price=prices[at], most=900.0)
        island.gate(f"out {at}", at, price=-0.6 * prices[at], most=900.0, out=True)
    back = -1.0 if both_ways else 0.0
    island.add("Link", "line", bus0="main", bus1="far", p_nom=250.0, p_min_pu=back)
    wire = {"id": "line", "from": "main", "to": "far", "capacity_kw": 250, "both_ways": both_ways}
    return Here(
        park_of(
            buses=[bus("main"), bus("far")],
            boundary_points=[grid(at, capacity_kw=900) for at in ("main", "far")],
            links=[wire],
            devices=[use("main"), use("far")],
        ),
        {f"{at}-grid>{at}": price for at, price in prices.items()}
        | {f"{at}>{at}-grid": -0.6 * price for at, price in prices.items()},
        {f"{at}-use": power for at, power in needed.items()},
    )


ISLANDS: Mapping[str, Pair] = {
    "sun, wind and a gate": sun_wind_and_a_gate,
    "battery": battery,
    "battery with a free end": partial(battery, free_end=True),
    "long storage": long_storage,
    "heat store": heat_store,
    "hydrogen store": hydrogen_store,
    "line both ways": partial(line, both_ways=True),
    "line one way": partial(line, both_ways=False),
}


def _hourly(share_per_day: float) -> float:
    return 1.0 - (1.0 - share_per_day) ** (1.0 / 24.0)


@pytest.mark.parametrize("minutes", [60, 15])
def test_every_island_costs_what_it_costs_in_pypsa(minutes: int) -> None:
    chance = np.random.default_rng(minutes)
    network = fresh(STEPS, hours=minutes / 60.0)
    islands: list[tuple[There, Here]] = []
    for name, pair in ISLANDS.items():
        for number in ("one", "two"):
            there = There(network, f"{name} {number}", [])
            islands.append((there, pair(chance, there)))

    def tie_all(model: linopy.Model) -> None:
        for there, _ in islands:
            for rule in there.rules:
                rule(model)

    optimum(network, tie_all)
    costs = {there.name: there.cost() for there, _ in islands}
    assert {there.name: here.cost(minutes) for there, here in islands} == pytest.approx(
        costs, rel=1e-6
    )
