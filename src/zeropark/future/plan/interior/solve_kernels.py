"""Compiled: solving with the factor, eight stretches of time side by side.

A direction takes two turns. In the first the border is 0, and what flows and rows then ask of the
core is summed up; the core is solved outside; the second turn has its answer. A turn is a sweep
forward (right sides, and the factor's lower half) and one backward (its upper half, and flows).
"""

from __future__ import annotations

from numba import njit

from zeropark.future.plan.interior.elimination import Elimination
from zeropark.future.plan.interior.folded import Tables
from zeropark.future.plan.interior.lanes import put, same, take
from zeropark.future.plan.interior.standard import Numbers, Reals
from zeropark.future.plan.interior.step_kernels import clear, load, numbers, room


@njit(cache=True, nogil=True, error_model="numpy")
def across(table: Numbers, value: Reals, duals: Reals, first: int, into: Reals) -> None:
    """into += table' duals."""
    for k in range(table.shape[0]):
        at = table[k, 1]
        led = take(value, table[k, 2]) * take(duals, first + table[k, 0])
        put(into, at, take(into, at) + led)


@njit(cache=True, nogil=True, error_model="numpy")
def less(table: Numbers, value: Reals, flows: Reals, of: int, into: Reals, first: int) -> None:
    """into -= table flows."""
    for k in range(table.shape[0]):
        at = first + table[k, 0]
        led = take(value, table[k, 2]) * take(flows, of + table[k, 1])
        put(into, at, take(into, at) - led)


@njit(cache=True, nogil=True, error_model="numpy")
def sum_up(table: Numbers, value: Reals, flows: Reals, of: int, into: Reals) -> None:
    """into += table flows."""
    for k in range(table.shape[0]):
        at = table[k, 0]
        led = take(value, table[k, 2]) * take(flows, of + table[k, 1])
        put(into, at, take(into, at) + led)


@njit(cache=True, nogil=True, error_model="numpy")
def _copy(count: int, source: Reals, of: int, into: Reals, first: int) -> None:
    for k in range(count):
        put(into, first + k, take(source, of + k))


@njit(cache=True, nogil=True, error_model="numpy")
def _times(count: int, factors: Reals, of: int, into: Reals) -> None:
    for k in range(count):
        put(into, k, take(into, k) * take(factors, of + k))


@njit(cache=True, nogil=True, error_model="numpy")
def _border_across(
    f: Tables, value: Reals, theta: Reals, t: int, border: Reals, into: Reals
) -> None:
    """into += K dp + G' dw."""
    for k in range(f.e.shape[0]):
        c = f.e[k, 0]
        at = f.cap_flow[c]
        pressed = same(f.cap_sign[c]) * take(theta, t * f.caps + c) * take(value, f.e[k, 2])
        put(into, at, take(into, at) + pressed * take(border, f.e[k, 1]))
    across(f.g, value, border, 0, into)


@njit(cache=True, nogil=True, error_model="numpy")
def _border_asked(
    f: Tables, value: Reals, theta: Reals, t: int, flows: Reals, y: Reals, ask: Reals
) -> None:
    """What quantities are asked, K' flows + B' y, and totals, G flows."""
    for k in range(f.e.shape[0]):
        c, at = f.e[k, 0], f.e[k, 1]
        pressed = same(f.cap_sign[c]) * take(theta, t * f.caps + c) * take(value, f.e[k, 2])
        put(ask, at, take(ask, at) + pressed * take(flows, f.cap_flow[c]))
    across(f.b, value, y, t * f.rows, ask)
    sum_up(f.g, value, flows, 0, ask)


@njit(cache=True, nogil=True, error_model="numpy")
def _from_before(f: Tables, at: Numbers, back: Reals, t: int, y: Reals) -> None:
    """y[t] -= back[t] y[t - 1]."""
    here, before, first = t * f.rows, (t - 1) * f.rows, t * at.shape[0]
    for k in range(at.shape[0]):
        led = take(back, first + k) * take(y, before + at[k, 1])
        put(y, here + at[k, 0], take(y, here + at[k, 0]) - led)


