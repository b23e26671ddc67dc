"""Compiled: solving with the factor, a segment of time at a time.

A sweep forward gives what each segment asks of the core (quantities, totals, and the rows that
stayed); the core is solved outside; a sweep backward gives the duals, and they give the flows.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from zeropark.future.plan.interior.elimination import Elimination
from zeropark.future.plan.interior.factor_kernels import load, numbers
from zeropark.future.plan.interior.standard import Form, Numbers, Reals


@njit(cache=True, nogil=True, error_model="numpy")
def _across(table: Numbers, value: Reals, duals: Reals, into: Reals) -> None:
    """into += table' duals."""
    for k in range(table.shape[0]):
        into[table[k, 1]] += value[table[k, 2]] * duals[table[k, 0]]


@njit(cache=True, nogil=True, error_model="numpy")
def _less(table: Numbers, value: Reals, flows: Reals, into: Reals) -> None:
    """into -= table flows."""
    for k in range(table.shape[0]):
        into[table[k, 0]] -= value[table[k, 2]] * flows[table[k, 1]]


@njit(cache=True, nogil=True, error_model="numpy")
def _caps_across(
    e: Numbers,
    cap_flow: Numbers,
    cap_sign: Reals,
    value: Reals,
    theta: Reals,
    dp: Reals,
    into: Reals,
) -> None:
    """into += K dp."""
    for k in range(e.shape[0]):
        c = e[k, 0]
        into[cap_flow[c]] += cap_sign[c] * theta[c] * value[e[k, 2]] * dp[e[k, 1]]


@njit(cache=True, nogil=True, error_model="numpy")
def _caps_sum(
    e: Numbers,
    cap_flow: Numbers,
    cap_sign: Reals,
    value: Reals,
    theta: Reals,
    flows: Reals,
    into: Reals,
) -> None:
    """into += K' flows."""
    for k in range(e.shape[0]):
        c = e[k, 0]
        into[e[k, 1]] += cap_sign[c] * theta[c] * value[e[k, 2]] * flows[cap_flow[c]]


@njit(cache=True, nogil=True, error_model="numpy")
def _sum(table: Numbers, value: Reals, flows: Reals, into: Reals) -> None:
    """into += table flows."""
    for k in range(table.shape[0]):
        into[table[k, 0]] += value[table[k, 2]] * flows[table[k, 1]]


@njit(cache=True, nogil=True, error_model="numpy")
def _forward(el_back: Numbers, back: Reals, before: Reals, y: Reals) -> None:
    for k in range(el_back.shape[0]):
        y[el_back[k, 0]] -= back[k] * before[el_back[k, 1]]


@njit(cache=True, nogil=True, error_model="numpy")
def _forward_inside(el_lower: Numbers, lower: Reals, y: Reals) -> None:
    for k in range(el_lower.shape[0]):
        y[el_lower[k, 0]] -= lower[k] * y[el_lower[k, 1]]


@njit(cache=True, nogil=True, error_model="numpy")
def _backward(el_back: Numbers, back: Reals, after: Reals, y: Reals) -> None:
    for k in range(el_back.shape[0]):
        y[el_back[k, 1]] -= back[k] * after[el_back[k, 0]]


@njit(cache=True, nogil=True, error_model="numpy")
def _backward_inside(el_lower: Numbers, lower: Reals, y: Reals) -> None:
    for k in range(el_lower.shape[0] - 1, -1, -1):
        y[el_lower[k, 1]] -= lower[k] * y[el_lower[k, 0]]


@njit(cache=True, nogil=True, error_model="numpy", fastmath=True)
def _led_by(led: Reals, i: int, border: Reals) -> float:
    """One row of the border's part of the factor times the border."""
    total = 0.0
    for b in range(border.size):
        total += led[i, b] * border[b]
    return total


@njit(cache=True, nogil=True, error_model="numpy", fastmath=True)
def _lead(led: Reals, i: int, weight: float, border: Reals) -> None:
    for b in range(border.size):
        border[b] += led[i, b] * weight


