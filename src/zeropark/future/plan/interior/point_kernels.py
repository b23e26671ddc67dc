"""Compiled: what a point lacks of an optimum, and how far a step may go."""

from __future__ import annotations

from typing import Final

from numba import njit

from zeropark.future.plan.interior.folded import Tables
from zeropark.future.plan.interior.lanes import (
    flags,
    largest,
    most,
    put,
    same,
    size,
    take,
    total,
)
from zeropark.future.plan.interior.solve_kernels import (
    across,
    less,
    sum_up,
)
from zeropark.future.plan.interior.standard import Flags, Reals
from zeropark.future.plan.interior.step_kernels import clear, load, load_shares, numbers, room

LEAST: Final = 1e-200
"""Stands for a dual that is 0 because there is none, where something is divided by it."""


@njit(cache=True, nogil=True, error_model="numpy")
def miss(
    f: Tables,
    varying: Reals,
    varying_after: Reals,
    cost: Reals,
    rhs: Reals,
    cap_rhs: Reals,
    fixed: Flags,
    capped: Flags,
    border: Reals,
    x: Reals,
    x_before: Reals,
    s: Reals,
    y: Reals,
    y_after: Reals,
    z: Reals,
    v: Reals,
    miss_row: Reals,
    miss_flow: Reals,
    miss_cap: Reals,
    ask: Reals,
    told: Reals,
) -> None:
    """What each condition lacks, and figures of the whole in `told`.

    Primal cost, dual cost, sum of products, largest lack of rows, of dual equations, of caps, and
    of dual equations without their cost. `border` has quantities and duals of totals; `ask` gets
    what quantities are asked, E' v + B' y, and the totals, G x.
    """
    n, m, sums = f.flows, f.rows, room(3)
    value, value_after, flows = numbers(f), numbers(f), room(n)
    clear(ask, f.slots)
    nothing, one = same(0.0), same(1.0)
    primal = dual = products = of_rows = of_flows = of_ray = nothing
    load(f, varying, 0, value_after)
    for t in range(f.length):
        value, value_after = value_after, value
        for i in range(m):
            right = take(rhs, t * m + i)
            put(miss_row, t * m + i, right)
            dual = dual + right * take(y, t * m + i)
        less(f.a, value, x, t * n, miss_row, t * m)
        less(f.b, value, border, 0, miss_row, t * m)
        if t > 0:
            less(f.c, value, x, (t - 1) * n, miss_row, t * m)
        else:
            less(f.c, value, x_before, 0, miss_row, 0)
        for j in range(n):
            put(flows, j, nothing)
        across(f.a, value, y, t * m, flows)
        if t + 1 < f.length:
            load(f, varying, t + 1, value_after)
            across(f.c, value_after, y, (t + 1) * m, flows)
        else:
            load(f, varying_after, 0, value_after)
            across(f.c, value_after, y_after, 0, flows)
        across(f.g, value, border, 0, flows)
        _miss_caps(f, t, border, value, cap_rhs, capped, x, s, v, flows, miss_cap, ask, sums)
        across(f.b, value, y, t * m, ask)
        sum_up(f.g, value, x, t * n, ask)
        for i in range(m):
            of_rows = most(of_rows, size(take(miss_row, t * m + i)))
        for j in range(n):
            at = t * n + j
            price, far = take(cost, at), take(flows, j) + take(z, at)
            moving = one - flags(fixed, at)
            primal = primal + price * take(x, at)
            products = products + take(x, at) * take(z, at)
            put(miss_flow, at, (price - far) * moving)
            of_flows = most(of_flows, size((price - far) * moving))
            of_ray = most(of_ray, size(far * moving))
    told[0], told[1] = total(primal), total(dual - take(sums, 0))
    told[2] = total(products + take(sums, 1))
    told[3], told[4] = largest(of_rows), largest(of_flows)
    told[5], told[6] = largest(take(sums, 2)), largest(of_ray)


