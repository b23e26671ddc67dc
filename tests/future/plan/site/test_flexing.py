"""Loads that are moved or shed, worked by hand on hours of different prices."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_parks import bus, load, park_of, point
from plan_parks import Solved, drafted, hours, solve

LOST = 1.012


def moved(present: list[float], prices: Any, *, start: str = "2025-06-01", **how: Any) -> Solved:
    """A load of at most 1,000 kW, with so much flexibility, at prices of the grid."""
    park = park_of(
        buses=[bus("b")],
        boundary_points=[point("g", "b", direction="in")],
        devices=[{**load("l", "b"), "flexibility": how}],
    )
    draft = drafted(park, axis=hours(len(present), start=start), load={"l": present})
    return solve(draft, {"g>b": prices})


def used(done: Solved) -> np.ndarray:
    return done.flow("b", "l")


def test_what_is_taken_less_in_a_dear_hour_is_taken_more_in_a_cheap_one_of_its_window() -> None:
    done = moved([100, 100, 100, 100], [3, 1, 3, 2], down_share=0.4, up_share=0.3, shift_hours=2)
    # windows of two hours: 30 more in the cheap hour of each, and 30 less in the dear one
    assert used(done) == pytest.approx([70, 130, 70, 130])
    assert done.objective == pytest.approx(LOST * (400 * 0 + 70 * 3 + 130 + 70 * 3 + 130 * 2))


def test_without_an_upper_share_it_makes_up_to_its_rating() -> None:
    done = moved([900, 900], [3, 1], down_share=0.4, shift_hours=2)
    assert used(done) == pytest.approx([800, 1000])


def test_windows_begin_at_local_midnight() -> None:
    flexible = {"down_share": 0.5, "up_share": 0.5, "shift_hours": 2}
    done = moved([100] * 3, [1, 3, 1], start="2025-06-01T23:00", **flexible)
    # 23:00 is the end of a window that began before; then 0:00 and 1:00 are one
    assert used(done) == pytest.approx([100, 50, 150])


def test_a_shift_that_is_no_longer_than_a_step_moves_nothing() -> None:
    done = moved([100, 100], [3, 1], down_share=0.5, up_share=0.5, shift_hours=1)
    assert used(done) == pytest.approx([100, 100])


def test_what_is_out_at_once_is_no_more_than_its_longest_change() -> None:
    # 50 kW less for one hour at most: 50 kWh ahead or behind, never more.
    flexible = {"down_share": 0.5, "up_share": 0.5, "shift_hours": 4, "max_duration_h": 1}
    done = moved([100] * 4, [4, 3, 2, 1], **flexible)
    assert used(done) == pytest.approx([50, 100, 100, 150])


def test_a_load_that_makes_nothing_up_is_shed_where_its_interruption_costs_less() -> None:
    done = moved([100, 100], [1, 3], down_share=0.2, interruption_cost_cny_per_kwh=2.0)
    assert used(done) == pytest.approx([100, 80])
    assert done.objective == pytest.approx(LOST * (100 + 240) + 2.0 * 20)


def test_a_load_without_a_price_for_interruption_is_not_shed() -> None:
    assert used(moved([100, 100], [1, 300], down_share=0.2)) == pytest.approx([100, 100])


def test_a_shift_may_have_a_price_too() -> None:
    flexible = {"down_share": 0.5, "up_share": 0.5, "shift_hours": 2}
    cheap = moved([100] * 2, [3, 1], interruption_cost_cny_per_kwh=1.0, **flexible)
    assert used(cheap) == pytest.approx([50, 150])
    dear = moved([100] * 2, [3, 1], interruption_cost_cny_per_kwh=3.0, **flexible)
    assert used(dear) == pytest.approx([100, 100])


@settings(max_examples=20, deadline=None)
@given(
    present=st.lists(st.integers(0, 1000), min_size=6, max_size=6),
    shift=st.sampled_from([2, 3, 5, 24, 48]),
    down=st.floats(0.1, 1),
    seed=st.integers(0, 99),
)
def test_any_shift_keeps_to_its_shares_and_uses_what_it_would_have_used(
    present: list[int], shift: int, down: float, seed: int
) -> None:
    prices = np.random.default_rng(seed).random(6)
    done = moved(present, prices, down_share=down, up_share=0.5, shift_hours=shift)
    now = used(done)
    assert now.sum() == pytest.approx(sum(present))
    if shift == 3:
        assert now[:3].sum() == pytest.approx(sum(present[:3]))
    assert (now >= (1 - down) * np.array(present) - 1e-6).all()
    assert (now <= np.minimum(1.5 * np.array(present), 1000) + 1e-6).all()
