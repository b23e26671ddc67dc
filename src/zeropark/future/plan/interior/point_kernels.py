"""Compiled: how far a point is from the conditions of an optimum, and how far a step may go."""

from __future__ import annotations

import numpy as np
from numba import njit

from zeropark.future.plan.interior.factor_kernels import coefficient
from zeropark.future.plan.interior.standard import Form, Numbers, Reals


@njit(cache=True, nogil=True, error_model="numpy")
def miss(
    f: Form, first: int, end: int, x: Reals, s: Reals, y: Reals, z: Reals, v: Reals,
    p: Reals, w: Reals, miss_row: Reals, miss_flow: Reals, miss_cap: Reals,
    sum_p: Reals, sum_w: Reals, told: Reals,
) -> None:
    """What each condition lacks, and figures of the whole in `told` (see `iterate`)."""
    sum_p[:] = 0.0
    sum_w[:] = 0.0
    told[:] = 0.0
    for t in range(first, end):
        for i in range(f.rows):
            miss_row[t, i] = f.rhs[t, i]
        for j in range(f.flows):
            miss_flow[t, j] = f.cost[t, j] - z[t, j]
            told[0] += f.cost[t, j] * x[t, j]
            if not f.free[j] and not f.fixed[t, j]:
                told[2] += x[t, j] * z[t, j]
                told[3] += 1.0
        for k in range(f.a.shape[0]):
            value = coefficient(f, f.a[k, 2], t)
            miss_row[t, f.a[k, 0]] -= value * x[t, f.a[k, 1]]
            miss_flow[t, f.a[k, 1]] -= value * y[t, f.a[k, 0]]
        if t > 0:
            for k in range(f.c.shape[0]):
                miss_row[t, f.c[k, 0]] -= coefficient(f, f.c[k, 2], t) * x[t - 1, f.c[k, 1]]
        if t + 1 < f.steps:
            for k in range(f.c.shape[0]):
                miss_flow[t, f.c[k, 1]] -= coefficient(f, f.c[k, 2], t + 1) * y[t + 1, f.c[k, 0]]
        for k in range(f.b.shape[0]):
            value = coefficient(f, f.b[k, 2], t)
            miss_row[t, f.b[k, 0]] -= value * p[f.b[k, 1]]
            sum_p[f.b[k, 1]] += value * y[t, f.b[k, 0]]
        for k in range(f.g.shape[0]):
            value = coefficient(f, f.g[k, 2], t)
            sum_w[f.g[k, 0]] += value * x[t, f.g[k, 1]]
            miss_flow[t, f.g[k, 1]] -= value * w[f.g[k, 0]]
        for c in range(f.caps):
            if f.cap_rhs[t, c] < np.inf:
                j = f.cap_flow[c]
                miss_cap[t, c] = f.cap_rhs[t, c] - f.cap_sign[c] * x[t, j] - s[t, c]
                miss_flow[t, j] += f.cap_sign[c] * v[t, c]
                told[1] -= f.cap_rhs[t, c] * v[t, c]
                told[2] += s[t, c] * v[t, c]
                told[3] += 1.0
            else:
                miss_cap[t, c] = 0.0
        for k in range(f.e.shape[0]):
            c = f.e[k, 0]
            if f.cap_rhs[t, c] < np.inf:
                value = coefficient(f, f.e[k, 2], t)
                miss_cap[t, c] += value * p[f.e[k, 1]]
                sum_p[f.e[k, 1]] += value * v[t, c]
        for i in range(f.rows):
            told[1] += f.rhs[t, i] * y[t, i]
            told[4] = max(told[4], abs(miss_row[t, i]))
        for j in range(f.flows):
            if f.fixed[t, j]:
                miss_flow[t, j] = 0.0
            told[5] = max(told[5], abs(miss_flow[t, j]))
            told[7] = max(told[7], abs(miss_flow[t, j] - (0.0 if f.fixed[t, j] else f.cost[t, j])))
        for c in range(f.caps):
            told[6] = max(told[6], abs(miss_cap[t, c]))


@njit(cache=True, nogil=True, error_model="numpy")
def gather(
    f: Form, first: int, end: int, x: Reals, s: Reals, theta: Reals,
    miss_flow: Reals, miss_cap: Reals, aim_x: Reals, aim_s: Reals, h: Reals, sum_p: Reals,
) -> None:
    """The right side of the reduced system: h of flows, and what caps add for quantities.

    `aim` is what the product of a variable and its dual should change by.
    """
    sum_p[:] = 0.0
    for t in range(first, end):
        for j in range(f.flows):
            h[t, j] = -miss_flow[t, j]
            if not f.free[j] and not f.fixed[t, j]:
                h[t, j] += aim_x[t, j] / x[t, j]
        for c in range(f.caps):
            if f.cap_rhs[t, c] < np.inf:
                part = theta[t, c] * miss_cap[t, c] - aim_s[t, c] / s[t, c]
                h[t, f.cap_flow[c]] += f.cap_sign[c] * part
        for k in range(f.e.shape[0]):
            c = f.e[k, 0]
            if f.cap_rhs[t, c] < np.inf:
                part = theta[t, c] * miss_cap[t, c] - aim_s[t, c] / s[t, c]
                sum_p[f.e[k, 1]] -= coefficient(f, f.e[k, 2], t) * part


