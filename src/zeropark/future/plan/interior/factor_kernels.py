"""Compiled: the scale matrix of a point, and the factor of a core's stretches of time.

In each stretch rows are eliminated step by step without looking at other stretches. The rows of its
first step that see the step before stay, and join quantities and totals in the core.
"""

from __future__ import annotations

from typing import Final

from numba import njit

from zeropark.future.plan.interior.border import Border
from zeropark.future.plan.interior.border_kernels import (
    caps_among,
    pairs_among,
    totals_among,
    widen,
    widen_whole,
    z_values,
)
from zeropark.future.plan.interior.elimination import Elimination
from zeropark.future.plan.interior.folded import Tables
from zeropark.future.plan.interior.lanes import (
    choose,
    flags,
    most,
    put,
    same,
    size,
    take,
)
from zeropark.future.plan.interior.standard import Flags, Numbers, Reals
from zeropark.future.plan.interior.step_kernels import clear, load, numbers, room

LEAST_PIVOT: Final = 1e-14
NOTHING: Final = 1e-90
"""What is led on from step to step and fades below this is nothing: subnormals are very slow."""


@njit(cache=True, nogil=True, error_model="numpy")
def scale(
    f: Tables,
    rho: float,
    rho_free: float,
    held: Flags,
    fixed: Flags,
    capped: Flags,
    x: Reals,
    z: Reals,
    s: Reals,
    v: Reals,
    per_x: Reals,
    per_s: Reals,
    theta: Reals,
    stiff: Reals,
    inverse: Reals,
) -> None:
    """D: what bounds, caps and the proximal terms add up to; `inverse` is 0 where flows are fixed.

    `per_x` and `per_s` are 1/x and 1/s, 0 where nothing holds the flow and where there is no cap.
    """
    one, near, nearer = same(1.0), same(rho), same(rho_free)
    for at in range(f.length * f.flows):
        moving = flags(held, at)
        per = moving / choose(moving, take(x, at), one)
        firm = choose(moving, take(z, at) * per + near, nearer)
        put(per_x, at, per)
        put(stiff, at, firm)
        put(inverse, at, firm)
    for t in range(f.length):
        for c in range(f.caps):
            at = t * f.caps + c
            per = flags(capped, at) / take(s, at)
            weight = take(v, at) * per
            put(per_s, at, per)
            put(theta, at, weight)
            of = t * f.flows + f.cap_flow[c]
            put(inverse, of, take(inverse, of) + weight)
    for at in range(f.length * f.flows):
        put(inverse, at, (one - flags(fixed, at)) / take(inverse, at))


@njit(cache=True, nogil=True, error_model="numpy")
def _products(
    table: Numbers, one: Reals, two: Reals, inverse: Reals, first: int, into: Reals
) -> None:
    for k in range(table.shape[0]):
        product = take(one, table[k, 1]) * take(two, table[k, 2])
        at = table[k, 0]
        put(into, at, take(into, at) + product * take(inverse, first + table[k, 3]))


@njit(cache=True, nogil=True, error_model="numpy")
def _minus(width: int, wide: Reals, i: int, factor: Reals, at: int, other: Reals, k: int) -> None:
    """A row less a multiple of another."""
    weight, into, of = take(factor, at), i * width, k * width
    for b in range(width):
        put(wide, into + b, take(wide, into + b) - weight * take(other, of + b))


@njit(cache=True, nogil=True, error_model="numpy")
def _square_up(width: int, rows: int, scaled: Reals, wide: Reals, square: Reals) -> None:
    """square += scaled' wide, its upper triangle, in blocks of two by two."""
    for a in range(0, width, 2):
        for b in range(a, width, 2):
            at, below = a * width + b, (a + 1) * width + b
            first, second = take(square, at), take(square, at + 1)
            third, fourth = take(square, below), take(square, below + 1)
            for k in range(rows):
                left, right = k * width + a, k * width + b
                one, two = take(scaled, left), take(scaled, left + 1)
                three, four = take(wide, right), take(wide, right + 1)
                first = first + one * three
                second = second + one * four
                third = third + two * three
                fourth = fourth + two * four
            put(square, at, first)
            put(square, at + 1, second)
            put(square, below, third)
            put(square, below + 1, fourth)


