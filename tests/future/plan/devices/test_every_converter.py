"""What holds for every converter at any prices: sizes, on and off, and what the simulation says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from plan_markets import CARRIERS, market, traded
from plan_parks import Solved, choice, drafted, hours
from zeropark.future.plan.site.conditions import conditions_of
from zeropark.future.simulation.role import Converter, Fixed, Role

STEPS = 4
DEVICES: Mapping[str, tuple[dict[str, Any], str]] = {
    "ammonia_synthesis": (
        {
            "hydrogen_from": "hydrogen",
            "electricity_from": "power",
            "nitrogen_from": "nitrogen",
            "ammonia_to": "ammonia",
            "capacity_t_per_h": 10,
        },
        "capacity_t_per_h",
    ),
    "back_pressure_turbine": (
        {
            "steam_from": "steam",
            "steam_to": "steam-low",
            "electricity_to": "power",
            "capacity_kw": 800,
        },
        "capacity_kw",
    ),
    "co2_capture": (
        {
            "treats": ["d"],
            "electricity_from": "power",
            "heat_from": "steam",
            "co2_to": "co2",
            "capacity_t_per_h": 5,
        },
        "capacity_t_per_h",
    ),
    "coal_unit": (
        {
            "fuel_from": ["coal", "straw"],
            "ammonia_from": "ammonia",
            "electricity_to": "power",
            "heat_to": ["warm", "steam"],
            "capacity_kw": 1000,
            "heat_capacity_kw": 500,
        },
        "capacity_kw",
    ),
    "csp": (
        {
            "electricity_to": "power",
            "heat_to": "steam",
            "capacity_kw": 100,
            "field_kw": 600,
            "store_kwh": 500,
        },
        "capacity_kw",
    ),
    "electric_boiler": (
        {"electricity_from": "power", "heat_to": "steam", "capacity_kw": 500},
        "capacity_kw",
    ),
    "electrolyser": (
        {
            "electricity_from": "power",
            "hydrogen_to": "hydrogen",
            "oxygen_to": "oxygen",
            "heat_to": "warm",
            "water_from": "water",
            "capacity_kw": 500,
            "standby_share": 0.01,
        },
        "capacity_kw",
    ),
    "fuel_cell": (
        {
            "hydrogen_from": "hydrogen",
            "electricity_to": "power",
            "heat_to": "warm",
            "capacity_kw": 500,
        },
        "capacity_kw",
    ),
    "gas_boiler": (
        {
            "fuel_from": ["gas", "oil"],
            "hydrogen_from": "hydrogen",
            "hydrogen_share": 0.3,
            "heat_to": "steam",
            "capacity_kw": 500,
        },
        "capacity_kw",
    ),
    "heat_pump": (
        {
            "electricity_from": "power",
            "source_from": "warm",
            "heat_to": "steam",
            "capacity_kw": 500,
        },
        "capacity_kw",
    ),
    "methanol_synthesis": (
        {
            "hydrogen_from": "hydrogen",
            "co2_from": "co2",
            "electricity_from": "power",
            "methanol_to": "methanol",
            "capacity_t_per_h": 10,
        },
        "capacity_t_per_h",
    ),
    "molten_salt_reactor": (
        {
            "electricity_to": "power",
            "heat_to": "steam",
            "thermal_kw": 1000,
            "capacity_kw": 300,
        },
        "thermal_kw",
    ),
    "waste_heat_recovery": (
        {
            "heat_from": "hot",
            "heat_to": "steam",
            "electricity_from": "power",
            "capacity_kw": 500,
        },
        "capacity_kw",
    ),
}
USUAL = {
    "power": 0.4,
    "hot": 0.02,
    "warm": 0.1,
    "steam": 120.0,
    "steam-low": 100.0,
    "gas": 3.0,
    "oil": 5000.0,
    "coal": 700.0,
    "straw": 400.0,
    "hydrogen": 15_000.0,
    "ammonia": 3500.0,
    "methanol": 3500.0,
    "oxygen": 0.1,
    "nitrogen": 0.1,
    "co2": 200.0,
    "water": 3.0,
}
"""CNY a unit, so that every device has hours in which it earns and others in which it doesn't."""


