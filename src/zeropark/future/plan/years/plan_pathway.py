"""Planning a pathway: the problems of its stages as one program, solved, judged, and read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import fsum, inf, isfinite
from typing import Final

from zeropark.basis.errors import InfeasiblePlanError, Phrase
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.planning import Planning
from zeropark.future.plan.assembly.conflict_told import explain_conflict
from zeropark.future.plan.assembly.problem import Problem
from zeropark.future.plan.program.proving.products import Reduced, reduced_costs
from zeropark.future.plan.program.search import Route, Solved
from zeropark.future.plan.solve import solve
from zeropark.future.plan.years.abatement import Standing
from zeropark.future.plan.years.pathway import Build, Pathway, PathwayStage
from zeropark.future.plan.years.plan import AT_A_BOUND, Asked, CostItem
from zeropark.future.plan.years.read_answer import planned_contents
from zeropark.future.plan.years.size import PlanReader, attempts_of, unit_of
from zeropark.future.plan.years.staging import Retirement, Span, present_value, retirements
from zeropark.future.plan.years.vintages import Vintage, Vintages, without_investment
from zeropark.future.plan.years.worth import Worth

BUDGET: Final = "budget"
"""The rule that holds for all stages together; the problem of a stage has it loosened."""


def plan_pathway(
    written: Sequence[Problem],
    spans: Sequence[Span],
    *,
    park: ParkDocument,
    asked: Asked,
    routes: Sequence[Route] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Pathway:
    """The way through the stages whose costs are worth the least now.

    Args:
        written: one a stage, of `park_at` the stage, each with `BUDGET` loosened.
        spans: the years of each.
        park: as documented, with all that stands.
        asked: what the pathway says it was asked for; its gap is kept.
        routes: which solvers, in their order; None: the usual ones.
        progress: told the name of each route as it begins.

    Raises:
        InfeasiblePlanError: nothing meets all rules; where one stage can't alone, it says which.
        UnboundedPlanError: the cost falls without end.
        SolverError: no route gave an answer that holds.
    """
    vintages = Vintages(written, spans)
    try:
        solved = solve(vintages.chain.program, gap=asked.gap, routes=routes, progress=progress)
    except InfeasiblePlanError as error:
        raise _told(written, spans, routes) or error from error
    reader, judged = _Reader(vintages, solved, park), solved.judgement
    stages = tuple(reader.stage(number) for number in range(len(spans)))
    return Pathway(
        park=park,
        asked=asked,
        discount_rate_per_year=(park.planning or Planning()).discount_rate,
        stages=stages,
        objective_cny=judged.objective,
        lower_bound_cny=judged.lower_bound,
        relative_gap=max(judged.relative_gap, 0.0),
        route=solved.answer.route,
        attempts=attempts_of(solved),
        seconds=fsum(attempt.seconds for attempt in solved.attempts),
        invested_cny=fsum(stage.investment_cny for stage in stages),
    )


def standing_in(stage: PathwayStage, problem: Problem) -> Standing:
    """What a pathway has built by a stage, for its measures to be left out one by one."""
    paid: dict[str, float] = {}
    for line in stage.costs:
        if line.item is CostItem.INVESTMENT:
            paid[line.of] = paid.get(line.of, 0.0) + line.amount_cny_per_year
    return Standing(
        problem=problem,
        program=without_investment(problem),
        sizes={(size.device, size.field): size.chosen for size in stage.sizes},
        paid_cny_per_year=paid,
    )


def _told(
    written: Sequence[Problem], spans: Sequence[Span], routes: Sequence[Route] | None
) -> InfeasiblePlanError | None:
    """Which stage can't be planned even alone, and why."""
    for problem, span in zip(written, spans, strict=True):
        told = explain_conflict(problem, routes=routes)
        if told is not None:
            data = {"year": span.year, "conflict": told.conflict}
            return InfeasiblePlanError(Phrase("In {year}: {conflict}", data), remedy=told.remedy)
    return None


