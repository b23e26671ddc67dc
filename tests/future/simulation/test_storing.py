from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeropark.future.simulation.role import Store
from zeropark.future.simulation.storing import START_SHARE, SlowUser, run_store, run_with_users


def _store(**more: float) -> Store:
    sizes = {"charge_limit": 10.0, "discharge_limit": 5.0, "full_content": 20.0} | more
    return Store(into="bus", out="bus", **sizes)


def test_a_store_charges_surplus_and_meets_need_by_hand() -> None:
    # Starts half full (10 of 20), 80 % in, 50 % out, limits 10 in and 5 out per interval.
    # +4: takes 4, holds 10 + 3.2 = 13.2.  +50: takes (20 - 13.2) / 0.8 = 8.5, full.
    # -3: gives 3, holds 20 - 6 = 14.  -50: gives 5 (limit), holds 4.
    # -50: gives 4 x 0.5 = 2, empty.
    store = _store(charge_efficiency=0.8, discharge_efficiency=0.5)
    surplus = np.array([4.0, 50.0, -3.0, -50.0, -50.0])
    done = run_store(store, surplus, most=np.full(5, np.inf), draw=1.0)
    np.testing.assert_allclose(done.charged, [4.0, 8.5, 0.0, 0.0, 0.0])
    np.testing.assert_allclose(done.discharged, [0.0, 0.0, 3.0, 5.0, 2.0])
    np.testing.assert_allclose(done.content, [13.2, 20.0, 14.0, 4.0, 0.0], atol=1e-12)


def test_what_the_way_loses_is_left_for_the_bus() -> None:
    done = run_store(_store(), np.array([2.2]), most=np.array([np.inf]), draw=1.1)
    assert done.charged[0] == pytest.approx(2.0)  # 2.2 / 1.1


def test_outside_its_hours_a_store_keeps_what_it_has() -> None:
    done = run_store(_store(), np.array([-4.0, -4.0]), most=np.array([0.0, 1.5]), draw=1.0)
    np.testing.assert_allclose(done.discharged, [0.0, 1.5])


def test_self_discharge_empties_a_store_that_nobody_uses() -> None:
    done = run_store(_store(kept_per_interval=0.9), np.zeros(3), most=np.zeros(3), draw=1.0)
    np.testing.assert_allclose(done.content, [9.0, 8.1, 7.29])


def test_a_full_store_waits_until_two_per_cent_are_free() -> None:
    # 20 of capacity, full at once; it loses 1 % an interval. 19.8 is 1 % free: it waits; 19.602
    # is 1.99 % free: it waits; 19.40598 is 2.97 % free: it takes 0.59402.
    store = _store(charge_limit=100.0, kept_per_interval=0.99)
    done = run_store(store, np.full(4, 100.0), most=np.zeros(4), draw=1.0)
    # the first interval fills 10 x 0.99 = 9.9 to 20
    np.testing.assert_allclose(done.charged, [10.1, 0.0, 0.0, 0.59402])


@settings(deadline=None)
@given(
    surplus=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60),
    charge_efficiency=st.floats(0.5, 1.0),
    discharge_efficiency=st.floats(0.5, 1.0),
    kept=st.floats(0.9, 1.0),
    capacity=st.floats(1e-3, 1e6),
)
def test_a_store_never_leaves_its_limits_nor_makes_energy(
    surplus: list[float],
    charge_efficiency: float,
    discharge_efficiency: float,
    kept: float,
    capacity: float,
) -> None:
    store = _store(
        full_content=capacity,
        charge_efficiency=charge_efficiency,
        discharge_efficiency=discharge_efficiency,
        kept_per_interval=kept,
    )
    done = run_store(store, np.array(surplus), most=np.full(len(surplus), np.inf), draw=1.0)
    assert (done.content >= 0.0).all()
    assert (done.content <= capacity).all()
    assert (done.charged >= 0.0).all()
    assert (done.charged <= 10.0).all()
    assert (done.discharged >= 0.0).all()
    assert (done.discharged <= 5.0).all()
    assert not ((done.charged > 0.0) & (done.discharged > 0.0)).any()
    before = np.concatenate([[START_SHARE * capacity], done.content[:-1]]) * kept
    book = before + done.charged * charge_efficiency - done.discharged / discharge_efficiency
    np.testing.assert_allclose(done.content, book, rtol=1e-9, atol=1e-6 * capacity)


def test_a_slow_user_is_led_by_the_level_and_keeps_its_ramp_by_hand() -> None:
    # Starts with 10 of 20: level 0.50, lead (0.50 - 0.15) / 0.70 = 0.5, so 2 of 4 are wanted.
    # +6: it steps from 0 to 1, the store takes 5 (15).  +6: lead 0.86, wanted 3.4, steps to 2,
    # the store takes 4 (19).  +6: wanted 4, steps to 3, 1 fits in (20), 2 are left over.
    # 0: it uses 4, all from the store (16).
    surplus = np.array([6.0, 6.0, 6.0, 0.0])
    done = run_with_users(_store(), surplus, users=[SlowUser(limit=4.0, ramp=1.0)], draw=1.0)
    np.testing.assert_allclose(done.used[0], [1.0, 2.0, 3.0, 4.0])
    np.testing.assert_allclose(done.stored.charged, [5.0, 4.0, 1.0, 0.0])
    np.testing.assert_allclose(done.stored.discharged, [0.0, 0.0, 0.0, 4.0])
    np.testing.assert_allclose(done.stored.content, [15.0, 19.0, 20.0, 16.0])


def test_slow_users_stop_where_the_store_runs_empty_and_never_ask_for_more() -> None:
    # 1 of 2 inside: lead 0.5; two users of 4 and 2 want 2 and 1. The bus lacks 0.5 of its own:
    # 3.5 are asked of a store that has 1, so 2.5 of the 3 are cut, in proportion: 1/3 and 1/6.
    store = _store(full_content=2.0)
    users = [SlowUser(limit=4.0, ramp=4.0), SlowUser(limit=2.0, ramp=2.0)]
    done = run_with_users(store, np.array([-0.5]), users=users, draw=1.0)
    np.testing.assert_allclose([used[0] for used in done.used], [1 / 3, 1 / 6])
    assert done.stored.discharged[0] == pytest.approx(1.0)


@settings(deadline=None)
@given(
    surplus=st.lists(st.floats(-20.0, 40.0), min_size=2, max_size=60),
    limit=st.floats(0.1, 30.0),
    ramp=st.floats(0.01, 30.0),
    draw=st.floats(1.0, 1.2),
)
def test_with_a_slow_user_the_store_keeps_its_book_and_the_user_its_ramp(
    surplus: list[float], limit: float, ramp: float, draw: float
) -> None:
    store = _store(charge_efficiency=0.9, discharge_efficiency=0.8)
    user = SlowUser(limit=limit, ramp=ramp)
    done = run_with_users(store, np.array(surplus), users=[user], draw=draw)
    (used,), stored = done.used, done.stored
    assert (used >= 0.0).all()
    assert (used <= limit * (1 + 1e-9)).all()
    assert (np.diff(used, prepend=0.0) <= ramp * (1 + 1e-9)).all()
    before = np.concatenate([[START_SHARE * 20.0], stored.content[:-1]])
    book = before + stored.charged * 0.9 - stored.discharged / 0.8
    np.testing.assert_allclose(stored.content, book, atol=1e-9)
    # a user is never served from nothing: what lacks after the store is the bus's own need
    lacking = draw * (used + stored.charged) - stored.discharged - np.array(surplus)
    assert (lacking <= np.maximum(-np.array(surplus), 0.0) + 1e-9).all()