@njit(cache=True, nogil=True, error_model="numpy")
def ask(
    f: Form,
    el: Elimination,
    first: int,
    end: int,
    stays: bool,
    inverse: Reals,
    theta: Reals,
    diagonal: Reals,
    lower: Reals,
    back: Reals,
    led: Reals,
    h: Reals,
    rhs: Reals,
    y: Reals,
    ask_p: Reals,
    ask_w: Reals,
    ask_border: Reals,
) -> None:
    """What a segment asks of the core, through flows alone and (`ask_border`) through its rows.

    `y` gets L^-1 of the rows' right side; of a row that stays, its right side in the core.
    """
    ask_p[:] = 0.0
    ask_w[:] = 0.0
    ask_border[:] = 0.0
    flows, old = np.zeros(f.flows), np.zeros(f.flows)
    value = numbers(f.constants, f.varying)
    if first > 0:
        for j in range(f.flows):
            flows[j] = inverse[first - 1, j] * h[first - 1, j]
    for t in range(first, end):
        load(f.varying, t, value)
        flows, old = old, flows
        for j in range(f.flows):
            flows[j] = inverse[t, j] * h[t, j]
        for i in range(f.rows):
            y[t, i] = rhs[t, i]
        _caps_sum(f.e, f.cap_flow, f.cap_sign, value, theta[t], flows, ask_p)
        _sum(f.g, value, flows, ask_w)
        _less(f.a, value, flows, y[t])
        if t > 0:
            _less(f.c, value, old, y[t])
        if t > first:
            _forward(el.back, back[t], y[t - 1], y[t])
        if not (stays and t == end - 1):
            _forward_inside(el.lower, lower[t], y[t])
            for i in range(f.rows):
                weight = y[t, i] * np.sqrt(diagonal[t, i])
                _lead(led, (t - first) * f.rows + i, weight, ask_border)


@njit(cache=True, nogil=True, error_model="numpy")
def tell(
    f: Form,
    el: Elimination,
    first: int,
    end: int,
    stays: bool,
    diagonal: Reals,
    lower: Reals,
    back: Reals,
    led: Reals,
    border: Reals,
    own: Reals,
    y: Reals,
) -> None:
    """Duals of a segment's rows from those of its border, and of the rows that stay (`own`)."""
    inner = end - 1 if stays else end
    if stays:
        for i in range(f.rows):
            y[inner, i] = own[i]
    for t in range(inner - 1, first - 1, -1):
        for i in range(f.rows):
            root = np.sqrt(diagonal[t, i])
            lead = _led_by(led, (t - first) * f.rows + i, border)
            y[t, i] = root * (root * y[t, i] - lead)
        if t + 1 < end:
            _backward(el.back, back[t + 1], y[t + 1], y[t])
        _backward_inside(el.lower, lower[t], y[t])


@njit(cache=True, nogil=True, error_model="numpy")
def flows_of(
    f: Form,
    first: int,
    end: int,
    inverse: Reals,
    theta: Reals,
    h: Reals,
    dp: Reals,
    dw: Reals,
    y: Reals,
    dx: Reals,
) -> None:
    """Flows from all duals."""
    flows = np.zeros(f.flows)
    value, value_after = numbers(f.constants, f.varying), numbers(f.constants, f.varying)
    load(f.varying, first, value_after)
    for t in range(first, end):
        value, value_after = value_after, value
        flows[:] = h[t]
        _caps_across(f.e, f.cap_flow, f.cap_sign, value, theta[t], dp, flows)
        _across(f.g, value, dw, flows)
        _across(f.a, value, y[t], flows)
        if t + 1 < f.steps:
            load(f.varying, t + 1, value_after)
            _across(f.c, value_after, y[t + 1], flows)
        for j in range(flows.size):
            dx[t, j] = flows[j] * inverse[t, j]
