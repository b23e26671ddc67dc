"""`zeropark flex ven`: this park as a VEN of a VTN above."""

from __future__ import annotations

import math
import random
import secrets
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

import typer
from rich.console import Console
from rich.markup import escape

from zeropark.basis.errors import ZeroparkError
from zeropark.basis.timeline import PARK_ZONE
from zeropark.facts.ledger.response.records import call_record, reply_record
from zeropark.shell import bootstrap
from zeropark.shell.bootstrap import Workspace
from zeropark.shell.flexing.kept import kept
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.openadr_options import (
    Above,
    vtn_above,
)
from zeropark.shell.interfaces.cli.option_groups import with_groups
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder
from zeropark.shell.interfaces.cli.serve import bound
from zeropark.shell.openadr.received import Expected, Price
from zeropark.shell.ports.vtn_above import VtnAbove
from zeropark.shell.serving.openadr.turn import Turn, take_turn
from zeropark.shell.usecases.poll_openadr import openadr_of
from zeropark.shell.usecases.read_expected import read_expected
from zeropark.shell.usecases.register_ven import register_ven
from zeropark.shell.usecases.send_report import asked_by, send_delivery, send_reply
from zeropark.shell.usecases.subscribe_openadr import subscribe_openadr

app = typer.Typer(
    help="This park as an end of an OpenADR 3.1 VTN above: events become calls, and are answered.",
    no_args_is_help=True,
)
ExpectedFile = Annotated[
    Path | None,
    typer.Option(
        "--expected",
        help="What the park expects to draw: a table of start, import_kw and export_kw.",
        show_default=False,
    ),
]
_CHANCE: Final = random.SystemRandom()


@app.command(epilog="Example: zeropark flex ven register my-park --vtn URL --client-id ven-1")
@with_groups
def register(
    folder: ParkFolder,
    *,
    there: Above,
    as_json: AsJson = False,
) -> None:
    """Tell the VTN who this park is and what it can move; can be repeated."""
    with bootstrap.workspace(folder) as work:
        section, plant = openadr_of(work.park.openadr), work.park.virtual_plant
        above = vtn_above(there, clock=work.clock)
        done = register_ven(section, plant.resources if plant else (), vtn=above)
    targets = list(done.ven.targets or ())

    def show(console: Console) -> None:
        console.print(f"The VTN knows {escape(done.ven.ven_name)} as {escape(done.ven.id)}.")
        console.print(f"Resources: {escape(', '.join(done.resources) or '-')}")
        console.print(f"Targets granted: {escape(', '.join(targets) or '-')}")

    data = {"ven": done.ven.id, "resources": list(done.resources), "targets": targets}
    finish(Answer(data=data, show=show, findings=done.findings), as_json=as_json)


@app.command(epilog="Example: zeropark flex ven poll my-park --vtn URL --client-id ven-1")
@with_groups
def poll(
    folder: ParkFolder,
    *,
    there: Above,
    expected: ExpectedFile = None,
    as_json: AsJson = False,
) -> None:
    """Ask for events once; what is new is received and answered, what was taken back withdrawn."""
    with bootstrap.workspace(folder) as work:
        above = vtn_above(there, clock=work.clock)
        turn = _turn(work, above, read_expected(expected, tables=work.tables))
    answer = Answer(
        data=turn_data(turn),
        show=lambda console: show_turn(console, turn),
        findings=turn.findings,
    )
    finish(answer, as_json=as_json)


@app.command(epilog="Example: zeropark flex ven watch my-park --vtn URL --client-id ven-1")
@with_groups
def watch(
    folder: ParkFolder,
    *,
    there: Above,
    expected: ExpectedFile = None,
    every: Annotated[
        float, typer.Option("--every", min=1.0, max=86_400.0, help="Seconds between two polls.")
    ] = 60.0,
    callback: Annotated[
        str | None,
        typer.Option(
            "--callback", metavar="URL", help="Where the VTN can tell of changes at once."
        ),
    ] = None,
    listen: Annotated[
        str, typer.Option("--listen", metavar="HOST:PORT", help="Where that is heard.")
    ] = "127.0.0.1:8771",
) -> None:
    """Ask for events again and again, at once when the VTN tells of one, until interrupted."""
    console = Console()
    with bootstrap.workspace(folder) as work:
        above = vtn_above(there, clock=work.clock)
        told = threading.Event()
        draw = read_expected(expected, tables=work.tables)
        if callback is not None:
            _hear(work, above, callback, listen, told.set)
        _again_and_again(lambda: _turn(work, above, draw), told, every, console)


