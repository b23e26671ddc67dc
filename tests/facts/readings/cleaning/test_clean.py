from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.facts.readings.aligning.align import align
from zeropark.facts.readings.cleaning.clean import Cleaned, clean
from zeropark.facts.readings.reading import Quality, Readings

Make = Callable[..., Readings]
START = datetime(2026, 1, 1)  # noqa: DTZ001 - UTC


def at(minute: int) -> str:
    return (START + timedelta(minutes=minute)).strftime("%Y-%m-%d %H:%M")


def quarters(values: Sequence[float], *, first: int = 0) -> list[tuple[str, str, float]]:
    return [(at(first + 15 * i), at(first + 15 * i + 15), v) for i, v in enumerate(values)]


def instants(values: Sequence[float]) -> list[tuple[str, str, float]]:
    return [(at(15 * i), "", v) for i, v in enumerate(values)]


def flagged(cleaned: Cleaned, flag: Quality) -> list[int]:
    quality = cleaned.readings.frame["quality"].to_numpy()
    return [int(i) for i in np.flatnonzero(quality & int(flag))]


def codes(cleaned: Cleaned) -> list[str]:
    return [finding.code for finding in cleaned.findings]


WAVE = [100 + 10 * (i % 7) for i in range(100)]


def test_good_readings_are_left_alone(readings: Make, park: ParkDocument) -> None:
    told = readings({"m-mill/use": quarters(WAVE), "m-grid/import": instants(sorted(WAVE))})
    cleaned = clean(told, park=park)
    assert cleaned.findings == ()
    assert sorted(cleaned.readings.frame.rows()) == sorted(told.frame.rows())


def test_a_value_beyond_the_largest_rate_is_set_aside(readings: Make, park: ParkDocument) -> None:
    # max_rate of the mill is 20 000 kW, that is 5 000 kWh in a quarter.
    values = [*WAVE[:10], 5001.0, 5000.0, *WAVE[:10]]
    cleaned = clean(readings({"m-mill/use": quarters(values)}), park=park)
    assert flagged(cleaned, Quality.REJECTED) == [10]
    assert codes(cleaned) == ["clean.spike"]
    assert cleaned.readings.frame["value"][10] == 5001.0  # what the meter said stays


def test_a_boundary_point_limits_its_meter(readings: Make, park: ParkDocument) -> None:
    # 50 000 kVA twice over is 25 000 kWh a quarter.
    told = readings({"m-check/import": quarters([100, 200, 24_999, 25_001, 100])})
    assert flagged(clean(told, park=park), Quality.REJECTED) == [3]


def test_a_register_that_jumps_and_falls_back_has_one_wrong_value(
    readings: Make, park: ParkDocument
) -> None:
    # 900 x 100 kWh in a quarter is 360 000 kW, beyond twice the point's 50 000.
    told = readings({"m-grid/import": instants([10, 11, 911, 12, 13])})
    cleaned = clean(told, park=park)
    assert flagged(cleaned, Quality.REJECTED) == [2]
    assert codes(cleaned) == ["clean.spike"]


def test_without_a_limit_a_lone_value_far_above_the_others_is_set_aside(
    readings: Make, park: ParkDocument
) -> None:
    # 99 in 100 stay below 160 t; ten times that is 1 600 t.
    values = [*WAVE, 1650.0, 1500.0, *WAVE]
    cleaned = clean(readings({"m-coal/mass": quarters(values)}), park=park)
    assert flagged(cleaned, Quality.REJECTED) == [100]
    assert codes(cleaned) == ["clean.spike"]


@pytest.mark.parametrize(
    ("shown", "slips"),
    [
        ([500, 501, 0, 502, 503], [2]),  # one lost reading
        ([500, 501, 0, 0, 0, 502], [2, 3, 4]),  # an outage told as zeros
        ([500, 501, 37, 502, 503], [2]),
        ([500, 501, 0, 1, 2], []),  # a reset: it does not come back
        ([500, 501, 0, 0, 2], []),
        ([0, 0, 1, 2, 3], []),  # a new meter
    ],
)
def test_a_register_that_comes_back_was_not_reset(
    readings: Make, park: ParkDocument, shown: list[float], slips: list[int]
) -> None:
    cleaned = clean(readings({"m-grid/export": instants(shown)}), park=park)
    assert flagged(cleaned, Quality.REJECTED) == slips


def test_a_stretch_in_a_smaller_unit_is_set_aside(readings: Make, park: ParkDocument) -> None:
    values = [*WAVE, *(1000.0 * v for v in WAVE[:5]), *WAVE]
    cleaned = clean(readings({"m-coal/mass": quarters(values)}), park=park)
    assert flagged(cleaned, Quality.REJECTED) == list(range(100, 105))
    assert codes(cleaned) == ["clean.unit_slip"]


