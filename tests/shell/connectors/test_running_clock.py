from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from zeropark.basis.errors import InputError
from zeropark.basis.timeline import PARK_ZONE
from zeropark.shell.connectors.running_clock import RunningClock

START = datetime(2026, 11, 23, 23, 59, 50, tzinfo=PARK_ZONE)


class Seconds:
    """A monotonic source that a test moves on."""

    def __init__(self) -> None:
        self.passed = 1234.5

    def __call__(self) -> float:
        return self.passed


def test_it_shows_its_start_at_first_and_in_utc() -> None:
    shown = RunningClock(START, monotonic=Seconds()).now()
    assert shown == START
    assert shown.tzinfo is UTC


@pytest.mark.parametrize(("speed", "minutes"), [(1.0, 0.5), (60.0, 30.0), (0.5, 0.25)])
def test_half_a_minute_moves_it_on_by_its_speed(speed: float, minutes: float) -> None:
    seconds = Seconds()
    clock = RunningClock(START, speed=speed, monotonic=seconds)
    seconds.passed += 30.0
    assert clock.now() == START + timedelta(minutes=minutes)


@pytest.mark.parametrize("speed", [0.0, -1.0, float("inf"), float("nan")])
def test_a_speed_that_is_no_positive_number_is_refused(speed: float) -> None:
    with pytest.raises(InputError, match="above 0"):
        RunningClock(START, speed=speed)


def test_on_the_machine_s_own_source_it_never_goes_back() -> None:
    clock = RunningClock(START, speed=1000.0)
    shown = [clock.now() for _ in range(50)]
    assert shown == sorted(shown)
    assert shown[0] >= START


def test_it_may_be_set_on_and_never_back() -> None:
    seconds = Seconds()
    clock = RunningClock(START, speed=2.0, monotonic=seconds)
    clock.go_on_from(START - timedelta(hours=1))
    assert clock.now() == START
    clock.go_on_from(START + timedelta(hours=1))
    seconds.passed += 30.0
    assert clock.now() == START + timedelta(hours=1, minutes=1)
