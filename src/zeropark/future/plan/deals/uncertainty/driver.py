"""Drivers: the figures of a project that may turn out otherwise, and how a factor goes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from zeropark.future.plan.deals.amount import Amount
from zeropark.future.plan.deals.projects.project import Project
from zeropark.future.plan.deals.projects.stream import Stream
from zeropark.future.plan.deals.terms import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """One thing that may differ; its factor is 1 in the project as proposed."""

    id: str
    """Stable name, e.g. `capex` or `price.electricity`."""
    zh: str
    en: str
    turn: Callable[[Project, Amount], Project]
    """The project with the figure times a factor, or one a scenario (scenarios, 1)."""


def drivers_of(project: Project) -> tuple[Driver, ...]:
    """Every driver that the project has figures for, in a fixed order."""
    found = [CAPEX]
    found += [REPLACEMENTS] if project.replacements else []
    found += [OUTPUT] if any(stream.units_per_year is not None for stream in project.sales) else []
    found += [price_of(stream) for stream in project.sales]
    found += [cost_of(stream) for stream in project.costs]
    found += [DEGRADATION] if _wears_out(project) else []
    found += [DISCOUNT_RATE]
    found += [] if project.loan is None else [LOAN_RATE]
    return tuple(found)


def price_of(stream: Stream) -> Driver:
    """The price of one sale."""
    return Driver(
        id=f"price.{stream.name}",
        zh=f"{stream.name}（售价）",
        en=f"{stream.name} (price)",
        turn=lambda project, factor: replace(
            project, sales=_priced(project.sales, stream.name, factor)
        ),
    )


def cost_of(stream: Stream) -> Driver:
    """The price of one thing bought."""
    return Driver(
        id=f"cost.{stream.name}",
        zh=f"{stream.name}（成本）",
        en=f"{stream.name} (cost)",
        turn=lambda project, factor: replace(
            project, costs=_priced(project.costs, stream.name, factor)
        ),
    )


def _priced(streams: tuple[Stream, ...], name: str, factor: Amount) -> tuple[Stream, ...]:
    return tuple(each.at_price(factor) if each.name == name else each for each in streams)


def _capex(project: Project, factor: Amount) -> Project:
    return replace(
        project, capex_cny=project.capex_cny * factor, salvage_cny=project.salvage_cny * factor
    )


def _replacements(project: Project, factor: Amount) -> Project:
    parts = (replace(part, cost_cny=part.cost_cny * factor) for part in project.replacements)
    return replace(project, replacements=tuple(parts))


def _output(project: Project, factor: Amount) -> Project:
    return replace(
        project,
        sales=tuple(stream.in_units(factor) for stream in project.sales),
        costs=tuple(
            stream.in_units(factor) if stream.by_output else stream for stream in project.costs
        ),
    )


def _degradation(project: Project, factor: Amount) -> Project:
    faster = (
        tuple(
            replace(each, degradation_per_year=each.degradation_per_year * factor)
            for each in streams
        )
        for streams in (project.sales, project.costs)
    )
    sales, costs = faster
    return replace(project, sales=sales, costs=costs)


def _wears_out(project: Project) -> bool:
    streams = (*project.sales, *project.costs)
    return any(bool((stream.units(2)[:, 1] < stream.units(1)[:, 0]).any()) for stream in streams)


def _discount_rate(project: Project, factor: Amount) -> Project:
    equity = project.equity_rate
    return replace(
        project,
        discount_rate=_times(project.discount_rate, factor),
        equity_rate=None if equity is None else _times(equity, factor),
    )


def _loan_rate(project: Project, factor: Amount) -> Project:
    loan = project.loan
    dearer = None if loan is None else replace(loan, rate=_times(loan.rate, factor))
    return replace(project, loan=dearer)


def _times(rate: Rate, factor: Amount) -> Rate:
    return Rate(rate.per_year * factor, rate.terms)


CAPEX = Driver(id="capex", zh="投资", en="investment", turn=_capex)
REPLACEMENTS = Driver(id="replacements", zh="更换", en="replacements", turn=_replacements)
OUTPUT = Driver(id="output", zh="产量", en="output", turn=_output)
DEGRADATION = Driver(id="degradation", zh="衰减", en="degradation", turn=_degradation)
DISCOUNT_RATE = Driver(id="discount_rate", zh="折现率", en="discount rate", turn=_discount_rate)
LOAN_RATE = Driver(id="loan_rate", zh="贷款利率", en="loan rate", turn=_loan_rate)
