"""Roll plans through a stretch: each made on what was known then, carried out on what came."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from time import perf_counter

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import QUARTER_HOUR, Axis, Period
from zeropark.facts.readings.reading import Quality
from zeropark.future.forecast.history import History
from zeropark.future.forecast.target import Target
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.days.day_problem import DayProblem, write_days
from zeropark.future.plan.days.foreseen import Foresee, Foreseen
from zeropark.future.plan.days.happened import happened
from zeropark.future.plan.days.horizon import windows_over
from zeropark.future.plan.days.made_on import said_of, simulated
from zeropark.future.plan.days.planned_windows import PlannedWindows
from zeropark.future.plan.days.roll import Progress as RollProgress
from zeropark.future.plan.days.roll import Roll, first_contents
from zeropark.future.plan.days.rolled import Prices, Rolled, rolled_of
from zeropark.future.plan.days.state import ParkState, start_of
from zeropark.future.plan.days.terms import DayTerms
from zeropark.future.plan.site.conditions import Conditions, conditions_of
from zeropark.shell.ports.day_plans import RollShelf
from zeropark.shell.ports.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class RollOrder:
    """What is to be rolled through, and how."""

    period: Period
    step: timedelta = QUARTER_HOUR
    horizon: timedelta = timedelta(days=1)
    every: timedelta = timedelta(days=1)
    lead: timedelta = timedelta(0)
    """How long before its first step a plan is made."""
    level: float = 0.5
    real_time: Mapping[str, Series] = field(default_factory=dict)
    """Real-time prices by grid point, CNY per kWh in each step, to settle positions at."""
    terms: DayTerms = field(default_factory=DayTerms)
    state: ParkState = field(default_factory=ParkState)
    seed: int = 910


def plan_roll(
    order: RollOrder,
    histories: Mapping[Target, History],
    *,
    park: ParkDocument,
    rules: Rulebook,
    foresee: Foresee | None,
    progress: Progress,
    shelf: RollShelf,
) -> Rolled:
    """What planning window by window would have come to.

    Args:
        order: what is to be rolled through.
        histories: what happened, of all that is told; the rest is simulated, and foreseen.
        park: its document.
        rules: in force, the park's own among them.
        foresee: what was foreseen by what was known at an instant; None: all that would come.
        progress: hears of the work.
        shelf: where it goes on, and keeps how far it has come.

    Raises:
        InputError: something that is needed is missing or wrong; the findings name the places.
        MissingDataError: nothing is known of a stretch that is rolled through.
        InfeasiblePlanError: a window has no plan that meets all limits.
    """
    began, begun = perf_counter(), shelf.begun()
    axis = Axis.over(order.period, step=order.step)
    windows = windows_over(axis, horizon=order.horizon, every=order.every)
    progress.begin("what happened, equations")
    came, gaps = happened(histories, axis)
    conditions = conditions_of(park, axis, seed=order.seed, given=came.series)
    write = _writer(conditions, rules, order)
    actual = write(axis, came)
    start = start_of(actual.written.site, actual.program, order.state)
    planned = None
    if foresee is not None:
        planned = PlannedWindows(axis, windows, foresee, write, lead=order.lead)
    roll = Roll(
        actual, planned, windows, start, first_contents(actual, start), order.state.margins_kwh
    )
    progress.end()
    progress.begin("windows", total=len(windows))
    progress.advance(0 if begun is None else len(begun.done))

    def after(done: RollProgress) -> None:
        progress.advance()
        shelf.keep(done)

    finished = roll.run(begun, after=after)
    shelf.done()
    progress.end()
    made_up = simulated(park, came)
    return rolled_of(
        roll,
        finished,
        level=order.level,
        seconds=perf_counter() - began,
        quality=int(Quality.GENERATED) if made_up else 0,
        real_time={
            point: Prices(day_ahead_cny_per_kwh=came.prices[point], real_time_cny_per_kwh=series)
            for point, series in order.real_time.items()
            if point in came.prices
        },
        findings=(*gaps, *start.findings, *said_of(made_up)),
    )


def _writer(
    conditions: Conditions, rules: Rulebook, order: RollOrder
) -> Callable[[Axis, Foreseen], DayProblem]:
    def write(axis: Axis, told: Foreseen) -> DayProblem:
        return write_days(
            conditions.over(axis, told.series),
            rules,
            order.terms,
            prices=told.prices,
            incurred=order.state.incurred,
        )

    return write
