"""Compiled: solving with the factor, a segment of time at a time.

A first sweep gives what the interior of each segment asks of the core (quantities, totals, and the
rows that stayed); the core is solved outside; a second sweep gives the duals and the flows.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from zeropark.future.plan.interior.elimination import Elimination
from zeropark.future.plan.interior.factor_kernels import coefficient
from zeropark.future.plan.interior.standard import Form, Numbers, Reals


@njit(cache=True, nogil=True, error_model="numpy")
def _rows_back(f: Form, t: int, y: Reals, end: int, into: Reals) -> None:
    """into += A' y of the step + C' y of the step after, if that is before `end`."""
    for k in range(f.a.shape[0]):
        into[f.a[k, 1]] += coefficient(f, f.a[k, 2], t) * y[t, f.a[k, 0]]
    if t + 1 < end:
        for k in range(f.c.shape[0]):
            into[f.c[k, 1]] += coefficient(f, f.c[k, 2], t + 1) * y[t + 1, f.c[k, 0]]


@njit(cache=True, nogil=True, error_model="numpy")
def _border_back(f: Form, t: int, theta: Reals, dp: Reals, dw: Reals, into: Reals) -> None:
    """into += K dp + G' dw."""
    for k in range(f.e.shape[0]):
        c = f.e[k, 0]
        if theta[t, c] != 0.0:
            into[f.cap_flow[c]] += (
                f.cap_sign[c] * theta[t, c] * coefficient(f, f.e[k, 2], t) * dp[f.e[k, 1]]
            )
    for k in range(f.g.shape[0]):
        into[f.g[k, 1]] += coefficient(f, f.g[k, 2], t) * dw[f.g[k, 0]]


@njit(cache=True, nogil=True, error_model="numpy")
def _border_sum(
    f: Form, t: int, theta: Reals, flows: Reals, ask_p: Reals, ask_w: Reals
) -> None:
    """ask_p += K' flows, ask_w += G flows."""
    for k in range(f.e.shape[0]):
        c = f.e[k, 0]
        if theta[t, c] != 0.0:
            ask_p[f.e[k, 1]] += (
                f.cap_sign[c] * theta[t, c] * coefficient(f, f.e[k, 2], t) * flows[f.cap_flow[c]]
            )
    for k in range(f.g.shape[0]):
        ask_w[f.g[k, 0]] += coefficient(f, f.g[k, 2], t) * flows[f.g[k, 1]]


@njit(cache=True, nogil=True, error_model="numpy")
def _rows_less(f: Form, t: int, flows: Reals, old: Reals, into: Reals) -> None:
    """into[t] -= A flows + C flows of the step before."""
    for k in range(f.a.shape[0]):
        into[t, f.a[k, 0]] -= coefficient(f, f.a[k, 2], t) * flows[f.a[k, 1]]
    if t > 0:
        for k in range(f.c.shape[0]):
            into[t, f.c[k, 0]] -= coefficient(f, f.c[k, 2], t) * old[f.c[k, 1]]


@njit(cache=True, nogil=True, error_model="numpy")
def _eliminate_forward(
    f: Form, el: Elimination, t: int, first: int, inside: bool,
    lower: Reals, back: Reals, y: Reals,
) -> None:
    if t > first:
        for k in range(el.back.shape[0]):
            y[t, el.back[k, 0]] -= back[t, k] * y[t - 1, el.back[k, 1]]
    if inside:
        for k in range(el.lower.shape[0]):
            y[t, el.lower[k, 0]] -= lower[t, k] * y[t, el.lower[k, 1]]


@njit(cache=True, nogil=True, error_model="numpy")
def _eliminate_backward(
    f: Form, el: Elimination, t: int, end: int, diagonal: Reals, lower: Reals, back: Reals,
    y: Reals,
) -> None:
    for k in range(f.rows):
        y[t, k] /= diagonal[t, k]
    if t + 1 < end:
        for k in range(el.back.shape[0]):
            y[t, el.back[k, 1]] -= back[t + 1, k] * y[t + 1, el.back[k, 0]]
    for k in range(el.lower.shape[0] - 1, -1, -1):
        y[t, el.lower[k, 1]] -= lower[t, k] * y[t, el.lower[k, 0]]


