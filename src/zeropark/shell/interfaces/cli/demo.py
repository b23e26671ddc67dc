"""`zeropark demo`: the whole chain on a generated year, from a template to a verdict and a page."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from zeropark.basis.timeline import parse_period
from zeropark.review.evaluation.summary import summary
from zeropark.shell import bootstrap
from zeropark.shell.closing.stretch import ClosedPeriod
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.close import closed_data, show_closed
from zeropark.shell.interfaces.cli.evaluate import show_evaluation
from zeropark.shell.interfaces.cli.live import LIVE_SPEED, live_park
from zeropark.shell.interfaces.cli.options import AsJson
from zeropark.shell.interfaces.cli.progress_bar import ProgressBar
from zeropark.shell.interfaces.cli.readings import (
    DEFAULT_SEED,
    generated_data,
    import_data,
    show_generated,
    show_import,
)
from zeropark.shell.interfaces.cli.report import write_year
from zeropark.shell.interfaces.cli.serve import (
    DEFAULT_HOST,
    DEFAULT_PORT,
    Host,
    Port,
    bound,
    serve_parks,
)
from zeropark.shell.ports.progress import Progress
from zeropark.shell.usecases.close_period import close_period
from zeropark.shell.usecases.evaluate_year import evaluate_year
from zeropark.shell.usecases.generate_history import GeneratedHistory, generate_history
from zeropark.shell.usecases.import_readings import ImportResult, import_readings
from zeropark.shell.usecases.new_park import new_park

ARCHETYPE = "jinchang"
YEAR = 2026
DOCUMENT = "park.yaml"


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("demo", epilog="Example: zeropark demo --dir demo-park")(demo)


def demo(
    *,
    folder: Annotated[Path, typer.Option("--dir", help="Where to make the park.")] = Path(
        "demo-park"
    ),
    archetype: Annotated[
        str, typer.Option("--from", help="The template: see `zeropark new --help`.")
    ] = ARCHETYPE,
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Show it in the browser at the end.")
    ] = True,
    live: Annotated[
        bool, typer.Option("--live", help="The clock runs on and new readings keep arriving.")
    ] = False,
    speed: Annotated[
        float, typer.Option("--speed", min=0.1, max=3600, help="Of a live clock; 1 is real time.")
    ] = LIVE_SPEED,
    port: Port = DEFAULT_PORT,
    host: Host = DEFAULT_HOST,
    as_json: AsJson = False,
) -> None:
    """A simulated year of a template: imported, closed, accounted, judged, and shown."""
    console = Console(stderr=as_json)
    shown = serve and not as_json
    place = bound(host, port) if shown else None  # a taken port is told before the work
    if not (folder / DOCUMENT).exists():
        new_park(bootstrap.park_files(folder), archetype=archetype)
    if live:
        live_park(folder, speed=speed, place=place, as_json=as_json)
        return
    data = _walked_through(folder, console, as_json=as_json)
    if place is not None:
        serve_parks([folder], place, browse=sys.stdout.isatty())
    finish(Answer(data=data, show=lambda _: None), as_json=as_json)


def _walked_through(folder: Path, console: Console, *, as_json: bool) -> dict[str, object]:
    """The whole chain on a simulated year; gives what `--json` prints."""
    with bootstrap.workspace(folder) as work, ProgressBar(shown=not as_json) as progress:
        made = _generate(work, console, progress)
        came = _import(work, made.files, console, progress)
        closed = _close(work, console, progress)
        console.rule("4 · account, judge, write the page", align="left")
        judged = evaluate_year(YEAR, park=work.park, rules=work.rules, books=work.books)
        page = write_year(work, year=YEAR).resolve()
    show_evaluation(console, judged.evaluation)
    console.print(f"The year on one page: [bold]{escape(str(page))}[/bold]", soft_wrap=True)
    return {
        "dir": str(folder),
        "year": YEAR,
        "page": str(page),
        "generated": generated_data(made),
        "imported": import_data(came),
        "closed": closed_data(closed),
        "evaluation": summary(judged.evaluation),
    }


def _generate(work: bootstrap.Workspace, console: Console, progress: Progress) -> GeneratedHistory:
    console.rule(f"1 · generate {YEAR}: simulated, and marked so in every figure", align="left")
    made = generate_history(
        work.park,
        parse_period(str(YEAR)),
        seed=DEFAULT_SEED,
        files=work.history,
        progress=progress,
    )
    show_generated(console, made)
    return made


def _import(
    work: bootstrap.Workspace, files: Sequence[Path], console: Console, progress: Progress
) -> ImportResult:
    console.rule("2 · import the files", align="left")
    came = import_readings(
        files,
        mapping_text=None,
        park=work.park,
        tables=work.tables,
        store=work.readings,
        clock=work.clock,
        progress=progress,
    )
    show_import(console, came)
    return came


def _close(work: bootstrap.Workspace, console: Console, progress: Progress) -> ClosedPeriod:
    console.rule("3 · close: clean, align, fill by name, balance every bus", align="left")
    closed = close_period(
        parse_period(str(YEAR)),
        park=work.park,
        readings=work.readings,
        books=work.books,
        progress=progress,
    )
    show_closed(console, closed)
    return closed
