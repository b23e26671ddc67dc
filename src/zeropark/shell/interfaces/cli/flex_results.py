"""`zeropark flex verify`, `settle` and `statement`: what was delivered, and who gets how much."""

from __future__ import annotations

from typing import Annotated, Final

import typer
from rich.console import Console
from rich.markup import escape

from zeropark.basis.timeline import parse_period
from zeropark.facts.ledger.response.delivery import Delivery
from zeropark.facts.ledger.response.result_records import delivery_record, settlement_record
from zeropark.facts.ledger.response.settlement import Settlement
from zeropark.review.presentation.text import number
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.flex_calls import At, CallId
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder, PeriodText, instant_of
from zeropark.shell.interfaces.cli.plan_shown import plain_table
from zeropark.shell.usecases.flex_settle import flex_settle
from zeropark.shell.usecases.flex_statement import flex_statement
from zeropark.shell.usecases.flex_verify import flex_verify

_MARK: Final = " · 模拟数据 generated data"


def add_to(flex: typer.Typer) -> None:
    """Add the commands of this file to the group."""
    flex.command("verify", epilog="Example: zeropark flex verify my-park call-1")(verify)
    flex.command("settle", epilog="Example: zeropark flex settle my-park --period 2026-06")(settle)
    flex.command("statement", epilog="Example: zeropark flex statement my-park --period 2026-06")(
        statement
    )


def verify(folder: ParkFolder, call: CallId, *, at: At = None, as_json: AsJson = False) -> None:
    """What was delivered of a call, against the baseline of its programme."""
    with bootstrap.workspace(folder) as work:
        found = flex_verify(
            call,
            park=work.park,
            rules=work.rules,
            books=work.books,
            store=work.flexibility,
            at=instant_of(at, work.clock),
        )
    answer = Answer(
        data={"delivery": delivery_record(found)},
        show=lambda console: _show_delivery(console, found),
        findings=found.findings,
    )
    finish(answer, as_json=as_json)


def settle(
    folder: ParkFolder, *, period: PeriodText, at: At = None, as_json: AsJson = False
) -> None:
    """Settle the verified calls of a period by their programmes' pay rules."""
    with bootstrap.workspace(folder) as work:
        found = flex_settle(
            parse_period(period),
            park=work.park,
            rules=work.rules,
            store=work.flexibility,
            at=instant_of(at, work.clock),
        )
    answer = Answer(
        data={"settlement": settlement_record(found)},
        show=lambda console: _show_settlement(console, found),
        findings=found.findings,
    )
    finish(answer, as_json=as_json)


def statement(
    folder: ParkFolder,
    *,
    period: PeriodText,
    user: Annotated[
        str | None,
        typer.Option("--user", help="An enterprise, or `park` for the operator; without it all."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """What each user gets of a settlement, part by part; all together sum to it to the fen."""
    with bootstrap.workspace(folder) as work:
        found = flex_statement(parse_period(period), store=work.flexibility, user=user)
    told = [part for part in found.parts if user is None or part.user == user]
    data = {
        "period": found.period.name,
        "generated": found.generated,
        "total_cny": str(found.total.cny),
        "users": {
            who: str(money.cny) for who, money in found.by_user.items() if user in (None, who)
        },
        "parts": [
            {
                "user": part.user,
                "what": found.lines[part.line].what,
                "programme": found.lines[part.line].programme,
                "of": found.lines[part.line].of,
                "resource": part.resource,
                "quantity": part.quantity,
                "unit": found.lines[part.line].unit,
                "amount_cny": str(part.amount.cny),
            }
            for part in told
        ],
    }

    def show(console: Console) -> None:
        table = plain_table("user", "what", "of", "resource", "quantity>", "", "CNY>")
        for part in told:
            line = found.lines[part.line]
            cells = (part.user, line.what, line.of, part.resource, number(part.quantity), line.unit)
            table.add_row(*map(escape, cells), f"{part.amount.cny:,}")
        console.print(table)
        _show_users(console, found)

    finish(Answer(data=data, show=show), as_json=as_json)


def _show_delivery(console: Console, found: Delivery) -> None:
    score = "not known" if found.score is None else f"{found.score:.1%}"
    minutes = found.response_minutes
    reached = "never reached" if minutes is None else f"reached after {minutes:g} min"
    mark = _MARK if found.generated else ""
    console.print(
        f"[bold]{escape(found.call)}[/bold] {found.direction}: score {score}, {reached}{mark}"
    )
    table = plain_table("resource", "assigned kWh>", "baseline>", "measured>", "delivered>", "days")
    hours = found.axis.step_hours
    for each in found.resources:
        sums = (each.assigned_kw, each.baseline_kw, each.measured_kw, each.delivered_kw)
        table.add_row(
            escape(each.resource),
            *(number(float(power.sum() * hours)) for power in sums),
            f"{each.method}, {len(each.days)} days" if each.days else each.method,
        )
    console.print(table)


def _show_settlement(console: Console, found: Settlement) -> None:
    table = plain_table("what", "programme", "of", "share>", "quantity>", "", "CNY/unit>", "CNY>")
    for line in found.lines:
        share = "" if line.share is None else f"{line.share:.1%}"
        table.add_row(
            line.what,
            escape(line.programme),
            escape(line.of),
            share,
            f"{line.quantity:,}",
            line.unit,
            f"{line.price_cny}",
            f"{line.amount.cny:,}",
        )
    console.print(table)
    _show_users(console, found)


def _show_users(console: Console, found: Settlement) -> None:
    for user, money in found.by_user.items():
        console.print(f"{escape(user)} {money.cny:,} CNY")
    mark = _MARK if found.generated else ""
    console.print(f"[bold]total {found.total.cny:,} CNY[/bold]{mark}")
