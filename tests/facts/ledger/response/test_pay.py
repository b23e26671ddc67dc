"""The pay rule by its bands, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from response_park import pay
from zeropark.facts.ledger.response.pay import paid_of

ACCEPTED = np.array([100.0, 100.0])


@pytest.mark.parametrize(
    ("delivered", "paid_kwh"),
    [
        ((79.9, 80.0), 0.0),  # 159.9 of 200 are below 80 %
        ((80.0, 80.0), 160.0),
        ((0.0, 200.0), 200.0),  # over the event it is 100 %
        ((120.0, 120.0), 240.0),
        ((200.0, 200.0), 240.0),  # capped at 120 % of 200
        ((-50.0, 240.0), 190.0),  # what went the other way counts against it
        ((-50.0, -50.0), 0.0),
    ],
)
def test_over_an_event(delivered: tuple[float, float], paid_kwh: float) -> None:
    found = paid_of(pay(), delivered_kwh=np.array(delivered), accepted_kwh=ACCEPTED)
    assert found.paid_kwh == pytest.approx(paid_kwh)
    assert found.share == pytest.approx(sum(delivered) / 200)


@pytest.mark.parametrize(
    ("delivered", "paid_kwh"),
    [((79.9, 80.0), 80.0), ((0.0, 200.0), 120.0), ((100.0, 130.0), 220.0)],
)
def test_step_by_step(delivered: tuple[float, float], paid_kwh: float) -> None:
    by_step = pay(judged_over="step")
    found = paid_of(by_step, delivered_kwh=np.array(delivered), accepted_kwh=ACCEPTED)
    assert found.paid_kwh == pytest.approx(paid_kwh)


@pytest.mark.parametrize(("delivered", "short"), [(100.0, 80.0), (180.0, 0.0), (-900.0, 200.0)])
def test_what_is_short_of_the_penalty_share(delivered: float, short: float) -> None:
    charged = pay(penalty_below_share=0.9)  # 180 kWh; never more than all of it
    found = paid_of(charged, delivered_kwh=np.array([delivered, 0.0]), accepted_kwh=ACCEPTED)
    assert found.short_kwh == pytest.approx(short)


@given(
    st.lists(st.tuples(st.floats(-1e4, 1e4), st.floats(0, 1e4)), min_size=1, max_size=20),
    st.sampled_from(["event", "step"]),
)
def test_never_more_than_the_cap_and_never_below_nothing(
    steps: list[tuple[float, float]], over: str
) -> None:
    delivered, accepted = np.array(steps).T
    found = paid_of(pay(judged_over=over), delivered_kwh=delivered, accepted_kwh=accepted)
    assert 0.0 <= found.paid_kwh <= 1.2 * accepted.sum() + 1e-6
    assert found.paid_kwh <= np.maximum(delivered, 0.0).sum() + 1e-6
