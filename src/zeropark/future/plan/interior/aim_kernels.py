"""Compiled: what products of variables and their duals are to become, and what flows see of it."""

from __future__ import annotations

from numba import njit

from zeropark.future.plan.interior.folded import Tables
from zeropark.future.plan.interior.lanes import choose, most, put, same, take
from zeropark.future.plan.interior.solve_kernels import across
from zeropark.future.plan.interior.standard import Reals
from zeropark.future.plan.interior.step_kernels import clear, load_shares, numbers, room


@njit(cache=True, nogil=True, error_model="numpy")
def _gather(
    f: Tables,
    value: Reals,
    t: int,
    per_x: Reals,
    per_s: Reals,
    theta: Reals,
    miss_flow: Reals,
    miss_cap: Reals,
    aim_x: Reals,
    aim_s: Reals,
    parts: Reals,
    h: Reals,
    ask: Reals,
) -> None:
    """The right side of the reduced system: h of flows, and what caps take from quantities."""
    for j in range(f.flows):
        at = t * f.flows + j
        put(h, at, take(aim_x, at) * take(per_x, at) - take(miss_flow, at))
    for c in range(f.caps):
        at, of = t * f.caps + c, t * f.flows + f.cap_flow[c]
        part = take(theta, at) * take(miss_cap, at) - take(aim_s, at) * take(per_s, at)
        put(parts, c, part)
        put(h, of, take(h, of) + same(f.cap_sign[c]) * part)
    across(f.e, value, parts, 0, ask)


@njit(cache=True, nogil=True, error_model="numpy")
def aim_nowhere(
    f: Tables,
    varying: Reals,
    per_x: Reals,
    per_s: Reals,
    theta: Reals,
    miss_flow: Reals,
    miss_cap: Reals,
    aim_x: Reals,
    aim_s: Reals,
    h: Reals,
    ask: Reals,
) -> None:
    """Products stay as they are."""
    value, parts, nothing = numbers(f), room(f.caps), same(0.0)
    clear(ask, f.slots)
    for t in range(f.length):
        for at in range(t * f.flows, (t + 1) * f.flows):
            put(aim_x, at, nothing)
        for at in range(t * f.caps, (t + 1) * f.caps):
            put(aim_s, at, nothing)
        load_shares(f, varying, t, value)
        _gather(f, value, t, per_x, per_s, theta, miss_flow, miss_cap, aim_x, aim_s, parts, h, ask)


@njit(cache=True, nogil=True, error_model="numpy")
def aim_affine(
    f: Tables,
    varying: Reals,
    per_x: Reals,
    per_s: Reals,
    theta: Reals,
    miss_flow: Reals,
    miss_cap: Reals,
    aim_x: Reals,
    aim_s: Reals,
    h: Reals,
    ask: Reals,
    x: Reals,
    s: Reals,
    z: Reals,
    v: Reals,
) -> None:
    """All products towards zero."""
    value, parts, nothing = numbers(f), room(f.caps), same(0.0)
    clear(ask, f.slots)
    for t in range(f.length):
        for at in range(t * f.flows, (t + 1) * f.flows):
            put(aim_x, at, nothing - take(x, at) * take(z, at))
        for at in range(t * f.caps, (t + 1) * f.caps):
            put(aim_s, at, nothing - take(s, at) * take(v, at))
        load_shares(f, varying, t, value)
        _gather(f, value, t, per_x, per_s, theta, miss_flow, miss_cap, aim_x, aim_s, parts, h, ask)


@njit(cache=True, nogil=True, error_model="numpy")
def aim_centre(
    f: Tables,
    mu: float,
    varying: Reals,
    per_x: Reals,
    per_s: Reals,
    theta: Reals,
    miss_flow: Reals,
    miss_cap: Reals,
    aim_x: Reals,
    aim_s: Reals,
    h: Reals,
    ask: Reals,
    x: Reals,
    s: Reals,
    z: Reals,
    v: Reals,
    dx: Reals,
    ds: Reals,
    dz: Reals,
    dv: Reals,
) -> None:
    """All products towards mu, less what the affine step would make of them (Mehrotra)."""
    value, parts, nothing = numbers(f), room(f.caps), same(0.0)
    clear(ask, f.slots)
    target = same(mu)
    for t in range(f.length):
        for at in range(t * f.flows, (t + 1) * f.flows):
            far = target - take(x, at) * take(z, at) - take(dx, at) * take(dz, at)
            put(aim_x, at, choose(take(per_x, at), far, nothing))
        for at in range(t * f.caps, (t + 1) * f.caps):
            far = target - take(s, at) * take(v, at) - take(ds, at) * take(dv, at)
            put(aim_s, at, choose(take(per_s, at), far, nothing))
        load_shares(f, varying, t, value)
        _gather(f, value, t, per_x, per_s, theta, miss_flow, miss_cap, aim_x, aim_s, parts, h, ask)


@njit(cache=True, nogil=True, error_model="numpy")
def aim_inside(
    f: Tables,
    low: float,
    high: float,
    primal: float,
    dual: float,
    varying: Reals,
    per_x: Reals,
    per_s: Reals,
    theta: Reals,
    miss_flow: Reals,
    miss_cap: Reals,
    aim_x: Reals,
    aim_s: Reals,
    h: Reals,
    ask: Reals,
    x: Reals,
    s: Reals,
    z: Reals,
    v: Reals,
    dx: Reals,
    ds: Reals,
    dz: Reals,
    dv: Reals,
) -> None:
    """Products that a longer step would leave outside [low, high] are led back (Gondzio)."""
    value, parts, nothing = numbers(f), room(f.caps), same(0.0)
    clear(ask, f.slots)
    longer, longer_dual = same(primal), same(dual)
    least, greatest = same(low), same(high)
    for t in range(f.length):
        for at in range(t * f.flows, (t + 1) * f.flows):
            product = take(x, at) + longer * take(dx, at)
            product = product * (take(z, at) + longer_dual * take(dz, at))
            far = nothing - most(nothing - most(product, least), nothing - greatest) - product
            far = take(aim_x, at) + most(far, nothing - greatest)
            put(aim_x, at, choose(take(per_x, at), far, nothing))
        for at in range(t * f.caps, (t + 1) * f.caps):
            product = take(s, at) + longer * take(ds, at)
            product = product * (take(v, at) + longer_dual * take(dv, at))
            far = nothing - most(nothing - most(product, least), nothing - greatest) - product
            far = take(aim_s, at) + most(far, nothing - greatest)
            put(aim_s, at, choose(take(per_s, at), far, nothing))
        load_shares(f, varying, t, value)
        _gather(f, value, t, per_x, per_s, theta, miss_flow, miss_cap, aim_x, aim_s, parts, h, ask)
