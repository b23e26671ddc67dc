"""What running costs: by output, by what is not made or not served, and by starts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from zeropark.basis.park.device import Device
from zeropark.basis.park.devices.coal_unit import CoalUnit
from zeropark.basis.park.planning import PeakSegment
from zeropark.facts.ledger.flow import UNMETERED
from zeropark.future.plan.assembly.account import Account, Figures, Series
from zeropark.future.plan.assembly.costs.charge import Charge
from zeropark.future.plan.assembly.setting import Extra, Setting
from zeropark.future.plan.program.draft import Flow, Whole
from zeropark.future.plan.site.expression import Expression
from zeropark.future.plan.site.park_draft import Path, of
from zeropark.future.plan.site.resting import at_least

_POWER: Final = "capacity_kw"
_AT_REST_SHARE: Final = 0.5
"""Of its lowest load: a unit that makes less rests, for it can't work so low."""


def variable_operation(setting: Setting) -> Iterator[Charge]:
    """Per inside unit of each device's main output: what it gives at its first port out."""
    for device in setting.site.park.devices:
        costs = device.economics
        each = None if costs is None else costs.variable_opex_cny_per_unit
        path = main_output(setting, device)
        if each and path is not None:
            account = Account({path: each * setting.per_year})
            yield Charge(item="variable_operation", of=device.id, account=account)


def main_output(setting: Setting, device: Device) -> Path | None:
    """The path of what a device gives at its first port out; None where it gives nothing."""
    given = next((at.bus for at in device.ports() if not at.port.into), None)
    if given is None:
        return None
    path = Path(setting.site.park.bus_by_id[given].carrier, device.id, given)
    return path if path in setting.site.paths else None


def deep_peak_shaving(setting: Setting) -> Iterator[Charge]:
    """What each kWh below a load costs a coal unit, step by step of the load."""
    for asked in setting.planning.deep_peak_shaving:
        unit = setting.site.park.device_by_id.get(asked.unit)
        power = None if unit is None else main_output(setting, unit)
        if isinstance(unit, CoalUnit) and power is not None:
            for segment in asked.segments:
                yield _below(setting, unit, power, segment)


def _below(setting: Setting, unit: CoalUnit, power: Path, segment: PeakSegment) -> Charge:
    """What is not made below the load: a column that, at its cost, is no more than that."""
    name = f"{unit.id}.below {segment.below_share:g}"
    each = segment.cny_per_kwh * setting.per_year
    made, whole = setting.site.paths[power], segment.below_share * setting.site.hours
    size = setting.site.sizes.get((unit.id, _POWER), unit.capacity_kw)
    if made.terms or isinstance(size, Whole):
        below = _column(setting, unit, name, made, whole)
        may_rest = unit.id in setting.site.working
        least = _AT_REST_SHARE * unit.deep_min_load_share * setting.site.hours if may_rest else 0.0
        setting.extras[name] = Extra(below, _shortfall(unit, power, whole, at_rest_below=least))
        account = Account(extras={name: each})
    else:
        missed = np.maximum(whole * size - setting.draft.values(made.known), 0.0)
        account = Account(known=each * float(missed.sum()))
    return Charge(item="variable_operation", of=unit.id, component=name, account=account)


def _column(setting: Setting, unit: CoalUnit, name: str, made: Expression, whole: float) -> Flow:
    """What is not made below the load, while the unit works: rest shaves no peak."""
    below = setting.draft.flow(name)
    at_least(
        setting.site,
        unit,
        name.removeprefix(f"{unit.id}."),
        made + of(below),
        size_of=_POWER,
        share=whole,
        during=setting.site.working.get(unit.id),
    )
    return below


def _shortfall(
    unit: CoalUnit, power: Path, whole: float, *, at_rest_below: float
) -> Callable[[Figures], Series]:
    """What flows say was not made below a load while the unit worked, both per kW of its size."""

    def worked_out(figures: Figures) -> Series:
        size_kw = figures.sizes.get((unit.id, _POWER), unit.capacity_kw)
        made = figures.flows[power]
        missed = np.maximum(whole * size_kw - made, 0.0)
        return np.where(made < at_rest_below * size_kw, 0.0, missed)

    return worked_out


def unserved(setting: Setting) -> Iterator[Charge]:
    """What it costs that a bus lacks something."""
    for asked in setting.planning.unserved:
        carrier = setting.site.park.bus_by_id[asked.bus].carrier
        account = Account(
            {Path(carrier, UNMETERED, asked.bus): asked.cny_per_unit * setting.per_year}
        )
        yield Charge(item="variable_operation", of=asked.bus, component="unserved", account=account)


def starts(setting: Setting) -> Iterator[Charge]:
    """What going on and off costs; nothing where units are not told to rest."""
    for asked in setting.planning.start_costs:
        for way, each in (("start", asked.start_cny), ("stop", asked.stop_cny)):
            told = setting.site.segments.get((asked.of, way))
            column = None if told is None else next(iter(told.terms))
            if isinstance(column, Flow) and each:
                name = f"{asked.of}.{way}"
                setting.extras[name] = Extra(column, None)
                account = Account(extras={name: each * setting.per_year})
                yield Charge(item="variable_operation", of=asked.of, component=way, account=account)