@njit(cache=True, nogil=True, error_model="numpy")
def _from_after(f: Tables, at: Numbers, back: Reals, t: int, y: Reals) -> None:
    """y[t] -= back[t + 1]' y[t + 1]."""
    here, after, first = t * f.rows, (t + 1) * f.rows, (t + 1) * at.shape[0]
    for k in range(at.shape[0]):
        led = take(back, first + k) * take(y, after + at[k, 0])
        put(y, here + at[k, 1], take(y, here + at[k, 1]) - led)


@njit(cache=True, nogil=True, error_model="numpy")
def _down(f: Tables, at: Numbers, lower: Reals, t: int, y: Reals) -> None:
    """y[t] = L[t]^-1 y[t]."""
    here, first = t * f.rows, t * at.shape[0]
    for k in range(at.shape[0]):
        led = take(lower, first + k) * take(y, here + at[k, 1])
        put(y, here + at[k, 0], take(y, here + at[k, 0]) - led)


@njit(cache=True, nogil=True, error_model="numpy")
def _up(f: Tables, at: Numbers, lower: Reals, t: int, y: Reals) -> None:
    """y[t] = L[t]'^-1 y[t]."""
    here, first = t * f.rows, t * at.shape[0]
    for k in range(at.shape[0] - 1, -1, -1):
        led = take(lower, first + k) * take(y, here + at[k, 0])
        put(y, here + at[k, 1], take(y, here + at[k, 1]) - led)


@njit(cache=True, nogil=True, error_model="numpy")
def _set_kept(f: Tables, kept: Reals, y: Reals) -> None:
    """Rows that stay have these duals in the first step."""
    for k in range(f.kept.size):
        put(y, f.kept[k], take(kept, f.kept[k]))


@njit(cache=True, nogil=True, error_model="numpy")
def _forward(
    f: Tables,
    el: Elimination,
    second: bool,
    varying: Reals,
    varying_after: Reals,
    inverse: Reals,
    theta: Reals,
    lower: Reals,
    back: Reals,
    border: Reals,
    h: Reals,
    row: Reals,
    kept: Reals,
    kept_after: Reals,
    y: Reals,
    dx: Reals,
) -> None:
    """`y` gets L^-1 of the rows' right sides; `dx`, in the second turn, h and the border's part."""
    flows, old, value, value_after = room(f.flows), room(f.flows), numbers(f), numbers(f)
    n, m, nothings = f.flows, f.rows, room(f.rows)
    for t in range(f.length):
        load(f, varying, t, value)
        flows, old = old, flows
        _copy(n, h, t * n, flows, 0)
        _copy(m, row, t * m, y, t * m)
        if second:
            _border_across(f, value, theta, t, border, flows)
            less(f.b, value, border, 0, y, t * m)
            _copy(n, flows, 0, dx, t * n)
            if t == 0:
                across(f.a, value, kept, 0, flows)
            if t == f.length - 1:
                load(f, varying_after, 0, value_after)
                across(f.c, value_after, kept_after, 0, flows)
        _times(n, inverse, t * n, flows)
        less(f.a, value, flows, 0, y, t * m)
        if t > 0:
            less(f.c, value, old, 0, y, t * m)
            _from_before(f, el.back, back, t, y)
        else:
            _set_kept(f, nothings, y)
        _down(f, el.lower, lower, t, y)


@njit(cache=True, nogil=True, error_model="numpy")
def _backward(
    f: Tables,
    el: Elimination,
    second: bool,
    varying: Reals,
    varying_after: Reals,
    inverse: Reals,
    theta: Reals,
    diagonal: Reals,
    lower: Reals,
    back: Reals,
    source: Reals,
    kept: Reals,
    kept_after: Reals,
    y: Reals,
    dx: Reals,
    ask: Reals,
) -> None:
    """Duals of rows, then flows from all duals; in the first turn what they ask of the core."""
    n, m = f.flows, f.rows
    flows, value, value_after = room(n), numbers(f), numbers(f)
    clear(ask, f.slots)
    load(f, varying_after, 0, value)
    for t in range(f.length - 1, -1, -1):
        value, value_after = value_after, value
        load(f, varying, t, value)
        for at in range(t * m, (t + 1) * m):
            put(y, at, take(y, at) * take(diagonal, at))
        if t + 1 < f.length:
            _from_after(f, el.back, back, t, y)
        _up(f, el.lower, lower, t, y)
        if t == 0:
            _set_kept(f, kept, y)
        _copy(n, source, t * n, flows, 0)
        across(f.a, value, y, t * m, flows)
        if t + 1 < f.length:
            across(f.c, value_after, y, (t + 1) * m, flows)
        else:
            across(f.c, value_after, kept_after, 0, flows)
        _times(n, inverse, t * n, flows)
        if not second:
            _border_asked(f, value, theta, t, flows, y, ask)
        if second or t == 0 or t == f.length - 1:  # of the first turn only the ends are looked at
            _copy(n, flows, 0, dx, t * n)


