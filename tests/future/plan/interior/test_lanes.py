"""Eight numbers at once: each operation against the same on arrays."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numba import njit

from zeropark.future.plan.interior.lanes import (
    LANES,
    choose,
    flags,
    largest,
    most,
    put,
    same,
    size,
    take,
    total,
)
from zeropark.future.plan.interior.standard import Flags, Reals

RNG = np.random.default_rng(910)


@njit
def add(one: Reals, two: Reals, into: Reals) -> None:
    for k in range(into.shape[0]):
        put(into, k, take(one, k) + take(two, k))


@njit
def subtract(one: Reals, two: Reals, into: Reals) -> None:
    for k in range(into.shape[0]):
        put(into, k, take(one, k) - take(two, k))


@njit
def multiply(one: Reals, two: Reals, into: Reals) -> None:
    for k in range(into.shape[0]):
        put(into, k, take(one, k) * take(two, k))


@njit
def divide(one: Reals, two: Reals, into: Reals) -> None:
    for k in range(into.shape[0]):
        put(into, k, take(one, k) / take(two, k))


@njit
def larger(one: Reals, two: Reals, into: Reals) -> None:
    for k in range(into.shape[0]):
        put(into, k, most(take(one, k), take(two, k)))


@njit
def absolute(one: Reals, two: Reals, into: Reals) -> None:
    for k in range(into.shape[0]):
        put(into, k, size(take(one, k)) + same(0.0) * take(two, k))


@njit
def where(flag: Flags, one: Reals, two: Reals, into: Reals) -> None:
    for k in range(into.shape[0]):
        put(into, k, choose(flags(flag, k), take(one, k), take(two, k)))


@njit
def together(one: Reals, into: Reals) -> None:
    for k in range(one.shape[0]):
        into[k, 0], into[k, 1] = total(take(one, k)), largest(take(one, k))


def some(count: int = 5) -> Reals:
    found: Reals = RNG.normal(size=(count, LANES))
    return found


@pytest.mark.parametrize(
    ("compiled", "known"),
    [
        (add, np.add),
        (subtract, np.subtract),
        (multiply, np.multiply),
        (divide, np.divide),
        (larger, np.maximum),
        (absolute, lambda one, _: np.abs(one)),
    ],
)
def test_each_operation_goes_lane_by_lane(
    compiled: Callable[..., None], known: Callable[[Reals, Reals], Reals]
) -> None:
    one, two, into = some(), some(), np.full((5, LANES), np.nan)
    compiled(one, two, into)
    np.testing.assert_array_equal(into, known(one, two))


def test_a_flag_chooses_one_or_the_other() -> None:
    one, two, into = some(), some(), np.full((5, LANES), np.nan)
    flag = RNG.random((5, LANES)) < 0.5
    one[~flag] = np.nan  # what is not chosen leaves no trace
    where(flag, one, two, into)
    np.testing.assert_array_equal(into, np.where(flag, one, two))


def test_sums_and_largest_of_eight() -> None:
    one, into = some(), np.empty((5, 2))
    together(one, into)
    np.testing.assert_allclose(into[:, 0], one.sum(axis=1), rtol=1e-14)
    np.testing.assert_array_equal(into[:, 1], one.max(axis=1))
