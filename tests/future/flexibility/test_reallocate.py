"""During an event: what one does not deliver others take over, and the past stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flexing_cases import NOON, call, keeps_to, no_feeders, resource, states
from zeropark.basis.park.virtual_plant import Resource
from zeropark.future.flexibility.decompose import Decomposed, decompose
from zeropark.future.flexibility.reallocate import reallocate

NAN = float("nan")


def again(
    powers: Sequence[float], resources: list[Resource], delivered: list[list[float]]
) -> tuple[Decomposed, Decomposed]:
    asked = call(powers)
    there, rooms = states(resources, asked), no_feeders(len(resources), len(powers))
    before = decompose(asked, there, rooms=rooms, at=NOON)
    at = asked.axis.start + timedelta(minutes=15) * len(delivered[0])
    return before, reallocate(
        asked, before.allocation, there, delivered_kw=np.array(delivered), rooms=rooms, at=at
    )


def test_another_takes_over_what_is_missing() -> None:
    pair = [resource("weak", cost=0.1), resource("strong", cost=0.5)]
    before, after = again([100] * 4, pair, [[40.0], [0.0]])
    assert before.allocation.power_kw.tolist() == [[100] * 4, [0] * 4]
    assert after.allocation.power_kw.tolist() == [[100, 40, 40, 40], [0, 60, 60, 60]]
    assert after.allocation.from_step == 1
    # 100 + 3 x 40 at 0.1, 3 x 60 at 0.5, a quarter of an hour each
    assert after.allocation.cost_cny == pytest.approx(0.25 * (22 + 90))


def test_what_nobody_can_take_over_is_told_as_short() -> None:
    _, after = again([100] * 3, [resource("weak")], [[40.0]])
    assert after.reply.accepted_kw.tolist() == [100, 40, 40]
    assert after.reply.shortfall_kw.tolist() == [0, 60, 60]


@pytest.mark.parametrize("shown", [100.0, 130.0, NAN])
def test_who_delivers_or_is_not_seen_is_trusted(shown: float) -> None:
    pair = [resource("a", cost=0.1), resource("b", cost=0.5)]
    before, after = again([100] * 3, pair, [[shown], [0.0]])
    assert after.allocation.power_kw.tolist() == before.allocation.power_kw.tolist()


def test_the_newest_measured_step_counts() -> None:
    pair = [resource("a", cost=0.1), resource("b", cost=0.5)]
    _, after = again([100] * 4, pair, [[0.0, 100.0], [0.0, 0.0]])
    assert after.allocation.power_kw[0].tolist() == [100] * 4


def test_the_time_that_a_resource_was_held_counts_against_it() -> None:
    pair = [resource("tires", [(30, 100.0)], cost=0.1), resource("lasts", cost=0.5)]
    before, after = again([100] * 4, pair, [[NAN], [NAN]])
    assert (before.allocation.power_kw[0] > 0).sum() == 2
    used = after.allocation.power_kw[0] > 0
    assert used.sum() <= 2
    assert after.allocation.total_kw.tolist() == [100] * 4


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.floats(1, 300), st.floats(1, 300)), min_size=1, max_size=5),
    st.lists(st.floats(0, 900), min_size=2, max_size=8),
    st.data(),
)
def test_it_stays_within_every_limit(
    sizes: list[tuple[float, float]], powers: list[float], data: st.DataObject
) -> None:
    resources = [
        resource(f"r{n}", [(30, max(size)), (90, min(size))], cost=0.1 * (n % 3))
        for n, size in enumerate(sizes)
    ]
    first = data.draw(st.integers(1, len(powers) - 1))
    row = st.lists(st.floats(0, 300), min_size=first, max_size=first)
    delivered = [data.draw(row) for _ in resources]
    before, after = again(powers, resources, delivered)
    power = after.allocation.power_kw
    assert (power[:, :first] == before.allocation.power_kw[:, :first]).all()
    assert (power.sum(axis=0) <= np.array(powers) + 1e-5).all()
    for each, moved in zip(resources, power, strict=True):
        assert keeps_to(each, moved, 15.0)
