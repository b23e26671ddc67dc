"""Internal rates of return: the rates at which flows are worth nothing, and how many there are.

How many is known before any is looked for: after Descartes' rule of signs, a polynomial has as
many positive roots as its coefficients change sign, or an even number fewer. The flows as a
polynomial in the rate tell of the rates above 0, as one in 1 / (1 + rate) - 1 of those below.
Where the rule says that there is exactly one, it is bracketed and halved down to; where it
leaves that open, the roots of the polynomial are worked out and each is tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import comb
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.deals.amount import Array
from zeropark.future.plan.deals.check import finite, refuse

_FARTHEST: Final = 40.0
"""|ln(1 + rate)| beyond which no rate is looked for: e40 is 2e17 a year."""
_ROUGHLY: Final = 16
"""Halvings of the bracket, to 6e-4; Newton's steps then settle all but near-double rates."""
_STEPS: Final = 4
_AT_REST: Final = 1e-13
_TO_THE_LAST_DIGIT: Final = 44
_ROUNDING: Final = 1e-13
"""Sums smaller than this share of what was added are 0."""
_ALMOST_REAL: Final = 1e-6
_WORTHLESS: Final = 1e-9
"""A rate is one where the worth is less than this share of what is added up to it."""


@dataclass(frozen=True, slots=True, eq=False)
class RateOfReturn:
    """The internal rate of each scenario; NaN where there is none, or several."""

    rate: Array
    """A share a year, shape () or (scenarios,)."""
    several: NDArray[np.bool_]
    """Where more than one rate would do, so that none says whether to build."""
    sign_changes: NDArray[np.int64]
    """How often the flows change from paid to received or back; 0: there can be no rate."""


def internal_rate(flows: Array) -> RateOfReturn:
    """The internal rate of return (内部收益率), or none.

    Given where exactly one rate of 0 or more makes the flows worth nothing, whatever there may be
    below 0: for every cost of capital that isn't negative it then tells what to do. Where no rate
    is 0 or more, the one below 0, if it is the only one.

    Args:
        flows: (years,) or (scenarios, years), received minus paid, the first one now.

    Raises:
        InputError: a flow is missing.
    """
    refuse(finite(flows, "flows"))
    values = np.atleast_2d(np.asarray(flows, dtype=np.float64))
    above, below = _as_polynomials(values)
    at_zero = above[:, 0] == 0.0
    high, low = sign_changes(above), sign_changes(below)
    one_above, one_below = ~at_zero & (high == 1), ~at_zero & (high == 0) & (low == 1)
    unclear = (high + at_zero > 1) | (~at_zero & (high == 0) & (low > 1))
    rate = np.where(at_zero & (high == 0) & values.any(axis=1), 0.0, np.nan)
    for chosen, above_zero in ((one_above, True), (one_below, False)):
        if chosen.any():
            rate[chosen] = _found(values[chosen], above_zero=above_zero)
    several = np.zeros(len(values), dtype=np.bool_)
    for row in np.flatnonzero(unclear):
        rate[row], several[row] = _chosen(internal_rates(values[row]))
    shape, changes = np.shape(flows)[:-1], sign_changes(values)
    return RateOfReturn(rate.reshape(shape), several.reshape(shape), changes.reshape(shape))


def internal_rates(flows: Array) -> tuple[float, ...]:
    """All rates above -100 % at which one scenario's flows are worth nothing, rising.

    Args:
        flows: (years,), received minus paid, the first one now.
    """
    refuse(finite(flows, "flows"))
    paid = np.trim_zeros(np.asarray(flows, dtype=np.float64))
    growths = np.roots(paid) if paid.size > 1 else np.zeros(0)
    real = (growths.real > 0.0) & (np.abs(growths.imag) <= _ALMOST_REAL * np.abs(growths))
    found: list[float] = []
    for near in np.sort(growths[real].real):
        growth = _polished(paid, float(near))
        terms = paid * growth ** -np.arange(paid.size, dtype=np.float64)
        tried = abs(terms.sum()) <= _WORTHLESS * np.abs(terms).sum()
        if tried and not (found and growth - 1.0 - found[-1] <= _ALMOST_REAL * growth):
            found.append(growth - 1.0)
    return tuple(found)


