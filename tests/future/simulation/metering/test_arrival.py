from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from zeropark.basis.park.document import ParkDocument
from zeropark.facts.readings.aligned import ChannelId
from zeropark.facts.readings.reading import READING_SCHEMA
from zeropark.future.simulation.metering.arrival import (
    ARRIVES,
    arrived,
    learnt_as_simulated,
    learnt_at,
    registers_shown,
    shown_to_meet,
    to_come,
    with_arrival,
)

END = datetime(2026, 3, 1, 10, 15, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def told(*delays: timedelta, meter: str = "m", channel: str = "c") -> pl.DataFrame:
    """Quarters that all end at `END`, each known so much later; the value counts them."""
    end = END.replace(tzinfo=None)
    rows = [
        (meter, channel, end - 15 * MINUTE, end, float(n), 128, end + delay, "generated")
        for n, delay in enumerate(delays)
    ]
    return pl.DataFrame(rows, schema=READING_SCHEMA, orient="row")


def numbers(rows: pl.DataFrame) -> list[float]:
    return rows["value"].to_list()


def test_minutes_on_the_way_are_let_pass_and_hours_are_late() -> None:
    rows = with_arrival(told(MINUTE, 60 * MINUTE, 61 * MINUTE, -59 * MINUTE))
    after = rows.select(pl.col(ARRIVES) - pl.col("end")).to_series().to_list()
    assert after == [timedelta(0), timedelta(0), 61 * MINUTE, timedelta(0)]


def test_every_row_comes_once_whatever_the_steps() -> None:
    rows = with_arrival(told(MINUTE, 90 * MINUTE, 48 * 60 * MINUTE))
    at = [END - MINUTE, END, END + 90 * MINUTE, END + 91 * MINUTE, END + timedelta(days=2)]
    come = [arrived(rows, after=None, until=at[0])]
    come += [arrived(rows, after=a, until=b) for a, b in itertools.pairwise(at)]
    assert [numbers(each) for each in come] == [[], [0.0], [1.0], [], [2.0]]
    assert numbers(to_come(rows, after=END)) == [1.0, 2.0]


@pytest.mark.parametrize(
    ("delay", "now", "known"),
    [
        (MINUTE, END + 10 * MINUTE, END + MINUTE),
        (MINUTE, END + MINUTE / 2, END + MINUTE / 2),
        (-30 * MINUTE, END + 10 * MINUTE, END),
    ],
    ids=["as simulated", "not later than now", "not before it was"],
)
def test_a_history_is_known_as_it_would_have_been(
    delay: timedelta, now: datetime, known: datetime
) -> None:
    (at,) = learnt_as_simulated(told(delay), now=now)["known_at"]
    assert at.replace(tzinfo=UTC) == known


def test_what_comes_live_is_known_when_it_comes() -> None:
    (at,) = learnt_at(told(MINUTE), END + 2 * MINUTE)["known_at"]
    assert at.replace(tzinfo=UTC) == END + 2 * MINUTE


def test_a_register_shows_its_last_value_and_nothing_else_does(jinchang: ParkDocument) -> None:
    pairs = [(meter, channel) for meter in jinchang.meters for channel in meter.channels]
    register = next((m.id, c.id) for m, c in pairs if c.kind == "cumulative")
    other = next((m.id, c.id) for m, c in pairs if c.kind == "interval")
    rows = [
        told(MINUTE, MINUTE, meter=name[0], channel=name[1]).with_columns(
            end=pl.col("end") + pl.duration(hours=pl.col("value"))
        )
        for name in (register, other)
    ]
    assert registers_shown(pl.concat(rows).reverse(), jinchang) == {ChannelId(*register): 1.0}


def test_registers_are_moved_to_what_they_showed_and_a_digit_more(jinchang: ParkDocument) -> None:
    meter, channel = next(
        (m, c) for m in jinchang.meters for c in m.channels if c.kind == "cumulative"
    )
    name = ChannelId(meter.id, channel.id)
    rows = told(MINUTE, MINUTE, MINUTE, meter=name.meter, channel=name.channel)
    # simulated: 0, 1 and 2 at hours 0, 1 and 2; at hour 1 it showed 41: it begins at 40
    simulated = rows.with_columns(end=pl.col("end") + pl.duration(hours=pl.col("value")))
    newest = simulated[1:2].with_columns(value=pl.lit(41.0))
    digit = 1e-4 if channel.ratio > 1 else 1e-2
    assert shown_to_meet(newest, simulated, jinchang) == {name: pytest.approx(40 + digit)}
    assert shown_to_meet(newest.clear(), simulated, jinchang) == {}
