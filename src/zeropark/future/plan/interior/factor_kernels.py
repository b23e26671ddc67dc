"""Compiled: the scale matrix of a point, and the factor of one segment of time.

A segment is a run of steps whose rows are eliminated without looking at other segments; its last
step (but that of the last segment) stays, and joins quantities and totals in the core.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from zeropark.future.plan.interior.border import Border
from zeropark.future.plan.interior.elimination import Elimination
from zeropark.future.plan.interior.standard import Form, Numbers, Reals

LANES: Final = 8
LEAST_PIVOT: Final = 1e-14
NOTHING: Final = 1e-90
"""What is led on from step to step and fades below this is nothing: subnormals are very slow."""


@njit(cache=True, nogil=True, error_model="numpy")
def numbers(constants: Reals, varying: Reals) -> Reals:
    """Room for the coefficients of a step; the constant ones are in it."""
    room = np.empty(constants.size + varying.shape[1])
    room[: constants.size] = constants
    return room


@njit(cache=True, nogil=True, error_model="numpy")
def load(varying: Reals, t: int, room: Reals) -> None:
    """Put the varying coefficients of a step into the room."""
    first = room.size - varying.shape[1]
    for k in range(varying.shape[1]):
        room[first + k] = varying[t, k]


@njit(cache=True, nogil=True, error_model="numpy")
def scale(
    f: Form,
    first: int,
    end: int,
    x: Reals,
    z: Reals,
    s: Reals,
    v: Reals,
    rho: float,
    rho_free: float,
    inverse: Reals,
    stiff: Reals,
    theta: Reals,
) -> None:
    """D^-1 (0 where a flow is fixed), z/x, and theta = v/s of a point.

    A free flow has no z: it is held near where it is by `rho_free` (a proximal term).
    """
    for t in range(first, end):
        for j in range(f.flows):
            if f.free[j] or f.fixed[t, j]:
                stiff[t, j] = rho_free
            else:
                stiff[t, j] = z[t, j] / x[t, j] + rho
            inverse[t, j] = stiff[t, j]
        for c in range(f.caps):
            theta[t, c] = v[t, c] / s[t, c] if f.cap_rhs[t, c] < np.inf else 0.0
            inverse[t, f.cap_flow[c]] += theta[t, c]
        for j in range(f.flows):
            inverse[t, j] = 0.0 if f.fixed[t, j] else 1.0 / inverse[t, j]


@njit(cache=True, nogil=True, error_model="numpy")
def _z_values(
    e: Numbers,
    g: Numbers,
    cap_sign: Reals,
    zs: Numbers,
    e_z: Numbers,
    g_z: Numbers,
    value: Reals,
    inverse: Reals,
    theta: Reals,
    z: Reals,
) -> None:
    for k in range(z.size):
        z[k] = 0.0
    for k in range(e.shape[0]):
        c = e[k, 0]
        z[e_z[k]] += cap_sign[c] * theta[c] * value[e[k, 2]]
    for k in range(g.shape[0]):
        z[g_z[k]] += value[g[k, 2]]
    for k in range(z.size):
        z[k] *= inverse[zs[k, 0]]


@njit(cache=True, nogil=True, error_model="numpy")
def _caps_among(
    e: Numbers,
    same: Numbers,
    cap_flow: Numbers,
    place: Numbers,
    value: Reals,
    fixed: NDArray[np.bool_],
    inverse: Reals,
    stiff: Reals,
    theta: Reals,
    among: Reals,
) -> None:
    """What caps leave among quantities, written without cancellation."""
    for k in range(same.shape[0]):
        c = same[k, 0]
        if theta[c] == 0.0:
            continue
        j = cap_flow[c]
        weight = theta[c]
        if not fixed[j]:
            weight *= stiff[j] * inverse[j]
        one, two = same[k, 1], same[k, 2]
        weight *= value[e[one, 2]] * value[e[two, 2]]
        among[place[e[one, 1]], place[e[two, 1]]] += weight


@njit(cache=True, nogil=True, error_model="numpy")
def _pairs_among(
    e: Numbers,
    pair: Numbers,
    part: Numbers,
    part_sign: Reals,
    cap_flow: Numbers,
    place: Numbers,
    value: Reals,
    inverse: Reals,
    theta: Reals,
    among: Reals,
) -> None:
    """What two caps on one flow leave: the square of the difference of their signed shares."""
    for k in range(part.shape[0]):
        one, two = pair[part[k, 0], 0], pair[part[k, 0], 1]
        weight = theta[one] * theta[two] * inverse[cap_flow[one]] * part_sign[k]
        if weight != 0.0:
            first, second = part[k, 1], part[k, 2]
            weight *= value[e[first, 2]] * value[e[second, 2]]
            among[place[e[first, 1]], place[e[second, 1]]] += weight


@njit(cache=True, nogil=True, error_model="numpy")
def _totals_among(
    sums: Numbers,
    zs: Numbers,
    quantities: int,
    place: Numbers,
    value: Reals,
    z: Reals,
    among: Reals,
) -> None:
    """What flows leave between totals and the rest of the border."""
    for k in range(sums.shape[0]):
        weight = value[sums[k, 1]] * z[sums[k, 2]]
        if weight != 0.0:
            column = zs[sums[k, 2], 1]
            at, total = place[column], place[quantities + sums[k, 0]]
            among[at, total] -= weight
            if column < quantities:
                among[total, at] -= weight


@njit(cache=True, nogil=True, error_model="numpy")
def _products(table: Numbers, one: Reals, two: Reals, inverse: Reals, into: Reals) -> None:
    for k in range(table.shape[0]):
        into[table[k, 0]] += one[table[k, 1]] * two[table[k, 2]] * inverse[table[k, 3]]


@njit(cache=True, nogil=True, error_model="numpy")
def _widen(
    table: Numbers, zs: Numbers, place: Numbers, value: Reals, z: Reals, wide: Reals
) -> None:
    """The border's part of rows through flows."""
    for k in range(table.shape[0]):
        weight = value[table[k, 1]] * z[table[k, 2]]
        if weight != 0.0:
            wide[table[k, 0], place[zs[table[k, 2], 1]]] += weight


