"""Direct supply and direct connection: R1, R2, R3, and the half that is to be directly green.

The books match hour by hour and follow the green share of every store (decision 5). A total over
the year can't, so a plan counts self-use on the safe side, by what is linear:

    self-use >= generation - charged + released - export - what stores may hold at first

With S the left side and N the right, S - N is what grid power charged into stores lost on the way,
and export that was not renewable: N is S but for the first content where there is neither.
Decision 17 has the proof and what it costs. R3 is exact.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

import numpy as np

from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.planning import Keep
from zeropark.basis.park.sizing import SIZED, documented, kind_of
from zeropark.basis.park.topology import networks
from zeropark.facts.ledger.attribute import owned_by
from zeropark.facts.ledger.flow import CURTAILED, PSEUDO, UNMETERED
from zeropark.facts.ledger.green.matching import Project, project_of, whole_park
from zeropark.facts.ledger.sums import ELECTRICITY, given_by, rows_where, stores, taken_by
from zeropark.future.plan.assembly.account import Account, total_of
from zeropark.future.plan.assembly.rules.limit import Limit
from zeropark.future.plan.assembly.setting import Setting

_DAY_HOURS: Final = 24.0
_RATIO: Final = "direct."


def direct_connections(setting: Setting) -> Iterator[Limit]:
    """R1, R2 and R3 of each direct connection; ids are `r1` or, of several, `r1.<contract>`."""
    park = setting.site.park
    contracts = [each for each in park.contracts if isinstance(each, GreenDirect)]
    for contract in contracts:
        suffix = f".{contract.id}" if len(contracts) > 1 else ""
        yield from _ratios(setting, contract, suffix)


def _ratios(setting: Setting, contract: GreenDirect, suffix: str) -> Iterator[Limit]:
    keeps, project = setting.planning.rules, project_of(contract)
    self_use, available = least_self_use(setting, project), _available(setting, project)
    used = total_of(_consumed(setting, user, project) for user in contract.users)
    yield _share(
        f"r1{suffix}",
        "自发自用占可用发电量",
        "R1: self-use over available generation",
        (self_use, available),
        keep=keeps.r1,
        bound=_bound(setting, "r1_min"),
    )
    yield _share(
        f"r2{suffix}",
        "自发自用占总用电量",
        "R2: self-use over consumption",
        (self_use, used),
        keep=keeps.r2,
        bound=_bound(setting, "r2_min"),
    )
    later = _bound(setting, "r2_min_before_2030")
    if later[0] != _bound(setting, "r2_min")[0]:
        yield _share(
            f"r2_before_2030{suffix}",
            "自发自用占总用电量（2030年前应达到）",
            "R2: what is to be reached before 2030",
            (self_use, used),
            keep="off" if keeps.r2 == "off" else "report",
            bound=later,
        )
    export = setting.flowing(taken_by(setting.links, project.grid_points))
    bound = _bound(setting, "r3_max")
    yield Limit(
        rule=f"r3{suffix}",
        zh="上网电量占可用发电量",
        en="R3: export over available generation",
        unit="1",
        sense="max",
        keep=keeps.r3,
        bound=bound[0],
        above=export,
        below=available,
        source=bound[1],
    )


def direct_supply(setting: Setting) -> Limit:
    """The share of the park's electricity that is directly green, network by network."""
    park, rule = setting.site.park, "park910.direct_supply_share_min"
    parts = (
        least_self_use(setting, project)
        for buses in networks(park, carrier=ELECTRICITY)
        if (project := _on_network(setting, buses)).sources
    )
    return _share(
        "direct_supply_share",
        "绿色电力直接供应比例",
        "Direct green supply over electricity used",
        (total_of(parts), electricity_used(setting)),
        keep=setting.planning.rules.direct_supply,
        bound=(setting.rulebook.factor(rule, at=setting.rule_day).value, rule),
    )


