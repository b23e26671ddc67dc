from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.facts.readings.aligned import Aligned, ChannelId
from zeropark.facts.readings.aligning.align import align
from zeropark.facts.readings.check import check_aligned
from zeropark.facts.readings.reading import READING_SCHEMA, Quality, Readings

Make = Callable[..., Readings]
HOUR = Axis(datetime(2026, 1, 1, tzinfo=UTC), timedelta(minutes=15), 4)
"""00:00 to 01:00 UTC in quarters."""
NAN = float("nan")


def of(aligned: Aligned, name: str) -> list[float]:
    row = aligned.row(ChannelId(*name.split("/")))
    assert row is not None
    assert check_aligned(aligned) == ()
    return [float(x) for x in aligned.amount[row]]


def flags(aligned: Aligned, name: str) -> list[int]:
    row = aligned.row(ChannelId(*name.split("/")))
    assert row is not None
    return [int(x) for x in aligned.quality[row]]


def at(minute: int) -> str:
    return f"2026-01-01 {minute // 60:02d}:{minute % 60:02d}"


def amounts(*told: tuple[int, int, float]) -> list[tuple[str, str, float]]:
    return [(at(start), at(end), value) for start, end, value in told]


def test_quarters_go_straight_to_their_place(readings: Make, park: ParkDocument) -> None:
    told = readings({"m-mill/use": amounts((0, 15, 1), (15, 30, 2), (45, 60, 4))})
    aligned = align(told, park=park, axis=HOUR)
    assert of(aligned, "m-mill/use") == pytest.approx([1, 2, NAN, 4], nan_ok=True)
    assert flags(aligned, "m-mill/use") == [0, 0, Quality.MISSING, 0]


def test_a_channel_without_readings_is_missing_and_never_zero(
    readings: Make, park: ParkDocument
) -> None:
    aligned = align(readings({"m-mill/use": amounts((0, 15, 1))}), park=park, axis=HOUR)
    assert of(aligned, "m-hall/power") == pytest.approx([NAN] * 4, nan_ok=True)
    assert len(aligned.channels) == 6  # m-grid has two, the other four meters one each


def test_no_readings_at_all_are_a_park_of_gaps(park: ParkDocument) -> None:
    aligned = align(Readings.empty(), park=park, axis=HOUR)
    assert np.isnan(aligned.amount).all()
    assert aligned.known_at is None


def test_an_hour_is_split_and_minutes_are_summed(readings: Make, park: ParkDocument) -> None:
    hourly = align(readings({"m-mill/use": amounts((0, 60, 8))}), park=park, axis=HOUR)
    assert of(hourly, "m-mill/use") == [2, 2, 2, 2]
    fives = amounts(*((m, m + 5, 1.0) for m in range(0, 60, 5)))
    finer = align(readings({"m-mill/use": fives}), park=park, axis=HOUR)
    assert of(finer, "m-mill/use") == [3, 3, 3, 3]


def test_an_amount_off_the_grid_is_shared_by_time(readings: Make, park: ParkDocument) -> None:
    # 00:10-00:25 has 5 minutes in the first quarter and 10 in the second.
    aligned = align(readings({"m-mill/use": amounts((10, 25, 3))}), park=park, axis=HOUR)
    assert of(aligned, "m-mill/use") == pytest.approx([1, 2, NAN, NAN], nan_ok=True)
    assert flags(aligned, "m-mill/use")[:2] == [Quality.PARTIAL] * 2


def test_overlapping_amounts_are_never_added(readings: Make, park: ParkDocument) -> None:
    # The hour says 2 per quarter, the quarter says 4: their mean, doubted.
    told = readings({"m-mill/use": amounts((0, 60, 8), (0, 15, 4))})
    aligned = align(told, park=park, axis=HOUR)
    assert of(aligned, "m-mill/use") == pytest.approx([3, 2, 2, 2])
    assert flags(aligned, "m-mill/use") == [Quality.SUSPECT, 0, 0, 0]


def test_a_reading_set_aside_leaves_a_gap(readings: Make, park: ParkDocument) -> None:
    rejected = int(Quality.REJECTED)
    told = readings({"m-mill/use": [(at(0), at(15), 1.0), (at(15), at(30), 9.0, rejected)]})
    aligned = align(told, park=park, axis=HOUR)
    assert of(aligned, "m-mill/use") == pytest.approx([1, NAN, NAN, NAN], nan_ok=True)
    assert flags(aligned, "m-mill/use")[1] == Quality.REJECTED | Quality.MISSING


def test_a_gauge_holds_until_its_next_sample(readings: Make, park: ParkDocument) -> None:
    # 00:00 100 kW for 10 min, then 40 kW for 20, 10 kW: quarter 1 is (100*10 + 40*5)/60 kWh.
    samples = [(at(0), "", 100.0), (at(10), "", 40.0), (at(20), "", 10.0)]
    aligned = align(readings({"m-hall/power": samples}), park=park, axis=HOUR)
    first, second, third, fourth = of(aligned, "m-hall/power")
    assert first == pytest.approx((100 * 10 + 40 * 5) / 60)
    assert second == pytest.approx((40 * 5 + 10 * 10) / 60)
    assert np.isnan([third, fourth]).all()


