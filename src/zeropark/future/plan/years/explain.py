"""Explaining a plan from its shadow prices: no solver is asked.

A shadow price is what a bound one unit looser would save a year, as long as nothing else begins
to bind: for a share it is told by the percentage point, for tCO2/tce by the hundredth.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from zeropark.basis.errors import Phrase
from zeropark.basis.timeline import Calendar
from zeropark.future.plan.site.said import amount
from zeropark.future.plan.years.explanation import (
    Avoided,
    Binding,
    DearHours,
    DearTime,
    Explanation,
)
from zeropark.future.plan.years.plan import Plan, PlannedLimit, PlannedSize, Series

_STEPS: Final[Mapping[str, float]] = MappingProxyType({"1": 0.01, "tCO2/tce": 0.01})
"""By how much a bound in these units is thought to be looser; by one of any other unit."""
_DEAREST_SHARE: Final = 0.01
"""Of the steps, by which it is told how much of the cost falls in few of them."""
_WEEKS_SHOWN: Final = 3
_LARGE_CNY: Final = 1000.0
_WORTH_TELLING: Final = 1e-4
"""Of what the dearest bus carries in a year: where all that a bus carries is worth less, no cost
arises, and its prices are what an interior point leaves of nothing."""


def explain(plan: Plan, *, avoided: Avoided | None = None) -> Explanation:
    """What binds, when cost arises, and what avoiding CO2 costs where that was worked out."""
    limits = [_binding_limit(limit) for limit in plan.limits if limit.binds]
    sizes = [_binding_size(size) for size in plan.sizes if size.worth_cny_per_unit_year > 0]
    carried = sorted(_carried(plan), key=lambda each: -float(each.worth_cny.sum()))
    return Explanation(
        limits=tuple(sorted(limits, key=_worth, reverse=True)),
        sizes=tuple(sorted(sizes, key=_worth, reverse=True)),
        weeks=tuple(week for each in carried for week in _dear_weeks(plan, each)),
        hours=tuple(_dear_steps(plan, each) for each in carried),
        avoided=avoided,
    )


def _worth(binding: Binding) -> float:
    return binding.worth_cny_per_year


def _binding_limit(limit: PlannedLimit) -> Binding:
    step = _STEPS.get(limit.unit, 1.0)
    worth = limit.shadow_price_cny_per_unit * step
    data = {"step": _amount(step, limit.unit), "worth": _money(worth)}
    return Binding(
        of=limit,
        step=step,
        worth_cny_per_year=worth,
        said=Phrase("Loosened by {step}, it would save {worth} CNY a year.", data),
    )


def _binding_size(size: PlannedSize) -> Binding:
    worth = size.worth_cny_per_unit_year
    data = {"unit": size.unit, "worth": _money(worth), "bound": amount(size.chosen)}
    if size.at == "most":
        said = Phrase("One {unit} more than {bound} {unit} would save {worth} CNY a year.", data)
    elif size.least > 0:
        said = Phrase("One {unit} less than {bound} {unit} would save {worth} CNY a year.", data)
    else:
        said = Phrase("It is built only if a {unit} costs at least {worth} CNY a year less.", data)
    return Binding(of=size, step=1.0, worth_cny_per_year=worth, said=said)


def _money(cny: float) -> str:
    """An amount as people say it: without fen where it is large."""
    return f"{cny:,.0f}" if cny >= _LARGE_CNY else f"{cny:,.2f}"


def _amount(step: float, unit: str) -> object:
    if unit == "1":
        return Phrase("one percentage point")
    return f"{step:g} {unit}"


@dataclass(frozen=True, slots=True)
class _Carried:
    """What a bus takes in, and what that is worth at its prices, step by step."""

    bus: str
    amount: Series
    worth_cny: Series


def _carried(plan: Plan) -> Iterator[_Carried]:
    """Every bus with prices, whose year is worth anything beside that of the dearest."""
    found: list[_Carried] = []
    for bus, price_cny_per_unit in plan.prices.items():
        amount: Series = plan.flows.quantity[plan.flows.rows(sink=bus)].sum(axis=0)
        found.append(_Carried(bus, amount, amount * price_cny_per_unit))
    most = max((each.worth_cny.sum() for each in found), default=0.0)
    return (each for each in found if each.worth_cny.sum() > _WORTH_TELLING * max(most, 0.0))


def _dear_weeks(plan: Plan, carried: _Carried) -> Iterator[DearTime]:
    """The weeks, from Monday on, in which most of the worth falls."""
    monday = (Calendar.of(plan.axis).day + 3) // 7
    _, week_of = np.unique(monday, return_inverse=True)
    worth = np.bincount(week_of, weights=carried.worth_cny)
    amount = np.bincount(week_of, weights=carried.amount)
    for week in np.argsort(-worth, kind="stable")[:_WEEKS_SHOWN].tolist():
        inside = np.flatnonzero(week_of == week)
        yield DearTime(
            bus=carried.bus,
            start=plan.axis.start + int(inside[0]) * plan.axis.step,
            hours=inside.size * plan.axis.step_hours,
            mean_price_cny_per_unit=float(worth[week] / amount[week]) if amount[week] else 0.0,
            share=float(worth[week] / worth.sum()),
        )


def _dear_steps(plan: Plan, carried: _Carried) -> DearHours:
    """How much falls in the dearest steps, and when the price is highest."""
    most = max(round(_DEAREST_SHARE * plan.axis.count), 1)
    dearest = np.sort(carried.worth_cny)[-most:]
    peak = int(np.argmax(plan.prices[carried.bus]))
    return DearHours(
        bus=carried.bus,
        share_of_time=most / plan.axis.count,
        share_of_worth=float(dearest.sum() / carried.worth_cny.sum()),
        highest_cny_per_unit=float(plan.prices[carried.bus][peak]),
        highest_at=plan.axis.start + peak * plan.axis.step,
    )
