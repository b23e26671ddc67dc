"""`zeropark close`: a period, or what has come since the last closing, into the books."""

from __future__ import annotations

from collections import defaultdict
from math import isnan
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from zeropark.basis.carriers import carrier
from zeropark.basis.errors import Finding, InputError
from zeropark.basis.timeline import PARK_ZONE, parse_period
from zeropark.facts.ledger.balance.balance import BusBalance, State
from zeropark.facts.readings.filling.fill import DEFAULT, METHODS, Method, methods_named
from zeropark.review.evaluation.plain import plain_period
from zeropark.shell import bootstrap
from zeropark.shell.closing.stretch import ClosedPeriod
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder
from zeropark.shell.interfaces.cli.progress_bar import ProgressBar
from zeropark.shell.ports.books import LinkChange, Restatement
from zeropark.shell.usecases.close_period import close_period
from zeropark.shell.usecases.refresh_books import RefreshedBooks, refresh_books

_MOST_CHANGES = 5
"""Flows told by name for a restated stretch; the others are counted."""


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("close", epilog="Example: zeropark close my-park --period 2026-06")(close)


def close(
    folder: ParkFolder,
    *,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="PERIOD",
            help="A year (2026), a month (2026-06), a day (2026-06-01) or FIRST/END with END left"
            " out.",
            show_default=False,
        ),
    ] = None,
    since_last: Annotated[
        bool,
        typer.Option(
            "--since-last",
            help="Instead of a period: what has come since the last closing, up to now.",
        ),
    ] = False,
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
    if (period is None) != since_last:
        raise InputError("Say what to close: either --period PERIOD or --since-last.")
    methods = methods_named(fill) if fill else DEFAULT
    with bootstrap.workspace(folder) as work, ProgressBar(shown=not as_json) as progress:
        if period is None:
            answer = _refreshed(work, methods, progress)
        else:
            answer = _closed(work, period, methods, progress)
    finish(answer, as_json=as_json)


def _closed(
    work: bootstrap.Workspace, period: str, methods: tuple[Method, ...], progress: ProgressBar
) -> Answer:
    closed = close_period(
        parse_period(period),
        park=work.park,
        readings=work.readings,
        books=work.books,
        progress=progress,
        methods=methods,
    )
    return Answer(
        data=closed_data(closed),
        show=lambda console: show_closed(console, closed),
        findings=closed.findings,
    )


def _refreshed(
    work: bootstrap.Workspace, methods: tuple[Method, ...], progress: ProgressBar
) -> Answer:
    refreshed = refresh_books(
        work.clock.now(),
        park=work.park,
        readings=work.readings,
        books=work.books,
        progress=progress,
        methods=methods,
    )
    return Answer(
        data=refreshed_data(refreshed),
        show=lambda console: show_refreshed(console, refreshed),
        findings=_each_once(refreshed),
    )


def _each_once(refreshed: RefreshedBooks) -> tuple[Finding, ...]:
    """A context is looked at by every stretch in it: what it shows is told once."""
    told = (finding for closed in refreshed.closed for finding in closed.findings)
    return tuple({finding.problem + finding.place: finding for finding in told}.values())


def show_refreshed(console: Console, refreshed: RefreshedBooks) -> None:
    """Print what was closed, and in words what came out differently than before."""
    until = refreshed.until.astimezone(PARK_ZONE)
    if not refreshed.closed:
        console.print(f"nothing has come; the books run to {until:%Y-%m-%d %H:%M}")
    for closed in refreshed.closed:
        console.print(f"closed {closed.period.name}: {closed.readings:,} readings looked at")
        for each in closed.restated:
            _show_restated(console, each)
    for hole in refreshed.left_open:
        console.print(f"[yellow]left open, for nothing is known: {hole.name}[/yellow]")
    if refreshed.closed:
        console.print(f"the books run to {until:%Y-%m-%d %H:%M}")


def _show_restated(console: Console, restated: Restatement) -> None:
    ranked = sorted(restated.changes, key=lambda change: -change.intervals)
    console.print(f"[yellow]restated {restated.period.name}:[/yellow] {len(ranked)} flow(s)")
    for change in ranked[:_MOST_CHANGES]:
        console.print(f"  {escape(_in_words(change))}", soft_wrap=True)
    if len(ranked) > _MOST_CHANGES:
        console.print(f"  and {len(ranked) - _MOST_CHANGES} more")


def _in_words(change: LinkChange) -> str:
    unit = carrier(change.link.partition(":")[0]).unit
    before, after = _amount(change.before), _amount(change.after)
    return f"{change.link}: {before} -> {after} {unit}, {change.intervals} quarter hour(s)"


def _amount(quantity: float) -> str:
    return "none" if isnan(quantity) else f"{quantity:,.1f}"


def refreshed_data(refreshed: RefreshedBooks) -> dict[str, object]:
    """What bringing the books up to date came to, for JSON."""
    return {
        "until": refreshed.until.isoformat(),
        "closed": [closed_data(each) for each in refreshed.closed],
        "left_open": [plain_period(each) for each in refreshed.left_open],
    }


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
