"""What a plan was made on, and what there is to say of it."""

from __future__ import annotations

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.park.document import ParkDocument
from zeropark.future.forecast.target import AVAILABLE, LOADS
from zeropark.future.plan.days.dispatch import InputUsed
from zeropark.future.plan.days.foreseen import Foreseen


def simulated(park: ParkDocument, told: Foreseen) -> tuple[InputUsed, ...]:
    """Loads and plants of which nothing was told: the simulation stands in for them."""
    there = {*told.series.load, *told.series.availability}
    return tuple(
        InputUsed(of=device.id, source="simulated")
        for device in park.devices
        if device.kind in AVAILABLE | LOADS and device.id not in there
    )


def said_of(inputs: tuple[InputUsed, ...]) -> tuple[Finding, ...]:
    """What there is to say of the series that a plan was made on."""
    made_up = [each.of for each in inputs if each.source == "simulated"]
    found = [
        Finding(
            code="day.fell_back",
            place=each.of,
            problem_template="{of} is foreseen by {method}. {reason}",
            remedy_template="Train a model: zeropark forecast train FOLDER.",
            severity=Severity.NOTE,
            data={"of": each.of, "method": each.method, "reason": each.reason},
        )
        for each in inputs
        if each.reason is not None
    ]
    if made_up:
        found.append(
            Finding(
                code="day.simulated",
                place=made_up[0],
                problem_template="Nothing is known of {count} loads and plants ({some}); simulated "
                "ones stand in, and the plan is marked as generated.",
                remedy_template="Import readings, or give a table with --series FILE.",
                severity=Severity.WARNING,
                data={"count": len(made_up), "some": ", ".join(made_up[:4])},
                count=len(made_up),
            )
        )
    return tuple(found)
