"""`zeropark account` and `bill`: the books of carbon and money."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from zeropark.basis.rules.rule import Certainty, Rule
from zeropark.basis.timeline import parse_period
from zeropark.facts.carbon.account import Account
from zeropark.facts.carbon.inventory import Book, Inventory
from zeropark.facts.ledger.bills.invoice import Bill
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
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder, PeriodText
from zeropark.shell.usecases.account import account
from zeropark.shell.usecases.bill_period import bill_period


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("account", epilog="Example: zeropark account my-park --period 2026 --book park910")(
        account_command
    )
    app.command("bill", epilog="Example: zeropark bill my-park --period 2026-06")(bill)


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