@njit(cache=True, nogil=True, error_model="numpy")
def _widen_whole(b: Numbers, place: Numbers, value: Reals, wide: Reals) -> None:
    for k in range(b.shape[0]):
        if value[b[k, 2]] != 0.0:
            wide[b[k, 0], place[b[k, 1]]] += value[b[k, 2]]


@njit(cache=True, nogil=True, error_model="numpy", fastmath=True)
def _minus(wide: Reals, i: int, factor: float, other: Reals, k: int) -> None:
    """A row less a multiple of another; widths are multiples of `LANES`, so that it is vectors."""
    for first in range(0, wide.shape[1], LANES):
        for b in range(LANES):
            wide[i, first + b] -= factor * other[k, first + b]


@njit(cache=True, nogil=True, error_model="numpy", fastmath=True)
def square_up(led: Reals, square: Reals) -> None:
    """square = led' led, its upper triangle (by lanes); four rows at a time.

    Written here because a threaded library waits for cores that others use.
    """
    square[:] = 0.0
    rows, width = led.shape
    for r in range(0, rows - 3, 4):
        for a in range(width):
            one, two, three, four = led[r, a], led[r + 1, a], led[r + 2, a], led[r + 3, a]
            for first in range(a // LANES * LANES, width, LANES):
                for b in range(first, first + LANES):
                    square[a, b] += (
                        one * led[r, b]
                        + two * led[r + 1, b]
                        + three * led[r + 2, b]
                        + four * led[r + 3, b]
                    )
    for r in range(rows - rows % 4, rows):
        for a in range(width):
            for b in range(a // LANES * LANES, width):
                square[a, b] += led[r, a] * led[r, b]


@njit(cache=True, nogil=True, error_model="numpy")
def _reach_back(
    carry: Numbers,
    fill: Numbers,
    columns: Numbers,
    diagonal: Reals,
    lower: Reals,
    reach: Reals,
    back: Reals,
    block: Reals,
) -> None:
    """Eliminate the step before: the part of the factor that reaches back, and what it fills."""
    for k in range(carry.shape[0]):
        reach[carry[k, 0]] -= reach[carry[k, 1]] * lower[carry[k, 2]]
    for k in range(reach.size):
        back[k] = reach[k] * diagonal[columns[k, 1]]
    for k in range(fill.shape[0]):
        block[fill[k, 0]] -= reach[fill[k, 1]] * back[fill[k, 2]]


@njit(cache=True, nogil=True, error_model="numpy")
def _inside(
    rows: int,
    lower_at: Numbers,
    lower_start: Numbers,
    inner: Numbers,
    inner_start: Numbers,
    block: Reals,
    diagonal: Reals,
    lower: Reals,
    wide: Reals,
) -> None:
    """Eliminate the rows of a step."""
    for k in range(rows):
        # A row that the others say already leaves no pivot: it is skipped, refining makes it good.
        diagonal[k] = 1.0 / block[k] if block[k] > LEAST_PIVOT else 0.0
        for p in range(lower_start[k], lower_start[k + 1]):
            lower[p] = block[rows + p] * diagonal[k]
            _minus(wide, lower_at[p, 0], lower[p], wide, k)
        for p in range(inner_start[k], inner_start[k + 1]):
            block[inner[p, 0]] -= lower[inner[p, 1]] * block[rows + inner[p, 2]]


@njit(cache=True, nogil=True, error_model="numpy")
def _begin(back_at: Numbers, place: Numbers, after: int, reach: Reals, wide: Reals) -> None:
    """The rows of the step before a segment are part of its border."""
    for k in range(reach.size):
        wide[back_at[k, 0], place[after + back_at[k, 1]]] -= reach[k]


@njit(cache=True, nogil=True, error_model="numpy")
def _keep(wide: Reals, diagonal: Reals, at: int, led: Reals) -> None:
    """Put the border's part of a step's factor by."""
    for k in range(wide.shape[0]):
        root = np.sqrt(diagonal[k])
        for b in range(wide.shape[1]):
            if abs(wide[k, b]) < NOTHING:
                wide[k, b] = 0.0
            led[at + k, b] = root * wide[k, b]


@njit(cache=True, nogil=True, error_model="numpy")
def factor_segment(
    f: Form,
    el: Elimination,
    bd: Border,
    first: int,
    end: int,
    stays: bool,
    place: Numbers,
    inverse: Reals,
    stiff: Reals,
    theta: Reals,
    delta: float,
    diagonal: Reals,
    lower: Reals,
    back: Reals,
    led: Reals,
    among: Reals,
    last_block: Reals,
    last_wide: Reals,
) -> None:
    """Eliminate the rows of the steps [first, end), the last of which stays if it is told to.

    `place` is where a border column stands in the segment's own border: quantities, totals, rows
    of the step before the segment. `led` gets the border's part of the factor, diagonal^-1/2 L^-1
    R, a row a row of the steps; `among` what flows leave among the border. `diagonal` gets the
    inverse of the factor's diagonal.
    """
    among[:] = 0.0
    m, width, after = f.rows, led.shape[1], f.quantities + f.totals
    block, reach = np.empty(m + el.lower.shape[0]), np.empty(el.back.shape[0])
    wide, old = np.zeros((m, width)), np.zeros((m, width))
    z, z_old = np.zeros(bd.z.shape[0]), np.zeros(bd.z.shape[0])
    value, value_old = numbers(f.constants, f.varying), numbers(f.constants, f.varying)
    if first > 0:
        t = first - 1
        load(f.varying, t, value)
        _z_values(f.e, f.g, f.cap_sign, bd.z, bd.e_z, bd.g_z, value, inverse[t], theta[t], z)
    for t in range(first, end):
        z, z_old = z_old, z
        value, value_old = value_old, value
        wide, old = old, wide
        load(f.varying, t, value)
        _z_values(f.e, f.g, f.cap_sign, bd.z, bd.e_z, bd.g_z, value, inverse[t], theta[t], z)
        _caps_among(
            f.e,
            bd.same,
            f.cap_flow,
            place,
            value,
            f.fixed[t],
            inverse[t],
            stiff[t],
            theta[t],
            among,
        )
        _pairs_among(
            f.e,
            bd.pair,
            bd.part,
            bd.part_sign,
            f.cap_flow,
            place,
            value,
            inverse[t],
            theta[t],
            among,
        )
        _totals_among(bd.sums, bd.z, f.quantities, place, value, z, among)
        block[:m] = delta
        block[m:] = 0.0
        wide[:] = 0.0
        _products(el.now, value, value, inverse[t], block)
        _widen_whole(f.b, place, value, wide)
        _widen(bd.now, bd.z, place, value, z, wide)
        if t > 0:
            _products(el.before, value, value, inverse[t - 1], block)
            _widen(bd.before, bd.z, place, value, z_old, wide)
            reach[:] = 0.0
            _products(el.reach, value, value_old, inverse[t - 1], reach)
        if t > first:
            _reach_back(
                el.carry, el.fill, el.back, diagonal[t - 1], lower[t - 1], reach, back[t], block
            )
            for k in range(reach.size):
                _minus(wide, el.back[k, 0], back[t, k], old, el.back[k, 1])
        else:
            back[t] = 0.0
            if t > 0:
                _begin(el.back, place, after, reach, wide)
        if stays and t == end - 1:
            last_block[:] = block
            last_wide[:] = wide
            return
        _inside(
            m,
            el.lower,
            el.lower_start,
            el.inner,
            el.inner_start,
            block,
            diagonal[t],
            lower[t],
            wide,
        )
        _keep(wide, diagonal[t], (t - first) * m, led)