@njit(cache=True, nogil=True, error_model="numpy")
def complete(
    f: Form, first: int, end: int, x: Reals, s: Reals, z: Reals, v: Reals,
    miss_cap: Reals, aim_x: Reals, aim_s: Reals, dp: Reals,
    dx: Reals, ds: Reals, dz: Reals, dv: Reals, reach: Reals,
) -> None:
    """Slacks and their duals that go with dx and dp; how far each may go until it is zero.

    `reach` gets the inverse of the longest primal and dual step.
    """
    far_primal = far_dual = 0.0
    room = np.zeros(f.caps)
    for t in range(first, end):
        for c in range(f.caps):
            room[c] = miss_cap[t, c] - f.cap_sign[c] * dx[t, f.cap_flow[c]]
        for k in range(f.e.shape[0]):
            room[f.e[k, 0]] += coefficient(f, f.e[k, 2], t) * dp[f.e[k, 1]]
        for c in range(f.caps):
            if f.cap_rhs[t, c] < np.inf:
                ds[t, c] = room[c]
                dv[t, c] = (aim_s[t, c] - v[t, c] * room[c]) / s[t, c]
                far_primal = max(far_primal, -ds[t, c] / s[t, c])
                far_dual = max(far_dual, -dv[t, c] / v[t, c])
            else:
                ds[t, c] = 0.0
                dv[t, c] = 0.0
        for j in range(f.flows):
            if f.free[j] or f.fixed[t, j]:
                dz[t, j] = 0.0
            else:
                dz[t, j] = (aim_x[t, j] - z[t, j] * dx[t, j]) / x[t, j]
                far_primal = max(far_primal, -dx[t, j] / x[t, j])
                far_dual = max(far_dual, -dz[t, j] / z[t, j])
    reach[0] = far_primal
    reach[1] = far_dual


@njit(cache=True, nogil=True, error_model="numpy")
def product_after(
    f: Form, first: int, end: int, x: Reals, s: Reals, z: Reals, v: Reals,
    dx: Reals, ds: Reals, dz: Reals, dv: Reals, primal: float, dual: float, sums: Reals,
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
    first: int, end: int, mu: float, x: Reals, s: Reals, z: Reals, v: Reals,
    dx: Reals, ds: Reals, dz: Reals, dv: Reals, aim_x: Reals, aim_s: Reals,
) -> None:
    """All products towards mu, less what the affine step would make of them (Mehrotra)."""
    for t in range(first, end):
        for j in range(x.shape[1]):
            aim_x[t, j] = mu - x[t, j] * z[t, j] - dx[t, j] * dz[t, j]
        for c in range(s.shape[1]):
            aim_s[t, c] = mu - s[t, c] * v[t, c] - ds[t, c] * dv[t, c]


@njit(cache=True, nogil=True, error_model="numpy")
def aim_inside(
    first: int, end: int, low: float, high: float, primal: float, dual: float,
    x: Reals, s: Reals, z: Reals, v: Reals,
    dx: Reals, ds: Reals, dz: Reals, dv: Reals, aim_x: Reals, aim_s: Reals,
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


@njit(cache=True, nogil=True, error_model="numpy")
def lack(
    f: Form, first: int, end: int, rhs: Reals, theta: Reals, dx: Reals, dy: Reals, dp: Reals,
    lack_row: Reals, ask_p: Reals, sum_w: Reals,
) -> None:
    """What a solution of the reduced system leaves of its rows, quantities and totals.

    `ask_p` gets K' dx + B' dy - (sum of theta share share') dp, `sum_w` G dx.
    """
    ask_p[:] = 0.0
    sum_w[:] = 0.0
    pressed = np.zeros(f.caps)
    for t in range(first, end):
        for i in range(f.rows):
            lack_row[t, i] = rhs[t, i]
        for k in range(f.a.shape[0]):
            lack_row[t, f.a[k, 0]] -= coefficient(f, f.a[k, 2], t) * dx[t, f.a[k, 1]]
        if t > 0:
            for k in range(f.c.shape[0]):
                lack_row[t, f.c[k, 0]] -= (
                    coefficient(f, f.c[k, 2], t) * dx[t - 1, f.c[k, 1]]
                )
        for k in range(f.b.shape[0]):
            value = coefficient(f, f.b[k, 2], t)
            lack_row[t, f.b[k, 0]] -= value * dp[f.b[k, 1]]
            ask_p[f.b[k, 1]] += value * dy[t, f.b[k, 0]]
        for k in range(f.g.shape[0]):
            sum_w[f.g[k, 0]] += coefficient(f, f.g[k, 2], t) * dx[t, f.g[k, 1]]
        for c in range(f.caps):
            pressed[c] = f.cap_sign[c] * dx[t, f.cap_flow[c]]
        for k in range(f.e.shape[0]):
            pressed[f.e[k, 0]] -= coefficient(f, f.e[k, 2], t) * dp[f.e[k, 1]]
        for k in range(f.e.shape[0]):
            c = f.e[k, 0]
            if theta[t, c] != 0.0:
                ask_p[f.e[k, 1]] += (
                    theta[t, c] * coefficient(f, f.e[k, 2], t) * pressed[c]
                )
