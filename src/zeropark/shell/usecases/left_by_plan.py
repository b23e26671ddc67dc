"""What the plan of the day before left: contents of stores that nobody tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import PARK_ZONE, Period
from zeropark.future.plan.days.day_text import DayLine
from zeropark.future.plan.days.state import ParkState
from zeropark.shell.ports.day_plans import DayPlans

_MINUTE = timedelta(minutes=1)


def contents_left(
    state: ParkState, period: Period, kept: DayPlans, *, park: ParkDocument
) -> tuple[ParkState, tuple[Finding, ...]]:
    """The state, with what the newest plan that covers its instant has stores hold then.

    Args:
        state: what was told; it goes before any plan.
        period: what is to be planned.
        kept: the park's plans.
        park: whose stores are meant.
    """
    for name in kept.names():
        plan = kept.day(name)
        if plan is None or plan.park != park.id:
            continue
        held = _held(plan, period)
        left = {device: at for device, at in held.items() if device not in state.contents}
        if left:
            told = replace(state, contents={**left, **state.contents})
            return told, (_said(name, left, period),)
    return state, ()


def _held(plan: DayLine, period: Period) -> dict[str, float]:
    """What a plan has stores hold at the start of a period; nothing where it does not cover it."""
    passed = period.start - plan.axis.start
    steps, rest = divmod(passed, plan.axis.step_min * _MINUTE)
    if rest or not 1 <= steps <= plan.axis.steps:
        return {}
    at = {device: values[steps - 1] for device, values in plan.contents.items()}
    return {device: held for device, held in at.items() if held is not None}


def _said(name: str, left: dict[str, float], period: Period) -> Finding:
    return Finding(
        code="day.content_from_plan",
        place=name,
        problem_template="What {devices} hold at {start} is taken from the plan {name}; nothing "
        "measured says so.",
        remedy_template="Tell what was measured with --holds.",
        severity=Severity.NOTE,
        data={
            "devices": ", ".join(left),
            "start": period.start.astimezone(PARK_ZONE).isoformat(timespec="minutes"),
            "name": name,
        },
    )
