"""Compiled: what the flows of a step leave among the border, and between it and rows."""

from __future__ import annotations

from numba import njit

from zeropark.future.plan.interior.border import Border
from zeropark.future.plan.interior.folded import Tables
from zeropark.future.plan.interior.lanes import choose, flags, put, same, take
from zeropark.future.plan.interior.standard import Flags, Numbers, Reals
from zeropark.future.plan.interior.step_kernels import clear


@njit(cache=True, nogil=True, error_model="numpy")
def z_values(
    f: Tables,
    bd: Border,
    value: Reals,
    inverse: Reals,
    theta: Reals,
    t: int,
    z: Reals,
) -> None:
    """D^-1 K and D^-1 G' of a step."""
    clear(z, bd.z.shape[0])
    for k in range(f.e.shape[0]):
        c, into = f.e[k, 0], bd.e_z[k]
        pressed = same(f.cap_sign[c]) * take(theta, t * f.caps + c) * take(value, f.e[k, 2])
        put(z, into, take(z, into) + pressed)
    for k in range(f.g.shape[0]):
        into = bd.g_z[k]
        put(z, into, take(z, into) + take(value, f.g[k, 2]))
    for k in range(bd.z.shape[0]):
        put(z, k, take(z, k) * take(inverse, t * f.flows + bd.z[k, 0]))


@njit(cache=True, nogil=True, error_model="numpy")
def caps_among(
    f: Tables,
    bd: Border,
    value: Reals,
    fixed: Flags,
    inverse: Reals,
    stiff: Reals,
    theta: Reals,
    t: int,
    among: Reals,
) -> None:
    """What caps leave among quantities, written without cancellation."""
    for k in range(bd.same.shape[0]):
        c, one, two = bd.same[k, 0], bd.same[k, 1], bd.same[k, 2]
        j = t * f.flows + f.cap_flow[c]
        weight = take(theta, t * f.caps + c)
        weight = choose(flags(fixed, j), weight, weight * take(stiff, j) * take(inverse, j))
        weight = weight * take(value, f.e[one, 2]) * take(value, f.e[two, 2])
        at = f.e[one, 1] * bd.width + f.e[two, 1]
        put(among, at, take(among, at) + weight)


@njit(cache=True, nogil=True, error_model="numpy")
def pairs_among(
    f: Tables, bd: Border, value: Reals, inverse: Reals, theta: Reals, t: int, among: Reals
) -> None:
    """What two caps on one flow leave: the square of the difference of their signed shares."""
    for k in range(bd.part.shape[0]):
        one, two = bd.pair[bd.part[k, 0], 0], bd.pair[bd.part[k, 0], 1]
        first, second = bd.part[k, 1], bd.part[k, 2]
        weight = take(theta, t * f.caps + one) * take(theta, t * f.caps + two)
        weight = weight * take(inverse, t * f.flows + f.cap_flow[one]) * same(bd.part_sign[k])
        weight = weight * take(value, f.e[first, 2]) * take(value, f.e[second, 2])
        at = f.e[first, 1] * bd.width + f.e[second, 1]
        put(among, at, take(among, at) + weight)


@njit(cache=True, nogil=True, error_model="numpy")
def totals_among(bd: Border, value: Reals, z: Reals, among: Reals) -> None:
    """What flows leave between totals and the rest of the border."""
    for k in range(bd.sums.shape[0]):
        total, number, of_quantity = bd.sums[k, 0], bd.sums[k, 2], bd.sums[k, 3]
        column = bd.z[number, 1]
        weight = take(value, bd.sums[k, 1]) * take(z, number)
        at = column * bd.width + total
        put(among, at, take(among, at) - weight)
        if of_quantity:
            at = total * bd.width + column
            put(among, at, take(among, at) - weight)


@njit(cache=True, nogil=True, error_model="numpy")
def widen(bd: Border, table: Numbers, value: Reals, z: Reals, wide: Reals) -> None:
    """The border's part of rows through flows."""
    for k in range(table.shape[0]):
        number = table[k, 2]
        at = table[k, 0] * bd.width + bd.z[number, 1]
        put(wide, at, take(wide, at) + take(value, table[k, 1]) * take(z, number))


@njit(cache=True, nogil=True, error_model="numpy")
def widen_whole(f: Tables, bd: Border, value: Reals, wide: Reals) -> None:
    """The border's part of rows that hold quantities."""
    for k in range(f.b.shape[0]):
        at = f.b[k, 0] * bd.width + f.b[k, 1]
        put(wide, at, take(wide, at) + take(value, f.b[k, 2]))