def sign_changes(values: Array) -> NDArray[np.int64]:
    """How often each row changes sign, zeros left out.

    >>> sign_changes(np.array([[-1.0, 0.0, 2.0, -3.0], [1.0, 2.0, 0.0, 3.0]])).tolist()
    [2, 0]
    """
    signs = np.sign(values)
    latest = np.maximum.accumulate(np.where(signs != 0.0, np.arange(signs.shape[1]), 0), axis=1)
    held = np.take_along_axis(signs, latest, axis=1)
    changed: NDArray[np.int64] = (held[:, 1:] * held[:, :-1] < 0.0).sum(axis=1)
    return changed


def _as_polynomials(values: Array) -> tuple[Array, Array]:
    """Coefficients in rate, and in 1 / (1 + rate) - 1, by rising power; rounding is 0."""
    ahead = _binomials(values.shape[1])
    sizes, kept = np.abs(values), []
    for powers in (ahead[::-1], ahead):
        sums = values @ powers
        kept.append(np.where(np.abs(sums) <= _ROUNDING * (sizes @ powers), 0.0, sums))
    return kept[0], kept[1]


@cache
def _binomials(count: int) -> Array:
    """Each n over k, in row n, column k: the coefficients of (1 + x)^n."""
    table = np.array([[float(comb(n, k)) for k in range(count)] for n in range(count)])
    table.flags.writeable = False
    return table


def _found(values: Array, *, above_zero: bool) -> Array:
    """The one rate of each row on that side of 0; NaN where it is farther than can be told."""
    by_year = np.ascontiguousarray(values.T if above_zero else values.T[::-1])
    far_sign = _first_sign(by_year)
    near, far = np.zeros(len(values)), np.full(len(values), _FARTHEST)
    too_far = _worth(by_year, far) * far_sign < 0.0
    near, far = _halved(by_year, far_sign, near, far, times=_ROUGHLY)
    distance, settled = _stepped(by_year, near, far)
    rest = np.flatnonzero(~settled)
    _, distance[rest] = _halved(
        by_year[:, rest], far_sign[rest], near[rest], far[rest], times=_TO_THE_LAST_DIGIT
    )
    found: Array = np.expm1(distance if above_zero else -distance)
    found[too_far] = np.nan
    return found


def _halved(
    by_year: Array, far_sign: Array, near: Array, far: Array, *, times: int
) -> tuple[Array, Array]:
    """Brackets halved so often; what lies beyond the rate has the sign of the far end."""
    for _ in range(times if near.size else 0):
        middle = 0.5 * (near + far)
        beyond = _worth(by_year, middle) * far_sign >= 0.0
        far, near = np.where(beyond, middle, far), np.where(beyond, near, middle)
    return near, far


def _stepped(by_year: Array, near: Array, far: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Newton's steps within the brackets, and where they have come to rest."""
    distance = 0.5 * (near + far)
    weighted = by_year * -np.arange(len(by_year), dtype=np.float64)[:, None]
    step = distance
    for _ in range(_STEPS):
        slope = _worth(weighted, distance)
        step = np.divide(
            -_worth(by_year, distance), slope, out=np.full_like(distance, np.inf), where=slope != 0
        )
        distance = np.clip(distance + step, near, far)
    return distance, np.abs(step) <= _AT_REST


def _first_sign(by_year: Array) -> Array:
    """The sign of the first flow of each scenario that isn't 0."""
    signs = np.sign(by_year)
    first = np.argmax(signs != 0.0, axis=0)
    found: Array = np.take_along_axis(signs, first[None, :], axis=0)[0]
    return found


def _worth(by_year: Array, distance: Array) -> Array:
    """Horner's sum of flow x e^(-distance t), t counted from the first row."""
    factor = np.exp(-distance)
    worth: Array = by_year[-1].copy()
    for flow in by_year[-2::-1]:
        worth *= factor
        worth += flow
    return worth


def _polished(paid: Array, growth: float) -> float:
    """A root of the polynomial, nearer by Newton's steps where they are small."""
    times = np.arange(paid.size, dtype=np.float64)
    for _ in range(3):
        terms = paid * growth**-times
        slope = float((terms * times).sum())
        step = float(terms.sum()) / slope if slope else 0.0
        if abs(step) > _ALMOST_REAL:
            break
        growth *= 1.0 + step
    return growth


def _chosen(rates: tuple[float, ...]) -> tuple[float, bool]:
    """The rate that tells what to do, and whether there are several that would."""
    from_zero = [rate for rate in rates if rate >= -_WORTHLESS]
    candidates = from_zero or rates
    if len(candidates) == 1:
        return candidates[0], False
    return np.nan, bool(candidates)