def least_self_use(setting: Setting, project: Project) -> Account:
    """What the books count as self-use of a project at least, kWh a year."""
    links = setting.links
    made = setting.flowing(given_by(links, project.sources))
    through = setting.flowing(given_by(links, project.stores)).less(
        setting.flowing(taken_by(links, project.stores))
    )
    export = setting.flowing(taken_by(links, project.grid_points))
    held = total_of(_first_content(setting, store) for store in project.stores)
    return (made + through).less(export + held)


def electricity_used(setting: Setting) -> Account:
    """All electricity used in the park, losses included, kWh a year."""
    park, links = setting.site.park, setting.links
    makers = park.device_by_id.keys() - set(stores(park))
    inside = given_by(links, {*park.point_by_id, *makers, UNMETERED})
    return setting.flowing(inside).less(setting.flowing(taken_by(links, park.point_by_id.keys())))


def _available(setting: Setting, project: Project) -> Account:
    links = setting.links
    cut = rows_where(links, lambda at: at.source in project.sources and at.sink == CURTAILED)
    return setting.flowing(np.concatenate([given_by(links, project.sources), cut]))


def _consumed(setting: Setting, user: str | None, project: Project) -> Account:
    """Electricity that a user consumes at its own gates, kWh a year.

    Stores of its own that are none of the project's may give more in an hour than it uses, which
    the books count as no consumption; what they give is added, on the safe side.
    """
    park, links = setting.site.park, setting.links
    nodes = owned_by(park, user, excluding={*project.sources, *project.stores})
    makers = nodes & park.device_by_id.keys()
    made = setting.flowing(given_by(links, makers))
    return made + _net_inflow(setting, nodes)


def _net_inflow(setting: Setting, nodes: Collection[str]) -> Account:
    links = setting.links
    into = rows_where(
        links,
        lambda at: at.carrier == ELECTRICITY and at.sink in nodes and at.source not in nodes,
    )
    out = rows_where(
        links,
        lambda at: (
            at.carrier == ELECTRICITY
            and at.source in nodes
            and at.sink not in nodes
            and at.sink not in PSEUDO
        ),
    )
    return setting.flowing(into).less(setting.flowing(out))


def _first_content(setting: Setting, store: str) -> Account:
    """The most that a store can have given that nobody saw charged, kWh a year.

    What it may hold, and what self-discharge may take of it at other times than the year's mean.
    """
    device = setting.site.park.device_by_id[store]
    field = SIZED[kind_of(device)].content or ""
    days = setting.site.axis.count * setting.site.hours / _DAY_HOURS
    usable = getattr(device, "max_soc_share", 1.0) - getattr(device, "min_soc_share", 0.0)
    fading = min(getattr(device, "self_discharge_share_per_day", 0.0) * days, 1.0)
    each = (usable + fading) * setting.per_year
    return setting.sized((store, field), each, documented=documented(device, field))


def _on_network(setting: Setting, buses: frozenset[str]) -> Project:
    """The sources, stores and grid points of the park that stand on these buses."""
    park, links = setting.site.park, setting.links
    whole = whole_park(links, park=park)
    giving = {link.source for link in links.links if link.sink in buses}
    points = {point.id for point in park.boundary_points if point.bus in buses}
    return Project(
        sources=_among(whole.sources, giving),
        stores=_among(whole.stores, giving),
        users=whole.users,
        grid_points=_among(whole.grid_points, points),
    )


def _among(nodes: Iterable[str], chosen: Collection[str]) -> tuple[str, ...]:
    return tuple(node for node in nodes if node in chosen)


def _bound(setting: Setting, name: str) -> tuple[float, str]:
    rule = f"{_RATIO}{name}"
    return setting.rulebook.factor(rule, at=setting.rule_day).value, rule


def _share(
    rule: str,
    zh: str,
    en: str,
    parts: tuple[Account, Account],
    *,
    keep: Keep,
    bound: tuple[float, str],
) -> Limit:
    return Limit(
        rule=rule,
        zh=zh,
        en=en,
        unit="1",
        sense="min",
        keep=keep,
        bound=bound[0],
        above=parts[0],
        below=parts[1],
        source=bound[1],
        safe_side=True,
    )
