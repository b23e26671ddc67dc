"""Wear of batteries: each full cycle uses up its part of what the cells cost.

    wear = capex per kWh of cells / cycles to end of life, per kWh taken out of the cells

A plan of years pays for cells by their annuity and leaves wear out; in operation they stand, and
what a cycle takes of them is what running them costs. A battery whose document tells no
`cycle_life` or no `capex_cny_per_kwh` wears for nothing, which is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.park.devices.battery import Battery
from zeropark.future.plan.assembly.account import Account
from zeropark.future.plan.assembly.costs.charge import Charge
from zeropark.future.plan.assembly.setting import Setting
from zeropark.future.plan.site.park_draft import Path


def wear(setting: Setting) -> Iterator[Charge]:
    """What each battery's cycles cost, where sums are those of operation."""
    if setting.yearly:
        return
    for device in setting.site.park.devices:
        if isinstance(device, Battery):
            each = wear_cny_per_kwh(device)
            if each is None:
                setting.say([_not_told(device)])
                continue
            path = Path("electricity", device.id, device.electricity_at)
            out_of_cells = each / device.round_trip_efficiency**0.5
            account = Account({path: out_of_cells * setting.per_year})
            yield Charge(item="variable_operation", of=device.id, component="wear", account=account)


def wear_cny_per_kwh(battery: Battery) -> float | None:
    """What a kWh taken out of the cells costs; None where the document does not tell.

    >>> from zeropark.basis.park.parts import Name
    >>> name = Name(zh="电池", en="battery")
    >>> told = dict(kind="battery", id="b", name=name, site="s", electricity_at="main",
    ...     power_kw=100, capacity_kwh=200, cycle_life=6000, economics={"capex_cny_per_kwh": 900})
    >>> wear_cny_per_kwh(Battery.model_validate(told))
    0.15
    """
    cells = None if battery.economics is None else battery.economics.capex_cny_per_kwh
    if cells is None or battery.cycle_life is None:
        return None
    return cells / battery.cycle_life


def _not_told(device: Battery) -> Finding:
    return Finding(
        code="plan.wear_not_told",
        place=f"devices.{device.id}",
        problem_template="What a cycle of {device} costs is not known, and counts as nothing.",
        remedy_template="Give its cycle_life and economics.capex_cny_per_kwh.",
        severity=Severity.NOTE,
        data={"device": device.id},
    )
