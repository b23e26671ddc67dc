"""Compiled: the scale matrix of a point, and the factor of one segment of time.

A segment is a run of steps whose rows are eliminated without looking at other segments; its last
step (but that of the last segment) stays, and joins quantities and totals in the core.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from zeropark.future.plan.interior.border import Border
from zeropark.future.plan.interior.elimination import Elimination
from zeropark.future.plan.interior.standard import Form, Numbers, Reals


@njit(cache=True, nogil=True, error_model="numpy")
def coefficient(f: Form, number: int, t: int) -> float:
    """A coefficient by its id, in a step."""
    if number < f.constants.size:
        return f.constants[number]
    return f.varying[t, number - f.constants.size]


@njit(cache=True, nogil=True, error_model="numpy")
def scale(
    f: Form, first: int, end: int, x: Reals, z: Reals, s: Reals, v: Reals,
    rho: float, inverse: Reals, stiff: Reals, theta: Reals,
) -> None:
    """D^-1 (0 where a flow is fixed), z/x, and theta = v/s of a point."""
    for t in range(first, end):
        for j in range(f.flows):
            stiff[t, j] = rho if f.free[j] or f.fixed[t, j] else z[t, j] / x[t, j] + rho
            inverse[t, j] = stiff[t, j]
        for c in range(f.caps):
            theta[t, c] = v[t, c] / s[t, c] if f.cap_rhs[t, c] < np.inf else 0.0
            inverse[t, f.cap_flow[c]] += theta[t, c]
        for j in range(f.flows):
            inverse[t, j] = 0.0 if f.fixed[t, j] else 1.0 / inverse[t, j]


@njit(cache=True, nogil=True, error_model="numpy")
def _z_values(f: Form, bd: Border, t: int, inverse: Reals, theta: Reals, z: Reals) -> None:
    for k in range(z.size):
        z[k] = 0.0
    for e in range(f.e.shape[0]):
        c = f.e[e, 0]
        z[bd.e_z[e]] += f.cap_sign[c] * theta[t, c] * coefficient(f, f.e[e, 2], t)
    for g in range(f.g.shape[0]):
        z[bd.g_z[g]] += coefficient(f, f.g[g, 2], t)
    for k in range(z.size):
        z[k] *= inverse[t, bd.z[k, 0]]


@njit(cache=True, nogil=True, error_model="numpy")
def _border_border(
    f: Form, bd: Border, t: int, place: Numbers, z: Reals,
    inverse: Reals, stiff: Reals, theta: Reals, square: Reals,
) -> None:
    """What the flows of a step leave among quantities and totals, written without cancellation."""
    for k in range(bd.same.shape[0]):
        c = bd.same[k, 0]
        if theta[t, c] == 0.0:
            continue
        j = f.cap_flow[c]
        weight = theta[t, c]
        if not f.fixed[t, j]:
            weight *= stiff[t, j] * inverse[t, j]
        one, two = bd.same[k, 1], bd.same[k, 2]
        square[place[f.e[one, 1]], place[f.e[two, 1]]] += (
            weight * coefficient(f, f.e[one, 2], t) * coefficient(f, f.e[two, 2], t)
        )
    for k in range(bd.part.shape[0]):
        one, two = bd.pair[bd.part[k, 0], 0], bd.pair[bd.part[k, 0], 1]
        weight = theta[t, one] * theta[t, two] * inverse[t, f.cap_flow[one]] * bd.part_sign[k]
        if weight == 0.0:
            continue
        first, second = bd.part[k, 1], bd.part[k, 2]
        square[place[f.e[first, 1]], place[f.e[second, 1]]] += (
            weight * coefficient(f, f.e[first, 2], t) * coefficient(f, f.e[second, 2], t)
        )
    for k in range(bd.sums.shape[0]):
        value = coefficient(f, bd.sums[k, 1], t)
        if value != 0.0:
            at = bd.z[bd.sums[k, 2], 1]
            total = place[f.quantities + bd.sums[k, 0]]
            square[place[at], total] -= value * z[bd.sums[k, 2]]
            if at < f.quantities:
                square[total, place[at]] -= value * z[bd.sums[k, 2]]


@njit(cache=True, nogil=True, error_model="numpy")
def _block(f: Form, el: Elimination, t: int, inverse: Reals, delta: float, block: Reals) -> None:
    for k in range(block.size):
        block[k] = delta if k < f.rows else 0.0
    for k in range(el.now.shape[0]):
        block[el.now[k, 0]] += (
            coefficient(f, el.now[k, 1], t)
            * coefficient(f, el.now[k, 2], t)
            * inverse[t, el.now[k, 3]]
        )
    if t > 0:
        for k in range(el.before.shape[0]):
            block[el.before[k, 0]] += (
                coefficient(f, el.before[k, 1], t)
                * coefficient(f, el.before[k, 2], t)
                * inverse[t - 1, el.before[k, 3]]
            )


@njit(cache=True, nogil=True, error_model="numpy")
def _reach(f: Form, el: Elimination, t: int, inverse: Reals, reach: Reals) -> None:
    for k in range(reach.size):
        reach[k] = 0.0
    for k in range(el.reach.shape[0]):
        reach[el.reach[k, 0]] += (
            coefficient(f, el.reach[k, 1], t)
            * coefficient(f, el.reach[k, 2], t - 1)
            * inverse[t - 1, el.reach[k, 3]]
        )


@njit(cache=True, nogil=True, error_model="numpy")
def _wide(f: Form, bd: Border, t: int, place: Numbers, z: Reals, old: Reals, wide: Reals) -> None:
    """The border's part of a step's rows."""
    for i in range(wide.shape[0]):
        for k in range(wide.shape[1]):
            wide[i, k] = 0.0
    for k in range(f.b.shape[0]):
        value = coefficient(f, f.b[k, 2], t)
        if value != 0.0:
            wide[f.b[k, 0], place[f.b[k, 1]]] += value
    for k in range(bd.now.shape[0]):
        value = z[bd.now[k, 2]]
        if value != 0.0:
            at = place[bd.z[bd.now[k, 2], 1]]
            wide[bd.now[k, 0], at] += coefficient(f, bd.now[k, 1], t) * value
    if t > 0:
        for k in range(bd.before.shape[0]):
            value = old[bd.before[k, 2]]
            if value != 0.0:
                at = place[bd.z[bd.before[k, 2], 1]]
                wide[bd.before[k, 0], at] += coefficient(f, bd.before[k, 1], t) * value


@njit(cache=True, nogil=True, error_model="numpy")
def _minus(wide: Reals, i: int, factor: float, other: Reals, k: int) -> None:
    for b in range(wide.shape[1]):
        wide[i, b] -= factor * other[k, b]


@njit(cache=True, nogil=True, error_model="numpy", fastmath=True)
def _square_up(wide: Reals, diagonal: Reals, t: int, square: Reals) -> None:
    """square += wide' diagonal^-1 wide, its upper triangle."""
    width = wide.shape[1]
    for k in range(wide.shape[0]):
        scale_ = 1.0 / diagonal[t, k]
        for a in range(width):
            value = wide[k, a] * scale_
            if value != 0.0:
                for b in range(a, width):
                    square[a, b] += value * wide[k, b]


