"""Two settlements, by hand and as an identity."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.future.plan.days.settling import two_settlements

FOUR = st.lists(st.floats(-1e3, 1e3), min_size=4, max_size=4).map(np.array)


def test_what_is_drawn_beyond_the_position_is_bought_in_real_time() -> None:
    """100 and 50 sold a day ahead at 0.3 and 0.4; 120 and 20 came: 20 bought at 0.6, 30 sold back
    at 0.1."""
    settled = two_settlements(
        position_kwh=np.array([100.0, 50.0]),
        exchange_kwh=np.array([120.0, 20.0]),
        day_ahead_cny_per_kwh=np.array([0.3, 0.4]),
        real_time_cny_per_kwh=np.array([0.6, 0.1]),
    )
    assert settled.position_cny == pytest.approx(30.0 + 20.0)
    assert settled.deviation_cny == pytest.approx(20 * 0.6 - 30 * 0.1)
    assert settled.cost_cny == pytest.approx(59.0)
    assert (settled.position_kwh, settled.deviation_kwh) == (150.0, -10.0)


@given(position=FOUR, exchange=FOUR, price=FOUR)
def test_at_one_price_positions_do_not_matter(
    position: np.ndarray, exchange: np.ndarray, price: np.ndarray
) -> None:
    settled = two_settlements(
        position_kwh=position,
        exchange_kwh=exchange,
        day_ahead_cny_per_kwh=price,
        real_time_cny_per_kwh=price,
    )
    assert settled.cost_cny == pytest.approx(float(price @ exchange), abs=1e-6)
