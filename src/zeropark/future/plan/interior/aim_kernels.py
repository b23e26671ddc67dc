"""Compiled: what products of variables and their duals are to become, and what flows see of it."""

from __future__ import annotations

from typing import Final

from numba import njit

from zeropark.future.plan.interior.folded import Tables
from zeropark.future.plan.interior.lanes import choose, most, put, same, take
from zeropark.future.plan.interior.solve_kernels import across
from zeropark.future.plan.interior.standard import Reals
from zeropark.future.plan.interior.step_kernels import clear, load_shares, numbers, room

NOWHERE: Final = 0
"""Products stay as they are."""
TO_ZERO: Final = 1
"""All products towards zero: the affine step."""
TO_CENTRE: Final = 2
"""All products towards `low`, less what the affine step would make of them (Mehrotra)."""
INSIDE: Final = 3
"""Besides what was aimed at, products that a longer step would leave outside [low, high] are led
back (Gondzio)."""


@njit(cache=True, nogil=True, error_model="numpy")
def _aim_at(
    kind: int,
    low: float,
    high: float,
    primal: float,
    dual: float,
    first: int,
    end: int,
    per: Reals,
    one: Reals,
    other: Reals,
    change: Reals,
    other_change: Reals,
    aim: Reals,
) -> None:
    """What products of one and other are to change by; nothing where nothing holds the one."""
    nothing, least, below = same(0.0), same(low), same(-high)
    longer, longer_dual = same(primal), same(dual)
    for at in range(first, end):
        far = nothing
        if kind == TO_ZERO:
            far = nothing - take(one, at) * take(other, at)
        elif kind == TO_CENTRE:
            far = (
                least - take(one, at) * take(other, at) - take(change, at) * take(other_change, at)
            )
        elif kind == INSIDE:
            product = take(one, at) + longer * take(change, at)
            product = product * (take(other, at) + longer_dual * take(other_change, at))
            within = nothing - most(nothing - most(product, least), below)
            far = take(aim, at) + most(within - product, below)
        put(aim, at, choose(take(per, at), far, nothing))


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
def aim(
    f: Tables,
    kind: int,
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
    """What products change by, one kind of aim, and the right sides that follow.

    `primal` and `dual` are how far a longer step goes; the changes are looked at where a kind
    speaks of a step.
    """
    n, caps, value, parts = f.flows, f.caps, numbers(f), room(f.caps)
    clear(ask, f.slots)
    for t in range(f.length):
        _aim_at(kind, low, high, primal, dual, t * n, (t + 1) * n, per_x, x, z, dx, dz, aim_x)
        _aim_at(kind, low, high, primal, dual, t * caps, (t + 1) * caps, per_s, s, v, ds, dv, aim_s)
        load_shares(f, varying, t, value)
        _gather(f, value, t, per_x, per_s, theta, miss_flow, miss_cap, aim_x, aim_s, parts, h, ask)
