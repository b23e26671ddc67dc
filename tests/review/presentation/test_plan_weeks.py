from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import planned_park
from zeropark.basis.timeline import Axis, parse_instant
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.future.plan.years.plan import Plan
from zeropark.review.presentation.plan_weeks import week_of, week_starts, without_noise

HOUR = timedelta(hours=1)


def plan_over(start: str, hours: int) -> Plan:
    """A plan whose one flow tells the number of its step."""
    axis = Axis(parse_instant(start), HOUR, hours)
    quantity = np.arange(hours, dtype=np.float64)[np.newaxis]
    kinds = np.full(quantity.shape, Kind.PLANNED, dtype=np.uint8)
    flows = Flows(
        "four-hours",
        axis,
        (FlowLink("electricity", "grid", "main"),),
        quantity,
        np.zeros(quantity.shape, dtype=np.uint8),
        kinds,
    )
    return planned_park.plan(flows=flows, contents={"cells": quantity[0]})


def test_weeks_begin_on_mondays_and_with_the_plan() -> None:
    # 2027-01-01 is a Friday.
    plan = plan_over("2027-01-01T00:00", 10 * 24)
    assert week_starts(plan.axis) == (date(2027, 1, 1), date(2027, 1, 4))
    first = week_of(plan, date(2027, 1, 1))
    assert first.flows.quantity[0].tolist() == list(range(72))
    second = week_of(plan, date(2027, 1, 4))
    assert second.flows.axis.count == 7 * 24
    assert second.contents["cells"][0] == 72.0
    assert second.flows.axis.start == parse_instant("2027-01-04T00:00")


def test_a_week_outside_the_plan_is_refused() -> None:
    with pytest.raises(ValueError, match="2028-01-03"):
        week_of(plan_over("2027-01-01T00:00", 24), date(2028, 1, 3))


@given(day=st.integers(0, 700), hours=st.integers(1, 900))
def test_the_weeks_of_a_plan_hold_each_step_once(day: int, hours: int) -> None:
    start = date(2026, 1, 1) + timedelta(days=day)
    plan = plan_over(f"{start}T05:00", hours)
    found = [week_of(plan, each).flows.quantity[0] for each in week_starts(plan.axis)]
    assert np.concatenate(found).tolist() == list(range(hours))


def test_what_arithmetic_leaves_is_no_flow() -> None:
    flows = planned_park.flows()
    noisy = replace(flows, quantity=np.where(flows.quantity == 0.0, 1e-12, flows.quantity))
    assert without_noise(noisy).quantity.tolist() == flows.quantity.tolist()
