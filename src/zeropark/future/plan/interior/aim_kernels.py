"""Compiled: what the products of variables and their duals are to become, and going there."""

from __future__ import annotations

import numpy as np
from numba import njit

from zeropark.future.plan.interior.standard import Form, Reals


@njit(cache=True, nogil=True, error_model="numpy")
def product_after(
    f: Form,
    first: int,
    end: int,
    x: Reals,
    s: Reals,
    z: Reals,
    v: Reals,
    dx: Reals,
    ds: Reals,
    dz: Reals,
    dv: Reals,
    primal: float,
    dual: float,
    sums: Reals,
) -> None:
    """The sum of the products of variables and duals after a step of that length."""
    total = 0.0
    for t in range(first, end):
        for j in range(f.flows):
            if not f.free[j] and not f.fixed[t, j]:
                total += (x[t, j] + primal * dx[t, j]) * (z[t, j] + dual * dz[t, j])
        for c in range(f.caps):
            if f.cap_rhs[t, c] < np.inf:
                total += (s[t, c] + primal * ds[t, c]) * (v[t, c] + dual * dv[t, c])
    sums[0] = total


@njit(cache=True, nogil=True, error_model="numpy")
def aim_affine(
    first: int, end: int, x: Reals, s: Reals, z: Reals, v: Reals, aim_x: Reals, aim_s: Reals
) -> None:
    """All products towards zero."""
    for t in range(first, end):
        for j in range(x.shape[1]):
            aim_x[t, j] = -x[t, j] * z[t, j]
        for c in range(s.shape[1]):
            aim_s[t, c] = -s[t, c] * v[t, c]


@njit(cache=True, nogil=True, error_model="numpy")
def aim_centre(
    first: int,
    end: int,
    mu: float,
    x: Reals,
    s: Reals,
    z: Reals,
    v: Reals,
    dx: Reals,
    ds: Reals,
    dz: Reals,
    dv: Reals,
    aim_x: Reals,
    aim_s: Reals,
) -> None:
    """All products towards mu, less what the affine step would make of them (Mehrotra)."""
    for t in range(first, end):
        for j in range(x.shape[1]):
            aim_x[t, j] = mu - x[t, j] * z[t, j] - dx[t, j] * dz[t, j]
        for c in range(s.shape[1]):
            aim_s[t, c] = mu - s[t, c] * v[t, c] - ds[t, c] * dv[t, c]


@njit(cache=True, nogil=True, error_model="numpy")
def aim_inside(
    first: int,
    end: int,
    low: float,
    high: float,
    primal: float,
    dual: float,
    x: Reals,
    s: Reals,
    z: Reals,
    v: Reals,
    dx: Reals,
    ds: Reals,
    dz: Reals,
    dv: Reals,
    aim_x: Reals,
    aim_s: Reals,
) -> None:
    """Products that a longer step would leave outside [low, high] are led back (Gondzio)."""
    for t in range(first, end):
        for j in range(x.shape[1]):
            product = (x[t, j] + primal * dx[t, j]) * (z[t, j] + dual * dz[t, j])
            aim_x[t, j] += max(min(max(product, low), high) - product, -high)
        for c in range(s.shape[1]):
            product = (s[t, c] + primal * ds[t, c]) * (v[t, c] + dual * dv[t, c])
            aim_s[t, c] += max(min(max(product, low), high) - product, -high)


@njit(cache=True, nogil=True, error_model="numpy")
def move(first: int, end: int, length: float, value: Reals, change: Reals) -> None:
    """value += length * change."""
    for t in range(first, end):
        for j in range(value.shape[1]):
            value[t, j] += length * change[t, j]
