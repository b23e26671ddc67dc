"""Compiled: room for the numbers of a step, and its coefficients."""

from __future__ import annotations

import numpy as np
from numba import njit

from zeropark.future.plan.interior.folded import Tables
from zeropark.future.plan.interior.lanes import LANES, put, same, take
from zeropark.future.plan.interior.standard import Reals


@njit(cache=True, nogil=True, error_model="numpy")
def room(count: int) -> Reals:
    """So many eights of 0."""
    return np.zeros((count, LANES))


@njit(cache=True, nogil=True, error_model="numpy")
def numbers(f: Tables) -> Reals:
    """Room for the coefficients of a step; the constant ones are in it."""
    value = np.zeros((f.constants.size + f.varying, LANES))
    for k in range(f.constants.size):
        put(value, k, same(f.constants[k]))
    return value


@njit(cache=True, nogil=True, error_model="numpy")
def load(f: Tables, varying: Reals, t: int, value: Reals) -> None:
    """The varying coefficients of a step, after the constant ones."""
    after, first = f.constants.size, t * f.varying
    for k in range(f.varying):
        put(value, after + k, take(varying, first + k))


@njit(cache=True, nogil=True, error_model="numpy")
def load_shares(f: Tables, varying: Reals, t: int, value: Reals) -> None:
    """Of the varying coefficients those of caps only: the others need not come from memory."""
    after, first = f.constants.size, t * f.varying
    for k in range(f.e_first, f.e_end):
        put(value, after + k, take(varying, first + k))


@njit(cache=True, nogil=True, error_model="numpy")
def clear(array: Reals, count: int) -> None:
    """The first so many eights are 0."""
    nothing = same(0.0)
    for k in range(count):
        put(array, k, nothing)
