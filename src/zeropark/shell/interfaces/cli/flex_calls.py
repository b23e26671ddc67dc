"""`zeropark flex offer`, `receive` and `dispatch`: from what is sold to who moves by how much."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from zeropark.basis.errors import Finding, InputError
from zeropark.basis.timeline import PARK_ZONE, parse_period
from zeropark.facts.ledger.response.allocation import Allocation
from zeropark.facts.ledger.response.call import Call, Direction
from zeropark.facts.ledger.response.records import (
    allocation_record,
    call_record,
    reply_record,
)
from zeropark.future.flexibility.offer import Offer
from zeropark.future.flexibility.spread import Fairness
from zeropark.review.presentation.text import number
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.flex_register import ByPlan, plan_named
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder, PeriodText, instant_of
from zeropark.shell.interfaces.cli.plan_shown import plain_table
from zeropark.shell.usecases.flex_dispatch import flex_dispatch
from zeropark.shell.usecases.flex_offer import WantedOffer, flex_offer, offer_record
from zeropark.shell.usecases.flex_receive import HowReceived, ReceivedCall, flex_receive
from zeropark.shell.usecases.flex_withdraw import flex_withdraw

CallId = Annotated[
    str, typer.Argument(metavar="CALL", help="The id of a call.", show_default=False)
]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="INSTANT", help="As if it were this instant; without it, now."),
]
Fair = Annotated[
    Fairness,
    typer.Option(
        "--fairness",
        help="How resources of one cost share: by what each can give, or the least lately called.",
    ),
]


def add_to(flex: typer.Typer) -> None:
    """Add the commands of this file to the group."""
    flex.command(
        "offer",
        epilog="Example: zeropark flex offer my-park --programme dr "
        "--period 2026-06-02T18:00/2026-06-02T20:00 --price 1.2",
    )(offer)
    flex.command("receive", epilog="Example: zeropark flex receive my-park call.json")(receive)
    flex.command("withdraw", epilog="Example: zeropark flex withdraw my-park call-1")(withdraw)
    flex.command("dispatch", epilog="Example: zeropark flex dispatch my-park call-1")(dispatch)


def offer(
    folder: ParkFolder,
    *,
    programme: Annotated[
        str, typer.Option("--programme", help="The programme's id in the park document.")
    ],
    period: PeriodText,
    direction: Annotated[
        Direction, typer.Option("--direction", help="Draw less (down) or more (up).")
    ] = "down",
    hold: Annotated[
        int, typer.Option("--hold", min=15, help="Minutes that the offer can be held for.")
    ] = 60,
    price: Annotated[
        float | None, typer.Option("--price", min=0, help="CNY/kWh, where the offer has one price.")
    ] = None,
    plan: ByPlan = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Offer what the day leaves, in the programme's form; what is promised is kept."""
    wanted = WantedOffer(
        programme=programme,
        period=parse_period(period),
        direction=direction,
        hold_minutes=hold,
        price_cny_per_kwh=price,
    )
    with bootstrap.workspace(folder) as work:
        found = flex_offer(
            wanted,
            park=work.park,
            rules=work.rules,
            books=work.books,
            store=work.flexibility,
            at=instant_of(at, work.clock),
            plan=plan_named(folder, plan),
        )
    data = {"offer": offer_record(found.offer)}
    finish(
        Answer(
            data=data,
            show=lambda console: _show_offer(console, found.offer),
            findings=found.findings,
        ),
        as_json=as_json,
    )


def receive(
    folder: ParkFolder,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A call as JSON, or an object with several under `calls`.",
            show_default=False,
        ),
    ],
    *,
    test: Annotated[bool, typer.Option("--test", help="It is a drill: recorded, not paid.")] = (
        False
    ),
    fairness: Fair = "pro_rata",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Receive a call: what is possible is accepted, the shortfall is told."""
    records = _read(file)
    how = HowReceived(source=file.name, test=test, fairness=fairness)
    with bootstrap.workspace(folder) as work:
        found = [
            flex_receive(
                record,
                how,
                park=work.park,
                rules=work.rules,
                books=work.books,
                store=work.flexibility,
                at=instant_of(at, work.clock),
            )
            for record in records
        ]
    findings: list[Finding] = [finding for each in found for finding in each.findings]
    data = {"calls": [_received(each) for each in found]}

    def show(console: Console) -> None:
        for each in found:
            _show_received(console, each)

    finish(Answer(data=data, show=show, findings=findings), as_json=as_json)


def withdraw(
    folder: ParkFolder,
    name: Annotated[
        str,
        typer.Argument(metavar="ID", help="Of an offer, or of a call.", show_default=False),
    ],
    *,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Take back an offer, or a call that has not started: it holds no more, its record stays."""
    with bootstrap.workspace(folder) as work:
        now = instant_of(at, work.clock)
        flex_withdraw(name, store=work.flexibility, at=now)
    told = Answer(
        data={"withdrawn": name},
        show=lambda console: console.print(f"{escape(name)} holds no more"),
    )
    finish(told, as_json=as_json)


