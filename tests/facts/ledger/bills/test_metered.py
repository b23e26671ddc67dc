"""Usage on the tariff's calendar, against a plain loop over local times."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from math import isnan
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.ledger.bills.metered import Metered, exact
from zeropark.facts.ledger.bills.tariff import Tariff
from zeropark.facts.ledger.bills.usage import Usage


def metered(axis: Axis, kwh: list[float] | None = None, *, zone: str = "Asia/Shanghai") -> Metered:
    load = np.ones(axis.count) if kwh is None else np.array(kwh)
    return Metered(Usage(axis, load), Tariff(id="t", components=(), zone=zone))


@given(
    kwh=st.lists(st.one_of(st.floats(0, 1e4), st.just(float("nan"))), min_size=1, max_size=60),
    offset=st.integers(0, 40_000),
    interval_min=st.sampled_from([15, 30, 60]),
    zone=st.sampled_from(["Asia/Shanghai", "Asia/Kolkata", "UTC"]),
)
def test_the_highest_mean_is_that_of_a_plain_loop(
    kwh: list[float], offset: int, interval_min: int, zone: str
) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC) + offset * timedelta(minutes=15)
    axis = Axis(start, timedelta(minutes=15), len(kwh))
    groups: dict[datetime, list[float]] = defaultdict(list)
    for step, value in enumerate(kwh):
        local = (start + step * axis.step).astimezone(ZoneInfo(zone))
        groups[local - timedelta(minutes=local.minute % interval_min)].append(value)
    whole = [sum(values) for values in groups.values() if len(values) * 15 == interval_min]
    means = [energy * 60 / interval_min for energy in whole if not isnan(energy)]

    found = metered(axis, kwh, zone=zone).peaks(interval_min).highest(np.ones(len(kwh), np.bool_))
    assert found == pytest.approx(max(means), rel=1e-12) if means else isnan(found)


def test_months_are_those_of_the_local_calendar() -> None:
    # 2026-01-31 16:00 UTC is midnight of 1 February in Shanghai.
    axis = Axis(datetime(2026, 1, 31, 15, 45, tzinfo=UTC), timedelta(minutes=15), 2)
    assert metered(axis).months == [2026 * 12, 2026 * 12 + 1]


def test_a_month_is_covered_from_its_first_instant_to_its_last() -> None:
    whole = metered(Axis.over(parse_period("2026-12")))
    assert whole.covers_month(2026 * 12 + 11)
    short = metered(Axis.over(parse_period("2026-12-01/2026-12-31")))
    assert not short.covers_month(2026 * 12 + 11)


def test_a_quantity_is_printed_to_a_millionth() -> None:
    assert str(exact(0.1 + 0.2)) == "0.300000"
    assert str(exact(1e9 / 3)) == "333333333.333333"
