"""A call says what it asks for, and what is wrong with it is told by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.response.call import Call, Reply, check_call

ISSUED = datetime(2026, 7, 1, 8, tzinfo=UTC)
AXIS = Axis(datetime(2026, 7, 1, 10, tzinfo=UTC), timedelta(minutes=15), 4)
CALL = Call(
    id="c1",
    programme="dr",
    direction="down",
    axis=AXIS,
    power_kw=np.array([100.0, 200.0, 200.0, 100.0]),
    issued_at=ISSUED,
    source="test",
)


def codes(call: Call, *, at: datetime = ISSUED) -> list[str]:
    return [finding.code for finding in check_call(call, at=at)]


def test_its_energy_is_power_times_a_quarter_of_an_hour() -> None:
    assert CALL.energy_kwh == 150.0


def test_a_sound_call_has_no_findings() -> None:
    assert codes(CALL) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"issued_at": datetime(2026, 7, 1, 10, 1, tzinfo=UTC)}, "starts_before_it_was_issued"),
        ({"power_kw": np.array([1.0, -1.0, 1.0, 1.0])}, "negative_power"),
        ({"power_kw": np.array([1.0, np.nan, 1.0, 1.0])}, "negative_power"),
        ({"power_kw": np.array([1.0, 1.0])}, "powers"),
        ({"price_cny_per_kwh": -0.1}, "price"),
        ({"price_cny_per_kwh": float("nan")}, "price"),
    ],
)
def test_what_is_wrong_is_told_by_its_code(change: dict[str, object], code: str) -> None:
    call = replace(CALL, **change)
    found = codes(call, at=max(call.issued_at, ISSUED))
    assert found == [f"call.{code}"]


@pytest.mark.parametrize(("minutes", "wrong"), [(15, False), (5, False), (1, False), (30, True)])
def test_steps_are_those_of_meters_and_markets(*, minutes: int, wrong: bool) -> None:
    call = replace(CALL, axis=replace(AXIS, step=timedelta(minutes=minutes)))
    assert codes(call) == (["call.step"] if wrong else [])


@pytest.mark.parametrize("count", [0, -2])
def test_a_call_that_ends_before_it_starts_is_told(count: int) -> None:
    call = replace(CALL, axis=replace(AXIS, count=count), power_kw=np.zeros(0))
    assert codes(call) == ["call.no_time"]


def test_a_clock_that_runs_ahead_is_a_warning() -> None:
    (finding,) = check_call(CALL, at=ISSUED - timedelta(seconds=1))
    assert (finding.code, finding.severity) == ("call.issued_later_than_now", "warning")


def test_a_reply_is_whole_where_nothing_is_short() -> None:
    reply = Reply(
        call="c1",
        accepted_kw=CALL.power_kw,
        shortfall_kw=np.zeros(4),
        reason=None,
        at=ISSUED,
    )
    assert reply.whole
    assert not replace(reply, shortfall_kw=np.array([0.0, 1.0, 0.0, 0.0])).whole