def best(kind: str, seed: int, **more: Any) -> Solved:
    """The best run of a kind at random prices around the usual ones."""
    device = {"kind": kind} | DEVICES[kind][0] | more.pop("device", {})
    rng = np.random.default_rng(seed)
    sides = {True: "_from", False: "_to"}
    prices = {at: USUAL[at] * rng.uniform(0.5, 1.6, STEPS) for at in CARRIERS if at in USUAL}
    ends = {
        into: {
            bus: prices[bus].tolist()
            for field, value in device.items()
            if field.endswith(ending)
            for bus in (value if isinstance(value, list) else [value])
        }
        for into, ending in sides.items()
    }
    return traded(device, steps=STEPS, bought=ends[True], sold=ends[False], **more)


@pytest.mark.parametrize("on_off", [False, True])
@pytest.mark.parametrize("kind", DEVICES)
@settings(max_examples=3, deadline=None, phases=[Phase.generate])
@given(seed=st.integers(0, 10_000))
def test_a_size_that_is_chosen_as_documented_runs_as_the_documented_one(
    *, kind: str, on_off: bool, seed: int
) -> None:
    field = DEVICES[kind][1]
    size = DEVICES[kind][0][field]
    # More than any hour's margin: no more is built than must be.
    dear = 10.0 if field.endswith("_kw") else 10_000.0
    free = {field: choice(3 * size, dear, least=size)}
    chosen = best(kind, seed, on_off=on_off, choices=free)
    given_size = best(kind, seed, on_off=on_off)
    assert chosen.size("d", field) == pytest.approx(size)
    earned = chosen.objective - dear * size
    assert earned == pytest.approx(given_size.objective, rel=1e-6, abs=1e-3)


@pytest.mark.parametrize("kind", DEVICES)
@settings(max_examples=3, deadline=None, phases=[Phase.generate])
@given(seed=st.integers(0, 10_000))
def test_who_may_rest_earns_no_more_when_told_to_work_between_its_lowest_load_and_full(
    kind: str, seed: int
) -> None:
    told = best(kind, seed, on_off=True)
    must_run = best(kind, seed)
    may_rest = "d" in told.draft.working
    stays_on = kind in {"ammonia_synthesis", "methanol_synthesis", "coal_unit"}
    if may_rest and not stays_on:
        assert told.objective >= must_run.objective - 1e-6 * abs(must_run.objective) - 1e-6
    elif not may_rest:
        assert told.objective == pytest.approx(must_run.objective)


@pytest.mark.parametrize("kind", sorted(DEVICES.keys() - {"csp", "molten_salt_reactor"}))
def test_it_exchanges_in_the_proportions_of_the_simulation(kind: str) -> None:
    # On its first fuel, as the simulation has it, and without heat where that is a by-product.
    device = {"kind": kind} | DEVICES[kind][0] | _ALONE.get(kind, {})
    park = market(device)
    at = park.device_by_id["d"]
    simulated = _proportions(conditions_of(park, hours(24), seed=1).around(at).roles[0])
    draft = drafted(park, axis=hours(24))
    (made,) = {draft.path(at, port, into=False) for port in simulated if _MAIN[kind] == port}
    ports = {port.field: port for port in at.ports()}
    for port, amount in simulated.items():
        path = draft.path(at, port, into=ports[port].port.into)
        for column, ratio in draft.paths[path].terms.items():
            expected = amount / simulated[_MAIN[kind]] * draft.paths[made].terms[column]
            assert np.broadcast_to(ratio, 24) == pytest.approx(np.broadcast_to(expected, 24))


_MAIN = {
    "ammonia_synthesis": "ammonia_to",
    "back_pressure_turbine": "steam_to",
    "co2_capture": "co2_to",
    "coal_unit": "electricity_to",
    "electric_boiler": "heat_to",
    "electrolyser": "hydrogen_to",
    "fuel_cell": "electricity_to",
    "gas_boiler": "heat_to",
    "heat_pump": "heat_to",
    "methanol_synthesis": "methanol_to",
    "waste_heat_recovery": "heat_to",
}
_ALONE: Mapping[str, dict[str, Any]] = {
    "coal_unit": {
        "fuel_from": ["coal"],
        "ammonia_from": None,
        "heat_to": [],
        "heat_capacity_kw": 0,
    },
    "gas_boiler": {"fuel_from": ["gas"], "hydrogen_from": None},
}


def _proportions(role: Role) -> dict[str, Any]:
    """What a role exchanges at each port, in any common measure, in an hour in which it runs."""
    match role:
        case Fixed():
            runs = int(np.argmax(next(iter(role.flows.values())) > 0))
            return {port: float(amount[runs]) for port, amount in role.flows.items()}
        case Converter():
            return {role.output: 1.0, **role.per_output}
    raise AssertionError(role)
