"""What each measure of a plan avoids, and what a tonne of it costs: a marginal abatement curve.

A measure is a device that the plan builds, with all of its sizes. It is left out alone: its sizes
go back to what stands, all others stay as planned, and the year is operated anew at the least cost.
With and without it, rules on carbon and ratios are left aside, as the year without it could not
keep them; other rules hold. So the curve says what the plan would lose with each measure, the
others being there; what measures avoid does not add up to what the plan avoids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isnan
from typing import Final

from zeropark.basis.errors import InfeasiblePlanError, SolverError
from zeropark.facts.carbon.account import account_flows
from zeropark.facts.carbon.inventory import Book
from zeropark.facts.readings.reading import Quality
from zeropark.future.plan.assembly.account import Figures, Key
from zeropark.future.plan.assembly.problem import Problem
from zeropark.future.plan.assembly.setting import years_in
from zeropark.future.plan.deals.measures.abatement import abatement_cost_cny_per_t
from zeropark.future.plan.program.answer import Answer
from zeropark.future.plan.program.draft import Whole
from zeropark.future.plan.program.forms.pinned import pinned
from zeropark.future.plan.program.forms.softened import without
from zeropark.future.plan.program.search import Route
from zeropark.future.plan.program.step_program import Quantity, StepProgram
from zeropark.future.plan.solve import solve
from zeropark.future.plan.years.plan import AT_A_BOUND
from zeropark.future.plan.years.planned_park import with_bought
from zeropark.future.plan.years.read_answer import planned_flows
from zeropark.future.plan.years.size import extras_of

_ASIDE: Final = frozenset({"core", "stage", "r1", "r2", "r3", "direct_supply"})
_CAP: Final = "carbon_cap."
_KG_PER_T: Final = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One device that is built, and what it is good for."""

    device: str
    built: Mapping[str, float]
    """What of its sizes is built beyond what stands, by field."""
    avoided_t_per_year: float | None
    """CO2 without it less CO2 with it, by the 910 book; None: the park can't do without it."""
    added_cost_cny_per_year: float | None
    """Cost with it less cost without it; what carbon itself costs is not counted."""

    @property
    def cny_per_t(self) -> float | None:
        """What a tonne avoided costs; below 0 where the measure pays. None where none is."""
        if self.avoided_t_per_year is None or self.added_cost_cny_per_year is None:
            return None
        cost = float(
            abatement_cost_cny_per_t(
                added_cost_cny=self.added_cost_cny_per_year, avoided_t=self.avoided_t_per_year
            )
        )
        return None if isnan(cost) else cost


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """What a plan has built, and the year that it is operated in."""

    problem: Problem
    program: StepProgram
    """Of the problem; or without annuities, which `paid_cny_per_year` then has."""
    sizes: Mapping[Key, float]
    """Every size that was the plan's to choose."""
    paid_cny_per_year: Mapping[str, float] = field(default_factory=dict)
    """Annuities by device that the program does not count."""


def built_devices(standing: Standing) -> tuple[str, ...]:
    """The measures of a plan: devices with more than what stands, in the document's order."""
    found = {
        built.of: None
        for built in standing.problem.sizes
        if built.asked
        and standing.sizes[built.key] > built.standing + AT_A_BOUND * max(built.most, 1.0)
    }
    return tuple(found)


def abatement(
    standing: Standing,
    *,
    gap: float,
    routes: Sequence[Route] | None = None,
    advance: Callable[[], None] | None = None,
) -> tuple[Measure, ...]:
    """Every measure, the cheapest tonne first, those without a cost per tonne last.

    Args:
        standing: what is built, and the year.
        gap: to which the operation of each year is solved.
        routes: which solvers, in their order; None: the usual ones.
        advance: called after each year: one more than there are measures.

    Raises:
        SolverError: the plan's own year could not be operated.
    """
    run = _Years(standing, gap, routes)
    done = advance or (lambda: None)
    whole = run.operated(standing.sizes, warm=None)
    done()
    found = []
    for device in built_devices(standing):
        found.append(run.measure(device, whole))
        done()
    return tuple(sorted(found, key=lambda at: (at.cny_per_t is None, at.cny_per_t or 0.0)))


@dataclass(frozen=True, slots=True)
class _Year:
    answer: Answer
    cost_cny: float
    emission_t: float


@dataclass(frozen=True, slots=True, eq=False)
class _Years:
    """Years of one park, operated with other sizes."""

    standing: Standing
    gap: float
    routes: Sequence[Route] | None

    def measure(self, device: str, whole: _Year) -> Measure:
        """The year with a device against that without it."""
        built = dict(self._back(device))
        try:
            other = self.operated({**self.standing.sizes, **built}, warm=whole.answer)
        except (InfeasiblePlanError, SolverError):
            other = None
        more = {name: self.standing.sizes[of, name] - left for (of, name), left in built.items()}
        paid = self.standing.paid_cny_per_year.get(device, 0.0)
        return Measure(
            device=device,
            built=more,
            avoided_t_per_year=None if other is None else other.emission_t - whole.emission_t,
            added_cost_cny_per_year=None
            if other is None
            else whole.cost_cny + paid - other.cost_cny,
        )

    def operated(self, sizes: Mapping[Key, float], *, warm: Answer | None) -> _Year:
        """The cheapest year with these sizes."""
        problem = self.standing.problem
        aside = {
            limit.name
            for limit in problem.limits
            if limit.rule in _ASIDE or limit.rule.startswith(_CAP)
        }
        program = without(self.standing.program, aside)
        quantities = list(program.quantities)
        for key, size in problem.site.sizes.items():
            if isinstance(size, Whole) and key in sizes:
                quantities[size.number] = _held(quantities[size.number], sizes[key])
        held = pinned(replace(program, quantities=tuple(quantities)))
        solved = solve(held, gap=self.gap, routes=self.routes, warm=warm)
        figures = problem.figures(solved.answer)
        carbon = sum(at.account.amount(figures) for at in problem.charges if at.item == "carbon")
        return _Year(solved.answer, solved.judgement.objective - carbon, self._emitted_t(figures))

    def _back(self, device: str) -> Iterator[tuple[Key, float]]:
        """What stands of each size of a device, and of those that follow it."""
        for built in self.standing.problem.sizes:
            if built.asked and built.of == device:
                left = min(built.standing, self.standing.sizes[built.key])
                yield built.key, left
                for name, ratio in built.together.items():
                    yield (device, name), ratio * left

    def _emitted_t(self, figures: Figures) -> float:
        problem = self.standing.problem
        site = problem.site
        flows = planned_flows(site, figures, quality=Quality.GENERATED)
        park = with_bought(site.park, extras_of(problem, figures), axis=site.axis)
        account = account_flows(flows, park=park, rules=problem.rulebook, of=(Book.PARK910,))
        (book,) = account.inventories
        return book.total_kg * years_in(site.axis) / _KG_PER_T


def _held(quantity: Quantity, size: float) -> Quantity:
    return replace(quantity, lower=size, upper=size)
