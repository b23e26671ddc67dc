"""The plans in a park's folder, each read once and told at a glance until it is written again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from zeropark.basis.errors import Finding, InputError
from zeropark.future.plan.years.frontier_text import FrontierLine
from zeropark.future.plan.years.pathway_text import PathwayLine
from zeropark.future.plan.years.plan import Plan, PlannedLimit
from zeropark.shell.ports.plans import KeptPlan, Plans
from zeropark.shell.serving.memory import Memory

_WHOLE: Final = 3
"""Plans that are kept whole: the flows of a year are some ten megabytes."""
_GLANCES: Final = 200
_CORE: Final = "core"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanGlance:
    """What a list says of a plan."""

    stage: int
    year: int
    steps: int
    objective_cny_per_year: float
    lower_bound_cny_per_year: float
    relative_gap: float
    route: str
    core: PlannedLimit | None
    """The core indicator against its national band; None where the plan has no such rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPlan:
    """A plan in a list."""

    kept: KeptPlan
    glance: PlanGlance | None
    """None where it can't be read."""
    findings: tuple[Finding, ...] = ()
    """Why it can't be read."""
    frontier: FrontierLine | None = None
    """Where the file holds no plan, but cost against carbon."""
    pathway: PathwayLine | None = None
    """Where it holds stages."""


class KeptPlans:
    """Reads plans over a port."""

    def __init__(self, plans: Plans) -> None:
        self._plans = plans
        self._whole = Memory(room=_WHOLE)
        self._glances = Memory(room=_GLANCES)

    def state(self) -> str:
        """Changes whenever a plan comes, goes or is written again."""
        return " ".join(f"{each.name} {each.stamp}" for each in self._plans.kept())

    def kept(self) -> tuple[KeptPlan, ...]:
        """Which there are, the newest first."""
        return self._plans.kept()

    def listed(self) -> tuple[ListedPlan, ...]:
        """Every plan at a glance, the newest first; one that can't be read says why."""
        every = self._every()
        return tuple(each for each in every if each.frontier is None and each.pathway is None)

    def pathways(self) -> tuple[ListedPlan, ...]:
        """Every pathway that is kept, the newest first."""
        return tuple(each for each in self._every() if each.pathway is not None)

    def frontier(self, stage: int | None = None) -> FrontierLine | None:
        """The newest cost against carbon that is kept, of a stage where one is told."""
        lines = (each.frontier for each in self._every() if each.frontier is not None)
        return next((line for line in lines if stage in (None, line.stage)), None)

    def read(self, kept: KeptPlan) -> Plan:
        """A plan without its proof, which nobody looks at here and which is as large as the rest.

        Raises:
            InputError: it is damaged, or gone by now.
        """
        return self._whole.recall(
            (kept.name, kept.stamp), lambda: replace(self._plans.read(kept.name), proof=None)
        )

    def _every(self) -> tuple[ListedPlan, ...]:
        return tuple(
            self._glances.recall((each.name, each.stamp), partial(self._listed, each))
            for each in self._plans.kept()
        )

    def _listed(self, kept: KeptPlan) -> ListedPlan:
        try:
            plan = self._plans.read(kept.name)
        except InputError as error:
            line, stages = self._plans.frontier(kept.name), self._plans.pathway(kept.name)
            known = line is not None or stages is not None
            return ListedPlan(
                kept=kept,
                glance=None,
                findings=() if known else error.findings,
                frontier=line,
                pathway=stages,
            )
        return ListedPlan(kept=kept, glance=glance_at(plan))


def glance_at(plan: Plan) -> PlanGlance:
    """What a list says of a plan."""
    return PlanGlance(
        stage=plan.stage,
        year=plan.asked.year,
        steps=plan.axis.count,
        objective_cny_per_year=plan.objective_cny_per_year,
        lower_bound_cny_per_year=plan.lower_bound_cny_per_year,
        relative_gap=plan.relative_gap,
        route=plan.route,
        core=next((each for each in plan.limits if each.rule == _CORE), None),
    )