# A register of 999,700 that rolls over at 1,000,000 stands a thousand times above what it shows
# afterwards; one that tells five readings in W instead of kW comes back to its line.
TO_THE_END = [999_700.0 + 5 * i for i in range(60)]
FROM_ZERO = [5.0 * i for i in range(1, 200)]
SLIPPED = [*FROM_ZERO[:100], *(1000.0 * v for v in FROM_ZERO[100:105]), *FROM_ZERO[105:]]


@pytest.mark.parametrize(
    ("shown", "slips"),
    [
        ([*TO_THE_END, *FROM_ZERO], []),
        ([*TO_THE_END[:30], 0.0, 0.0, *TO_THE_END[30:], *FROM_ZERO], [30, 31]),  # an outage
        (SLIPPED, list(range(100, 105))),
        (SLIPPED[:103], list(range(100, 103))),  # and has not come back yet
    ],
)
def test_a_register_is_high_before_it_rolls_over_by_right(
    readings: Make, park: ParkDocument, shown: list[float], slips: list[int]
) -> None:
    cleaned = clean(readings({"m-grid/export": instants(shown)}), park=park)
    assert flagged(cleaned, Quality.REJECTED) == slips


def test_a_quiet_night_is_no_unit_slip(readings: Make, park: ParkDocument) -> None:
    values = [*WAVE, *([0.1] * 3), 0.2, *([0.1] * 3), *WAVE]
    assert clean(readings({"m-coal/mass": quarters(values)}), park=park).findings == ()


def test_a_negative_rate_is_set_aside(readings: Make, park: ParkDocument) -> None:
    cleaned = clean(readings({"m-hall/power": instants([1, -1, 1, 2])}), park=park)
    assert flagged(cleaned, Quality.REJECTED) == [1]
    assert codes(cleaned) == ["clean.negative"]


@pytest.mark.parametrize(("count", "doubted"), [(23, 0), (24, 24)])
def test_a_value_that_is_repeated_for_six_hours_is_doubted(
    readings: Make, park: ParkDocument, count: int, doubted: int
) -> None:
    values = [*WAVE[:10], *([57.0] * count), *WAVE[:10]]
    cleaned = clean(readings({"m-mill/use": quarters(values)}), park=park)
    assert flagged(cleaned, Quality.SUSPECT) == list(range(10, 10 + doubted))


def test_zero_may_last(readings: Make, park: ParkDocument) -> None:
    values = [*WAVE[:10], *([0.0] * 96), *WAVE[:10]]
    assert clean(readings({"m-mill/use": quarters(values)}), park=park).findings == ()


def test_a_register_may_stand_still_but_its_fall_is_told(
    readings: Make, park: ParkDocument
) -> None:
    told = readings({"m-grid/import": instants([*([50.0] * 96), 51, 2, 3])})
    cleaned = clean(told, park=park)
    assert codes(cleaned) == ["clean.register_fall"]
    assert flagged(cleaned, Quality.REJECTED) == []


def test_a_clock_that_was_set_is_doubted(readings: Make, park: ParkDocument) -> None:
    told = [*quarters(WAVE[:10]), *quarters(WAVE[:2], first=155), *quarters(WAVE[:5], first=180)]
    cleaned = clean(readings({"m-mill/use": told}), park=park)
    assert flagged(cleaned, Quality.SUSPECT) == [10, 11, 12]  # off the minute twice, an overlap
    assert codes(cleaned) == ["clean.clock"]


def test_a_finding_says_which_channel_how_many_and_since_when(
    readings: Make, park: ParkDocument
) -> None:
    cleaned = clean(readings({"m-hall/power": instants([1, -1, -1, 2])}), park=park)
    (finding,) = cleaned.findings
    assert finding.place == "m-hall/power"
    assert finding.count == 2
    assert "2026-01-01T08:15+08:00" in finding.problem


@given(values=st.lists(st.floats(-1e7, 1e7), min_size=1, max_size=60))
def test_cleaning_changes_no_value_and_only_adds_marks(
    values: list[float], readings: Make, park: ParkDocument
) -> None:
    told = readings({"m-mill/use": quarters(values), "m-grid/import": instants(values)})
    once = clean(told, park=park).readings.frame
    twice = clean(Readings(once), park=park).readings.frame
    # The park has the grid meter before the mill; within a channel time rose already.
    assert once["value"].to_list() == [*values, *values]
    assert twice.drop("quality").equals(once.drop("quality"))
    assert ((twice["quality"] & once["quality"]) == once["quality"]).all()


@given(values=st.lists(st.floats(0, 1e4), min_size=1, max_size=60))
def test_whatever_a_register_does_no_amount_is_negative(
    values: list[float], readings: Make, park: ParkDocument
) -> None:
    told = readings({"m-grid/import": instants(values)})
    axis = Axis(START.replace(tzinfo=UTC), timedelta(minutes=15), len(values))
    aligned = align(clean(told, park=park).readings, park=park, axis=axis)
    assert not (aligned.amount < 0).any()
    assert all(total.amount >= 0 for total in aligned.known_totals)
