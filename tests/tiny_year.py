"""A small park's year that can be worked out by hand: hour by hour, as a file to import.

Hour by hour every amount is a tenth above and a tenth below its mean in turn, so that a year is
8,760 means to the last digit. In kWh an hour: 800 from the grid, 300 from the roof; 900 to the
mill, 190 to the shop, 10 lost. 40 Nm3 of gas, 1.2 GJ of heat of which the mill gets 1.15, 8 t.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

TINY = Path(__file__).parent / "parks" / "tiny.yaml"
HOURS = 8760
INTERVALS = {
    "m-pv/energy [kWh]": 300,
    "m-pv/available [kW]": 310,
    "m-cells/charge [kWh]": 0,
    "m-cells/discharge [kWh]": 0,
    "m-shop/energy [kWh]": 190,
    "m-gas/volume [Nm3]": 40,
    "m-heat/heat [GJ]": 1.2,
    "m-mill-heat/heat [GJ]": 1.15,
    "m-strip/mass [t]": 8,
    "m-strip-out/mass [t]": 8,
}
REGISTERS = {  # what an hour adds to the register: the amount over the meter's ratio
    "m-grid/import [kWh]": 800 / 2000,
    "m-grid/export [kWh]": 0,
    "m-mill/energy [kWh]": 900 / 100,
    "m-gas-in/volume [Nm3]": 40,
}


def shares(hours: int) -> list[float]:
    return [1.1, 0.9] * (hours // 2)


def history(hours: int = HOURS, *, year: int = 2025) -> str:
    """A wide CSV: intervals by the hour, registers read on the hour."""
    ran = {
        name: list(accumulate((step * share for share in shares(hours)), initial=1000.0))
        for name, step in REGISTERS.items()
    }
    lines = [",".join(["time", *INTERVALS, *REGISTERS])]
    for hour in range(hours + 1):
        stamp = datetime(year, 1, 1) + timedelta(hours=hour)  # noqa: DTZ001 - as a file has it
        share = shares(hours)[hour] if hour < hours else None
        amounts = ["" if share is None else f"{mean * share:.4f}" for mean in INTERVALS.values()]
        registers = [f"{register[hour]:.4f}" for register in ran.values()]
        lines.append(",".join([f"{stamp:%Y-%m-%d %H:%M}", *amounts, *registers]))
    return "\n".join(lines) + "\n"


def crowded(meters: int) -> str:
    """The park's document with so many sub-meters of the mill beside its own meters."""
    head, own = TINY.read_text(encoding="utf-8").split("\nmeters:\n", 1)
    more = "".join(
        f"  - {{id: extra-{n}, name: {{zh: 分表{n}, en: Sub-meter {n}}}, from: bus-10kv, "
        "to: mill-line, gate: user, checks: m-mill, "
        "channels: [{id: energy, kind: interval, unit: kWh}]}\n"
        for n in range(meters)
    )
    return f"{head}\nmeters:\n{more}{own}"