@njit(cache=True, nogil=True, error_model="numpy")
def _reach_back(
    f: Tables,
    el: Elimination,
    bd: Border,
    t: int,
    diagonal: Reals,
    lower: Reals,
    reach: Reals,
    back: Reals,
    block: Reals,
    wide: Reals,
    old: Reals,
) -> None:
    """Eliminate the step before: the part of the factor that reaches back, and what it fills."""
    count = el.back.shape[0]
    if t == 1:  # rows that stay of the first step are part of the border
        for k in range(count):
            own = bd.own_at[el.back[k, 1]]
            if own < bd.width:
                at = el.back[k, 0] * bd.width + own
                put(wide, at, take(wide, at) - take(reach, k))
    of_lower, of_diagonal, here = (t - 1) * el.lower.shape[0], (t - 1) * f.rows, t * count
    for k in range(el.carry.shape[0]):
        at = el.carry[k, 0]
        led = take(reach, el.carry[k, 1]) * take(lower, of_lower + el.carry[k, 2])
        put(reach, at, take(reach, at) - led)
    for k in range(count):
        put(back, here + k, take(reach, k) * take(diagonal, of_diagonal + el.back[k, 1]))
    for k in range(el.fill.shape[0]):
        at = el.fill[k, 0]
        led = take(reach, el.fill[k, 1]) * take(back, here + el.fill[k, 2])
        put(block, at, take(block, at) - led)
    for k in range(count):
        _minus(bd.width, wide, el.back[k, 0], back, here + k, old, el.back[k, 1])


@njit(cache=True, nogil=True, error_model="numpy")
def _set_apart(
    f: Tables, el: Elimination, bd: Border, block: Reals, wide: Reals, among: Reals
) -> None:
    """Rows of the first step that stay: what couples them goes to the border."""
    nothing, width = same(0.0), bd.width
    for p in range(el.lower.shape[0]):
        i, k = el.lower[p, 0], el.lower[p, 1]
        one, two = bd.own_at[i], bd.own_at[k]
        if one < width or two < width:
            coupled = take(block, f.rows + p)
            put(block, f.rows + p, nothing)
            if one < width and two < width:
                for at in (one * width + two, two * width + one):
                    put(among, at, take(among, at) - coupled)
            else:
                at = k * width + one if one < width else i * width + two
                put(wide, at, take(wide, at) - coupled)
    for number in range(f.kept.size):
        k, own = f.kept[number], bd.own + number
        at = own * width + own
        put(among, at, take(among, at) - take(block, k))
        put(block, k, nothing)
        for b in range(width):
            meets = take(wide, k * width + b)
            put(wide, k * width + b, nothing)
            put(among, own * width + b, take(among, own * width + b) + meets)
            put(among, b * width + own, take(among, b * width + own) + meets)


@njit(cache=True, nogil=True, error_model="numpy")
def _lead_on(
    f: Tables,
    el: Elimination,
    bd: Border,
    value_after: Reals,
    value: Reals,
    inverse: Reals,
    t: int,
    reach: Reals,
    wide: Reals,
) -> None:
    """The last step meets the rows of the next stretch that stay."""
    clear(reach, el.back.shape[0])
    _products(el.reach, value_after, value, inverse, t * f.flows, reach)
    own, after = bd.own, bd.after
    for k in range(el.back.shape[0]):
        slot = bd.own_at[el.back[k, 0]] - own + after
        at = el.back[k, 1] * bd.width + slot
        put(wide, at, take(wide, at) - take(reach, k))


