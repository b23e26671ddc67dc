"""A whole plan as a project: what it builds earns what buying everything would have cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import fsum
from types import MappingProxyType
from typing import Final

from zeropark.basis.errors import InputError
from zeropark.future.plan.deals.amount import Amount
from zeropark.future.plan.deals.projects.assumptions import Assumptions
from zeropark.future.plan.deals.projects.project import Project
from zeropark.future.plan.deals.projects.stream import Stream
from zeropark.future.plan.deals.terms import Terms
from zeropark.future.plan.deals.uncertainty.driver import Driver, drivers_of
from zeropark.future.plan.years.appraising.bought_instead import BoughtInstead, By
from zeropark.future.plan.years.appraising.invested import (
    Invested,
    bought_again,
    invested,
    left_at_the_end,
)
from zeropark.future.plan.years.plan import CostItem, Plan

_RUNNING: Final = tuple(
    item for item in CostItem if item not in (CostItem.INVESTMENT, CostItem.SALES)
)
_GRID: Final = frozenset({CostItem.ENERGY.value, CostItem.DEMAND.value})
GRID_BOUGHT: Final = "grid_bought"
"""The sale that stands for the grid bill of buying everything."""
OTHER_BOUGHT: Final = "other_bought"
"""The sale that stands for everything else that would be bought."""
INSTEAD: Final = "instead"
"""The sale that stands for what the other plan costs to run."""
_NAMES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        f"price.{GRID_BOUGHT}": ("外购电替代费用", "grid bill that is saved"),
        f"price.{OTHER_BOUGHT}": ("其他外购替代费用", "other purchases that are saved"),
        f"price.{INSTEAD}": ("对照方案运行费用", "running cost of the other plan"),
        f"price.{CostItem.SALES.value}": ("销售收入", "sales"),
        f"cost.{CostItem.FIXED_OPERATION.value}": ("固定运维", "fixed operation"),
        f"cost.{CostItem.VARIABLE_OPERATION.value}": ("可变运维", "variable operation"),
        f"cost.{CostItem.ENERGY.value}": ("电网电量电费", "grid bill, energy"),
        f"cost.{CostItem.DEMAND.value}": ("需量（容量）电费", "grid bill, demand"),
        f"cost.{CostItem.FUEL.value}": ("燃料与外购", "fuels and what is bought"),
        f"cost.{CostItem.CARBON.value}": ("碳成本", "carbon"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """What a plan is held against."""

    running: tuple[Stream, ...]
    """What running it costs a year, as sales of the project."""
    parts: tuple[Invested, ...] = ()
    """What it builds."""


def instead_of_buying(bought: BoughtInstead) -> Instead:
    """Held against buying everything: the grid bill, and all else."""
    by_tariff = bought.amount(By.TARIFF)
    streams = [
        Stream(name=GRID_BOUGHT, price_cny_per_unit=by_tariff),
        Stream(name=OTHER_BOUGHT, price_cny_per_unit=bought.total_cny_per_year - by_tariff),
    ]
    return Instead(running=tuple(each for each in streams if each.price_cny_per_unit))


def instead_of_plan(other: Plan) -> Instead:
    """Held against another plan of the same park: what that one builds and costs to run."""
    cost = fsum(
        line.amount_cny_per_year for line in other.costs if line.item is not CostItem.INVESTMENT
    )
    return Instead(running=(Stream(name=INSTEAD, price_cny_per_unit=cost),), parts=invested(other))


def whole_project(plan: Plan, instead: Instead, assumed: Assumptions) -> Project:
    """The project of the whole plan in real terms, every year like the planned one.

    It invests what the plan builds, less what is then not built; it pays what the plan costs to
    run, and earns what is sold and what would have been paid otherwise.

    Raises:
        InputError: what it is held against costs more to build; the findings of `Project`.
    """
    built, capex = invested(plan), _apart(plan, instead)
    years = assumed.years or max((int(each.lifetime_years) for each in built), default=1)
    payments = assumed.construction_years + 1
    return Project(
        name=plan.park.id,
        terms=Terms.REAL,
        years=years,
        capex_cny=capex,
        capex_shares=(1.0 / payments,) * payments,
        discount_rate=assumed.discount_rate,
        equity_rate=assumed.equity_rate,
        sales=(*instead.running, *_sold(plan)),
        costs=tuple(_running(plan)),
        replacements=tuple(bought_again(_net(plan, instead), years=years)),
        salvage_cny=left_at_the_end(built, years=years)
        - left_at_the_end(instead.parts, years=years),
        depreciation=assumed.depreciation,
        tax=assumed.tax,
        loan=assumed.loan,
    )


def whole_drivers(project: Project) -> tuple[Driver, ...]:
    """The drivers of a whole plan, by the names of its costs; the grid's price moves as one."""
    named = (_named(driver) for driver in drivers_of(project))
    kept = (each for each in named if each.id not in _MOVED_TOGETHER)
    return (*kept, *([GRID_PRICE] if _has_grid(project) else []))


def _grid_price(project: Project, factor: Amount) -> Project:
    """Dearer power from the grid: both what is saved and what is still bought."""
    return replace(
        project,
        sales=tuple(
            each.at_price(factor) if each.name == GRID_BOUGHT else each for each in project.sales
        ),
        costs=tuple(
            each.at_price(factor) if each.name in _GRID else each for each in project.costs
        ),
    )


GRID_PRICE: Final = Driver(
    id="grid_price", zh="电网电价", en="price of grid power", turn=_grid_price
)
_MOVED_TOGETHER: Final = frozenset(
    {"output", f"price.{GRID_BOUGHT}", *(f"cost.{name}" for name in _GRID)}
)
"""What would move one figure of a plan and leave alone what goes with it."""


def _named(driver: Driver) -> Driver:
    zh, en = _NAMES.get(driver.id, (driver.zh, driver.en))
    return replace(driver, zh=zh, en=en)


def _has_grid(project: Project) -> bool:
    names = {each.name for each in (*project.sales, *project.costs)}
    return GRID_BOUGHT in names or bool(_GRID & names)


def _apart(plan: Plan, instead: Instead) -> float:
    """How much more the plan spends on building, CNY."""
    spent = fsum(each.cny for each in invested(plan))
    otherwise = fsum(each.cny for each in instead.parts)
    if otherwise > spent:
        raise InputError(
            "The plan builds for {spent:,.0f} CNY, the one that it is held against for "
            "{otherwise:,.0f} CNY: hold the dearer one against the cheaper one.",
            spent=spent,
            otherwise=otherwise,
        )
    return spent - otherwise


def _net(plan: Plan, instead: Instead) -> tuple[Invested, ...]:
    """What is to be bought again beyond what the other plan buys again as well."""
    other = {(each.of, each.field): each.cny for each in instead.parts}
    less = (
        replace(each, cny=max(each.cny - other.get((each.of, each.field), 0.0), 0.0))
        for each in invested(plan)
    )
    return tuple(each for each in less if each.cny > 0.0)


def _sold(plan: Plan) -> Iterator[Stream]:
    earned = -plan.cost(CostItem.SALES)
    if earned:
        yield Stream(name=CostItem.SALES.value, price_cny_per_unit=earned)


def _running(plan: Plan) -> Iterator[Stream]:
    for item in _RUNNING:
        amount = plan.cost(item)
        if amount:
            yield Stream(name=item.value, price_cny_per_unit=amount)
