"""`zeropark plan explain`: what binds, when cost arises, what a tonne of CO2 avoided costs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from zeropark.basis.carriers import carrier
from zeropark.basis.timeline import PARK_ZONE
from zeropark.basis.translation import Language
from zeropark.future.plan.years.explanation import (
    Avoided,
    Binding,
    DearHours,
    DearTime,
    Explanation,
)
from zeropark.future.plan.years.plan import Plan, PlannedLimit, PlannedSize
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.text import limit_number, number
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.language import language_of
from zeropark.shell.interfaces.cli.options import AsJson
from zeropark.shell.interfaces.cli.plan_files import PlanFile, read_plan
from zeropark.shell.interfaces.cli.plan_shown import size_words, words
from zeropark.shell.interfaces.cli.progress_bar import ProgressBar
from zeropark.shell.usecases.explain_plan import REFERENCES, Reference, explain_plan


def add_to(plan: typer.Typer) -> None:
    """Add the command of this file to the group of plans."""
    plan.command("explain", epilog="Example: zeropark plan explain plan.json")(explain)


def explain(
    file: PlanFile,
    *,
    against: Annotated[
        str,
        typer.Option(
            "--against",
            metavar="WHAT",
            help=f"What a tonne avoided is compared with: {', '.join(REFERENCES)}, or a plan.",
        ),
    ] = REFERENCES[0],
    as_json: AsJson = False,
) -> None:
    """Which rules and bounds cost money, what more of them is worth, and what a tonne costs."""
    plan = read_plan(file)
    reference, other = _reference(against)
    with ProgressBar(shown=not as_json) as progress:
        explained = explain_plan(plan, reference=reference, other=other, progress=progress)
    language = language_of(os.environ)
    answer = Answer(
        data=explained_data(plan, explained),
        show=lambda console: show_explained(console, plan, explained, language=language),
    )
    finish(answer, as_json=as_json)


def _reference(against: str) -> tuple[Reference, Plan | None]:
    """One of the references, or the plan in a file."""
    for known in REFERENCES:
        if against == known:
            return known, None
    return "none", read_plan(Path(against))


def explained_data(plan: Plan, explained: Explanation) -> dict[str, object]:
    """The explanation for JSON; sentences in both languages."""
    return {
        "park": plan.park.id,
        "limits": [_binding(each) for each in explained.limits],
        "sizes": [_binding(each) for each in explained.sizes],
        "weeks": [_week(each) for each in explained.weeks],
        "hours": [_hours(each) for each in explained.hours],
        "avoided": _avoided(explained.avoided),
    }


def _binding(binding: Binding) -> dict[str, object]:
    of: PlannedLimit | PlannedSize = binding.of
    told: dict[str, object] = (
        {"rule": of.rule, "unit": of.unit, "bound": of.bound}
        if isinstance(of, PlannedLimit)
        else {"device": of.device, "field": of.field, "unit": of.unit, "chosen": of.chosen}
    )
    return {
        **told,
        "step": binding.step,
        "worth_cny_per_year": binding.worth_cny_per_year,
        "said": binding.said.words("en"),
        "said_zh": binding.said.words("zh"),
    }


def _week(week: DearTime) -> dict[str, object]:
    return {
        "bus": week.bus,
        "start": week.start.isoformat(),
        "hours": week.hours,
        "mean_price_cny_per_unit": week.mean_price_cny_per_unit,
        "share": week.share,
    }


def _hours(hours: DearHours) -> dict[str, object]:
    return {
        "bus": hours.bus,
        "share_of_time": hours.share_of_time,
        "share_of_worth": hours.share_of_worth,
        "highest_cny_per_unit": hours.highest_cny_per_unit,
        "highest_at": hours.highest_at.isoformat(),
    }


def _avoided(avoided: Avoided | None) -> dict[str, object] | None:
    if avoided is None:
        return None
    return {
        "against": avoided.against,
        "cost_cny_per_year": avoided.cost_cny_per_year,
        "emission_t_per_year": avoided.emission_t_per_year,
        "cny_per_t": avoided.cny_per_t,
    }


def show_explained(
    console: Console, plan: Plan, explained: Explanation, *, language: Language
) -> None:
    """Print what binds, when cost arises, and what a tonne avoided costs."""
    parts = {
        "explain.limits": list(_said_of_limits(explained, language)),
        "explain.sizes": list(_said_of_sizes(plan, explained, language)),
        "explain.when": list(_said_of_times(plan, explained, language)),
        "explain.avoided": list(_said_of_avoiding(explained.avoided, language)),
    }
    for title, lines in parts.items():
        if lines:
            console.print(f"[bold]{words(title, language)}[/bold]")
        for line in lines:
            console.print(f"  {line}", soft_wrap=True)


def _said_of_limits(explained: Explanation, language: Language) -> Iterator[str]:
    for each in explained.limits:
        if isinstance(each.of, PlannedLimit):
            called = each.of.zh if language == "zh" else each.of.en
            bound = limit_number(each.of.bound or 0.0)
            unit = "" if each.of.unit == "1" else f" {each.of.unit}"
            sign = {"max": "≤", "min": "≥"}[each.of.sense]
            said = each.said.words(language)
            yield f"{escape(called)} {sign} {bound}{escape(unit)}: {escape(said)}"
    if not explained.limits:
        yield words("explain.no_limits", language)


def _said_of_sizes(plan: Plan, explained: Explanation, language: Language) -> Iterator[str]:
    for each in explained.sizes:
        if isinstance(each.of, PlannedSize):
            of = name(plan.park, each.of.device).words(language)
            said = each.said.words(language)
            yield f"{escape(of)}, {size_words(each.of, language)}: {escape(said)}"
    if not explained.sizes:
        yield words("explain.no_sizes", language)


def _said_of_times(plan: Plan, explained: Explanation, language: Language) -> Iterator[str]:
    for week in explained.weeks:
        yield words(
            "explain.week",
            language,
            bus=name(plan.park, week.bus).words(language),
            start=f"{week.start.astimezone(PARK_ZONE):%Y-%m-%d}",
            share=f"{week.share:.1%}",
            price=number(week.mean_price_cny_per_unit),
            unit=_unit(plan, week.bus),
        )
    for hours in explained.hours:
        yield words(
            "explain.hours",
            language,
            bus=name(plan.park, hours.bus).words(language),
            time=f"{hours.share_of_time:.1%}",
            share=f"{hours.share_of_worth:.1%}",
            price=number(hours.highest_cny_per_unit),
            unit=_unit(plan, hours.bus),
            at=f"{hours.highest_at.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}",
        )


def _unit(plan: Plan, bus: str) -> str:
    return carrier(plan.park.bus_by_id[bus].carrier).unit


def _said_of_avoiding(avoided: Avoided | None, language: Language) -> Iterator[str]:
    if avoided is None:
        return
    data = {
        "against": words(f"against.{avoided.against}", language),
        "more": number(avoided.cost_cny_per_year, digits=0),
        "less": number(avoided.emission_t_per_year),
    }
    if avoided.cny_per_t is None:
        yield words("explain.nothing_avoided", language, **data)
    else:
        yield words("explain.per_t", language, cost=number(avoided.cny_per_t), **data)