@njit(cache=True, nogil=True, error_model="numpy")
def _inside(
    f: Tables,
    el: Elimination,
    bd: Border,
    t: int,
    block: Reals,
    diagonal: Reals,
    lower: Reals,
    wide: Reals,
    scaled: Reals,
) -> None:
    """Eliminate the rows of a step."""
    one, nothing = same(1.0), same(0.0)
    least, faint = same(LEAST_PIVOT), same(NOTHING)
    width, of_diagonal, of_lower = bd.width, t * f.rows, t * el.lower.shape[0]
    for k in range(f.rows):
        # A row that the others say already leaves no pivot: it is skipped, refining makes it good.
        pivot = take(block, k)
        sound = most(pivot - least, nothing)
        per = choose(sound, one, nothing) / choose(sound, pivot, one)
        put(diagonal, of_diagonal + k, per)
        for p in range(el.lower_start[k], el.lower_start[k + 1]):
            put(lower, of_lower + p, take(block, f.rows + p) * per)
            _minus(width, wide, el.lower[p, 0], lower, of_lower + p, wide, k)
        for p in range(el.inner_start[k], el.inner_start[k + 1]):
            at = el.inner[p, 0]
            led = take(lower, of_lower + el.inner[p, 1]) * take(block, f.rows + el.inner[p, 2])
            put(block, at, take(block, at) - led)
        for b in range(width):
            at = k * width + b
            part = take(wide, at)
            part = choose(most(size(part) - faint, nothing), part, nothing)
            put(wide, at, part)
            put(scaled, at, part * per)


@njit(cache=True, nogil=True, error_model="numpy")
def factor(
    f: Tables,
    el: Elimination,
    bd: Border,
    delta: float,
    varying: Reals,
    varying_before: Reals,
    varying_after: Reals,
    fixed: Flags,
    inverse: Reals,
    inverse_before: Reals,
    theta: Reals,
    theta_before: Reals,
    stiff: Reals,
    diagonal: Reals,
    lower: Reals,
    back: Reals,
    among: Reals,
    square: Reals,
) -> None:
    """Eliminate the rows of all steps of eight stretches, but those that stay.

    `diagonal` gets the inverse of the factor's diagonal; `square` the upper triangle of what the
    rows leave among the border, by slots; `among` what flows leave there, and the rows that stay.
    """
    m, width, places = f.rows, bd.width, f.rows + el.lower.shape[0]
    clear(among, width * width)
    clear(square, width * width)
    block, reach, scaled = room(places), room(el.back.shape[0]), room(m * width)
    wide, old = room(m * width), room(m * width)
    z, z_old = room(bd.z.shape[0]), room(bd.z.shape[0])
    value, value_old = numbers(f), numbers(f)
    load(f, varying_before, 0, value)
    z_values(f, bd, value, inverse_before, theta_before, 0, z)
    gone, pivot = room(f.flows), same(delta)
    for j in range(f.flows):
        put(gone, j, take(inverse_before, j))
    for t in range(f.length):
        z, z_old = z_old, z
        value, value_old = value_old, value
        wide, old = old, wide
        load(f, varying, t, value)
        z_values(f, bd, value, inverse, theta, t, z)
        caps_among(f, bd, value, fixed, inverse, stiff, theta, t, among)
        pairs_among(f, bd, value, inverse, theta, t, among)
        totals_among(bd, value, z, among)
        clear(block, places)
        clear(wide, m * width)
        for k in range(m):
            put(block, k, pivot)
        _products(el.now, value, value, inverse, t * f.flows, block)
        _products(el.before, value, value, gone, 0, block)
        widen_whole(f, bd, value, wide)
        widen(bd, bd.now, value, z, wide)
        widen(bd, bd.before, value, z_old, wide)
        if t > 0:
            clear(reach, el.back.shape[0])
            _products(el.reach, value, value_old, gone, 0, reach)
            _reach_back(f, el, bd, t, diagonal, lower, reach, back, block, wide, old)
        if t == f.length - 1:
            load(f, varying_after, 0, value_old)
            _lead_on(f, el, bd, value_old, value, inverse, t, reach, wide)
        if t == 0:
            clear(back, el.back.shape[0])
            _set_apart(f, el, bd, block, wide, among)
        _inside(f, el, bd, t, block, diagonal, lower, wide, scaled)
        _square_up(width, m, scaled, wide, square)
        for j in range(f.flows):
            put(gone, j, take(inverse, t * f.flows + j))
