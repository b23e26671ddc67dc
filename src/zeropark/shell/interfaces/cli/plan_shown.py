"""A plan on the terminal: what it costs, what is built, which rules it keeps, in one language."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from zeropark.basis.translation import Language
from zeropark.future.plan.years.plan import CostItem, Plan, PlannedLimit, PlannedSize
from zeropark.future.plan.years.size import MERGED
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.text import limit_number, number
from zeropark.review.presentation.texts import TEXTS


def words(key: str, language: Language, **data: str) -> str:
    """The words of a key, filled in, safe for the terminal's markup."""
    return escape(TEXTS[key].words(language).format(**data))


def show_plan(console: Console, plan: Plan, *, language: Language) -> None:
    """Print the headline, sizes, costs and rules of a plan."""
    for line in _headline(plan, language):
        console.print(line)
    for title, table in (
        ("plan.sizes", _sizes(plan, language)),
        ("plan.costs", _costs(plan, language)),
        ("plan.limits", _limits(plan, language)),
    ):
        if table.row_count:
            console.print(f"\n[bold]{words(title, language)}[/bold]")
            console.print(table)


def _headline(plan: Plan, language: Language) -> Iterator[str]:
    called = plan.park.name.zh if language == "zh" else plan.park.name.en
    yield f"[bold]{words('plan.title', language, park=called, stage=str(plan.stage))}[/bold]"
    yield words(
        "plan.proven",
        language,
        cost=number(plan.objective_cny_per_year, digits=0),
        bound=number(floor(plan.lower_bound_cny_per_year), digits=0),
        gap=f"{plan.relative_gap:.1e}",
    )
    yield words(
        "plan.solved",
        language,
        steps=number(plan.axis.count, digits=0),
        seconds=number(plan.seconds, digits=1),
        route=plan.route,
    )
    for tried in plan.attempts:
        if tried.route.startswith(MERGED):
            yield f"[dim]{escape(tried.route)}: {escape(tried.said)}[/dim]"
        elif not tried.accepted:
            said = words("plan.tried", language, route=tried.route, said=tried.said)
            yield f"[yellow]{said}[/yellow]"


def plain_table(*columns: str) -> Table:
    """A table without lines; columns that end in `>` are numbers."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in columns:
        number_of = column.endswith(">")
        table.add_column(
            column.rstrip(">"), justify="right" if number_of else "left", overflow="fold"
        )
    return table


def _sizes(plan: Plan, language: Language) -> Table:
    documented = words("plan.documented", language)
    table = plain_table("", "", f"{documented}>", f"{words('plan.chosen', language)}>", "", "")
    for size in plan.sizes:
        at = "" if size.at is None else words(f"plan.at.{size.at}", language)
        table.add_row(
            escape(name(plan.park, size.device).words(language)),
            size_words(size, language),
            number(size.documented),
            f"[bold]{number(_stands_at(size))}[/bold]",
            size.unit,
            f"[dim]{at}[/dim]",
        )
    return table


def _stands_at(size: PlannedSize) -> float:
    """The size, without what an interior point leaves between it and its bound."""
    if size.at == "least":
        return size.least
    return size.chosen if size.at is None or size.most is None else size.most


def size_words(size: PlannedSize, language: Language) -> str:
    """What a size is called; its field where nobody named it."""
    text = TEXTS.get(f"size.{size.field}")
    return escape(size.field if text is None else text.words(language))


def _costs(plan: Plan, language: Language) -> Table:
    table = plain_table("", f"{words('cost.unit', language)}>", "")
    for item in CostItem:
        of_each: dict[str, float] = {}
        for line in plan.costs:
            if line.item is item:
                of_each[line.of] = of_each.get(line.of, 0.0) + line.amount_cny_per_year
        if of_each:
            largest = max(of_each, key=lambda of: abs(of_each[of]))
            of = name(plan.park, largest).words(language)
            table.add_row(
                words(f"cost.{item.value}", language),
                number(plan.cost(item), digits=0),
                f"[dim]{escape(of)}: {number(of_each[largest], digits=0)}[/dim]",
            )
    if plan.costs:
        # what the headline says; that the lines add up to it is for `plan check` to hold
        total = number(plan.objective_cny_per_year, digits=0)
        table.add_row(f"[bold]{words('cost.total', language)}[/bold]", f"[bold]{total}[/bold]", "")
    return table


def _limits(plan: Plan, language: Language) -> Table:
    table = plain_table("", "", f"{words('col.value', language)}>", "", "", "")
    for limit in plan.limits:
        table.add_row(*_limit_row(limit, language))
    return table


def _limit_row(limit: PlannedLimit, language: Language) -> tuple[str, ...]:
    key, style = ("kept", "green") if limit.kept else ("broken", "red")
    sign = {"max": "≤", "min": "≥"}[limit.sense]
    bound = "" if limit.bound is None else f"{sign} {limit_number(limit.bound)}"
    how = words("limit.required" if limit.enforced else "limit.reported", language)
    binds = f" · {words('limit.binds', language)}" if limit.binds else ""
    return (
        f"[{style}]{words(f'limit.{key}', language)}[/]" if limit.bound is not None else "",
        escape(limit.zh if language == "zh" else limit.en),
        "" if limit.value is None else number(limit.value),
        bound,
        "" if limit.unit == "1" else escape(limit.unit),
        f"[dim]{how}{binds}[/dim]",
    )
