"""What may cross the grid point: nothing out in named periods, no more than was declared.

Both are bounds of flows, which the park's equations are written with; here they are made, and
said as limits so that a plan reports them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.planning import NoExport, Planning
from zeropark.basis.timeline import Axis, Calendar
from zeropark.facts.ledger.sums import points_of
from zeropark.future.plan.assembly.account import Account, Figures
from zeropark.future.plan.assembly.costs.bought import inward, outward
from zeropark.future.plan.assembly.rules.limit import BOUNDS, Limit
from zeropark.future.plan.assembly.setting import Setting
from zeropark.future.plan.site.boundary import Exchange
from zeropark.future.simulation.profiles import in_season

_MINUTES: Final = 60
_DAY: Final = 24 * _MINUTES


def exchange_of(
    park: ParkDocument, axis: Axis, *, loosened: Collection[str] = frozenset()
) -> Exchange:
    """The limits of exchange that a park's equations are to be written with.

    Args:
        park: with its planning section.
        axis: of the plan.
        loosened: rules that are only reported; `exchange_power` stands for every connection's.
    """
    planning = park.planning or Planning()
    told: dict[str, NDArray[np.float64]] = {}
    if planning.rules.no_export == "require" and "no_export" not in loosened:
        closed = closed_steps(park, axis)
        told = {point: np.where(steps, 0.0, np.inf) for point, steps in closed.items()}
    held = planning.rules.exchange == "require"
    loose = any(rule.startswith("exchange_power") for rule in loosened)
    return Exchange(most_out_kw=told, hold_declared=held and not loose)


def closed_steps(park: ParkDocument, axis: Axis) -> Mapping[str, NDArray[np.bool_]]:
    """The steps in which nothing may leave at each grid point, by their starts."""
    calendar = Calendar.of(axis)
    closed: dict[str, NDArray[np.bool_]] = {}
    for each in (park.planning or Planning()).no_export:
        for point in each.points or _projects(park):
            before = closed.get(point, np.zeros(axis.count, dtype=np.bool_))
            closed[point] = before | _inside(each, calendar)
    return closed


def _projects(park: ParkDocument) -> tuple[str, ...]:
    """The grid points of direct connections; all of them where there is none."""
    contracts = [each for each in park.contracts if isinstance(each, GreenDirect)]
    points = [each.grid_point for each in contracts if each.grid_point is not None]
    return tuple(points) or points_of(park, ["public_grid"])


def exchange_limits(setting: Setting) -> Iterator[Limit]:
    """Export in the named periods, and the largest exchange of each direct connection."""
    planning, park = setting.planning, setting.site.park
    if planning.no_export:
        yield _no_export(setting)
    contracts = [each for each in park.contracts if isinstance(each, GreenDirect)]
    for contract in contracts:
        suffix = f".{contract.id}" if len(contracts) > 1 else ""
        if contract.grid_point is not None:
            yield _declared(setting, contract, f"exchange_power{suffix}")


def _no_export(setting: Setting) -> Limit:
    park = setting.site.park
    closed = closed_steps(park, setting.site.axis)
    return Limit(
        rule="no_export",
        zh="新能源消纳困难时段上网电量",
        en="Export while nothing may be exported",
        unit="kWh",
        sense="max",
        keep=setting.planning.rules.no_export,
        bound=0.0,
        above=Account(
            {
                outward(setting, park.point_by_id[point]): np.where(steps, setting.per_year, 0.0)
                for point, steps in closed.items()
            }
        ),
        source="planning.no_export",
        held_by=BOUNDS,
    )


def _declared(setting: Setting, contract: GreenDirect, rule: str) -> Limit:
    return Limit(
        rule=rule,
        zh="与电网最大交换功率",
        en="Largest exchange power with the grid",
        unit="kW",
        sense="max",
        keep=setting.planning.rules.exchange,
        bound=contract.declared_exchange_kw,
        above=Account(),
        source=f"contracts.{contract.id}",
        held_by=BOUNDS,
        measured=_largest(setting, contract.grid_point or ""),
    )


def _largest(setting: Setting, point_id: str) -> Callable[[Figures], float]:
    point = setting.site.park.point_by_id[point_id]
    into, out = inward(setting, point), outward(setting, point)
    hours, nothing = setting.site.hours, np.zeros(setting.site.axis.count)

    def measured(figures: Figures) -> float:
        net = figures.flows.get(into, nothing) - figures.flows.get(out, nothing)
        return float(np.abs(net).max(initial=0.0)) / hours

    return measured


def _inside(each: NoExport, calendar: Calendar) -> NDArray[np.bool_]:
    inside = np.ones(calendar.minute.size, dtype=np.bool_)
    if each.season is not None:
        inside &= in_season(calendar, each.season)
    if each.hours:
        spans = [_span(calendar.minute, hours) for hours in each.hours]
        inside &= np.logical_or.reduce(spans)
    return inside


def _span(minute: NDArray[np.int64], hours: str) -> NDArray[np.bool_]:
    """Whether a step begins within HH:MM-HH:MM, which may span midnight."""
    first, last = (int(at[:2]) * _MINUTES + int(at[3:]) for at in hours.split("-"))
    inside: NDArray[np.bool_] = (minute - first) % _DAY < ((last - first) % _DAY or _DAY)
    return inside
