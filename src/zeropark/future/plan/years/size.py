"""Sizing a park: a problem is solved, its answer judged, and read as a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from zeropark.basis.errors import InfeasiblePlanError
from zeropark.basis.park.sizing import documented
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.readings.reading import Quality
from zeropark.future.plan.assembly.account import Figures
from zeropark.future.plan.assembly.conflict_told import explain_conflict
from zeropark.future.plan.assembly.costs.charge import Charge
from zeropark.future.plan.assembly.costs.investment import Built
from zeropark.future.plan.assembly.problem import Problem
from zeropark.future.plan.assembly.rules.limit import Limit
from zeropark.future.plan.program.answer import Answer
from zeropark.future.plan.program.draft import Whole
from zeropark.future.plan.program.search import Route, Solved
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.solve import solve
from zeropark.future.plan.years.plan import (
    Asked,
    Attempt,
    CostItem,
    CostLine,
    Plan,
    PlannedLimit,
    PlannedSize,
    Proof,
    Series,
)
from zeropark.future.plan.years.read_answer import planned_contents, planned_flows
from zeropark.future.plan.years.refine import Round, refine
from zeropark.future.plan.years.worth import Worth

MERGED: Final = "merged to "
"""How the name of a round of merged steps begins; how many there were follows."""
_UNITS: Final = {
    "_t_per_h": "t/h",
    "_per_h": "1/h",
    "_kwh": "kWh",
    "_kw": "kW",
    "_t": "t",
}
"""By the ending of a size's field, the longest first."""