@dataclass(frozen=True, eq=False)
class _Reader:
    """Reads an answer of the chain, stage by stage."""

    vintages: Vintages
    solved: Solved
    park: ParkDocument

    @cached_property
    def amounts(self) -> tuple[float, ...]:
        return self.vintages.amounts(self.solved.answer.quantities.tolist())

    @cached_property
    def reduced(self) -> Reduced:
        """Of the whole chain, as the links between stages count too."""
        answer = self.solved.answer
        return reduced_costs(self.vintages.chain.program, answer.row_duals, answer.total_duals)

    def stage(self, number: int) -> PathwayStage:
        part = self.vintages.chain.parts[number]
        answer = part.answer(self.solved.answer)
        own = self._paid(number)
        figures = own.figures(answer)
        cost = fsum(charge.account.amount(figures) for charge in own.charges)
        gap = max(self.solved.judgement.relative_gap, 0.0)
        worth = _StageWorth(
            own.site, part.program, answer, cost, gap=gap, reader=self, number=number
        )
        reader = PlanReader(own, answer, worth)
        return PathwayStage(
            span=self.vintages.spans[number],
            cost_cny_per_year=cost,
            sizes=tuple(reader.sizes()),
            costs=tuple(reader.costs()),
            limits=tuple(reader.limits()),
            builds=tuple(self._builds(number)),
            retirements=tuple(self._retirements(number)),
            flows=reader.flows(),
            contents=planned_contents(own.site, answer),
            extras=reader.extras(),
        )

    def _paid(self, number: int) -> Problem:
        """A stage as the pathway pays for it, without the rule that all stages keep together."""
        alone = self.vintages.written[number]
        return replace(
            alone,
            charges=self.vintages.charges(number, self.amounts),
            limits=tuple(limit for limit in alone.limits if limit.rule != BUDGET),
        )

    def _built(self) -> Iterator[tuple[Vintage, float]]:
        """What is built of each vintage, where anything is."""
        for vintage, amount in zip(self.vintages.every, self.amounts, strict=True):
            if amount > AT_A_BOUND * max(vintage.built.most, 1.0):
                yield vintage, amount

    def _builds(self, number: int) -> Iterator[Build]:
        planning = self.park.planning or Planning()
        end = self.vintages.spans[-1].until
        for vintage, amount in self._built():
            if vintage.stage == number:
                built, left = vintage.built, max(vintage.ends - end, 0.0)
                annuity = built.annuity_cny_per_unit_year * amount
                level = present_value(planning.discount_rate, first=0, count=left) if annuity else 0
                yield Build(
                    device=built.of,
                    field=built.field,
                    unit=unit_of(built.field),
                    amount=amount,
                    investment_cny=built.investment_cny_per_unit * amount,
                    annuity_cny_per_year=annuity,
                    until=vintage.ends if isfinite(vintage.ends) else None,
                    residual_cny=annuity * level,
                )

    def _retirements(self, number: int) -> Iterator[Retirement]:
        spans = self.vintages.spans
        year, before = spans[number].year, spans[number - 1].year if number else None
        yield from retirements(self.park, year=year, before=before)
        for vintage, amount in self._built():
            since = -inf if before is None else before
            if since < vintage.ends <= year:
                yield Retirement(
                    device=vintage.built.of,
                    field=vintage.built.field,
                    amount=amount,
                    since=spans[vintage.stage].year,
                )


@dataclass(frozen=True, eq=False, kw_only=True)
class _StageWorth(Worth):
    """Duals of one stage, CNY a year of it; what a size costs hangs on the other stages too."""

    reader: _Reader
    number: int

    @cached_property
    def _reduced(self) -> Reduced:
        part, whole = self.reader.vintages.chain.parts[self.number], self.reader.reduced
        steps = slice(part.first_step, part.first_step + part.program.steps)
        last = part.first_quantity + len(part.program.quantities)
        quantities = slice(part.first_quantity, last)
        return Reduced(
            whole.flows[list(part.flows), steps] / part.weight,
            whole.quantities[quantities] / part.weight,
            whole.flow_scales[list(part.flows)] / part.weight,
            whole.quantity_scales[quantities] / part.weight,
        )
