"""What kept plans leave to the next: contents of stores, and the exchange that was declared."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np

from zeropark.basis.errors import Finding, InputError, Severity
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import PARK_ZONE, Axis, Period
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.sums import ELECTRICITY
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.assembly.rules.declared_curve import DeclaredCurve
from zeropark.future.plan.days.day_flows import flows_of_day
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


def declared_by(
    name: str,
    axis: Axis,
    kept: DayPlans,
    *,
    park: ParkDocument,
    tolerance_kw: float,
    deviation_cny_per_kwh: float,
) -> tuple[DeclaredCurve, ...]:
    """The exchange that a kept plan declared, as curves to be kept at a price.

    Args:
        name: of the plan.
        axis: what is to be planned; steps that the plan does not cover declare nothing.
        kept: the park's plans.
        park: its grid points.
        tolerance_kw: by how much the curve may be left for nothing.
        deviation_cny_per_kwh: what each kWh beyond that costs.

    Raises:
        InputError: no plan of that name is kept, or its steps are others.
    """
    plan = kept.day(name)
    if plan is None or plan.axis.step_min * _MINUTE != axis.step:
        raise InputError(
            "No plan {name!r} in steps of {step:g} min is kept here.",
            name=name,
            step=axis.step / _MINUTE,
        )
    flows = flows_of_day(plan)
    at = flows.axis.position(axis.starts())
    inside = (at >= 0) & (at < flows.axis.count)
    return tuple(
        DeclaredCurve(
            point=point.id,
            power_kw=np.where(inside, _net_kw(flows, point.id)[np.where(inside, at, 0)], np.nan),
            tolerance_kw=tolerance_kw,
            deviation_cny_per_kwh=deviation_cny_per_kwh,
        )
        for point in park.boundary_points
        if point.kind == "public_grid"
    )


def _net_kw(flows: Flows, point: str) -> Series:
    """Mean import less export of each step."""
    into = flows.quantity[flows.rows(carrier=ELECTRICITY, source=point)].sum(axis=0)
    out = flows.quantity[flows.rows(carrier=ELECTRICITY, sink=point)].sum(axis=0)
    net: Series = (into - out) / flows.axis.step_hours
    return net
