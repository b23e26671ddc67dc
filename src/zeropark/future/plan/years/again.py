"""The problem that a plan was made from, written again from what the plan carries."""

from __future__ import annotations

from zeropark.basis.rules.rule import Rulebook
from zeropark.future.plan.assembly.problem import Options, Problem, write_problem
from zeropark.future.plan.site.conditions import conditions_of
from zeropark.future.plan.years.given_columns import given_of
from zeropark.future.plan.years.plan import Plan


def problem_again(plan: Plan, rulebook: Rulebook) -> Problem:
    """The same park under the same conditions; no solver is asked.

    Args:
        plan: its park, series, seed and what else was asked.
        rulebook: the rules that it was made by.

    Raises:
        InputError: the park can't be planned by these rules.
    """
    given = given_of(plan.given)
    conditions = conditions_of(plan.park, plan.axis, seed=plan.asked.seed, given=given.series)
    options = Options(
        stage=plan.stage,
        prices=given.prices,
        on_off=plan.asked.commitment,
    )
    return write_problem(conditions, rulebook, options)
