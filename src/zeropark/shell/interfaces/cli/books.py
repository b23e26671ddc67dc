"""`zeropark close`, `account` and `bill`: the books of energy, carbon and money."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from zeropark.basis.carriers import carrier
from zeropark.basis.rules.rule import Certainty, Rule
from zeropark.basis.timeline import parse_period
from zeropark.facts.carbon.inventory import Book, Inventory
from zeropark.facts.ledger.balance.balance import BusBalance, State
from zeropark.facts.ledger.bills.invoice import Bill
from zeropark.facts.readings.filling.fill import DEFAULT, METHODS, methods_named
from zeropark.facts.readings.reading import Quality
from zeropark.review.evaluation.plain import plain_period
from zeropark.review.reports.statement import (
    KG_PER_T,
    bill_statement,
    consumption_statement,
    green_statement,
    inventory_statement,
)
from zeropark.shell import bootstrap
from zeropark.shell.closing.stretch import ClosedPeriod
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder, PeriodText
from zeropark.shell.interfaces.cli.progress_bar import ProgressBar
from zeropark.shell.usecases.account import Account, account
from zeropark.shell.usecases.bill_period import bill_period
from zeropark.shell.usecases.close_period import close_period


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("close", epilog="Example: zeropark close my-park --period 2026-06")(close)
    app.command("account", epilog="Example: zeropark account my-park --period 2026 --book park910")(
        account_command
    )
    app.command("bill", epilog="Example: zeropark bill my-park --period 2026-06")(bill)


def close(
    folder: ParkFolder,
    *,
    period: PeriodText,
    fill: Annotated[
        list[str] | None,
        typer.Option(
            "--fill",
            metavar="METHOD",
            help=f"Fill gaps by this method only; can be repeated: {', '.join(METHODS)}, none.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Clean, align, fill by name, balance every bus, and keep the flows of a period."""
    with bootstrap.workspace(folder) as work, ProgressBar(shown=not as_json) as progress:
        closed = close_period(
            parse_period(period),
            park=work.park,
            readings=work.readings,
            books=work.books,
            progress=progress,
            methods=methods_named(fill) if fill else DEFAULT,
        )
    answer = Answer(
        data=closed_data(closed),
        show=lambda console: show_closed(console, closed),
        findings=closed.findings,
    )
    finish(answer, as_json=as_json)


def show_closed(console: Console, closed: ClosedPeriod) -> None:
    """Print how much is known, and what every bus needs to close."""
    steps = sum(each.steps for each in closed.coverage) or 1
    measured = sum(each.measured_steps for each in closed.coverage) / steps
    filled = sum(each.filled_steps for each in closed.coverage) / steps
    missing = sum(each.missing_steps for each in closed.coverage) / steps
    console.print(
        f"{closed.readings:,} readings on {len(closed.coverage)} channels: "
        f"[green]{measured:.2%} measured[/green], [yellow]{filled:.2%} filled[/yellow], "
        f"[red]{missing:.2%} missing[/red]"
    )
    silent = [each.channel for each in closed.coverage if each.missing_steps == each.steps]
    if silent:
        names = ", ".join(f"{each.meter}/{each.channel}" for each in silent)
        console.print(f"[dim]nothing read in the period: {escape(names)}[/dim]")
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 1, 0, 0))
    for column in ("bus", "in", "out", "unit", "residual", "share", "state"):
        text = column in ("bus", "unit", "state")
        # A figure is never cut short; a name goes on in the next line.
        table.add_column(
            column, justify="left" if text else "right", no_wrap=not text, overflow="fold"
        )
    axis_steps = max((each.steps for each in closed.coverage), default=0)
    for bus in closed.balance.buses:
        table.add_row(*_bus_row(bus, steps=axis_steps))
    console.print(table)
    if closed.restated:
        console.print(f"[yellow]restated: {len(closed.restated)} closed period(s) changed[/yellow]")


def _bus_row(bus: BusBalance, *, steps: int) -> tuple[str, ...]:
    """A bus of whose intervals only some are known says how many; its figures are of those."""
    if bus.state is State.NOT_METERED:
        return (bus.bus, "", "", "", "", "", "not metered")
    if steps and bus.missing_steps == steps:
        return (bus.bus, "", "", "", "", "", "nothing known")
    share = bus.residual_share
    known = f", {1 - bus.missing_steps / steps:.0%} known" if bus.missing_steps else ""
    return (
        bus.bus,
        f"{bus.inflow:,.0f}",
        f"{bus.outflow:,.0f}",
        carrier(bus.carrier).unit,
        _whole(bus.over - bus.under),
        "" if share is None else f"{share:.2%}",
        bus.state.value + known,
    )


def _whole(amount: float) -> str:
    """Rounded, and never as -0."""
    return f"{round(amount) + 0:,d}"


def closed_data(closed: ClosedPeriod) -> dict[str, object]:
    """What closing came to, for JSON."""
    return {
        "period": plain_period(closed.period),
        "readings": closed.readings,
        "coverage": [
            {
                "meter": each.channel.meter,
                "channel": each.channel.channel,
                "steps": each.steps,
                "measured_steps": each.measured_steps,
                "filled_steps": each.filled_steps,
                "missing_steps": each.missing_steps,
            }
            for each in closed.coverage
        ],
        "fills": _fills(closed),
        "buses": [
            {
                "bus": bus.bus,
                "carrier": bus.carrier,
                "state": bus.state.value,
                "inflow": bus.inflow,
                "outflow": bus.outflow,
                "residual": bus.over - bus.under,
                "residual_share": bus.residual_share,
                "missing_steps": bus.missing_steps,
            }
            for bus in closed.balance.buses
        ],
        "restated": [
            {"period": plain_period(each.period), "links": len(each.changes)}
            for each in closed.restated
        ],
    }


