"""Compiled: how far a point is from the conditions of an optimum, and how far a step may go."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from zeropark.future.plan.interior.factor_kernels import load, numbers
from zeropark.future.plan.interior.standard import Form, Numbers, Reals


@njit(cache=True, nogil=True, error_model="numpy")
def _across_and_sum(
    table: Numbers, value: Reals, x: Reals, y: Reals, sign: float, of_row: Reals, of_column: Reals
) -> None:
    """of_row += sign * table x, of_column -= table' y."""
    for k in range(table.shape[0]):
        number = value[table[k, 2]]
        of_row[table[k, 0]] += sign * number * x[table[k, 1]]
        of_column[table[k, 1]] -= number * y[table[k, 0]]


@njit(cache=True, nogil=True, error_model="numpy")
def _of_caps(
    e: Numbers,
    cap_flow: Numbers,
    cap_sign: Reals,
    rhs: Reals,
    value: Reals,
    x: Reals,
    s: Reals,
    v: Reals,
    p: Reals,
    miss_cap: Reals,
    miss_flow: Reals,
    sum_p: Reals,
    told: Reals,
) -> None:
    for c in range(rhs.size):
        miss_cap[c] = 0.0
        if rhs[c] < np.inf:
            miss_cap[c] = rhs[c] - cap_sign[c] * x[cap_flow[c]] - s[c]
            miss_flow[cap_flow[c]] += cap_sign[c] * v[c]
            told[1] -= rhs[c] * v[c]
            told[2] += s[c] * v[c]
            told[3] += 1.0
    for k in range(e.shape[0]):
        c = e[k, 0]
        if rhs[c] < np.inf:
            miss_cap[c] += value[e[k, 2]] * p[e[k, 1]]
            sum_p[e[k, 1]] += value[e[k, 2]] * v[c]
    for c in range(rhs.size):
        told[6] = max(told[6], abs(miss_cap[c]))


@njit(cache=True, nogil=True, error_model="numpy")
def _figures(
    rhs: Reals,
    cost: Reals,
    free: NDArray[np.bool_],
    fixed: NDArray[np.bool_],
    x: Reals,
    y: Reals,
    z: Reals,
    miss_row: Reals,
    miss_flow: Reals,
    told: Reals,
) -> None:
    for i in range(rhs.size):
        told[1] += rhs[i] * y[i]
        told[4] = max(told[4], abs(miss_row[i]))
    for j in range(cost.size):
        told[0] += cost[j] * x[j]
        if fixed[j]:
            miss_flow[j] = 0.0
            continue
        if not free[j]:
            told[2] += x[j] * z[j]
            told[3] += 1.0
        told[5] = max(told[5], abs(miss_flow[j]))
        told[7] = max(told[7], abs(miss_flow[j] - cost[j]))


@njit(cache=True, nogil=True, error_model="numpy")
def miss(
    f: Form,
    first: int,
    end: int,
    x: Reals,
    s: Reals,
    y: Reals,
    z: Reals,
    v: Reals,
    p: Reals,
    w: Reals,
    miss_row: Reals,
    miss_flow: Reals,
    miss_cap: Reals,
    sum_p: Reals,
    sum_w: Reals,
    told: Reals,
) -> None:
    """What each condition lacks, and figures of the whole in `told`.

    Primal cost, dual cost, sum and number of products, largest lack of rows, of dual equations, of
    caps, and of dual equations without their cost.
    """
    sum_p[:] = 0.0
    sum_w[:] = 0.0
    told[:] = 0.0
    less_p = np.zeros(sum_p.size)
    value, value_after = numbers(f.constants, f.varying), numbers(f.constants, f.varying)
    load(f.varying, first, value_after)
    for t in range(first, end):
        value, value_after = value_after, value
        for i in range(f.rows):
            miss_row[t, i] = f.rhs[t, i]
        for j in range(f.flows):
            miss_flow[t, j] = f.cost[t, j] - z[t, j]
        _across_and_sum(f.a, value, x[t], y[t], -1.0, miss_row[t], miss_flow[t])
        _across_and_sum(f.b, value, p, y[t], -1.0, miss_row[t], less_p)
        _across_and_sum(f.g, value, x[t], w, 1.0, sum_w, miss_flow[t])
        if t > 0:
            for k in range(f.c.shape[0]):
                miss_row[t, f.c[k, 0]] -= value[f.c[k, 2]] * x[t - 1, f.c[k, 1]]
        if t + 1 < f.steps:
            load(f.varying, t + 1, value_after)
            for k in range(f.c.shape[0]):
                miss_flow[t, f.c[k, 1]] -= value_after[f.c[k, 2]] * y[t + 1, f.c[k, 0]]
        _of_caps(
            f.e,
            f.cap_flow,
            f.cap_sign,
            f.cap_rhs[t],
            value,
            x[t],
            s[t],
            v[t],
            p,
            miss_cap[t],
            miss_flow[t],
            sum_p,
            told,
        )
        _figures(
            f.rhs[t],
            f.cost[t],
            f.free,
            f.fixed[t],
            x[t],
            y[t],
            z[t],
            miss_row[t],
            miss_flow[t],
            told,
        )
    sum_p -= less_p


