"""What a channel said last, by kind of channel."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.park.meter import Channel
from zeropark.facts.readings.aligning.strands import Strand
from zeropark.facts.readings.reading import Quality
from zeropark.facts.readings.said import fresh_until, last_said

START = datetime(2026, 6, 1, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def micros(quarter: int) -> int:
    return (START + quarter * QUARTER - EPOCH) // timedelta(microseconds=1)


def strand(*said: tuple[int, int, float]) -> Strand:
    """Readings from (first quarter, last quarter, value)."""
    starts, ends, values = zip(*said, strict=True) if said else ((), (), ())
    return Strand(
        np.array([micros(each) for each in starts], dtype=np.int64),
        np.array([micros(each) for each in ends], dtype=np.int64),
        np.array(values, dtype=np.float64),
        np.zeros(len(values), dtype=np.uint8),
    )


def channel(kind: str, unit: str, **more: float) -> Channel:
    return Channel.model_validate({"id": "c", "kind": kind, "unit": unit, **more})


def test_a_gauge_is_a_rate_after_its_ratio() -> None:
    # 1.5 MW at a ratio of 10: 15,000 kW; an amount is not said.
    found = last_said(strand((0, 0, 9.0), (1, 1, 1.5)), channel("gauge", "MW", ratio=10))
    assert found is not None
    assert (found.value, found.per_hour, found.amount) == (1.5, 15_000.0, None)
    assert found.end == START + QUARTER


def test_an_interval_is_an_amount_and_a_rate() -> None:
    # 2 GJ in half an hour: 2 / 3.6 MWh = 555.6 kWh, at 1,111.1 kW.
    found = last_said(strand((0, 2, 2.0)), channel("interval", "GJ"))
    assert found is not None
    assert found.amount == pytest.approx(2000 / 3.6)
    assert found.per_hour == pytest.approx(4000 / 3.6)


def test_a_register_is_the_difference_of_its_last_two_readings() -> None:
    # 103 - 100 = 3, at a ratio of 2,000: 6,000 kWh in a quarter hour, 24,000 kW.
    found = last_said(strand((0, 0, 100), (1, 1, 103)), channel("cumulative", "kWh", ratio=2000))
    assert found is not None
    assert (found.value, found.amount, found.per_hour) == (103.0, 6_000.0, 24_000.0)
    assert found.since == START


def test_a_register_that_was_read_once_has_no_amount() -> None:
    found = last_said(strand((1, 1, 103)), channel("cumulative", "kWh"))
    assert found is not None
    assert (found.value, found.amount, found.per_hour, found.since) == (103.0, None, None, None)


def test_a_register_that_rolled_over_goes_on_and_a_reset_one_is_suspect() -> None:
    # 998 -> 3 of 1,000: 5 kWh. Without a roll-over: counted from zero, 3 kWh at least.
    said = strand((0, 0, 998), (1, 1, 3))
    rolled = last_said(said, channel("cumulative", "kWh", rollover_at=1000))
    reset = last_said(said, channel("cumulative", "kWh"))
    assert rolled is not None
    assert reset is not None
    assert (rolled.amount, rolled.quality) == (5.0, 0)
    assert (reset.amount, reset.quality) == (3.0, Quality.SUSPECT)


@pytest.mark.parametrize("kind", ["gauge", "interval", "cumulative"])
def test_a_reading_without_a_value_stays_without_one(kind: str) -> None:
    unit = "kW" if kind == "gauge" else "kWh"
    found = last_said(strand((0, 0, 5.0), (0, 1, float("nan"))), channel(kind, unit))
    assert found is not None
    assert (found.value, found.amount, found.per_hour) == (None, None, None)


def test_a_channel_that_said_nothing_has_nothing_said() -> None:
    assert last_said(strand(), channel("gauge", "kW")) is None


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=20))
def test_steps_of_a_rising_register_add_up_to_what_it_shows(steps: list[int]) -> None:
    shown = np.cumsum(steps).tolist()
    of = channel("cumulative", "kWh")
    told = [
        last_said(strand(*((i, i, shown[i]) for i in range(n))), of)
        for n in range(2, len(shown) + 1)
    ]
    total = sum(each.amount for each in told if each is not None and each.amount is not None)
    assert total == shown[-1] - shown[0]


def test_a_daily_amount_is_awaited_for_longer_than_a_quarter_hour() -> None:
    assert fresh_until(START) == START + timedelta(hours=1)
    assert fresh_until(START, lasted=QUARTER) == START + timedelta(hours=1)
    assert fresh_until(START, lasted=timedelta(days=1)) == START + timedelta(days=2)
