"""Planning one stretch: a state and what is foreseen in, a dispatch out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from math import fsum
from time import perf_counter

import numpy as np

from zeropark.basis.errors import Finding, Severity
from zeropark.facts.readings.reading import Quality
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.days.binding import Binding
from zeropark.future.plan.days.budgets import steps_left
from zeropark.future.plan.days.day_problem import DayProblem
from zeropark.future.plan.days.dispatch import Dispatch, InputUsed
from zeropark.future.plan.days.read_days import Decided
from zeropark.future.plan.days.reasons import reasons, worth_of_buses
from zeropark.future.plan.days.state import ParkState, start_of, stores_of
from zeropark.future.plan.kept_model import KeptModel
from zeropark.future.plan.program.answer import Answer
from zeropark.future.plan.program.search import Solved
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.program.windows import Cut, Within, cut_out
from zeropark.future.plan.site.park_draft import Path

_SIMULATED = "simulated"


def plan_stretch(
    stretch: DayProblem,
    state: ParkState,
    *,
    issued_at: datetime | None = None,
    targets: Mapping[str, float] | None = None,
    inputs: tuple[InputUsed, ...] = (),
    kept: KeptModel | None = None,
) -> Dispatch:
    """The best way to run a park over the whole stretch of a stretch.

    Args:
        stretch: the stretch, written.
        state: where the park stands when it begins.
        issued_at: when what it is made on was known.
        targets: what stores are to hold at the end, by device id; None: what they hold at first.
        inputs: the series that it is made on, for the record.
        kept: a model to begin with; None: a new one.

    Raises:
        InfeasiblePlanError: nothing meets all limits; it names those that conflict.
        SolverError: no route gave an answer that holds.
    """
    began = perf_counter()
    start = start_of(stretch.written.site, stretch.program, state)
    first = {
        device: float(start.flows[at.number]) for device, at in stores_of(stretch.written.site)
    }
    cut = Cut(
        first=0,
        count=stretch.program.steps,
        before=start.flows,
        totals=_budgets(stretch, state),
        ends=stretch.ends(first if targets is None else targets),
    )
    program = cut_out(stretch.program, cut)
    solved = (kept or KeptModel(stretch.terms.gap, stretch.terms.whole_gap)).solve(program)
    answer = solved.answer
    known = len(stretch.program.quantities)
    decided = Decided(
        stretch=stretch,
        values=answer.flows,
        quantities=answer.quantities[:known],
        at_first=np.array([at.lower for at in program.quantities[:known]]),
    )
    costs = tuple(decided.costs())
    prices = {} if program.integer else prices_of(stretch, program, answer)
    bought = bought_at(stretch)
    return Dispatch(
        park=stretch.park.id,
        axis=stretch.written.site.axis,
        issued_at=issued_at,
        objective=stretch.terms.objective,
        cost_cny=fsum(at.amount_cny for at in costs),
        objective_value=solved.judgement.objective,
        lower_bound=solved.judgement.lower_bound,
        relative_gap=max(solved.judgement.relative_gap, 0.0),
        route=answer.route,
        seconds=perf_counter() - began,
        flows=decided.flows(quality=_quality(inputs)),
        contents=decided.contents(),
        set_points=tuple(decided.set_points()),
        costs=costs,
        prices=prices,
        bought_cny_per_kwh=bought,
        reasons=reasons(decided, worth_of_buses(decided, prices, bought)),
        binds=Binding(stretch, program, answer).found(),
        inputs=inputs,
        findings=(
            *stretch.findings,
            *start.findings,
            *_lacking(stretch, decided),
            *_wide(stretch, solved, program),
        ),
    )


def _budgets(stretch: DayProblem, state: ParkState) -> Mapping[int, Within]:
    """What the stretch may spend of each ratio of the year, or has to make up."""
    axis = stretch.written.site.axis
    return {
        at.total: at.within(
            so_far_kwh=state.margins_kwh.get(at.rule, 0.0),
            left=steps_left(axis, 0),
            steps=slice(0, axis.count),
            missing_cny_per_kwh=stretch.terms.budget_cny_per_kwh,
        )
        for at in stretch.budgets
    }


def _quality(inputs: tuple[InputUsed, ...]) -> int:
    """Planned flows are marked as generated where something they rest on is simulated."""
    generated = not inputs or any(at.source == _SIMULATED for at in inputs)
    return int(Quality.GENERATED) if generated else 0


def prices_of(stretch: DayProblem, program: StepProgram, answer: Answer) -> Mapping[str, Series]:
    """What one more unit drawn from a bus costs in each step, CNY, for buses that have a row."""
    names = {f"bus {bus.id}": bus.id for bus in stretch.park.buses}
    return {
        names[row.name]: np.array(answer.row_duals[number])
        for number, row in enumerate(program.rows)
        if row.name in names
    }


def bought_at(stretch: DayProblem) -> Mapping[str, Series]:
    """What a kWh drawn costs at each public grid point, demand apart; CNY, one value per step."""
    site, found = stretch.written.site, {}
    for point in site.park.boundary_points:
        path = Path(site.park.bus_by_id[point.bus].carrier, point.id, point.bus)
        charged = [
            charge.account.flows[path]
            for charge in stretch.written.charges
            if charge.item == "energy" and path in charge.account.flows
        ]
        if point.kind == "public_grid" and charged:
            found[point.id] = np.sum(
                [np.broadcast_to(each, (site.axis.count,)) for each in charged], axis=0
            )
    return found


def _wide(stretch: DayProblem, solved: Solved, program: StepProgram) -> tuple[Finding, ...]:
    """A search of whole numbers that was stopped before it was as good as asked for."""
    gap, asked = solved.judgement.relative_gap, stretch.terms.whole_gap
    if not program.integer or gap <= asked:
        return ()
    return (
        Finding(
            code="day.gap_not_reached",
            place=solved.answer.route,
            problem_template="The search of whole numbers was stopped: a plan may be cheaper by "
            "{gap:.2%}, where {asked:.2%} were asked for.",
            remedy_template="Plan without --commitment, in longer steps, or take it as it is.",
            severity=Severity.WARNING,
            data={"gap": gap, "asked": asked},
        ),
    )


def _lacking(stretch: DayProblem, decided: Decided) -> tuple[Finding, ...]:
    """What loads do not get: a plan that is no good, and says so."""
    site, found = stretch.written.site, []
    for bus in site.park.buses:
        path = Path(bus.carrier, "unmetered", bus.id)
        lacks = np.asarray(decided.figures.flows.get(path, 0.0))
        if float(lacks.sum()) > 1e-6:  # noqa: PLR2004 - dust of a solver, kWh or t
            found.append(
                Finding(
                    code="day.lacking",
                    place=f"buses.{bus.id}",
                    problem_template="{bus} lacks {lacking:,.6g} of what its loads ask for, in "
                    "{steps} steps.",
                    remedy_template="Look at what binds: grid capacity, stores that begin empty, "
                    "units out of service.",
                    data={
                        "bus": bus.id,
                        "lacking": float(lacks.sum()),
                        "steps": int((lacks > 0).sum()),
                    },
                )
            )
    return tuple(found)