def size_park(
    problem: Problem,
    *,
    asked: Asked,
    routes: Sequence[Route] | None = None,
    given: Mapping[str, Series] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Plan:
    """The cheapest plan of a problem, at the gap that was asked for.

    Args:
        problem: the park as a program, with its charges and limits.
        asked: what the plan says it was asked for; its gap is kept.
        routes: which solvers, in their order; None: the usual ones.
        given: the series that the plan is to carry, by name.
        progress: told the name of each route as it begins.

    Raises:
        InfeasiblePlanError: nothing meets all rules; it names the smallest set that conflicts.
        UnboundedPlanError: the cost falls without end.
        SolverError: no route gave an answer that holds.
    """
    program = problem.program()
    try:
        solved, rounds = _solved(problem, program, asked, routes, progress)
    except InfeasiblePlanError as error:
        told = explain_conflict(problem, routes=routes, progress=progress)
        raise told or error from error
    plan = read_plan(problem, program, solved, asked=asked, given=given)
    return replace(plan, attempts=(*rounds, *plan.attempts))


def _solved(
    problem: Problem,
    program: StepProgram,
    asked: Asked,
    routes: Sequence[Route] | None,
    progress: Callable[[str], None] | None,
) -> tuple[Solved, tuple[Attempt, ...]]:
    """An accepted answer, and the rounds of merged steps that led to it where it was so asked."""
    if not asked.merged or program.integer:
        return solve(program, gap=asked.gap, routes=routes, progress=progress), ()
    columns = (size for size in problem.site.sizes.values() if isinstance(size, Whole))
    names = {program.quantities[size.number].name for size in columns}
    found = refine(program, sizes=names, gap=asked.gap, routes=routes, progress=progress)
    return found.solved, tuple(_round(each) for each in found.rounds)


def _round(each: Round) -> Attempt:
    """One round, with both bounds of it."""
    between = f"between {each.lower_bound:,.0f} and {each.upper_bound:,.0f} CNY a year"
    return Attempt(
        route=f"{MERGED}{each.segments}", accepted=True, seconds=each.seconds, said=between
    )


def read_plan(
    problem: Problem,
    program: StepProgram,
    solved: Solved,
    *,
    asked: Asked,
    given: Mapping[str, Series] | None = None,
) -> Plan:
    """An accepted answer as a plan.

    Args:
        problem: the park as a program, with its charges and limits.
        program: what was solved: that of the problem, or one with other bounds.
        solved: its accepted answer.
        asked: what the plan says it was asked for.
        given: the series that the plan is to carry, by name.
    """
    judged = solved.judgement
    gap = max(judged.relative_gap, 0.0)
    worth = Worth(problem.site, program, solved.answer, judged.objective, gap=gap)
    reader = PlanReader(problem, solved.answer, worth)
    return Plan(
        park=problem.site.park,
        asked=asked,
        stage=problem.stage,
        objective_cny_per_year=judged.objective,
        lower_bound_cny_per_year=judged.lower_bound,
        relative_gap=gap,
        route=solved.answer.route,
        attempts=attempts_of(solved),
        seconds=sum(attempt.seconds for attempt in solved.attempts),
        sizes=tuple(reader.sizes()),
        costs=tuple(reader.costs()),
        limits=tuple(reader.limits()),
        flows=reader.flows(),
        contents=planned_contents(problem.site, solved.answer),
        prices={} if program.integer else worth.of_buses(),
        given=given or {},
        extras=reader.extras(),
        proof=None if program.integer else _proof(solved.answer),
    )


def attempts_of(solved: Solved) -> tuple[Attempt, ...]:
    """What was tried, and what became of it."""
    return tuple(
        Attempt(route=each.route, accepted=each.accepted, seconds=each.seconds, said=each.said)
        for each in solved.attempts
    )


def unit_of(field: str) -> str:
    """The unit of a size by the name of its field.

    >>> unit_of("store_kwh"), unit_of("capacity_t_per_h")
    ('kWh', 't/h')
    """
    return next((unit for ending, unit in _UNITS.items() if field.endswith(ending)), "")


@dataclass(frozen=True, eq=False)
class PlanReader:
    """Reads an accepted answer in the words of the park."""

    of: Problem
    answer: Answer
    worth: Worth

    @cached_property
    def figures(self) -> Figures:
        """What the answer decides, by name."""
        return self.of.figures(self.answer)

    @property
    def _whole(self) -> bool:
        """Duals of a program of whole numbers say nothing."""
        return self.answer.bound is not None

    def flows(self) -> Flows:
        """What flows over every link."""
        return planned_flows(self.of.site, self.figures, quality=Quality.GENERATED)

    def sizes(self) -> Iterator[PlannedSize]:
        """Every size that was to be chosen, and those that follow it."""
        for built in self.of.sizes:
            if built.asked:
                worth_cny = 0.0 if self._whole else self.worth.of_size(built)
                yield self._size(built, built.field, 1.0, worth_cny)
                for name, ratio in built.together.items():
                    yield self._size(built, name, ratio, 0.0)

    def _size(self, built: Built, name: str, ratio: float, worth_cny: float) -> PlannedSize:
        park = self.of.site.park
        device = park.device_by_id.get(built.of)
        point = park.point_by_id.get(built.of)
        leads = name == built.field
        cost = built.annuity_cny_per_unit_year + built.fixed_cny_per_unit_year
        before = documented(device, name) if device else (point and point.capacity_kw) or 0.0
        chosen = self.figures.sizes[built.of, name]
        return PlannedSize(
            device=built.of,
            field=name,
            unit=unit_of(name),
            documented=before,
            chosen=min(max(chosen, ratio * built.least), ratio * built.most),
            least=ratio * built.least,
            most=ratio * built.most,
            cost_cny_per_unit_year=cost if leads else 0.0,
            worth_cny_per_unit_year=worth_cny,
        )

    def costs(self) -> Iterator[CostLine]:
        """Every charge that comes to anything."""
        for charge in self.of.charges:
            amount = charge.account.amount(self.figures)
            if amount:
                yield cost_line(charge, amount)

    def limits(self) -> Iterator[PlannedLimit]:
        """Every rule, kept or only reported."""
        for limit in self.of.limits:
            price = 0.0 if self._whole else self.worth.of_limit(limit, self.figures)
            yield planned_limit(limit, limit.value(self.figures), shadow_price=price)

    def extras(self) -> Mapping[str, Series]:
        """What was decided beside flows and sizes, where nothing else tells it."""
        return extras_of(self.of, self.figures)


def extras_of(written: Problem, figures: Figures) -> Mapping[str, Series]:
    """The extra columns of an answer that nothing else tells: what was bought on offer."""
    return {
        name: np.asarray(figures.extras[name], dtype=np.float64)
        for name, extra in written.extras.items()
        if extra.worked_out is None and name in figures.extras
    }


def cost_line(charge: Charge, amount_cny_per_year: float) -> CostLine:
    """A charge as a line of a plan."""
    return CostLine(
        item=CostItem(charge.item),
        of=charge.of,
        component=charge.component,
        amount_cny_per_year=amount_cny_per_year,
    )


def planned_limit(limit: Limit, value: float | None, *, shadow_price: float) -> PlannedLimit:
    """A limit of the problem as a plan tells it."""
    return PlannedLimit(
        rule=limit.rule,
        zh=limit.zh,
        en=limit.en,
        unit=limit.unit,
        sense=limit.sense,
        value=value,
        bound=limit.bound,
        enforced=limit.required,
        shadow_price_cny_per_unit=shadow_price,
        source=limit.source,
        safe_side=limit.safe_side,
    )


def _proof(answer: Answer) -> Proof:
    return Proof(
        flows=answer.flows,
        quantities=answer.quantities,
        row_duals=answer.row_duals,
        total_duals=answer.total_duals,
    )