def dispatch(
    folder: ParkFolder,
    call: CallId,
    *,
    fairness: Fair = "pro_rata",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Who is to move by how much; during the event, anew by what is measured so far."""
    with bootstrap.workspace(folder) as work:
        found = flex_dispatch(
            call,
            park=work.park,
            rules=work.rules,
            books=work.books,
            store=work.flexibility,
            at=instant_of(at, work.clock),
            fairness=fairness,
        )
    data = {
        "call": call_record(found.call),
        "reply": reply_record(found.reply),
        "allocation": allocation_record(found.allocation),
        "measured_steps": found.measured_steps,
    }

    def show(console: Console) -> None:
        _show_allocation(console, found.call, found.allocation)
        if found.measured_steps:
            console.print(f"{found.measured_steps} steps are measured")

    finish(Answer(data=data, show=show), as_json=as_json)


def _read(file: Path) -> list[dict[str, Any]]:
    """The calls of a file.

    Raises:
        InputError: it can't be read, or is no JSON.
    """
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            "{file} can't be read as JSON: {reason}.", file=file, reason=str(error)
        ) from error
    if isinstance(found, dict) and isinstance(found.get("calls"), list):
        return list(found["calls"])
    return [found]


def _received(each: ReceivedCall) -> dict[str, object]:
    found = each.decomposed
    return {
        "call": call_record(each.call),
        "again": each.again,
        "reply": None if found is None else reply_record(found.reply),
        "allocation": None if found is None else allocation_record(found.allocation),
        "left_out": {}
        if found is None
        else {
            name: {"zh": why.words("zh"), "en": str(why)} for name, why in found.left_out.items()
        },
    }


def _show_received(console: Console, each: ReceivedCall) -> None:
    call, found = each.call, each.decomposed
    mark = " · 演练 test" if call.test else ""
    console.print(f"[bold]{escape(call.id)}[/bold] {escape(call.programme)} {call.direction}{mark}")
    if each.again:
        console.print("received before; nothing changed")
    if found is None:
        return
    hours = call.axis.step_hours
    accepted, short = found.reply.accepted_kw.sum() * hours, found.reply.shortfall_kw.sum() * hours
    console.print(
        f"asked {number(call.energy_kwh)} kWh, accepted {number(float(accepted))}, "
        f"short {number(float(short))}"
    )
    _show_allocation(console, call, found.allocation)
    for name, why in found.left_out.items():
        console.print(f"[dim]{escape(name)}: {escape(str(why))}[/dim]")


def _show_allocation(console: Console, call: Call, allocation: Allocation) -> None:
    table = plain_table("from", "asked>", "moved>", "who")
    total = allocation.total_kw
    before: tuple[str, ...] | None = None
    for step in range(call.axis.count):
        at = (call.axis.start + step * call.axis.step).astimezone(PARK_ZONE)
        powers = zip(allocation.resources, allocation.power_kw[:, step], strict=True)
        who = ", ".join(f"{name} {number(float(power))}" for name, power in powers if power > 0)
        row = (number(float(call.power_kw[step])), number(float(total[step])), escape(who))
        if row != before:
            table.add_row(f"{at:%m-%d %H:%M}", *row)
        before = row
    console.print(table)
    console.print(
        f"[dim]kW until the next line; costs its owners {number(allocation.cost_cny)} CNY[/dim]"
    )


def _show_offer(console: Console, offer: Offer) -> None:
    console.print(f"[bold]{escape(offer.id)}[/bold] {offer.direction}")
    table = plain_table("from", "kW>", "segments (kW at CNY/kWh)")
    before: object = None
    for step, segments in enumerate(offer.segments):
        at = (offer.axis.start + step * offer.axis.step).astimezone(PARK_ZONE)
        if segments != before:
            told = ", ".join(f"{number(s.power_kw)} at {s.price_cny_per_kwh:g}" for s in segments)
            table.add_row(f"{at:%m-%d %H:%M}", number(float(offer.total_kw[step])), told or "-")
        before = segments
    console.print(table)
