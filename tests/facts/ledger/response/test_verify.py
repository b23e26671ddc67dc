"""A call verified by hand: who delivered how much, when, and what it scores."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from response_cases import FRIDAY, changed, draw_of_days, local, table, window
from zeropark.basis.rules.programme import SubstitutionTable
from zeropark.facts.ledger.response.allocation import Allocation
from zeropark.facts.ledger.response.baselines.baseline import LeftOut
from zeropark.facts.ledger.response.call import Call, Reply
from zeropark.facts.ledger.response.delivery import Delivery
from zeropark.facts.ledger.response.draw import Draw
from zeropark.facts.ledger.response.verify import HowVerified, verify

EVENT = window(FRIDAY, "18:00", "19:00")
CALL = Call(
    id="c1",
    programme="dr",
    direction="down",
    axis=EVENT,
    power_kw=np.full(4, 500.0),
    issued_at=local(FRIDAY, "12:00"),
    source="test",
)
HOW = HowVerified(
    baseline=table("jiangsu_five_days"),
    substitution=SubstitutionTable(bridged_minutes=30, beyond="baseline"),
    reached_share=0.8,
)


def delivery(call: Call, *, a: Draw, b: Draw) -> Delivery:
    """Resource a was to move by 300, b by 150, of 500 asked for."""
    steps = call.axis.count
    allocation = Allocation(
        call=call.id,
        axis=call.axis,
        resources=("a", "b"),
        power_kw=np.array([[300.0] * steps, [150.0] * steps]),
        made_at=call.issued_at,
        cost_cny=0.0,
        gap=0.0,
    )
    reply = Reply(
        call=call.id,
        accepted_kw=np.full(steps, 450.0),
        shortfall_kw=np.full(steps, 50.0),
        reason=None,
        at=call.issued_at,
    )
    left_out = {"a": LeftOut(), "b": LeftOut()}
    return verify(call, reply, allocation, draws={"a": a, "b": b}, left_out=left_out, how=HOW)


def test_what_was_delivered_is_baseline_less_measured() -> None:
    a = changed(draw_of_days({}), EVENT, 680.0)
    a = changed(a, window(FRIDAY, "18:00", "18:15"), 1000.0)
    b = changed(draw_of_days({}), EVENT, 900.0)
    found = delivery(CALL, a=a, b=b)
    assert found.resources[0].delivered_kw == pytest.approx([0, 320, 320, 320])
    assert found.resources[1].delivered_kw == pytest.approx([100] * 4)
    assert found.delivered_kw == pytest.approx([100, 420, 420, 420])
    assert found.delivered_kwh == pytest.approx(340.0)
    # 80 % of 450 is 360: reached in the second quarter-hour, whose end is 30 minutes on.
    assert found.response_minutes == 30.0
    assert found.score == pytest.approx((100 + 3 * 420) / (4 * 450))


def test_more_draw_is_delivered_by_drawing_more() -> None:
    up = replace(CALL, direction="up")
    found = delivery(up, a=changed(draw_of_days({}), EVENT, 1300.0), b=draw_of_days({}))
    assert found.resources[0].delivered_kw == pytest.approx([300] * 4)
    assert found.response_minutes is None  # 300 of 450 is below 80 %


def test_what_goes_the_other_way_counts_against_the_rest() -> None:
    a = changed(draw_of_days({}), EVENT, 550.0)
    b = changed(draw_of_days({}), EVENT, 1100.0)
    assert delivery(CALL, a=a, b=b).delivered_kw == pytest.approx([350] * 4)


def test_a_call_of_five_minute_steps_is_verified_on_quarter_hours() -> None:
    axis = replace(EVENT, step=timedelta(minutes=5), count=9)
    call = replace(CALL, axis=axis, power_kw=np.full(9, 500.0))
    found = delivery(call, a=draw_of_days({}), b=draw_of_days({}))
    assert found.axis == replace(EVENT, count=3)
    assert found.accepted_kw == pytest.approx([450] * 3)


def test_a_gap_is_substituted_and_never_silent() -> None:
    a = changed(draw_of_days({}), EVENT, float("nan"))
    found = delivery(CALL, a=a, b=draw_of_days({}))
    assert [finding.code for finding in found.findings] == ["delivery.substituted"]
    assert found.resources[0].substituted.all()
    assert found.delivered_kw == pytest.approx([0] * 4)


def test_what_is_simulated_is_marked_to_the_end() -> None:
    made = replace(draw_of_days({}), generated=True)
    assert delivery(CALL, a=draw_of_days({}), b=made).generated
    assert not delivery(CALL, a=draw_of_days({}), b=draw_of_days({})).generated