def _fills(closed: ClosedPeriod) -> list[dict[str, object]]:
    """By channel and method: how many intervals, and how much in the inside unit."""
    sums: defaultdict[tuple[int, str], list[float]] = defaultdict(lambda: [0, 0.0])
    for fill in closed.fills:
        sums[fill.row, fill.method][0] += fill.steps
        sums[fill.row, fill.method][1] += fill.amount
    channels = [each.channel for each in closed.coverage]
    return [
        {
            "meter": channels[row].meter,
            "channel": channels[row].channel,
            "method": method,
            "steps": steps,
            "amount": amount,
        }
        for (row, method), (steps, amount) in sums.items()
    ]


def account_command(
    folder: ParkFolder,
    *,
    period: PeriodText,
    book: Annotated[Book | None, typer.Option("--book", help="One book; without it all three.")] = (
        None
    ),
    unfold: Annotated[
        bool, typer.Option("--unfold", help="Every line down to month, flow and meter (JSON).")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """The CO2 of a closed period, line by line, each book by itself."""
    with bootstrap.workspace(folder) as work:
        found = account(
            parse_period(period),
            park=work.park,
            rules=work.rules,
            books=work.books,
            of=tuple(Book) if book is None else (book,),
        )
    told = (finding for each in found.inventories for finding in each.findings)
    findings = {(finding.code, finding.place): finding for finding in told}.values()
    answer = Answer(
        data=account_data(found, unfold=unfold),
        show=lambda console: show_account(console, found),
        findings=(*findings, *found.green.findings),
    )
    finish(answer, as_json=as_json)


def account_data(found: Account, *, unfold: bool) -> dict[str, object]:
    """The books for JSON."""
    flows = found.flows if unfold else None
    return {
        "period": plain_period(found.period),
        "books": {
            each.book.value: inventory_statement(each, flows=flows) for each in found.inventories
        },
        "green": green_statement(found.green),
        "consumption": consumption_statement(found.consumption),
    }


def show_account(console: Console, found: Account) -> None:
    """Print each book's lines and total; books stand side by side and are never added."""
    for inventory in found.inventories:
        console.print(_inventory_table(inventory))
    console.print(f"energy consumption {found.consumption.total_tce:,.0f} tce (equivalent value)")
    green = found.green
    console.print(
        f"green books, never merged: direct {green.direct_total_kwh:,.0f}, "
        f"traded {green.trade_total_kwh:,.0f}, certificates {green.certificate_total_kwh:,.0f} kWh"
    )


def _inventory_table(inventory: Inventory) -> Table:
    generated = any(line.quality & Quality.GENERATED for line in inventory.lines)
    mark = " · 模拟数据 generated data" if generated else ""
    table = Table(title=f"book {inventory.book.value}{mark}", title_justify="left", box=None)
    for column in ("what", "activity", "unit", "kg/unit", "t CO2", "rule"):
        text = column in ("what", "unit", "rule")
        table.add_column(
            column, justify="left" if text else "right", no_wrap=not text, overflow="fold"
        )
    for line in inventory.lines:
        table.add_row(
            line.what,
            f"{line.activity:,.1f}",
            line.activity_unit,
            f"{line.factor_kg_per_unit:,.4f}",
            f"{line.emission_kg / KG_PER_T:,.1f}",
            _sure(line.factor.rule),
        )
    known = "total" if inventory.complete else "total of what is known"
    table.add_section()
    table.add_row(f"[bold]{known}[/bold]", "", "", "", f"{inventory.total_kg / KG_PER_T:,.1f}")
    return table


def _sure(rule: Rule) -> str:
    """The rule's id, and how sure it is where no official text was read."""
    if rule.certainty is Certainty.CONFIRMED_TEXT:
        return rule.id
    return f"{rule.id} ({rule.certainty.value.replace('_', ' ')})"


def bill(folder: ParkFolder, *, period: PeriodText, as_json: AsJson = False) -> None:
    """What the electricity of a closed period costs, line by line, to the fen."""
    with bootstrap.workspace(folder) as work:
        bills = bill_period(
            parse_period(period), park=work.park, rules=work.rules, books=work.books
        )

    def show(console: Console) -> None:
        for contract, each in bills.items():
            console.print(_bill_table(contract, each))

    findings = [finding for each in bills.values() for finding in each.findings]
    data = {"bills": {contract: bill_statement(each) for contract, each in bills.items()}}
    finish(Answer(data=data, show=show, findings=findings), as_json=as_json)


def _bill_table(contract: str, billed: Bill) -> Table:
    table = Table(title=escape(f"{contract}: {billed.tariff}"), title_justify="left", box=None)
    for column in ("month", "what", "quantity", "unit", "CNY per unit", "CNY"):
        numeric = column in ("quantity", "CNY per unit", "CNY")
        table.add_column(column, justify="right" if numeric else "left")
    for line in billed.lines:
        what = f"{line.zh} · {line.en}" + (f" ({line.part})" if line.part else "")
        table.add_row(
            line.month,
            escape(what),
            f"{line.quantity:,.1f}",
            line.unit,
            f"{line.unit_price_cny}",
            f"{line.amount.cny:,}",
        )
    table.add_section()
    known = "total" if billed.complete else "total of what is known"
    table.add_row(f"[bold]{known}[/bold]", "", "", "", "", f"[bold]{billed.total.cny:,}[/bold]")
    return table
