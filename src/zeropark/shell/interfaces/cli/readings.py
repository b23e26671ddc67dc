"""`zeropark import`, `generate` and `rejected`: readings in, and what could not come in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from zeropark.basis.documents.decode import decode
from zeropark.basis.errors import DocumentError, Finding
from zeropark.basis.timeline import parse_period
from zeropark.review.evaluation.plain import plain_period
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder, Year
from zeropark.shell.interfaces.cli.progress_bar import ProgressBar
from zeropark.shell.usecases.export_rejected import export_rejected
from zeropark.shell.usecases.generate_history import GeneratedHistory, generate_history
from zeropark.shell.usecases.import_readings import ImportResult, import_readings

DEFAULT_SEED = 910


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("import", epilog="Example: zeropark import my-park june.csv --map june-map.yaml")(
        import_command
    )
    app.command("generate", epilog="Example: zeropark generate my-park --year 2026")(generate)
    app.command("rejected", epilog="Example: zeropark rejected my-park repair")(rejected)


def import_command(
    folder: ParkFolder,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="CSV, Parquet or XLSX files.", show_default=False),
    ],
    *,
    mapping: Annotated[
        Path | None,
        typer.Option("--map", help="An import map (YAML) that says what the columns are."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring in meter readings; good rows are kept, bad ones kept apart with their reason."""
    text, told = (None, ()) if mapping is None else _text(mapping)
    with bootstrap.workspace(folder) as work, ProgressBar(shown=not as_json) as progress:
        result = import_readings(
            files,
            mapping_text=text,
            park=work.park,
            tables=work.tables,
            store=work.readings,
            clock=work.clock,
            progress=progress,
        )

    def show(console: Console) -> None:
        show_import(console, result)
        if result.rejected:
            console.print(f"[dim]To repair them: zeropark rejected {escape(str(folder))} DIR[/dim]")

    findings = (*told, *result.findings)
    finish(Answer(data=import_data(result), show=show, findings=findings), as_json=as_json)


def show_import(console: Console, result: ImportResult) -> None:
    """Print what became of the files."""
    console.print(
        f"{result.rows:,} rows read: [green]{result.new:,} new[/green], "
        f"{result.unchanged:,} known already, {result.repeated:,} repeated, "
        f"[{'red' if result.rejected else 'dim'}]{result.rejected:,} rejected[/]"
    )


def import_data(result: ImportResult) -> dict[str, object]:
    """What became of the files, for JSON."""
    return {
        "rows": result.rows,
        "accepted": result.accepted,
        "new": result.new,
        "unchanged": result.unchanged,
        "repeated": result.repeated,
        "rejected": result.rejected,
        "spans": {meter: plain_period(span) for meter, span in result.spans.items()},
    }


def _text(path: Path) -> tuple[str, tuple[Finding, ...]]:
    """The text of an import map, with a note where it is not in UTF-8."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentError(
            "The import map {path} can't be read: {reason}. Check the path.",
            path=path,
            reason=reason,
        ) from error
    text, findings = decode(raw, name=path.name)
    if text is None:
        raise DocumentError("The import map {path} can't be read.", findings, path=path)
    return text, findings


def generate(
    folder: ParkFolder,
    *,
    year: Year = 2026,
    seed: Annotated[int, typer.Option("--seed", help="The same seed, the same year.")] = (
        DEFAULT_SEED
    ),
    flaws: Annotated[
        bool, typer.Option("--flaws/--no-flaws", help="With the flaws that real meters have.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Write a simulated year of readings, marked as generated, as files to import."""
    with bootstrap.workspace(folder) as work, ProgressBar(shown=not as_json) as progress:
        made = generate_history(
            work.park,
            parse_period(str(year)),
            seed=seed,
            files=work.history,
            progress=progress,
            flaws=flaws,
        )
    answer = Answer(data=generated_data(made), show=lambda console: show_generated(console, made))
    finish(answer, as_json=as_json)


def show_generated(console: Console, made: GeneratedHistory) -> None:
    """Print what was generated."""
    console.print(
        f"{made.rows:,} generated readings in {len(made.files)} files, "
        f"{len(made.flaws)} flaws put in on purpose"
    )
    console.print(f"[dim]{escape(str(made.files[0].parent))}[/dim]")


def generated_data(made: GeneratedHistory) -> dict[str, object]:
    """What was generated, for JSON."""
    return {
        "rows": made.rows,
        "files": [str(path) for path in made.files],
        "flaws": len(made.flaws),
    }


def rejected(
    folder: ParkFolder,
    target: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where to write them.", show_default=False)
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """Write rejected rows as files that can be repaired and imported again."""
    with bootstrap.workspace(folder) as work:
        files = export_rejected(target, store=work.readings, tables=work.tables)

    def show(console: Console) -> None:
        for path, rows in files:
            console.print(f"{rows:>8,} rows  {escape(str(path))}")
        if not files:
            console.print("[green]No row was ever rejected.[/green]")

    data = {"files": [{"path": str(path), "rows": rows} for path, rows in files]}
    finish(Answer(data=data, show=show), as_json=as_json)
