from __future__ import annotations

from dataclasses import replace

import pytest

import planned_park
from zeropark.future.plan.years.plan import CostItem


def test_its_costs_are_found_by_what_they_are_for() -> None:
    plan = planned_park.plan()
    assert plan.cost(CostItem.INVESTMENT) == 45.0
    assert plan.cost(*CostItem) == plan.objective_cny_per_year


def test_a_size_that_it_did_not_choose_is_not_made_up() -> None:
    assert planned_park.plan().size("sun", "capacity_kw") == 400.0
    with pytest.raises(KeyError):
        planned_park.plan().size("sun", "losses_share")


@pytest.mark.parametrize(
    ("chosen", "at"), [(0.0, "least"), (0.01, "least"), (0.1, None), (200.0, None), (400.0, "most")]
)
def test_a_size_says_at_which_bound_it_stands(chosen: float, at: str | None) -> None:
    assert replace(planned_park.SIZES[0], chosen=chosen).at == at


@pytest.mark.parametrize(
    ("sense", "value", "kept"),
    [("min", 0.6, True), ("min", 0.59, False), ("max", 0.6, True), ("max", 0.61, False)],
)
def test_a_limit_says_whether_it_is_kept(sense: str, value: float, kept: bool) -> None:  # noqa: FBT001 - a column of the table
    limit = replace(planned_park.LIMITS[0], sense=sense, value=value)
    assert limit.kept is kept


def test_a_limit_without_a_bound_is_only_told() -> None:
    limit = replace(planned_park.LIMITS[0], bound=None, value=0.0)
    assert limit.kept
    assert not limit.binds