@njit(cache=True, nogil=True, error_model="numpy")
def factor_segment(
    f: Form, el: Elimination, bd: Border, first: int, end: int, stays: bool, place: Numbers,
    inverse: Reals, stiff: Reals, theta: Reals, delta: float,
    diagonal: Reals, lower: Reals, back: Reals, spike: Reals, square: Reals, among: Reals,
    last_block: Reals, last_wide: Reals,
) -> None:
    """Eliminate the rows of the steps [first, end), the last of which stays if it is told to.

    `place` is where a border column stands in the segment's own border: quantities, totals, rows
    of the step before the segment. `square` gets what the rows leave among them (upper triangle),
    `among` what flows leave (all of it).
    """
    square[:] = 0.0
    among[:] = 0.0
    m, width = f.rows, square.shape[0]
    after = f.quantities + f.totals
    block = np.empty(m + el.lower.shape[0])
    reach = np.empty(el.back.shape[0])
    wide, old = np.zeros((m, width)), np.zeros((m, width))
    z, z_old = np.zeros(bd.z.shape[0]), np.zeros(bd.z.shape[0])
    if first > 0:
        _z_values(f, bd, first - 1, inverse, theta, z)
    for t in range(first, end):
        z, z_old = z_old, z
        _z_values(f, bd, t, inverse, theta, z)
        _border_border(f, bd, t, place, z, inverse, stiff, theta, among)
        _block(f, el, t, inverse, delta, block)
        wide, old = old, wide
        _wide(f, bd, t, place, z, z_old, wide)
        if t > 0:
            _reach(f, el, t, inverse, reach)
        if t == first:
            for k in range(reach.size):
                back[t, k] = 0.0
                if t > 0:
                    spike[k] = reach[k]
                    wide[el.back[k, 0], place[after + el.back[k, 1]]] -= reach[k]
        else:
            for k in range(el.carry.shape[0]):
                reach[el.carry[k, 0]] -= reach[el.carry[k, 1]] * lower[t - 1, el.carry[k, 2]]
            for k in range(reach.size):
                back[t, k] = reach[k] / diagonal[t - 1, el.back[k, 1]]
            for k in range(el.fill.shape[0]):
                block[el.fill[k, 0]] -= reach[el.fill[k, 1]] * back[t, el.fill[k, 2]]
            for k in range(reach.size):
                _minus(wide, el.back[k, 0], back[t, k], old, el.back[k, 1])
        if stays and t == end - 1:
            last_block[:] = block
            last_wide[:] = wide
            return
        for k in range(m):
            diagonal[t, k] = block[k]
            for p in range(el.lower_start[k], el.lower_start[k + 1]):
                lower[t, p] = block[m + p] / block[k]
                _minus(wide, el.lower[p, 0], lower[t, p], wide, k)
            for p in range(el.inner_start[k], el.inner_start[k + 1]):
                block[el.inner[p, 0]] -= lower[t, el.inner[p, 1]] * block[m + el.inner[p, 2]]
        _square_up(wide, diagonal, t, square)
