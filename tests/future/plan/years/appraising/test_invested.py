from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import appraised_park
from zeropark.future.plan.years.appraising.invested import (
    Invested,
    bought_again,
    invested,
    left_at_the_end,
)


def part(lifetime_years: float, *, cny: float = 100.0) -> Invested:
    return Invested(of="cells", field="capacity_kwh", cny=cny, lifetime_years=lifetime_years)


def test_what_is_built_is_paid_for_by_the_unit() -> None:
    found = {each.of: (each.cny, each.lifetime_years) for each in invested(appraised_park.plan())}
    assert found == {"sun": (3_000_000.0, 25.0), "cells": (4_000_000.0, 10.0)}


def test_what_stands_already_is_not_paid_again() -> None:
    economics = appraised_park.ECONOMICS["sun"] | {"commissioned": 2020}
    devices = [
        {**each, "economics": economics} if each["id"] == "sun" else each
        for each in appraised_park.park().model_dump(mode="json", exclude_unset=True)["devices"]
    ]
    # 300 of the 1,000 kW stand
    plan = appraised_park.plan(park=appraised_park.park(devices=devices))
    assert {each.of: each.cny for each in invested(plan)}["sun"] == 2_100_000.0


@pytest.mark.parametrize(
    ("lifetime", "years", "after"),
    [
        (10.0, 25, (10, 20)),
        (12.5, 25, (12,)),
        (25.0, 25, ()),
        (30.0, 25, ()),
        (10.0, 10, ()),
    ],
)
def test_a_part_is_bought_again_whenever_its_life_is_over(
    lifetime: float, years: int, after: tuple[int, ...]
) -> None:
    found = [each.after_years for each in bought_again([part(lifetime)], years=years)]
    assert found == ([after] if after else [])


@pytest.mark.parametrize(
    ("lifetime", "left"),
    [
        (10.0, 50.0),  # bought last after 20 years: 5 of 10 are left
        (25.0, 0.0),
        (30.0, 100 * 5 / 30),
        (12.5, 0.0),  # bought last after 12 years, and 13 are gone
    ],
)
def test_what_is_left_at_the_end_is_the_life_that_is_left(lifetime: float, left: float) -> None:
    assert left_at_the_end([part(lifetime)], years=25) == pytest.approx(left)


@given(lifetime=st.floats(1.0, 60.0), years=st.integers(1, 50))
def test_never_more_is_left_than_was_paid(lifetime: float, years: int) -> None:
    assert 0.0 <= left_at_the_end([part(lifetime)], years=years) <= 100.0
