"""Tables of a plan: its rules with shadow prices, and when cost arises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zeropark.basis.carriers import carrier
from zeropark.basis.timeline import PARK_ZONE
from zeropark.future.plan.years.explanation import Binding, Explanation
from zeropark.future.plan.years.plan import Plan, PlannedLimit, PlannedSize
from zeropark.review.presentation.figures.figure import Cell, Column, Table
from zeropark.review.presentation.figures.plan_sizes import size_name
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.plan_tiles import limit_bound
from zeropark.review.presentation.text import Text, number, unit_words
from zeropark.review.presentation.texts import TEXTS
from zeropark.review.presentation.words import phrase_words

_PERCENT: Final = 100.0


def limits_table(plan: Plan, explained: Explanation) -> Table:
    """A row a rule: planned, bound, whether it is kept, and what loosening it would save."""
    said = {each.of.rule: each for each in explained.limits if isinstance(each.of, PlannedLimit)}
    columns = ("value", "bound", "state", "how", "worth")
    return Table(
        caption=TEXTS["plan_limits.caption"],
        columns=(
            Column(TEXTS["col.rule"]),
            *(Column(TEXTS[f"plan_limits.{each}"]) for each in columns),
            Column(TEXTS["plan_limits.source"]),
        ),
        rows=tuple(_limit_row(each, said.get(each.rule)) for each in plan.limits),
    )


def _limit_row(limit: PlannedLimit, binding: Binding | None) -> tuple[Cell, ...]:
    state = TEXTS["none" if limit.bound is None else f"limit.{'kept' if limit.kept else 'broken'}"]
    how = TEXTS["limit.required" if limit.enforced else "limit.reported"]
    return (
        Text(limit.zh, limit.en),
        _with_unit(limit),
        _bound(limit),
        state,
        how + TEXTS["dash"] + TEXTS["limit.binds"] if limit.binds else how,
        TEXTS["none"] if binding is None else phrase_words(binding.said),
        limit.source or TEXTS["none"],
    )


def _with_unit(limit: PlannedLimit) -> str | None:
    if limit.value is None:
        return None
    if limit.unit == "1":
        return f"{number(limit.value * _PERCENT, digits=1)} %"
    return f"{number(limit.value)} {unit_words(limit.unit)}"


def _bound(limit: PlannedLimit) -> str:
    """With its unit; a dash where there is none. Numbers and units are alike in both languages."""
    bound = limit_bound(limit).zh
    return (
        bound if limit.bound is None or limit.unit == "1" else f"{bound} {unit_words(limit.unit)}"
    )


def said_of_sizes(plan: Plan, explained: Explanation) -> Iterator[tuple[Text, Text]]:
    """Sizes at a bound that costs something, each with what a step of it is worth."""
    for each in explained.sizes:
        if isinstance(each.of, PlannedSize):
            yield size_name(plan.park, each.of), phrase_words(each.said)


def dear_weeks_table(plan: Plan, explained: Explanation) -> Table | None:
    """The weeks in which most of what a bus carries is worth falls; None where none is."""
    if not explained.weeks:
        return None
    return Table(
        caption=TEXTS["plan_dear.caption"],
        columns=(
            Column(TEXTS["col.bus"]),
            Column(TEXTS["plan_dear.week"]),
            Column(TEXTS["plan_dear.share"], "%", 1),
            Column(TEXTS["plan_dear.price"]),
            Column(TEXTS["col.unit"]),
        ),
        rows=tuple(
            (
                name(plan.park, week.bus),
                f"{week.start.astimezone(PARK_ZONE):%Y-%m-%d}",
                week.share * _PERCENT,
                week.mean_price_cny_per_unit,
                Text.same(f"CNY/{_unit(plan, week.bus)}"),
            )
            for week in explained.weeks
        ),
    )


def _unit(plan: Plan, bus: str) -> str:
    return unit_words(carrier(plan.park.bus_by_id[bus].carrier).unit)
