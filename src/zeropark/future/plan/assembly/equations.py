"""From a device to its equations: one entry a kind, the only place that lists them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from zeropark.basis.park.device import Device
from zeropark.future.plan.devices import (
    ammonia_synthesis,
    back_pressure_turbine,
    battery,
    building_group,
    charging_station,
    co2_capture,
    coal_unit,
    converter,
    csp,
    data_hall,
    electric_boiler,
    electric_furnace,
    electrolyser,
    fuel_cell,
    gas_boiler,
    heat_pump,
    heat_store,
    hydrogen_store,
    load,
    long_storage,
    methanol_synthesis,
    molten_salt_reactor,
    potline,
    pv,
    smelting_line,
    waste_heat_recovery,
    wind,
)
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft

EQUATIONS: Final[Mapping[str, Callable[[Any, ParkDraft, Around], None]]] = MappingProxyType(
    {
        "ammonia_synthesis": ammonia_synthesis.equations,
        "back_pressure_turbine": back_pressure_turbine.equations,
        "battery": battery.equations,
        "building_group": building_group.equations,
        "charging_station": charging_station.equations,
        "co2_capture": co2_capture.equations,
        "coal_unit": coal_unit.equations,
        "converter": converter.equations,
        "csp": csp.equations,
        "data_hall": data_hall.equations,
        "electric_boiler": electric_boiler.equations,
        "electric_furnace": electric_furnace.equations,
        "electrolyser": electrolyser.equations,
        "fuel_cell": fuel_cell.equations,
        "gas_boiler": gas_boiler.equations,
        "heat_pump": heat_pump.equations,
        "heat_store": heat_store.equations,
        "hydrogen_store": hydrogen_store.equations,
        "load": load.equations,
        "long_storage": long_storage.equations,
        "methanol_synthesis": methanol_synthesis.equations,
        "molten_salt_reactor": molten_salt_reactor.equations,
        "potline": potline.equations,
        "pv": pv.equations,
        "smelting_line": smelting_line.equations,
        "waste_heat_recovery": waste_heat_recovery.equations,
        "wind": wind.equations,
    }
)


def write_equations(device: Device, draft: ParkDraft, around: Around) -> None:
    """Write the equations of a device of any kind."""
    kind: str = device.kind  # type: ignore[attr-defined]  # every kind has one, the parent none
    EQUATIONS[kind](device, draft, around)
