"""Heat goes from hot to warm by itself, and from warm to hot only through a heat pump."""

from __future__ import annotations

from collections.abc import Iterator

from zeropark.basis.documents.lines import Path
from zeropark.basis.errors import Severity
from zeropark.basis.park.checks.fault import Fault
from zeropark.basis.park.devices.back_pressure_turbine import BackPressureTurbine
from zeropark.basis.park.devices.heat_pump import HeatPump
from zeropark.basis.park.devices.molten_salt_reactor import MoltenSaltReactor
from zeropark.basis.park.devices.waste_heat_recovery import WasteHeatRecovery
from zeropark.basis.park.document import ParkDocument


def check_temperatures(park: ParkDocument) -> Iterator[Fault]:
    """Heat that would have to rise by itself; only buses with a temperature are judged."""
    for n, link in enumerate(park.links):
        yield from _rises(park, link.source, link.sink, ("links", n))
        if link.both_ways:
            yield from _rises(park, link.sink, link.source, ("links", n))
    for n, device in enumerate(park.devices):
        at: Path = ("devices", n)
        if isinstance(device, WasteHeatRecovery):
            yield from _rises(park, device.heat_from, device.heat_to, at)
        elif isinstance(device, BackPressureTurbine):
            yield from _rises(park, device.steam_from, device.steam_to, at)
        elif isinstance(device, MoltenSaltReactor):
            yield from _too_cool(park, device, at)
        elif isinstance(device, HeatPump) and device.source_from is not None:
            yield from _needs_no_pump(park, device.source_from, device.heat_to, at)


def _temperatures(park: ParkDocument, source: str, sink: str) -> tuple[float, float] | None:
    here, there = park.bus_by_id.get(source), park.bus_by_id.get(sink)
    if here is None or there is None or here.temperature_c is None or there.temperature_c is None:
        return None
    return here.temperature_c, there.temperature_c


def _rises(park: ParkDocument, source: str, sink: str, path: Path) -> Iterator[Fault]:
    found = _temperatures(park, source, sink)
    if found is not None and found[0] < found[1]:
        yield Fault(
            path,
            "heat.rises",
            "Heat would go from {source!r} ({cooler:g} °C) to {sink!r} ({hotter:g} °C).",
            "Turn it round, correct temperature_c, or put a heat pump there.",
            {"source": source, "cooler": found[0], "sink": sink, "hotter": found[1]},
        )


def _too_cool(park: ParkDocument, device: MoltenSaltReactor, path: Path) -> Iterator[Fault]:
    bus = park.bus_by_id.get(device.heat_to or "")
    if bus is None or bus.temperature_c is None or bus.temperature_c <= device.outlet_temperature_c:
        return
    yield Fault(
        path,
        "heat.rises",
        "Its salt leaves at {cooler:g} °C, and the heat is to go to {sink!r} ({hotter:g} °C).",
        "Correct outlet_temperature_c or temperature_c, or give the heat to a cooler bus.",
        {"cooler": device.outlet_temperature_c, "sink": bus.id, "hotter": bus.temperature_c},
    )


def _needs_no_pump(park: ParkDocument, source: str, sink: str, path: Path) -> Iterator[Fault]:
    found = _temperatures(park, source, sink)
    if found is not None and found[0] >= found[1]:
        yield Fault(
            path,
            "heat.needs_no_pump",
            "{source!r} ({hotter:g} °C) is no cooler than {sink!r} ({cooler:g} °C).",
            "Correct temperature_c, or use waste_heat_recovery: no power is needed for this.",
            {"source": source, "hotter": found[0], "sink": sink, "cooler": found[1]},
            Severity.WARNING,
        )
