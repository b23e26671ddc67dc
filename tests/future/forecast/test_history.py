from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.timeline import Axis, to_array
from zeropark.future.forecast.history import History, Known

START = datetime(2026, 6, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
AXIS = Axis(START, QUARTER, 4)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=float(minutes))


def instants(*minutes: float) -> np.ndarray:
    return np.array([to_array(at(each)) for each in minutes], dtype="datetime64[us]")


def test_the_newest_version_that_was_known_counts() -> None:
    history = History.of(
        AXIS,
        np.array([0, 1, 0, 2]),
        np.array([10.0, 20.0, 11.0, 30.0]),
        instants(16, 31, 40, 46),
    )
    assert history.known_by(at(35)).values.tolist() == [10.0, 20.0]
    assert history.known_by(at(40)).values.tolist() == [11.0, 20.0]
    assert history.known_by(at(46)).values.tolist() == [11.0, 20.0, 30.0]


def test_an_interval_that_has_ended_and_is_not_known_is_missing() -> None:
    known = History.of(AXIS, np.array([1]), np.array([20.0]), instants(31)).known_by(at(47))
    assert known.ended == 3
    np.testing.assert_array_equal(known.values, [np.nan, 20.0, np.nan])


def test_a_price_may_be_known_ahead() -> None:
    history = History.delayed(AXIS, np.arange(4.0), delay=-timedelta(minutes=30))
    known = history.known_by(at(15))
    assert known.values.tolist() == [0.0, 1.0, 2.0]
    assert known.ended == 1


def test_a_value_that_is_taken_back_is_missing_again() -> None:
    history = History.of(AXIS, np.array([0, 0]), np.array([1.0, np.nan]), instants(15, 30))
    assert history.known_by(at(15)).values.tolist() == [1.0]
    assert np.isnan(history.known_by(at(30)).values[0])


def test_nothing_is_known_before_the_first_value_came() -> None:
    known = History.delayed(AXIS, np.arange(4.0)).known_by(at(-60))
    assert known.axis.count == 0
    assert known.ended == 0


def test_what_was_known_is_asked_of_a_history_alone() -> None:
    with pytest.raises(TypeError, match="asked of a History"):
        Known(axis=AXIS, values=np.zeros(4), as_of=START, seal=object())
    known = History.delayed(AXIS, np.arange(4.0)).known_by(at(30))
    with pytest.raises(ValueError, match="seal"):
        replace(known, values=np.zeros(2))
    with pytest.raises(ValueError, match="read-only"):
        known.values[0] = 1.0


@pytest.mark.parametrize(
    ("interval", "known_at"),
    [([0, 1], [30, 15]), ([0, 4], [15, 30]), ([-1, 0], [15, 30]), ([0], [15, 30])],
)
def test_versions_that_contradict_the_axis_are_refused(
    interval: list[int], known_at: list[int]
) -> None:
    with pytest.raises(ValueError, match=r"interval|order"):
        History(
            axis=AXIS,
            interval=np.array(interval),
            value=np.zeros(2),
            known_at=instants(*known_at),
        )


versions = st.lists(
    st.tuples(st.integers(0, 11), st.floats(-9, 9), st.integers(0, 300)), max_size=40
)


@given(versions, st.integers(-10, 320))
def test_a_cut_holds_what_a_walk_through_the_versions_finds(
    told: list[tuple[int, float, int]], minute: int
) -> None:
    axis = Axis(START, QUARTER, 12)
    columns = [np.array(column) for column in zip(*told, strict=True)] or [np.empty(0)] * 3
    history = History.of(
        axis, columns[0].astype(np.int64), columns[1].astype(float), instants(*columns[2])
    )
    in_order = sorted(told, key=lambda each: each[2])
    walked = {interval: value for interval, value, known_at in in_order if known_at <= minute}
    found = history.known_by(at(minute)).values
    assert {i: v for i, v in enumerate(found) if not np.isnan(v)} == walked