def _again_and_again(
    ask: Callable[[], Turn], told: threading.Event, every_seconds: float, console: Console
) -> None:
    """A poll that fails is told, and the next one made all the same."""
    try:
        while True:
            told.clear()
            try:
                show_turn(console, ask())
            except ZeroparkError as error:
                console.print(f"[red]{escape(str(error))}[/red]")
            told.wait(every_seconds)
    except KeyboardInterrupt:
        console.print("Stopped.")


def _hear(
    work: Workspace, above: VtnAbove, callback: str, listen: str, heard: Callable[[], None]
) -> None:
    from zeropark.shell.interfaces.openadr.told import hearing  # noqa: PLC0415

    host, _, port = listen.rpartition(":")
    place = bound(host or "127.0.0.1", int(port) if port.isdecimal() else 0)
    token = secrets.token_urlsafe(32)
    server = hearing(urlsplit(callback).path or "/", token=token, heard=heard)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [place.socket]}, daemon=True)
    thread.start()
    section = openadr_of(work.park.openadr)
    subscribe_openadr(section, vtn=above, callback_url=callback, token=token)


def _turn(work: Workspace, above: VtnAbove, expected: Expected) -> Turn:
    return take_turn(work, above, at=work.clock.now(), expected=expected, chance=_CHANCE.random)


def turn_data(turn: Turn) -> dict[str, object]:
    """What a poll found and what became of it, for JSON."""
    polled = turn.polled
    return {
        "events": polled.events,
        "calls": [call_record(call) for call in polled.calls],
        "replies": [
            reply_record(each.decomposed.reply)
            for each in turn.received
            if each.decomposed is not None
        ],
        "answered": list(turn.answered),
        "withdrawn": list(polled.withdrawn),
        "prices": [_price(each) for each in polled.prices],
    }


def show_turn(console: Console, turn: Turn) -> None:
    """The same for a person."""
    polled = turn.polled
    for each in turn.received:
        call, period = each.call, each.call.axis.period
        accepted_kw = 0.0 if each.decomposed is None else each.decomposed.reply.accepted_kw.max()
        console.print(
            f"[bold]{escape(call.id)}[/bold] {call.direction} up to {call.power_kw.max():,.0f} kW, "
            f"{_local(period.start)} to {_local(period.end)}; accepted {accepted_kw:,.0f} kW"
        )
    for call_id in polled.withdrawn:
        console.print(f"{escape(call_id)} holds no more.")
    if not polled.calls and not polled.withdrawn:
        console.print(f"Nothing new; {polled.events} events there.")


@app.command(epilog="Example: zeropark flex ven report my-park CALL --vtn URL --client-id ven-1")
@with_groups
def report(
    folder: ParkFolder,
    call: Annotated[
        str, typer.Argument(metavar="CALL", help="The id of a call.", show_default=False)
    ],
    *,
    there: Above,
    as_json: AsJson = False,
) -> None:
    """Tell the VTN what is accepted of a call and, once it is verified, what was delivered."""
    with bootstrap.workspace(folder) as work:
        section, calls = openadr_of(work.park.openadr), kept(work.flexibility)
        above = vtn_above(there, clock=work.clock)
        asked = asked_by(call, seen=bootstrap.openadr_seen(work.folder))
        calls.call(call)
        sent = [send_reply(asked, calls.replies[call], openadr=section, vtn=above)]
        if call in calls.deliveries:
            delivery = calls.deliveries[call]
            sent.append(send_delivery(asked, delivery, openadr=section, vtn=above))
    names = [str(each.report_name) for each in sent]
    answer = Answer(
        data={"call": call, "reports": names},
        show=lambda console: console.print(f"The VTN was told: {escape(', '.join(names))}"),
    )
    finish(answer, as_json=as_json)


def _price(price: Price) -> dict[str, object]:
    values = price.price_cny_per_kwh
    return {
        "event": price.event,
        "side": price.side,
        "start": price.axis.start.isoformat(),
        "step_minutes": price.axis.step.total_seconds() / 60,
        "price_cny_per_kwh": [None if math.isnan(each) else each for each in values.tolist()],
    }


def _local(instant: datetime) -> str:
    return instant.astimezone(PARK_ZONE).strftime("%Y-%m-%d %H:%M")
