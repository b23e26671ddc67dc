"""`zeropark flex resources` and `capability`: what is registered, and what a day leaves of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from zeropark.basis.errors import InputError
from zeropark.basis.park.topology import owner
from zeropark.basis.park.virtual_plant import Resource
from zeropark.basis.timeline import parse_period
from zeropark.facts.ledger.response.records import axis_record, numbers
from zeropark.future.flexibility.capability import Capabilities, Capability
from zeropark.future.plan.days.day_text import DayLine
from zeropark.review.presentation.text import number
from zeropark.shell import bootstrap
from zeropark.shell.flexing.known import able
from zeropark.shell.flexing.rulings import plant_of, programme_tables
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder
from zeropark.shell.interfaces.cli.plan_shown import plain_table

Day = Annotated[
    str,
    typer.Option("--date", metavar="DAY", help="A day, e.g. 2026-06-01.", show_default=False),
]


ByPlan = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="NAME",
        help="A plan that `zeropark plan day` kept, e.g. day-2026-06-02; without it, days before.",
    ),
]


def plan_named(folder: Path, name: str | None) -> DayLine | None:
    """The kept plan of a day; None where none is named.

    Raises:
        InputError: there is none of that name.
    """
    if name is None:
        return None
    kept = bootstrap.day_plans(folder)
    found = kept.day(name) if name in kept.names() else None
    if found is None:
        raise InputError(
            "There is no plan of a day {name!r}. Those that are kept: {known}.",
            name=name,
            known=", ".join(kept.names()) or "-",
        )
    return found


def add_to(flex: typer.Typer) -> None:
    """Add the commands of this file to the group."""
    flex.command("resources", epilog="Example: zeropark flex resources my-park")(resources)
    flex.command(
        "capability", epilog="Example: zeropark flex capability my-park --date 2026-06-02"
    )(capability)


def resources(folder: ParkFolder, *, as_json: AsJson = False) -> None:
    """What is registered: resources, what they hold for how long, and their programmes."""
    with bootstrap.workspace(folder) as work:
        plant = plant_of(work.park)
        tables = programme_tables(work.rules, plant, at=work.clock.now().date())
        owners = {each.id: owner(work.park, each.devices[0]) for each in plant.resources}
        findings = [each for each in work.findings if each.code.startswith("flex.")]
    data = {
        "plant": {"zh": plant.name.zh, "en": plant.name.en},
        "resources": [
            each.model_dump(mode="json") | {"owner": owners[each.id]} for each in plant.resources
        ],
        "programmes": [
            each.model_dump(mode="json") | {"rule": tables[each.id].model_dump(mode="json")}
            for each in plant.programmes
        ],
    }

    def show(console: Console) -> None:
        table = plain_table("resource", "owner", "way", "held", "min>", "CNY/kWh>", "programmes")
        for each in plant.resources:
            table.add_row(
                escape(each.id),
                escape(owners[each.id] or "(the park's own)"),
                each.direction,
                _held(each),
                number(each.response_min),
                number(each.cost_cny_per_kwh),
                ", ".join(p.id for p in plant.programmes if each.id in p.resources),
            )
        console.print(table)
        for programme in plant.programmes:
            told = tables[programme.id]
            console.print(
                f"{escape(programme.id)}: {programme.profile}, {told.product}, "
                f"baseline {told.baseline or 'not known'}"
            )

    finish(Answer(data=data, show=show, findings=findings), as_json=as_json)


def _held(each: Resource) -> str:
    return ", ".join(f"{number(held.power_kw)} kW {held.minutes} min" for held in each.capability)


def capability(
    folder: ParkFolder, *, date: Day, plan: ByPlan = None, as_json: AsJson = False
) -> None:
    """What a day leaves: how much can be held, from when on, for how long."""
    with bootstrap.workspace(folder) as work:
        plant_of(work.park)
        told = plan_named(folder, plan)
        found = able(work.park, work.books, parse_period(date), plan=told)
    data = {
        "axis": axis_record(found.axis),
        "resources": [_record(each) for each in found.resources],
    }
    finish(
        Answer(data=data, show=lambda console: _show(console, found), findings=found.findings),
        as_json=as_json,
    )


def _record(each: Capability) -> dict[str, object]:
    return {
        "resource": each.resource,
        "direction": each.direction,
        "registered_only": each.registered_only,
        "power_kw": {
            str(minutes): numbers(row)
            for minutes, row in zip(each.minutes, each.power_kw, strict=True)
        },
    }


def _show(console: Console, found: Capabilities) -> None:
    hours = [0, 4, 8, 12, 16, 20]
    per_hour = round(timedelta(hours=1) / found.axis.step)
    table = plain_table("resource", "way", "held for", *(f"{hour:02d}:00>" for hour in hours))
    for each in found.resources:
        for minutes, row in zip(each.minutes, each.power_kw, strict=True):
            table.add_row(
                escape(each.resource) if minutes == each.minutes[0] else "",
                each.direction if minutes == each.minutes[0] else "",
                f"{minutes} min",
                *(number(float(row[hour * per_hour])) for hour in hours),
            )
    console.print(table)
    console.print("[dim]kW that can be held from that time of the day on[/dim]")
