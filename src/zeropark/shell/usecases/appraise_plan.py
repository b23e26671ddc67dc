"""Appraise a plan: what it is worth, what each figure does to that, and what chance may."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zeropark.basis.rules.load import load_rulebook
from zeropark.future.plan.deals.projects.cash_flows import View
from zeropark.future.plan.deals.uncertainty.monte_carlo import MonteCarlo, monte_carlo
from zeropark.future.plan.deals.uncertainty.tornado import Bar, tornado
from zeropark.future.plan.years.appraise_plan import PlanAppraisal, appraise_plan
from zeropark.future.plan.years.plan import Plan
from zeropark.shell.ports.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AppraisedPlan:
    """A plan's worth, and how sure that is."""

    appraisal: PlanAppraisal
    view: View
    """Whose money the bars and draws are of."""
    bars: tuple[Bar, ...]
    """None where the whole plan has no worth to tell."""
    drawn: MonteCarlo | None
    """None where no draws were asked for."""


def appraise(
    plan: Plan, *, against: Plan | None, view: View, draws: int, seed: int, progress: Progress
) -> AppraisedPlan:
    """Appraise a plan by the rules that it was made by.

    Args:
        plan: finished.
        against: another plan of the same park; None: buying everything.
        view: whose money.
        draws: how many for chance; 0: none.
        seed: of chance; the same one draws the same.
        progress: hears of draws.

    Raises:
        InputError: the two plans don't go together, or the financing names what isn't there.
    """
    rulebook = load_rulebook(own=plan.own_rules)
    appraisal = appraise_plan(plan, rulebook, against=against)
    if appraisal.whole is None:
        return AppraisedPlan(appraisal=appraisal, view=view, bars=(), drawn=None)
    project = appraisal.whole.project
    return AppraisedPlan(
        appraisal=appraisal,
        view=view,
        bars=tornado(project, appraisal.ranges, view=view),
        drawn=_drawn(appraisal, view=view, draws=draws, seed=seed, progress=progress),
    )


def _drawn(
    appraisal: PlanAppraisal, *, view: View, draws: int, seed: int, progress: Progress
) -> MonteCarlo | None:
    if appraisal.whole is None or draws == 0:
        return None
    progress.begin("draw", total=draws)
    drawn = monte_carlo(
        appraisal.whole.project,
        appraisal.uncertain,
        draws=draws,
        generator=np.random.default_rng(seed),
        view=view,
        advance=progress.advance,
    )
    progress.end()
    return drawn