@njit(cache=True, nogil=True, error_model="numpy")
def gather(
    f: Form,
    first: int,
    end: int,
    x: Reals,
    s: Reals,
    theta: Reals,
    miss_flow: Reals,
    miss_cap: Reals,
    aim_x: Reals,
    aim_s: Reals,
    h: Reals,
    sum_p: Reals,
) -> None:
    """The right side of the reduced system: h of flows, and what caps add for quantities.

    `aim` is what the product of a variable and its dual should change by.
    """
    sum_p[:] = 0.0
    value = numbers(f.constants, f.varying)
    for t in range(first, end):
        load(f.varying, t, value)
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
                sum_p[f.e[k, 1]] -= value[f.e[k, 2]] * part


@njit(cache=True, nogil=True, error_model="numpy")
def complete(
    f: Form,
    first: int,
    end: int,
    x: Reals,
    s: Reals,
    z: Reals,
    v: Reals,
    miss_cap: Reals,
    aim_x: Reals,
    aim_s: Reals,
    dp: Reals,
    dx: Reals,
    ds: Reals,
    dz: Reals,
    dv: Reals,
    reach: Reals,
) -> None:
    """Slacks and their duals that go with dx and dp; how far each may go until it is zero.

    `reach` gets the inverse of the longest primal and dual step.
    """
    far_primal = far_dual = 0.0
    room = np.zeros(f.caps)
    value = numbers(f.constants, f.varying)
    for t in range(first, end):
        load(f.varying, t, value)
        for c in range(f.caps):
            room[c] = miss_cap[t, c] - f.cap_sign[c] * dx[t, f.cap_flow[c]]
        for k in range(f.e.shape[0]):
            room[f.e[k, 0]] += value[f.e[k, 2]] * dp[f.e[k, 1]]
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
def _press(
    e: Numbers,
    cap_flow: Numbers,
    cap_sign: Reals,
    value: Reals,
    theta: Reals,
    dx: Reals,
    dp: Reals,
    pressed: Reals,
    ask_p: Reals,
) -> None:
    """What caps ask of quantities after a step."""
    for c in range(pressed.size):
        pressed[c] = cap_sign[c] * dx[cap_flow[c]]
    for k in range(e.shape[0]):
        pressed[e[k, 0]] -= value[e[k, 2]] * dp[e[k, 1]]
    for k in range(e.shape[0]):
        ask_p[e[k, 1]] += theta[e[k, 0]] * value[e[k, 2]] * pressed[e[k, 0]]


@njit(cache=True, nogil=True, error_model="numpy")
def lack(
    f: Form,
    first: int,
    end: int,
    rhs: Reals,
    theta: Reals,
    dx: Reals,
    dy: Reals,
    dp: Reals,
    lack_row: Reals,
    ask_p: Reals,
    sum_w: Reals,
) -> None:
    """What a solution of the reduced system leaves of its rows, quantities and totals.

    `ask_p` gets K' dx + B' dy - (sum of theta share share') dp, `sum_w` G dx.
    """
    ask_p[:] = 0.0
    sum_w[:] = 0.0
    pressed = np.zeros(f.caps)
    value = numbers(f.constants, f.varying)
    for t in range(first, end):
        load(f.varying, t, value)
        for i in range(f.rows):
            lack_row[t, i] = rhs[t, i]
        for k in range(f.a.shape[0]):
            lack_row[t, f.a[k, 0]] -= value[f.a[k, 2]] * dx[t, f.a[k, 1]]
        if t > 0:
            for k in range(f.c.shape[0]):
                lack_row[t, f.c[k, 0]] -= value[f.c[k, 2]] * dx[t - 1, f.c[k, 1]]
        for k in range(f.b.shape[0]):
            number = value[f.b[k, 2]]
            lack_row[t, f.b[k, 0]] -= number * dp[f.b[k, 1]]
            ask_p[f.b[k, 1]] += number * dy[t, f.b[k, 0]]
        for k in range(f.g.shape[0]):
            sum_w[f.g[k, 0]] += value[f.g[k, 2]] * dx[t, f.g[k, 1]]
        _press(f.e, f.cap_flow, f.cap_sign, value, theta[t], dx[t], dp, pressed, ask_p)
