"""Days of the reference park as PyPSA plans them: the same cost, to a millionth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dispatch import GAP, held
from reference.operation import COMMITTED, FREE, QUARTERS, days_of, running_park, spot
from reference.operation_in_pypsa import RunningTwin
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.timeline import Axis
from zeropark.future.plan.days.day_problem import write_days
from zeropark.future.plan.days.plan_stretch import plan_stretch
from zeropark.future.plan.site.given import GivenSeries

DAYS = (3, 120, 200)
"""Of the year: a winter, a spring and a summer day."""


@pytest.mark.parametrize("number", DAYS)
def test_a_day_costs_what_pypsa_finds(number: int) -> None:
    whole = replace(QUARTERS, hours=24 * (number + 1))
    _, conditions = days_of(whole)
    steps = slice(96 * number, 96 * (number + 1))
    axis = Axis(whole.axis.start + number * 96 * whole.axis.step, whole.axis.step, 96)
    given = GivenSeries(
        availability={n: v[steps] for n, v in conditions.given.availability.items()},
        load={n: v[steps] for n, v in conditions.given.load.items()},
    )
    alone = conditions.over(axis, given)
    problem = write_days(alone, load_rulebook(), FREE, prices={"grid": spot(whole)[steps]})
    ours = plan_stretch(problem, held(problem))
    theirs = RunningTwin(problem, alone).once(
        primal_feasibility_tolerance=1e-9, dual_feasibility_tolerance=1e-9
    )
    assert ours.objective_value == pytest.approx(theirs, rel=1e-6)
    assert np.isfinite(ours.prices["main"]).all()


def test_units_on_or_off_cost_what_pypsa_finds_within_both_gaps() -> None:
    terms = replace(FREE, commitment=True, whole_gap=GAP)
    problem, conditions = days_of(
        replace(QUARTERS, hours=24), terms=terms, park=running_park(**COMMITTED)
    )
    ours = plan_stretch(problem, held(problem))
    linear, _ = days_of(replace(QUARTERS, hours=24), park=running_park(**COMMITTED))
    twin = RunningTwin(linear, conditions)
    twin.commit()
    theirs = twin.once(mip_rel_gap=GAP)
    assert ours.objective_value == pytest.approx(theirs, rel=2 * GAP)
    assert ours.lower_bound <= theirs * (1 + 1e-6)
