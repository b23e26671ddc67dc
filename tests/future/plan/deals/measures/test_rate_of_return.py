from __future__ import annotations

from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeropark.basis.errors import InputError
from zeropark.future.plan.deals.measures.discounting import npv
from zeropark.future.plan.deals.measures.rate_of_return import (
    internal_rate,
    internal_rates,
    sign_changes,
)


def rate_of(*flows: float) -> float:
    return float(internal_rate(np.array(flows)).rate)


def test_k1_earns_12_41483_per_cent() -> None:
    assert rate_of(-1000.0, *[180.0] * 10) == pytest.approx(0.1241483, abs=5e-8)


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        ((-100.0, 110.0), 0.1),
        ((-100.0, 0.0, 121.0), 0.1),
        ((-100.0, 100.0), 0.0),
        ((-100.0, 50.0), -0.5),
        ((100.0, -110.0), 0.1),  # a loan, seen by who borrows
        ((0.0, 0.0, -100.0, 110.0, 0.0), 0.1),
        ((-1.0, 1001.0), 1000.0),
        ((-1e9, 0.0, 1.21e9), 0.1),
    ],
)
def test_a_rate_is_what_makes_the_flows_worth_nothing(
    flows: tuple[float, ...], rate: float
) -> None:
    assert rate_of(*flows) == pytest.approx(rate, abs=1e-12)


@pytest.mark.parametrize(
    "flows", [(100.0, 10.0), (-100.0, -10.0), (0.0, 0.0), (5.0,), (-100.0, 300.0, -250.0)]
)
def test_where_no_rate_is_there_none_is_given(flows: tuple[float, ...]) -> None:
    # The last: 100 x^2 - 300 x + 250 has no real root, 300^2 < 4 x 100 x 250.
    found = internal_rate(np.array(flows))
    assert np.isnan(found.rate)
    assert not found.several


def test_of_two_rates_that_would_do_none_is_given_and_both_are_told() -> None:
    # -1000 (1 + r)^2 + 2300 (1 + r) - 1320 = -1000 ((1 + r) - 1.1) ((1 + r) - 1.2)
    flows = np.array([-1000.0, 2300.0, -1320.0])
    found = internal_rate(flows)
    assert np.isnan(found.rate)
    assert found.several
    assert int(found.sign_changes) == 2
    np.testing.assert_allclose(internal_rates(flows), [0.1, 0.2], atol=1e-9)


def test_zero_and_another_rate_are_two() -> None:
    # -100 (x - 1) (x - 1.5), x = 1 + r
    found = internal_rate(np.array([-100.0, 250.0, -150.0]))
    assert np.isnan(found.rate)
    assert found.several


def test_a_rate_where_the_worth_only_touches_nothing_is_one() -> None:
    # -(x - 1.1)^2: the worth is never above 0, and 0 at 10 %
    assert rate_of(-1.0, 2.2, -1.21) == pytest.approx(0.1, abs=1e-6)


def test_taking_the_plant_down_leaves_the_rate_that_matters() -> None:
    # Two rates, one of them below 0: no cost of capital is below 0, so the other one tells.
    flows = np.array([-1000.0] + [180.0] * 9 + [-50.0])
    low, high = internal_rates(flows)
    assert low < -0.5 < 0.0 < high
    assert float(internal_rate(flows).rate) == pytest.approx(high, abs=1e-9)


def test_every_scenario_has_its_own_answer() -> None:
    flows = np.array([[-100.0, 110.0, 0.0], [100.0, 1.0, 1.0], [-1000.0, 2300.0, -1320.0]])
    found = internal_rate(flows)
    np.testing.assert_allclose(found.rate, [0.1, np.nan, np.nan])
    assert found.several.tolist() == [False, False, True]
    assert found.sign_changes.tolist() == [1, 0, 2]


def test_a_missing_flow_is_refused_with_its_year() -> None:
    with pytest.raises(InputError) as caught:
        internal_rate(np.array([-1.0, 0.5, np.nan, 0.5]))
    assert caught.value.findings[0].place == "flows[2]"


def test_signs_change_over_zeros() -> None:
    table = np.array([[0.0, -1.0, 0.0, 0.0, 2.0], [1.0, -1.0, 1.0, 0.0, -1.0]])
    assert sign_changes(table).tolist() == [1, 3]


paid = st.floats(1.0, 1e6)
got = st.lists(st.floats(0.0, 1e6), min_size=1, max_size=40).filter(lambda flows: sum(flows) > 1.0)


@settings(deadline=None)
@given(first=paid, later=got)
def test_at_the_rate_the_flows_are_worth_nothing(first: float, later: list[float]) -> None:
    flows = np.array([-first, *later])
    rate = float(internal_rate(flows).rate)
    terms = np.abs(flows) * np.exp(-np.log1p(rate) * np.arange(flows.size))
    assert abs(float(npv(flows, rate))) <= 1e-9 * terms.sum()


anything = st.lists(st.integers(-50, 50), min_size=2, max_size=12)


@settings(deadline=None, max_examples=300)
@given(flows=anything)
def test_a_rate_that_is_given_is_the_only_one_from_zero_up(flows: list[int]) -> None:
    values = np.array(flows, dtype=np.float64)
    found = internal_rate(values)
    at = np.expm1(np.linspace(0.0, 6.0, 4001))
    worth = npv(np.broadcast_to(values, (at.size, values.size)), at[:, None])
    crossings = int((worth[1:] * worth[:-1] < 0.0).sum())
    if not np.isnan(found.rate) and found.rate > 0.0:
        assert crossings <= 1
    if crossings > 1:
        assert np.isnan(found.rate)
        assert found.several
    if crossings == 1 and not found.several:
        assert float(found.rate) >= 0.0


@settings(deadline=None)
@given(flows=anything, scale=st.sampled_from([1e-9, 1e-3, 1e3, 1e12]))
def test_the_currency_changes_no_rate(flows: list[int], scale: float) -> None:
    values = np.array(flows, dtype=np.float64)
    one, other = internal_rate(values), internal_rate(values * scale)
    np.testing.assert_allclose(other.rate, one.rate, rtol=1e-6, atol=1e-9)


def test_ten_thousand_scenarios_take_well_below_a_second() -> None:
    chance = np.random.default_rng(5)
    flows = np.hstack(
        [-chance.uniform(900, 1100, (10_000, 1)), chance.uniform(50, 150, (10_000, 25))]
    )
    flows[:, 10] -= 300.0  # a replacement: more than one change of sign
    started = process_time()
    found = internal_rate(flows)
    assert process_time() - started < 1.0
    assert not np.isnan(found.rate).any()