def test_a_gauge_that_speaks_for_half_a_quarter_speaks_for_all_of_it(
    readings: Make, park: ParkDocument
) -> None:
    # means of 60 kW over 9 of 15 minutes, of 40 kW over 7: 60 kW x 1/4 h; less than half is a gap
    told = readings({"m-hall/power": amounts((0, 9, 60), (15, 22, 40))})
    aligned = align(told, park=park, axis=HOUR)
    assert of(aligned, "m-hall/power") == pytest.approx([15, NAN, NAN, NAN], nan_ok=True)
    assert flags(aligned, "m-hall/power")[0] == Quality.PARTIAL


def test_a_lost_sample_of_a_gauge_is_a_gap(readings: Make, park: ParkDocument) -> None:
    samples = [(at(m), "", 60.0) for m in (0, 15, 45)] + [(at(m), "", 60.0) for m in (60, 75)]
    aligned = align(readings({"m-hall/power": samples}), park=park, axis=HOUR)
    assert of(aligned, "m-hall/power") == pytest.approx([15, 15, NAN, 15], nan_ok=True)


def test_a_gauge_may_be_a_mean_over_an_interval(readings: Make, park: ParkDocument) -> None:
    aligned = align(readings({"m-hall/power": amounts((0, 60, 100))}), park=park, axis=HOUR)
    assert of(aligned, "m-hall/power") == pytest.approx([25] * 4)


def register(*told: tuple[int, float]) -> list[tuple[str, str, float]]:
    return [(at(minute), "", value) for minute, value in told]


def test_a_register_gives_its_differences_times_the_ratio(
    readings: Make, park: ParkDocument
) -> None:
    told = register((0, 10.0), (15, 10.5), (30, 12.0), (45, 12.0), (60, 13.0))
    aligned = align(readings({"m-grid/import": told}), park=park, axis=HOUR)
    assert of(aligned, "m-grid/import") == pytest.approx([50, 150, 0, 100])  # ratio 100


def test_a_register_read_off_the_grid_is_interpolated(readings: Make, park: ParkDocument) -> None:
    # 0.3 from 00:05 to 00:20 is 0.2 until 00:15 and 0.1 after; ratio 100.
    aligned = align(
        readings({"m-grid/import": register((5, 1.0), (20, 1.3), (35, 1.6))}), park=park, axis=HOUR
    )
    assert of(aligned, "m-grid/import") == pytest.approx([20, 30, 10, NAN], nan_ok=True)


def test_a_reset_register_gives_no_negative_amount(readings: Make, park: ParkDocument) -> None:
    told = register((0, 500.0), (15, 501.0), (30, 2.0), (45, 3.0))
    aligned = align(readings({"m-grid/import": told}), park=park, axis=HOUR)
    assert of(aligned, "m-grid/import") == pytest.approx([100, 200, 100, NAN], nan_ok=True)
    assert flags(aligned, "m-grid/import")[1] == Quality.SUSPECT


def test_a_register_that_rolls_over_goes_on(readings: Make, park: ParkDocument) -> None:
    # It shows 99 999 and then 3: 4 more, for it rolls over at 100 000.
    told = register((0, 99_999.0), (15, 3.0))
    aligned = align(readings({"m-grid/import": told}), park=park, axis=HOUR)
    assert of(aligned, "m-grid/import")[0] == pytest.approx(400)
    assert flags(aligned, "m-grid/import")[0] == Quality.GOOD


def test_a_gap_of_a_register_is_known_in_total_only(readings: Make, park: ParkDocument) -> None:
    axis = Axis(HOUR.start, HOUR.step, 16)
    told = register((0, 0.0), (15, 1.0), (195, 13.0), (210, 14.0))
    aligned = align(readings({"m-grid/import": told}), park=park, axis=axis)
    (total,) = aligned.known_totals
    assert (total.first, total.stop, total.amount) == (1, 13, pytest.approx(1200))
    assert of(aligned, "m-grid/import") == pytest.approx(
        [100, *[NAN] * 12, 100, NAN, NAN], nan_ok=True
    )


def test_a_gap_that_begins_within_a_quarter_takes_it_along(
    readings: Make, park: ParkDocument
) -> None:
    axis = Axis(HOUR.start, HOUR.step, 12)
    # 00:00-00:05 1.0, then nothing until 02:05, then 02:05-02:15 2.0: ratio 100.
    told = register((0, 0.0), (5, 1.0), (125, 9.0), (135, 11.0))
    aligned = align(readings({"m-grid/import": told}), park=park, axis=axis)
    (total,) = aligned.known_totals
    assert (total.first, total.stop) == (0, 9)
    assert total.amount == pytest.approx(100 + 800 + 200)
    assert np.isnan(of(aligned, "m-grid/import")).all()


