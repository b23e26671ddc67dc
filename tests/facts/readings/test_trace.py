from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readings_rows import at, readings
from tiny_year import TINY
from zeropark.basis.documents.read import parse
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Period
from zeropark.facts.readings.reading import Quality
from zeropark.facts.readings.trace import MeterTrace, trace

PARK = ParkDocument.model_validate(parse(TINY.read_text(encoding="utf-8"), name="park").data)
WEEK = 8 * 96


def traced(values: dict[int, float], *, quarters: int) -> MeterTrace:
    said = readings([("m-shop", quarter, value, 0) for quarter, value in values.items()])
    return trace(
        said,
        meter="m-shop",
        park=PARK,
        around=Period(at(-WEEK), at(quarters + WEEK)),
        period=Period(at(0), at(quarters)),
    )


def test_what_was_set_aside_is_marked_and_what_was_used_instead_is_named() -> None:
    found = traced({0: 1.0, 1: 2.0, 2: -5.0, 3: 4.0}, quarters=4)
    (channel,) = found.channels
    assert channel.said["value"].to_list() == [1.0, 2.0, -5.0, 4.0]
    assert [bits & Quality.REJECTED for bits in channel.said["quality"]] == [0, 0, 8, 0]
    assert channel.amount.tolist() == [1.0, 2.0, 3.0, 4.0]  # on a line between 2 and 4
    assert channel.methods == ("", "", "linear", "")
    assert [each.code for each in found.findings] == ["clean.negative"]


def test_a_gap_that_nothing_may_fill_stays_missing() -> None:
    (channel,) = traced({0: 1.0, 7: 2.0}, quarters=8).channels
    # six quarter hours: too long for a line, and nothing is known of the week before
    assert np.isnan(channel.amount).tolist() == [False, *[True] * 6, False]
    assert channel.methods == ("",) * 8


def test_readings_of_the_context_are_looked_at_but_not_shown() -> None:
    (channel,) = traced({-1: 1.0, 1: 3.0, 2: 5.0}, quarters=2).channels
    assert channel.said["value"].to_list() == [3.0]
    assert channel.amount.tolist() == [2.0, 3.0]  # quarter 0 between 1 and 3


@given(st.dictionaries(st.integers(0, 11), st.floats(0.5, 2), min_size=1))
def test_every_step_is_measured_or_filled_by_name_or_missing(values: dict[int, float]) -> None:
    (channel,) = traced(values, quarters=12).channels
    for quarter in range(12):
        amount = float(channel.amount[quarter])
        if quarter in values:
            assert amount == pytest.approx(values[quarter])
        else:
            assert math.isnan(amount) == (channel.methods[quarter] == "")
