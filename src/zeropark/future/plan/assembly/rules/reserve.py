"""Reserve: firm power over the peak of what can't wait, network by network of electricity.

    firm power (less its largest source)  >=  (1 + margin) x peak

The peak is a quantity of the program, pushed up by a row of every step. What waits or stands back
of its own accord counts in no peak: stores, electrolysers, and heaters that run on surplus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from zeropark.basis.park.device import Device
from zeropark.basis.park.planning import Reserve
from zeropark.basis.park.sizing import POINT_FIELD, documented, kind_of
from zeropark.basis.park.topology import networks, stores
from zeropark.facts.ledger.sums import ELECTRICITY
from zeropark.future.plan.assembly.account import Account, Figures, Series, total_of
from zeropark.future.plan.assembly.rules.limit import Limit
from zeropark.future.plan.assembly.setting import Extra, Setting
from zeropark.future.plan.site.expression import sum_of
from zeropark.future.plan.site.park_draft import Path

_POWER: Final = {"battery": "power_kw", "long_storage": "discharge_kw"}
"""What a store gives at most; other kinds give their `capacity_kw`."""
_WAITING: Final = frozenset({"electrolyser", "csp"})
_ON_SURPLUS: Final = "follow_surplus"


@dataclass(frozen=True, slots=True)
class _Firm:
    """One source of firm power."""

    node: str
    power: Account
    """kW that count."""


def reserve(setting: Setting) -> Iterator[Limit]:
    """A limit for each network and, with the largest source out, for each of its sources."""
    asked = setting.planning.reserve
    if asked is None:
        return
    found = networks(setting.site.park, carrier=ELECTRICITY)
    loaded = [buses for buses in found if _loads(setting, buses)]
    for number, buses in enumerate(loaded):
        suffix = f".{number}" if len(loaded) > 1 else ""
        yield from _of_network(setting, asked, buses, suffix)


def _of_network(
    setting: Setting, asked: Reserve, buses: frozenset[str], suffix: str
) -> Iterator[Limit]:
    firm = list(_firm(setting, asked, buses))
    all_of_it = total_of(each.power for each in firm)
    peak = _peak(setting, buses, suffix)
    if not asked.largest_out:
        yield _limit(setting, f"reserve{suffix}", all_of_it, peak, "")
    elif firm:
        for each in firm:
            rest = all_of_it.less(each.power)
            yield _limit(setting, f"reserve{suffix}.without {each.node}", rest, peak, each.node)


def _limit(setting: Setting, rule: str, firm: Account, peak: Account, out: str) -> Limit:
    asked = setting.planning.reserve or Reserve()
    return Limit(
        rule=rule,
        zh="可靠电力与最大负荷之比" + (f"（{out} 停运）" if out else ""),
        en="Firm power over peak load" + (f", {out} out" if out else ""),
        unit="1",
        sense="min",
        keep=setting.planning.rules.reserve,
        bound=1.0 + asked.margin_share,
        above=firm,
        below=peak,
        source="planning.reserve",
    )


def _firm(setting: Setting, asked: Reserve, buses: frozenset[str]) -> Iterator[_Firm]:
    park = setting.site.park
    for device in park.devices:
        gives = any(at.bus in buses and not at.port.into for at in device.ports())
        share = asked.firm_share.get(device.id, asked.firm_share.get(kind_of(device), 0.0))
        field = _POWER.get(kind_of(device), "capacity_kw")
        if gives and share > 0:
            size_kw = documented(device, field)
            yield _Firm(device.id, setting.sized((device.id, field), share, documented=size_kw))
    for point in park.boundary_points:
        share = asked.firm_share.get(point.id, asked.firm_share.get(point.kind, 0.0))
        if point.bus in buses and point.direction != "out" and share > 0:
            size_kw = point.capacity_kw or 0.0
            key = (point.id, POINT_FIELD)
            yield _Firm(point.id, setting.sized(key, share, documented=size_kw))


def _loads(setting: Setting, buses: frozenset[str]) -> tuple[Path, ...]:
    """The paths of what can't wait on these buses."""
    park = setting.site.park
    apart = stores(park) | {device.id for device in park.devices if _waits(device)}
    return tuple(
        path
        for path, amount in setting.site.paths.items()
        if path.source in buses
        and path.sink in park.device_by_id
        and path.sink not in apart
        and not amount.nothing
    )


def _waits(device: Device) -> bool:
    on_surplus = getattr(device, "profile", None) == _ON_SURPLUS
    return kind_of(device) in _WAITING or on_surplus


def _peak(setting: Setting, buses: frozenset[str], suffix: str) -> Account:
    """The peak of these loads as an extra column, kW; written where the rule is kept."""
    name, paths, hours = f"reserve.peak{suffix}", _loads(setting, buses), setting.site.hours
    column = None
    if setting.planning.rules.reserve == "require":
        load = sum_of(setting.site.paths[path] for path in paths).times(1.0 / hours)
        column = setting.draft.quantity(name)
        row = setting.draft.row(name, upper=0.0)
        setting.draft.add(row, {**load.terms, column: -1.0})
        setting.draft.shift(row, -1.0 * load.known)
    setting.extras[name] = Extra(column, _highest(paths, hours, setting.site.axis.count))
    return Account(extras={name: 1.0})


def _highest(paths: tuple[Path, ...], hours: float, steps: int) -> Callable[[Figures], float]:
    def worked_out(figures: Figures) -> float:
        load: Series = np.zeros(steps)
        for path in paths:
            load = load + figures.flows[path]
        return float(load.max(initial=0.0)) / hours

    return worked_out