def test_a_month_of_coal_is_a_total_without_shape(readings: Make, park: ParkDocument) -> None:
    axis = Axis(HOUR.start, HOUR.step, 96)
    coal = [("2026-01-01 00:00", "2026-01-03 00:00", 50.0)]
    aligned = align(readings({"m-coal/mass": coal}), park=park, axis=axis)
    (total,) = aligned.known_totals
    assert total.amount == pytest.approx(25.0)  # half of its time lies on the axis


def test_an_axis_of_longer_steps_takes_longer_readings(readings: Make, park: ParkDocument) -> None:
    days = Axis(HOUR.start, timedelta(days=1), 2)
    told = [
        ("2026-01-01 00:00", "2026-01-02 00:00", 24.0),
        ("2026-01-02 00:00", "2026-01-03 00:00", 48.0),
    ]
    assert of(align(readings({"m-mill/use": told}), park=park, axis=days), "m-mill/use") == [24, 48]


def test_readings_in_any_order_align_alike(readings: Make, park: ParkDocument) -> None:
    told = readings(
        {
            "m-mill/use": amounts((0, 15, 1), (15, 30, 2), (30, 45, 3)),
            "m-grid/import": register((0, 1.0), (15, 2.0), (30, 3.0)),
            "m-hall/power": [(at(m), "", 4.0) for m in (0, 15, 30)],
        }
    )
    ordered = align(told, park=park, axis=HOUR)
    for seed in range(5):
        frame = told.frame.sample(fraction=1, shuffle=True, seed=seed)
        mixed = align(Readings(frame), park=park, axis=HOUR)
        np.testing.assert_array_equal(mixed.amount, ordered.amount)
        np.testing.assert_array_equal(mixed.quality, ordered.quality)


def test_readings_of_a_meter_that_the_park_does_not_have_are_left_aside(
    readings: Make, park: ParkDocument
) -> None:
    told = readings({"gone/use": amounts((0, 15, 9)), "m-mill/use": amounts((0, 15, 1))})
    aligned = align(told, park=park, axis=HOUR)
    assert np.nansum(aligned.amount) == 1


@given(
    lengths=st.lists(st.integers(1, 200), min_size=1, max_size=30),
    gaps=st.lists(st.integers(0, 90), min_size=30, max_size=30),
    values=st.lists(st.floats(0, 1e6), min_size=30, max_size=30),
)
def test_aligning_conserves_what_was_measured(
    lengths: list[int], gaps: list[int], values: list[float], park: ParkDocument
) -> None:
    minute, rows = 0, []
    for length, gap, value in zip(lengths, gaps, values, strict=False):
        start = HOUR.start + timedelta(minutes=minute + gap)
        minute += gap + length
        rows.append((start, HOUR.start + timedelta(minutes=minute), value))
    axis = Axis(HOUR.start, HOUR.step, minute // 15 + 1)
    frame = pl.DataFrame(
        {
            "meter": ["m-mill"] * len(rows),
            "channel": ["use"] * len(rows),
            "start": [row[0].replace(tzinfo=None) for row in rows],
            "end": [row[1].replace(tzinfo=None) for row in rows],
            "value": [row[2] for row in rows],
            "quality": [0] * len(rows),
            "known_at": [datetime(2026, 11, 1)] * len(rows),  # noqa: DTZ001
            "source": ["f"] * len(rows),
        },
        schema=READING_SCHEMA,
    )
    aligned = align(Readings(frame), park=park, axis=axis)
    found = np.nansum(aligned.amount) + sum(t.amount for t in aligned.known_totals)
    assert found == pytest.approx(sum(row[2] for row in rows), rel=1e-9, abs=1e-6)
    assert check_aligned(aligned) == ()


@given(
    deltas=st.lists(st.floats(0, 100), min_size=2, max_size=40),
    minutes=st.lists(st.integers(1, 300), min_size=40, max_size=40),
)
def test_a_register_and_its_amounts_come_to_the_same(
    deltas: list[float], minutes: list[int], readings: Make, park: ParkDocument
) -> None:
    times = np.cumsum([0, *minutes[: len(deltas)]])
    shown = np.cumsum([0.0, *deltas])
    start = datetime(2026, 1, 1)  # noqa: DTZ001
    rows = [
        ((start + timedelta(minutes=int(m))).strftime("%Y-%m-%d %H:%M"), "", v)
        for m, v in zip(times, shown, strict=True)
    ]
    axis = Axis(HOUR.start, HOUR.step, int(times[-1]) // 15 + 1)
    aligned = align(readings({"m-grid/export": rows}), park=park, axis=axis)
    found = np.nansum(aligned.amount) + sum(t.amount for t in aligned.known_totals)
    assert found == pytest.approx(100 * sum(deltas), rel=1e-9, abs=1e-6)
