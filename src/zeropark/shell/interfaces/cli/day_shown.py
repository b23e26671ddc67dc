"""A plan of a day and a roll on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import PARK_ZONE
from zeropark.basis.translation import Language
from zeropark.future.plan.days.dispatch import CostOf, Dispatch, InputUsed
from zeropark.future.plan.days.rolled import Rolled
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.text import number
from zeropark.shell.interfaces.cli.plan_shown import plain_table, words

_MOST_REASONS = 24
_MS = 1000.0


def show_day(
    console: Console,
    made: Dispatch,
    park: ParkDocument,
    *,
    language: Language,
    files: Sequence[Path],
) -> None:
    """Print what a day costs, what devices are told, and why."""
    called = park.name.zh if language == "zh" else park.name.en
    period = made.axis.period
    title = words(
        "day.heading",
        language,
        park=called,
        **{"from": clock(period.start), "to": clock(period.end)},
    )
    console.print(f"[bold]{title}[/bold]")
    console.print(
        words(
            "day.cost",
            language,
            cost=number(made.cost_cny, digits=0),
            steps=str(made.axis.count),
            gap=f"{made.relative_gap:.1e}",
            seconds=number(made.seconds, digits=2),
        )
    )
    if made.flows.quality.any():
        console.print(f"[yellow]{words('day.generated', language)}[/yellow]")
    for key, table in (
        ("day.costs", costs_table(made.costs, park, language)),
        ("day.set_points", _set_points(made, park, language)),
        ("day.inputs", inputs_table(made.inputs, park, language)),
    ):
        if table.row_count:
            console.print(f"\n[bold]{words(key, language)}[/bold]")
            console.print(table)
    _show_said(console, made, language)
    for path in files:
        console.print(f"[dim]{words('day.kept', language, file=str(path))}[/dim]")


def _show_said(console: Console, made: Dispatch, language: Language) -> None:
    if made.reasons:
        console.print(f"\n[bold]{words('day.reasons', language)}[/bold]")
    for reason in made.reasons[:_MOST_REASONS]:
        console.print(f"  {escape(reason.said.words(language))}")
    if made.binds:
        console.print(f"\n[bold]{words('day.binds', language)}[/bold]")
    for bind in made.binds:
        worth = number(bind.worth_cny) if np.isfinite(bind.worth_cny) else "-"
        told = f"{words('day.worth', language)} {worth} {words('day.unit', language)}"
        console.print(f"  {escape(bind.said.words(language))} [dim]{told}[/dim]")


def clock(at: datetime) -> str:
    """A local date and time."""
    return f"{at.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}"


def costs_table(costs: Iterable[CostOf], park: ParkDocument, language: Language) -> Table:
    """Money by item and whose it is, and its total."""
    table = plain_table("", "", f"{words('day.unit', language)}>")
    sums: dict[tuple[str, str], float] = {}
    for cost in costs:
        key = (cost.item, cost.of)
        sums[key] = sums.get(key, 0.0) + cost.amount_cny
    for (item, of), amount in sums.items():
        table.add_row(
            words(f"cost.{item}", language),
            f"[dim]{escape(name(park, of).words(language))}[/dim]",
            number(amount, digits=0),
        )
    if sums:
        total = number(sum(sums.values()), digits=0)
        table.add_row(f"[bold]{words('day.total', language)}[/bold]", "", f"[bold]{total}[/bold]")
    return table


def _set_points(made: Dispatch, park: ParkDocument, language: Language) -> Table:
    table = plain_table(
        "", "", f"{words('day.least', language)}>", f"{words('day.most', language)}>", ""
    )
    for at in made.set_points:
        table.add_row(
            escape(name(park, at.device).words(language)),
            sparkline(at.value),
            number(float(at.value.min())),
            number(float(at.value.max())),
            at.unit,
        )
    return table


def inputs_table(inputs: Iterable[InputUsed], park: ParkDocument, language: Language) -> Table:
    """Which series a plan was made on, and by whom they were foreseen."""
    table = plain_table("", "", "")
    for used in inputs:
        method = words(f"day.method.{used.method}", language) if used.method else ""
        reason = "" if used.reason is None else f"[dim]{escape(used.reason.words(language))}[/dim]"
        table.add_row(
            escape(name(park, used.of).words(language)),
            f"{words(f'day.source.{used.source}', language)} {method}".rstrip(),
            reason,
        )
    return table


def sparkline(values: np.ndarray[tuple[int], np.dtype[np.float64]], *, width: int = 32) -> str:
    """A series as a line of blocks, from its least to its most.

    >>> sparkline(np.array([0.0, 1.0, 2.0, 3.0]), width=4)
    '▁▃▆█'
    """
    blocks = "▁▂▃▄▅▆▇█"
    parts = [part.mean() for part in np.array_split(values, min(width, values.size))]
    low, high = min(parts), max(parts)
    if high - low <= 0.0:
        return blocks[0] * len(parts)
    return "".join(blocks[round((part - low) / (high - low) * (len(blocks) - 1))] for part in parts)


def show_roll(
    console: Console,
    made: Rolled,
    park: ParkDocument,
    *,
    language: Language,
    files: Sequence[Path],
    against: Sequence[Rolled] = (),
) -> None:
    """Print what a roll came to, and what other ways to go through the same came to."""
    called = park.name.zh if language == "zh" else park.name.en
    period = made.axis.period
    title = words(
        "roll.title",
        language,
        park=called,
        windows=number(len(made.windows), digits=0),
        **{"from": clock(period.start), "to": clock(period.end)},
    )
    console.print(f"[bold]{title}[/bold]")
    console.print(words(f"roll.foresight.{made.foresight}", language, level=f"{made.level:g}"))
    console.print(
        words(
            "roll.cost",
            language,
            cost=number(made.cost_cny, digits=0),
            lacking=number(made.lacking, digits=0),
            ms=number(_MS * float(np.median([at.seconds for at in made.windows])), digits=1),
            seconds=number(made.seconds, digits=1),
        )
    )
    console.print(f"\n[bold]{words('day.costs', language)}[/bold]")
    console.print(costs_table(made.costs, park, language))
    if len(made.days) > 1:
        console.print(f"\n[bold]{words('roll.days', language)}[/bold]")
        console.print(sparkline(np.array([day.cost_cny for day in made.days]), width=72))
    for rule, margin in made.margins_kwh.items():
        said = f"{rule}: {number(margin, digits=0)} kWh"
        console.print(f"{words('roll.margins', language)} {escape(said)}")
    for point, at in made.settlements.items():
        said = words(
            "roll.settled",
            language,
            point=name(park, point).words(language),
            position=number(at.position_cny, digits=0),
            deviation=number(at.deviation_cny, digits=0),
        )
        console.print(said)
    if against:
        console.print(f"\n[bold]{words('roll.value', language)}[/bold]")
        console.print(_against(made, against, language))
    if made.inputs:
        console.print(f"\n[bold]{words('day.inputs', language)}[/bold]")
        console.print(inputs_table(made.inputs, park, language))
    for path in files:
        console.print(f"[dim]{words('day.kept', language, file=str(path))}[/dim]")


def _against(made: Rolled, others: Sequence[Rolled], language: Language) -> Table:
    """Costs of the same stretch, and what each is above this one."""
    unit = words("day.unit", language)
    table = plain_table("", f"{unit}>", f"{words('roll.more', language)}>")
    for each in (made, *others):
        more = each.cost_cny - made.cost_cny
        share = f"{more / abs(made.cost_cny):+.2%}" if made.cost_cny and each is not made else ""
        table.add_row(
            words(f"roll.foresight.{each.foresight}", language, level=f"{each.level:g}"),
            number(each.cost_cny, digits=0),
            share.replace("-", "−"),
        )
    return table