@njit(cache=True, nogil=True, error_model="numpy")
def ask(
    f: Form, el: Elimination, first: int, end: int, stays: bool,
    inverse: Reals, theta: Reals, diagonal: Reals, lower: Reals, back: Reals, spike: Reals,
    h: Reals, rhs: Reals, y: Reals, ask_p: Reals, ask_w: Reals, ask_left: Reals,
) -> None:
    """What a segment asks of the core; the rows that stay hold their own right side in `y`."""
    ask_p[:] = 0.0
    ask_w[:] = 0.0
    ask_left[:] = 0.0
    flows, old = np.zeros(f.flows), np.zeros(f.flows)
    if first > 0:
        for j in range(f.flows):
            flows[j] = inverse[first - 1, j] * h[first - 1, j]
    inner = end - 1 if stays else end
    for t in range(first, end):
        flows, old = old, flows
        for j in range(f.flows):
            flows[j] = inverse[t, j] * h[t, j]
        for i in range(f.rows):
            y[t, i] = rhs[t, i]
        _rows_less(f, t, flows, old, y)
        _eliminate_forward(f, el, t, first, t < inner, lower, back, y)
    for t in range(inner - 1, first - 1, -1):
        _eliminate_backward(f, el, t, inner, diagonal, lower, back, y)
        for j in range(f.flows):
            flows[j] = h[t, j]
        _rows_back(f, t, y, inner, flows)
        for j in range(f.flows):
            flows[j] *= inverse[t, j]
        _border_sum(f, t, theta, flows, ask_p, ask_w)
        for k in range(f.b.shape[0]):
            ask_p[f.b[k, 1]] += coefficient(f, f.b[k, 2], t) * y[t, f.b[k, 0]]
    if first > 0:
        for k in range(el.back.shape[0]):
            ask_left[el.back[k, 1]] -= spike[k] * y[first, el.back[k, 0]]


@njit(cache=True, nogil=True, error_model="numpy")
def ask_between(
    f: Form, t: int, inverse: Reals, theta: Reals, h: Reals, y: Reals, ask_p: Reals, ask_w: Reals,
) -> None:
    """What the flows of a step that stays ask: they see the rows of the next segment alone."""
    flows = h[t].copy()
    for k in range(f.c.shape[0]):
        flows[f.c[k, 1]] += coefficient(f, f.c[k, 2], t + 1) * y[t + 1, f.c[k, 0]]
    for j in range(f.flows):
        flows[j] *= inverse[t, j]
    _border_sum(f, t, theta, flows, ask_p, ask_w)


@njit(cache=True, nogil=True, error_model="numpy")
def tell(
    f: Form, el: Elimination, first: int, end: int, stays: bool,
    inverse: Reals, theta: Reals, diagonal: Reals, lower: Reals, back: Reals, spike: Reals,
    h: Reals, rhs: Reals, dp: Reals, dw: Reals, left: Reals, own: Reals, y: Reals,
) -> None:
    """Duals of a segment's rows; `left` and `own` are those of the rows that stayed at its ends."""
    flows, old = np.zeros(f.flows), np.zeros(f.flows)
    if first > 0:
        for j in range(f.flows):
            flows[j] = h[first - 1, j]
        _border_back(f, first - 1, theta, dp, dw, flows)
        for j in range(f.flows):
            flows[j] *= inverse[first - 1, j]
    inner = end - 1 if stays else end
    for t in range(first, inner):
        flows, old = old, flows
        for j in range(f.flows):
            flows[j] = h[t, j]
        _border_back(f, t, theta, dp, dw, flows)
        for j in range(f.flows):
            flows[j] *= inverse[t, j]
        for i in range(f.rows):
            y[t, i] = rhs[t, i]
        _rows_less(f, t, flows, old, y)
        for k in range(f.b.shape[0]):
            y[t, f.b[k, 0]] -= coefficient(f, f.b[k, 2], t) * dp[f.b[k, 1]]
        if t == first and t > 0:
            for k in range(el.back.shape[0]):
                y[t, el.back[k, 0]] -= spike[k] * left[el.back[k, 1]]
        _eliminate_forward(f, el, t, first, True, lower, back, y)
    if stays:
        for i in range(f.rows):
            y[inner, i] = own[i]
    for t in range(inner - 1, first - 1, -1):
        _eliminate_backward(f, el, t, end, diagonal, lower, back, y)


@njit(cache=True, nogil=True, error_model="numpy")
def flows_of(
    f: Form, first: int, end: int, inverse: Reals, theta: Reals, h: Reals, dp: Reals, dw: Reals,
    y: Reals, dx: Reals,
) -> None:
    """Flows from all duals."""
    for t in range(first, end):
        flows = dx[t]
        for j in range(f.flows):
            flows[j] = h[t, j]
        _border_back(f, t, theta, dp, dw, flows)
        _rows_back(f, t, y, f.steps, flows)
        for j in range(f.flows):
            flows[j] *= inverse[t, j]
