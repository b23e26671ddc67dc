"""Costs, rules and the total of a plan, worked out again from its flows and sizes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import fsum
from typing import Final

from zeropark.future.plan.assembly.account import Figures, Key
from zeropark.future.plan.assembly.problem import Problem
from zeropark.future.plan.program.draft import Whole
from zeropark.future.plan.years.checks.figure import Figure, compared
from zeropark.future.plan.years.plan import Plan
from zeropark.future.plan.years.read_answer import flows_by_path

_MONEY: Final = "CNY"
_SMALL_MONEY: Final = 1.0
"""CNY a year: differences are relative to this at least."""


def figures_of(plan: Plan, written: Problem) -> Figures:
    """What a plan decides, in the words of a problem; what follows from flows is worked out."""
    chosen: Mapping[Key, float] = {(at.device, at.field): at.chosen for at in plan.sizes}
    sizes = {
        key: chosen.get(key, 0.0) if isinstance(size, Whole) else size
        for key, size in written.site.sizes.items()
    }
    extras = {
        name: float(value) if value.ndim == 0 else value for name, value in plan.extras.items()
    }
    return written.worked_out(flows_by_path(plan.flows), sizes, extras)


def costs(plan: Plan, written: Problem, figures: Figures) -> Iterator[Figure]:
    """Every line of cost, those that the plan lacks and those that it has too much among them."""
    planned = {(at.item.value, at.of, at.component): at.amount_cny_per_year for at in plan.costs}
    again = {
        (str(at.item), at.of, at.component): at.account.amount(figures) for at in written.charges
    }
    for item, of, component in dict.fromkeys([*again, *planned]):
        key = (item, of, component)
        yield compared(
            "cost",
            ".".join(filter(None, (item, of, component))),
            unit=_MONEY,
            planned=planned.get(key, 0.0),
            again=again.get(key, 0.0),
            scale=_SMALL_MONEY,
        )


def totals(plan: Plan, written: Problem, figures: Figures) -> Iterator[Figure]:
    """The objective against all charges, and against its own lower bound."""
    charged = fsum(at.account.amount(figures) for at in written.charges)
    turnover = fsum(abs(at.account.amount(figures)) for at in written.charges)
    yield compared(
        "total",
        "objective",
        unit=_MONEY,
        planned=plan.objective_cny_per_year,
        again=charged,
        scale=turnover,
    )
    beyond = max(plan.lower_bound_cny_per_year - charged, 0.0)
    yield Figure(
        group="total",
        of="lower_bound",
        unit=_MONEY,
        planned=plan.lower_bound_cny_per_year,
        again=charged,
        off=beyond / max(abs(charged), turnover, _SMALL_MONEY),
    )


def limits(plan: Plan, written: Problem, figures: Figures) -> Iterator[Figure]:
    """The value and the bound of every rule, and whether those that must be kept are."""
    planned = {limit.rule: limit for limit in plan.limits}
    for limit in written.limits:
        told = planned.get(limit.rule)
        value = limit.value(figures)
        if told is None or (told.value is None) != (value is None):
            yield _lacking(limit.rule, limit.unit, value)
            continue
        if value is not None and told.value is not None:
            yield compared(
                "limit", limit.rule, unit=limit.unit, planned=told.value, again=value, scale=1e-3
            )
        if limit.bound is not None:
            yield compared(
                "limit",
                f"{limit.rule}.bound",
                unit=limit.unit,
                planned=told.bound if told.bound is not None else 0.0,
                again=limit.bound,
            )
        if limit.required and value is not None and limit.bound is not None:
            over = value - limit.bound if limit.sense == "max" else limit.bound - value
            yield Figure(
                group="limit",
                of=f"{limit.rule}.kept",
                unit=limit.unit,
                planned=limit.bound,
                again=value,
                off=max(over, 0.0) / max(abs(limit.bound), abs(value), 1e-3),
            )


def _lacking(rule: str, unit: str, value: float | None) -> Figure:
    """A rule that the plan does not tell, or tells without a value."""
    return Figure(group="limit", of=rule, unit=unit, planned=0.0, again=value or 0.0, off=1.0)


def sizes(plan: Plan, written: Problem) -> Iterator[Figure]:
    """Every size that was to be chosen is told, and within its bounds."""
    planned = {(at.device, at.field): at.chosen for at in plan.sizes}
    for built in written.sizes:
        if built.asked:
            chosen = planned.get(built.key, 0.0)
            within = min(max(chosen, built.least), built.most)
            yield compared(
                "size",
                ".".join(built.key),
                unit="",
                planned=chosen,
                again=within,
                scale=1e-3 * built.most,
            )
