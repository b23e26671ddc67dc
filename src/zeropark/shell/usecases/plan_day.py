"""Plan a day: what is foreseen of it in, set-points with their reasons out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import QUARTER_HOUR, Axis, Period
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.assembly.rules.declared_curve import DeclaredCurve
from zeropark.future.plan.days.day_problem import write_days
from zeropark.future.plan.days.dispatch import Dispatch, InputUsed
from zeropark.future.plan.days.foreseen import Foresee
from zeropark.future.plan.days.made_on import said_of, simulated
from zeropark.future.plan.days.plan_stretch import plan_stretch
from zeropark.future.plan.days.state import ParkState
from zeropark.future.plan.days.terms import DayTerms
from zeropark.future.plan.site.conditions import conditions_of
from zeropark.shell.ports.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOrder:
    """What is to be planned."""

    period: Period
    at: datetime
    """What was known then is used, and nothing later."""
    step: timedelta = QUARTER_HOUR
    terms: DayTerms = field(default_factory=DayTerms)
    state: ParkState = field(default_factory=ParkState)
    declared: tuple[DeclaredCurve, ...] = ()
    """What was declared of the exchange with the grid."""
    seed: int = 910


def plan_day(
    order: DayOrder,
    *,
    park: ParkDocument,
    rules: Rulebook,
    foresee: Foresee,
    prices: Mapping[str, Series],
    progress: Progress,
) -> Dispatch:
    """The best way to run a park over a stretch of days.

    Args:
        order: what is to be planned.
        park: its document.
        rules: in force, the park's own among them.
        foresee: what is foreseen of steps by what was known at an instant.
        prices: by boundary point, CNY per kWh in each step; they go before those foreseen.
        progress: hears of the work.

    Raises:
        InputError: something that is needed is missing or wrong; the findings name the places.
        InfeasiblePlanError: nothing meets all limits.
        SolverError: no route gave an answer that holds.
    """
    axis = Axis.over(order.period, step=order.step)
    progress.begin("forecasts, equations")
    told = foresee(axis, order.at)
    told = replace(told, prices={**told.prices, **prices})
    conditions = conditions_of(park, axis, seed=order.seed, given=told.series)
    problem = write_days(
        conditions,
        rules,
        order.terms,
        prices=told.prices,
        declared=order.declared,
        incurred=order.state.incurred,
    )
    progress.end()
    progress.begin("solve")
    inputs = (*told.inputs, *_given(prices), *simulated(park, told))
    made = plan_stretch(problem, order.state, issued_at=order.at, inputs=inputs)
    progress.end()
    return replace(made, findings=(*made.findings, *said_of(inputs)))


def _given(prices: Mapping[str, Series]) -> tuple[InputUsed, ...]:
    return tuple(InputUsed(of=point, source="given", kind="price") for point in prices)
