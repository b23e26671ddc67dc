"""Time of use: every minute in exactly one block, by the local clock."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from zeropark.basis.errors import PeriodError
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.tou import TimeOfUse, time_of_use
from zeropark.basis.timeline import Axis, Period, parse_period

GANSU = time_of_use(load_rulebook(), "tou.gansu", at=date(2026, 11, 1))
SHANGHAI = ZoneInfo("Asia/Shanghai")


def clock(**blocks: list[str]) -> TimeOfUse:
    return TimeOfUse.model_validate({"patterns": [{"blocks": blocks}]})


@pytest.mark.parametrize(
    ("hour", "block"),
    [(0, "flat"), (5, "flat"), (6, "peak"), (7, "peak"), (8, "flat"), (9, "flat"), (10, "valley"),
     (15, "valley"), (16, "flat"), (17, "flat"), (18, "peak"), (22, "peak"), (23, "flat")],
)  # fmt: skip
def test_gansu_hours_fall_into_the_blocks_of_the_notice(hour: int, block: str) -> None:
    axis = Axis.over(parse_period("2026-11-01"), step=timedelta(hours=1))
    labels = GANSU.labels(axis)
    assert labels.names[labels.code[hour]] == block


def test_a_gansu_day_has_7_hours_of_peak_6_of_valley_and_11_flat() -> None:
    labels = GANSU.labels(Axis.over(parse_period("2026-11-01")))
    hours = {name: int(labels.within([name]).sum()) / 4 for name in labels.names}
    assert hours == {"peak": 7, "valley": 6, "flat": 11}


def test_the_clock_is_local_and_not_utc() -> None:
    noon_utc = Axis(datetime(2026, 11, 1, 12, tzinfo=UTC), timedelta(minutes=15), 1)  # 20:00
    labels = GANSU.labels(noon_utc)
    assert labels.names[labels.code[0]] == "peak"


def test_a_window_over_midnight_covers_both_sides() -> None:
    night = clock(night=["22:30-06:15"], day=["06:15-22:30"])
    labels = night.labels(Axis.over(parse_period("2026-11-01"))).within(["night"])
    # 00:00-06:15 is 25 quarters, 22:30-24:00 is 6
    assert labels[:25].all()
    assert labels[90:].all()
    assert labels.sum() == 31


def test_months_and_weekends_have_their_own_windows() -> None:
    summer = TimeOfUse.model_validate(
        {
            "patterns": [
                {"months": [7, 8], "days": "weekdays", "blocks": {"hot": ["00:00-24:00"]}},
                {"months": [7, 8], "days": "weekends", "blocks": {"mild": ["00:00-24:00"]}},
                {"months": [1, 2, 3, 4, 5, 6, 9, 10, 11, 12], "blocks": {"mild": ["00:00-24:00"]}},
            ]
        }
    )
    labels = summer.labels(Axis.over(parse_period("2026"), step=timedelta(hours=1)))
    # weekdays in July and August 2026: 23 + 21
    assert labels.within(["hot"]).sum() == 44 * 24
    assert labels.within(None).all()


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ({"a": ["00:00-12:00"]}, "12:00 of weekdays in month 1 is in no block"),
        ({"a": ["00:00-24:00"], "b": ["03:00-04:00"]}, "03:00 .* in more than one block"),
        ({"a": ["00:00-25:00"]}, "no window"),
        ({"a": ["00:00-24:30"]}, "no window"),
        ({"a": ["06:00-06:00"]}, "no window"),
        ({"a": ["6-12"]}, "pattern"),
    ],
)
def test_windows_that_are_not_one_whole_day_are_refused(
    blocks: dict[str, list[str]], said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        clock(**blocks)


def test_a_clock_of_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ValidationError, match="no time zone"):
        TimeOfUse.model_validate(
            {"zone": "Asia/Lanzhou", "patterns": [{"blocks": {"a": ["00:00-24:00"]}}]}
        )


def test_steps_that_reach_over_an_edge_are_refused() -> None:
    night = clock(night=["22:30-06:15"], day=["06:15-22:30"])
    with pytest.raises(PeriodError, match="edges"):
        night.labels(Axis.over(parse_period("2026-11-01"), step=timedelta(hours=1)))
    with pytest.raises(PeriodError, match="edges"):
        GANSU.labels(Axis.over(parse_period("2026-11-01"), step=timedelta(days=1)))
    with pytest.raises(PeriodError, match="do not fit"):
        GANSU.labels(Axis.over(parse_period("2026-11-01"), step=timedelta(seconds=30)))


def test_a_block_that_does_not_exist_is_not_silently_empty() -> None:
    labels = GANSU.labels(Axis.over(parse_period("2026-11-01")))
    with pytest.raises(KeyError):
        labels.within(["sharp"])


def test_a_clock_change_moves_the_windows_with_the_wall() -> None:
    # Berlin, 2026-03-29: 02:00 becomes 03:00, so the day has 23 hours and 2 of night less one.
    berlin = TimeOfUse.model_validate(
        {
            "zone": "Europe/Berlin",
            "patterns": [{"blocks": {"night": ["00:00-04:00"], "day": ["04:00-24:00"]}}],
        }
    )
    zone = ZoneInfo("Europe/Berlin")
    day = Period(datetime(2026, 3, 29, tzinfo=zone), datetime(2026, 3, 30, tzinfo=zone))
    labels = berlin.labels(Axis.over(day))
    assert labels.code.size == 92
    assert labels.within(["night"]).sum() == 12


@given(
    cuts=st.lists(st.integers(0, 95), min_size=2, max_size=8, unique=True),
    hour=st.integers(0, 8759),
)
def test_the_label_of_a_quarter_is_that_of_its_clock_time(cuts: list[int], hour: int) -> None:
    edges = sorted(cuts)
    windows: dict[str, Any] = {
        f"b{n}": [f"{clock_text(start)}-{clock_text(end)}"]
        for n, (start, end) in enumerate(zip(edges, [*edges[1:], edges[0]], strict=True))
    }
    start = datetime(2026, 1, 1, tzinfo=SHANGHAI) + timedelta(hours=hour)
    axis = Axis(start.astimezone(UTC), timedelta(minutes=15), 40)
    labels = clock(**windows).labels(axis)
    for step in range(axis.count):
        local = (start + step * axis.step).astimezone(SHANGHAI)
        quarter = local.hour * 4 + local.minute // 15
        begun = [n for n, edge in enumerate(edges) if edge <= quarter]
        assert labels.names[labels.code[step]] == f"b{begun[-1] if begun else len(edges) - 1}"
    assert Counter(np.asarray(labels.code).tolist()).total() == 40


def clock_text(quarter: int) -> str:
    return f"{quarter // 4:02d}:{quarter % 4 * 15:02d}"
