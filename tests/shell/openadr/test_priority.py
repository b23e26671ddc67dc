"""Events of higher priority go before, step by step."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from openadr_events import NOW
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.response.call import Call
from zeropark.shell.openadr.priority import Ranked, yielded

QUARTER = timedelta(minutes=15)


def call(powers: list[float], *, first_minute: int = 0, step: timedelta = QUARTER) -> Call:
    start = NOW + timedelta(minutes=first_minute)
    return Call(
        id="a",
        programme="gansu_dr",
        direction="down",
        axis=Axis(start, step, len(powers)),
        power_kw=np.array(powers),
        issued_at=NOW,
        source="openadr",
    )


def test_the_steps_of_a_higher_event_are_left_to_it() -> None:
    own = call([100.0] * 4)
    higher = Ranked(call=call([50.0, 0.0], first_minute=15), priority=0)
    assert yielded(own, 1, [higher]).power_kw.tolist() == [100.0, 0.0, 100.0, 100.0]
    assert yielded(own, None, [higher]).power_kw.tolist() == [100.0, 0.0, 100.0, 100.0]


def test_equals_and_other_programmes_stand_beside_each_other() -> None:
    own = call([100.0] * 4)
    equal = Ranked(call=call([50.0]), priority=1)
    elsewhere = Ranked(call=replace(call([50.0]), programme="spot"), priority=0)
    assert yielded(own, 1, [equal, elsewhere]).power_kw.tolist() == [100.0] * 4
    assert yielded(own, 0, [equal]).power_kw.tolist() == [100.0] * 4


@given(
    st.lists(st.sampled_from([0.0, 100.0]), min_size=1, max_size=8),
    st.lists(st.sampled_from([0.0, 50.0]), min_size=1, max_size=40),
    st.integers(-60, 60),
    st.sampled_from([1, 5, 15]),
)
def test_no_minute_is_asked_for_by_both(
    own: list[float], other: list[float], first_minute: int, step: int
) -> None:
    higher = call(other, first_minute=first_minute, step=timedelta(minutes=step))
    left = yielded(call(own), 1, [Ranked(call=higher, priority=0)])
    taken = {
        first_minute + i * step + m for i, power in enumerate(other) if power for m in range(step)
    }
    for i, (before, after) in enumerate(zip(own, left.power_kw, strict=True)):
        minutes = set(range(15 * i, 15 * i + 15))
        assert after == (0.0 if minutes & taken else before)
