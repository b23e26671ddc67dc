"""Feeders: no transformer or line carries more than it can, in either direction.

- capacity x hours <= what its members take less what they give, with its own feeders'
                   <= capacity x hours          for each step and feeder
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.feeder import Feeder
from zeropark.facts.ledger.flow import CURTAILED
from zeropark.facts.ledger.sums import ELECTRICITY
from zeropark.future.plan.assembly.account import Account, Figures, Series
from zeropark.future.plan.assembly.rules.limit import BOUNDS, Limit
from zeropark.future.plan.assembly.setting import Setting, turned
from zeropark.future.plan.site.expression import Expression
from zeropark.future.plan.site.park_draft import Path


def feeders(setting: Setting) -> Iterator[Limit]:
    """A row for each feeder, and the limit that says how it comes out."""
    park = setting.site.park
    for feeder in park.feeders:
        members = _carried(park, feeder)
        most = feeder.capacity_kw * setting.site.hours
        setting.site.require(f"feeder {feeder.id}", _net(setting, members), lower=-most, upper=most)
        yield Limit(
            rule=f"feeder.{feeder.id}",
            zh=f"馈线最大功率：{feeder.name.zh}",
            en=f"Largest power over {feeder.name.en}",
            unit="kW",
            sense="max",
            keep="require",
            bound=feeder.capacity_kw,
            above=Account(),
            source=f"feeders.{feeder.id}",
            held_by=BOUNDS,
            measured=_largest(setting, members),
        )


def _carried(park: ParkDocument, feeder: Feeder) -> frozenset[str]:
    """Its members, and those of all feeders below it."""
    below = [each for each in park.feeders if each.feeder == feeder.id]
    return frozenset(feeder.members).union(*(_carried(park, each) for each in below))


def _net(setting: Setting, members: frozenset[str]) -> Expression:
    """What members take less what they give, kWh in each step."""
    total = Expression()
    for path, sign in _signed(setting, members):
        for known in (setting.site.paths.get(path), setting.site.nets.get(path)):
            if known is not None:
                total = total + known.times(sign)
    return total


def _signed(setting: Setting, members: frozenset[str]) -> Iterator[tuple[Path, float]]:
    """Paths of electricity between members and what is none, +1 into a member."""
    for path in (*setting.site.paths, *setting.site.nets):
        inside = path.sink in members, path.source in members
        if path.carrier == ELECTRICITY and inside[0] != inside[1] and path.sink != CURTAILED:
            yield path, 1.0 if inside[0] else -1.0


def _largest(setting: Setting, members: frozenset[str]) -> Callable[[Figures], float]:
    hours, nothing = setting.site.hours, np.zeros(setting.site.axis.count)

    def measured(figures: Figures) -> float:
        net: Series = np.zeros(setting.site.axis.count)
        for path, sign in dict(_signed(setting, members)).items():
            net = net + sign * figures.flows.get(path, nothing)
            if path in setting.site.nets:
                net = net - sign * figures.flows.get(turned(path), nothing)
        return float(np.abs(net).max(initial=0.0)) / hours

    return measured