@njit(cache=True, nogil=True, error_model="numpy")
def _miss_caps(
    f: Tables,
    t: int,
    border: Reals,
    value: Reals,
    cap_rhs: Reals,
    capped: Flags,
    x: Reals,
    s: Reals,
    v: Reals,
    flows: Reals,
    miss_cap: Reals,
    ask: Reals,
    sums: Reals,
) -> None:
    """What caps lack, what they take from flows and give to quantities.

    `sums` gets the sums of right side times dual and of slack times dual, and the largest lack.
    """
    first = t * f.caps
    rights, products, most_missed = take(sums, 0), take(sums, 1), take(sums, 2)
    for c in range(f.caps):
        right, slack, weight = take(cap_rhs, first + c), take(s, first + c), take(v, first + c)
        sign, of = same(f.cap_sign[c]), f.cap_flow[c]
        put(miss_cap, first + c, right - sign * take(x, t * f.flows + of) - slack)
        put(flows, of, take(flows, of) - sign * weight)
        rights = rights + right * weight
        products = products + slack * weight
    _more(f, value, border, miss_cap, first)
    across(f.e, value, v, first, ask)
    for at in range(first, first + f.caps):
        lacking = take(miss_cap, at) * flags(capped, at)
        put(miss_cap, at, lacking)
        most_missed = most(most_missed, size(lacking))
    put(sums, 0, rights)
    put(sums, 1, products)
    put(sums, 2, most_missed)


@njit(cache=True, nogil=True, error_model="numpy")
def _more(f: Tables, value: Reals, border: Reals, room_left: Reals, first: int) -> None:
    """What quantities give their caps."""
    for k in range(f.e.shape[0]):
        at = first + f.e[k, 0]
        given = take(value, f.e[k, 2]) * take(border, f.e[k, 1])
        put(room_left, at, take(room_left, at) + given)


@njit(cache=True, nogil=True, error_model="numpy")
def complete(
    f: Tables,
    varying: Reals,
    capped: Flags,
    border: Reals,
    per_x: Reals,
    per_s: Reals,
    z: Reals,
    v: Reals,
    miss_cap: Reals,
    aim_x: Reals,
    aim_s: Reals,
    dx: Reals,
    ds: Reals,
    dz: Reals,
    dv: Reals,
    told: Reals,
) -> None:
    """Slacks and their duals that go with dx and dp; `border` has dp.

    `told` gets the inverse of the longest primal and dual step, and the sums of dual times primal
    change, primal times dual change, and of both changes.
    """
    value, nothing, least = numbers(f), same(0.0), same(LEAST)
    far = far_dual = by_primal = by_dual = by_both = nothing
    for t in range(f.length):
        load_shares(f, varying, t, value)
        first, n = t * f.caps, t * f.flows
        for c in range(f.caps):
            pressed = same(f.cap_sign[c]) * take(dx, n + f.cap_flow[c])
            put(ds, first + c, take(miss_cap, first + c) - pressed)
        _more(f, value, border, ds, first)
        for at in range(first, first + f.caps):
            slack = take(ds, at) * flags(capped, at)
            weight, aim, per = take(v, at), take(aim_s, at), take(per_s, at)
            led = weight * slack
            change = (aim - led) * per
            put(ds, at, slack)
            put(dv, at, change)
            far = most(far, nothing - slack * per)
            far_dual = most(far_dual, nothing - change / most(weight, least))
            by_primal = by_primal + led
            by_dual = by_dual + aim - led
            by_both = by_both + slack * change
        for at in range(n, n + f.flows):
            step, per, aim, weight = take(dx, at), take(per_x, at), take(aim_x, at), take(z, at)
            led = weight * step
            change = (aim - led) * per
            put(dz, at, change)
            far = most(far, nothing - step * per)
            far_dual = most(far_dual, nothing - change / most(weight, least))
            by_primal = by_primal + led
            by_dual = by_dual + aim - led
            by_both = by_both + step * change
    told[0], told[1] = largest(far), largest(far_dual)
    told[2], told[3], told[4] = total(by_primal), total(by_dual), total(by_both)


@njit(cache=True, nogil=True, error_model="numpy")
def _move(count: int, length: float, value: Reals, change: Reals) -> None:
    so_far = same(length)
    for at in range(count):
        put(value, at, take(value, at) + so_far * take(change, at))


@njit(cache=True, nogil=True, error_model="numpy")
def advance(
    f: Tables,
    primal: float,
    dual: float,
    x: Reals,
    s: Reals,
    y: Reals,
    z: Reals,
    v: Reals,
    dx: Reals,
    ds: Reals,
    dy: Reals,
    dz: Reals,
    dv: Reals,
) -> None:
    """Go so far along a step."""
    _move(f.length * f.flows, primal, x, dx)
    _move(f.length * f.caps, primal, s, ds)
    _move(f.length * f.rows, dual, y, dy)
    _move(f.length * f.flows, dual, z, dz)
    _move(f.length * f.caps, dual, v, dv)


@njit(cache=True, nogil=True, error_model="numpy")
def add_on(f: Tables, dx: Reals, dy: Reals, more_x: Reals, more_y: Reals) -> None:
    """A direction and what refining adds to it."""
    _move(f.length * f.flows, 1.0, dx, more_x)
    _move(f.length * f.rows, 1.0, dy, more_y)
