"""Calls of finer steps, on the quarter-hours of the meters: the same energy."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from response_cases import FRIDAY, local
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.response.quarters import on_quarters


def test_five_minutes_are_a_third_of_a_quarter_hour() -> None:
    axis = Axis(local(FRIDAY, "18:05"), timedelta(minutes=5), 3)
    onto = on_quarters(axis)
    assert onto.axis.start == local(FRIDAY, "18:00")
    # 18:05 and 18:10 lie in the first quarter-hour, 18:15 in the second.
    assert onto.mean_kw(np.array([30.0, 60.0, 90.0])) == pytest.approx([30.0, 30.0])


@given(st.integers(0, 59), st.sampled_from([1, 5, 15]), st.lists(st.floats(0, 1e5), min_size=1))
def test_energy_stays(minute: int, step: int, power_kw: list[float]) -> None:
    axis = Axis(local(FRIDAY, f"18:{minute:02d}"), timedelta(minutes=step), len(power_kw))
    onto = on_quarters(axis)
    quarters = onto.mean_kw(np.array(power_kw))
    assert quarters.sum() * 0.25 == pytest.approx(sum(power_kw) * axis.step_hours)
    assert onto.axis.period.start <= axis.period.start
    assert onto.axis.period.end >= axis.period.end
    assert onto.axis.period.duration < axis.period.duration + timedelta(minutes=30)
