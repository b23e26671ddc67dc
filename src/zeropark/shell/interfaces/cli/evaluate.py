"""`zeropark evaluate`: was it good enough."""

from __future__ import annotations

import os

import typer
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from zeropark.facts.readings.reading import Quality
from zeropark.review.evaluation.indicator import Evaluation, Indicator, Verdict
from zeropark.review.evaluation.summary import summary
from zeropark.review.presentation.texts import TEXTS
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.language import language_of
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder, Year
from zeropark.shell.usecases.evaluate_year import evaluate_year

_STYLE = {Verdict.PASS: "green", Verdict.FAIL: "red", Verdict.UNKNOWN: "yellow"}
_CHANGES_SHOWN = 5


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("evaluate", epilog="Example: zeropark evaluate my-park --year 2026")(evaluate)


def evaluate(folder: ParkFolder, *, year: Year, as_json: AsJson = False) -> None:
    """The 1+5 indicators and the direct-connection ratios of a closed year."""
    with bootstrap.workspace(folder) as work:
        judged = evaluate_year(year, park=work.park, rules=work.rules, books=work.books)
    answer = Answer(
        data=summary(judged.evaluation),
        show=lambda console: show_evaluation(console, judged.evaluation),
        findings=judged.evaluation.findings,
    )
    finish(answer, as_json=as_json)


def show_evaluation(console: Console, evaluation: Evaluation) -> None:
    """Print the verdict, every indicator with its limit, and what would have to change."""
    console.print(_verdict(evaluation))
    table = Table(box=None, show_header=False, pad_edge=False)
    for _ in range(4):
        table.add_column(overflow="fold")
    for indicator in (*evaluation.guiding, *evaluation.direct):
        table.add_row(*_row(indicator))
    console.print(table)
    if evaluation.changes:
        console.print("[dim]The largest contributions, and the core indicator without each:[/dim]")
    for change in evaluation.changes[:_CHANGES_SHOWN]:
        console.print(
            f"[dim]{change.emission_t:>12,.0f} t  {change.core_without_tco2_per_tce:.3f} tCO2/tce"
            f"  {escape(change.what)}[/dim]"
        )


def _verdict(evaluation: Evaluation) -> Panel:
    core = evaluation.core
    style = _STYLE.get(core.verdict, "dim")
    value = "unknown" if core.value is None else f"{core.value:.4f}"
    limit = "" if core.limit is None else f" (limit {core.limit:g})"
    text = (
        f"[bold {style}]{_word(core.verdict).upper()}[/]  "
        f"单位能耗碳排放 {value} tCO2/tce{limit} · {evaluation.consumption_tce:,.0f} tce\n"
        f"{_mark(core.quality)}{escape(_reason(core))}"
    )
    return Panel(text, title=f"{evaluation.park} · book park910", title_align="left")


def _word(verdict: Verdict) -> str:
    """The verdict in the language of the terminal; in English as `--json` has it."""
    if language_of(os.environ) == "zh":
        return TEXTS[f"verdict.{verdict.value}"].zh
    return verdict.value.replace("_", " ")


def _reason(indicator: Indicator) -> str:
    """Why the verdict is what it is, in the language of the terminal where it is known in it."""
    chinese = indicator.reason_zh if language_of(os.environ) == "zh" else ""
    return chinese or indicator.reason


def _mark(quality: int) -> str:
    return "[yellow]模拟数据 generated data[/yellow] · " if quality & Quality.GENERATED else ""


def _row(indicator: Indicator) -> tuple[str, ...]:
    """Verdict, value, limit and name; the reason below the name where it did not simply pass."""
    style = _STYLE.get(indicator.verdict, "dim")
    sign = {"max": "≤", "min": "≥"}[indicator.sense]
    why = "" if indicator.verdict is Verdict.PASS else f"\n[dim]{escape(_reason(indicator))}[/dim]"
    return (
        f"[{style}]{_word(indicator.verdict)}[/]",
        "" if indicator.value is None else _number(indicator.value, indicator.unit),
        "" if indicator.limit is None else f"{sign} {_number(indicator.limit, indicator.unit)}",
        f"{indicator.zh} · {escape(indicator.en)}{why}",
    )


def _number(value: float, unit: str) -> str:
    return f"{value:.1%}" if unit == "1" else f"{value:,.0f} {unit}"
