from __future__ import annotations

import numpy as np
import pytest

from zeropark.basis.park.meter import Channel
from zeropark.basis.timeline import Axis
from zeropark.facts.readings.aligned import ChannelId
from zeropark.future.simulation.metering import flaws
from zeropark.future.simulation.metering.flaws import planned, with_flaw
from zeropark.future.simulation.metering.record import Record
from zeropark.future.simulation.weather.chance import stream

QUARTER = np.timedelta64(15, "m")


@pytest.fixture
def interval(week: Axis) -> Record:
    start = week.starts()
    value = 100.0 + 10.0 * stream(1, "test").random(week.count)
    channel = Channel(id="energy", kind="interval", unit="kWh")
    return Record(
        ChannelId("m", "energy"), channel, start, start + QUARTER, value, start + 2 * QUARTER
    )


@pytest.fixture
def register(week: Axis) -> Record:
    at = week.starts()
    channel = Channel(id="total", kind="cumulative", unit="kWh", rollover_at=10_000.0)
    value = 1000.0 + np.arange(week.count) * 5.0
    return Record(ChannelId("m", "total"), channel, at, at, value, at + QUARTER)


def test_lost_hours_leave_the_rest_untouched(interval: Record) -> None:
    after = flaws.lost_hours(interval, stream(1, "x"))
    # two or three losses of 1 to 8 hours
    assert 2 * 4 * 0.5 <= len(interval) - len(after) <= 3 * 32
    assert set(after.start.tolist()) <= set(interval.start.tolist())


def test_a_spike_is_one_reading(interval: Record) -> None:
    after = flaws.spike(interval, stream(1, "x"))
    wrong = np.flatnonzero(after.value != interval.value)
    assert wrong.size == 1
    assert after.value[wrong[0]] == pytest.approx(15 * interval.value.max())


def test_a_stuck_spell_repeats_its_first_value(interval: Record) -> None:
    after = flaws.stuck(interval, stream(1, "x"))
    wrong = np.flatnonzero(after.value != interval.value)
    assert 23 <= wrong.size <= 48
    assert np.ptp(after.value[wrong]) == 0.0
    assert after.value[wrong[0]] == interval.value[wrong[0] - 1]


def test_a_unit_slip_is_a_block_a_thousand_times_too_large(interval: Record) -> None:
    after = flaws.unit_slip(interval, stream(1, "x"))
    wrong = np.flatnonzero(after.value != interval.value)
    assert wrong.size == 32
    assert wrong[-1] - wrong[0] == 31
    np.testing.assert_allclose(after.value[wrong], 1000.0 * interval.value[wrong])


def test_what_is_sent_twice_is_sent_word_for_word(interval: Record) -> None:
    after = flaws.twice(interval, stream(1, "x"))
    assert len(after) == len(interval) + 48
    pairs = {(s, v) for s, v in zip(after.start.tolist(), after.value.tolist(), strict=True)}
    assert len(pairs) == len(interval)


def test_a_clock_step_moves_six_hours_by_one(interval: Record) -> None:
    after = flaws.clock_step(interval, stream(1, "x"))
    moved = after.start - interval.start
    assert (moved != np.timedelta64(0)).sum() == 24
    assert set(moved[moved != np.timedelta64(0)].tolist()) == {
        np.timedelta64(1, "h").astype("timedelta64[us]").item()
    }
    np.testing.assert_array_equal(after.end - after.start, interval.end - interval.start)


def test_an_exchanged_meter_begins_at_zero_and_counts_on(register: Record) -> None:
    after = flaws.exchanged(register, stream(1, "x"))
    steps = np.diff(after.value)
    (fall,) = np.flatnonzero(steps < 0)
    assert after.value[fall + 1] == 0.0
    np.testing.assert_allclose(np.delete(steps, fall), 5.0)


def test_a_register_that_rolls_over_keeps_its_differences(register: Record) -> None:
    after = flaws.rolled_over(register, stream(1, "x"))
    steps = np.diff(after.value)
    (fall,) = np.flatnonzero(steps < 0)
    assert steps[fall] == pytest.approx(5.0 - 10_000.0)
    np.testing.assert_allclose(np.delete(steps, fall), 5.0)
    assert (after.value >= 0.0).all()
    assert (after.value < 10_000.0).all()


def test_a_correction_stands_beside_what_it_corrects_and_is_known_later(interval: Record) -> None:
    after = flaws.corrected(interval, stream(1, "x"))
    old, new = (
        after.taken(np.arange(len(interval))),
        after.taken(np.arange(len(interval), len(after))),
    )
    assert len(new) == 96
    wrong = np.flatnonzero(old.value != interval.value)
    np.testing.assert_array_equal(old.start[wrong], new.start)
    np.testing.assert_allclose(old.value[wrong], 0.9 * new.value)
    assert (new.known_at - old.known_at[wrong] == np.timedelta64(10, "D")).all()


def test_late_readings_say_the_same(interval: Record) -> None:
    after = flaws.late_days(interval, stream(1, "x"))
    np.testing.assert_array_equal(after.value, interval.value)
    late = after.known_at - interval.known_at
    assert (late > np.timedelta64(0)).sum() == 96


def test_a_plan_gives_a_channel_one_flaw_at_most_and_the_same_seed_the_same(
    interval: Record, register: Record
) -> None:
    done = planned([interval, register], seed=9)
    assert done == planned([interval, register], seed=9)
    assert len({happened.channel for happened in done}) == len(done) == 2


def test_a_plan_leaves_silent_channels_alone(interval: Record) -> None:
    assert planned([interval.saying(np.zeros(len(interval)))], seed=9) == ()


def test_a_planned_flaw_is_carried_out(interval: Record) -> None:
    (happened,) = planned([interval], seed=9)
    after = with_flaw(interval, happened, seed=9)
    same = len(after) == len(interval) and np.array_equal(after.value, interval.value)
    assert not (same and np.array_equal(after.known_at, interval.known_at))