@njit(cache=True, nogil=True, error_model="numpy")
def turn(
    f: Tables,
    el: Elimination,
    second: bool,
    varying: Reals,
    varying_after: Reals,
    inverse: Reals,
    theta: Reals,
    diagonal: Reals,
    lower: Reals,
    back: Reals,
    border: Reals,
    h: Reals,
    row: Reals,
    kept: Reals,
    kept_after: Reals,
    y: Reals,
    dx: Reals,
    ask: Reals,
) -> None:
    """One turn: duals of rows in `y`, flows in `dx`; `ask` gets what they ask of the core.

    `kept` are the duals of the rows that stay of the first step, `kept_after` those of the step
    after the last, `border` quantities and duals of totals; all are 0 in the first turn, which
    leaves flows of the first and the last step only.
    """
    _forward(
        f,
        el,
        second,
        varying,
        varying_after,
        inverse,
        theta,
        lower,
        back,
        border,
        h,
        row,
        kept,
        kept_after,
        y,
        dx,
    )
    _backward(
        f,
        el,
        second,
        varying,
        varying_after,
        inverse,
        theta,
        diagonal,
        lower,
        back,
        dx if second else h,
        kept,
        kept_after,
        y,
        dx,
        ask,
    )


@njit(cache=True, nogil=True, error_model="numpy")
def kept_ask(
    f: Tables,
    varying: Reals,
    row: Reals,
    dx: Reals,
    dx_before: Reals,
    ask: Reals,
) -> None:
    """What the rows that stay ask: their right side less what the first turn's flows give."""
    value = numbers(f)
    load(f, varying, 0, value)
    for i in range(f.rows):
        put(ask, i, take(row, i))
    less(f.a, value, dx, 0, ask, 0)
    less(f.c, value, dx_before, 0, ask, 0)


@njit(cache=True, nogil=True, error_model="numpy")
def lack(
    f: Tables,
    varying: Reals,
    theta: Reals,
    border: Reals,
    row: Reals,
    dx: Reals,
    dx_before: Reals,
    dy: Reals,
    lack_row: Reals,
    ask: Reals,
) -> None:
    """What a solution of the reduced system leaves of its rows, quantities and totals.

    `ask` gets K' dx + B' dy - (sum of theta share share') dp of quantities, G dx of totals.
    """
    n, m = f.flows, f.rows
    value, pressed = numbers(f), room(f.caps)
    clear(ask, f.slots)
    for t in range(f.length):
        load(f, varying, t, value)
        for i in range(m):
            put(lack_row, t * m + i, take(row, t * m + i))
        less(f.a, value, dx, t * n, lack_row, t * m)
        if t > 0:
            less(f.c, value, dx, (t - 1) * n, lack_row, t * m)
        else:
            less(f.c, value, dx_before, 0, lack_row, 0)
        less(f.b, value, border, 0, lack_row, t * m)
        across(f.b, value, dy, t * m, ask)
        sum_up(f.g, value, dx, t * n, ask)
        for c in range(f.caps):
            put(pressed, c, same(f.cap_sign[c]) * take(dx, t * n + f.cap_flow[c]))
        less(f.e, value, border, 0, pressed, 0)
        for c in range(f.caps):
            put(pressed, c, take(pressed, c) * take(theta, t * f.caps + c))
        across(f.e, value, pressed, 0, ask)
