"""How the border meets a step: quantities, totals, and the rows where a segment begins.

The border is what holds for all steps. Eliminating the flows of a step couples its rows with the
border through values `z` (a flow and a border column): D^-1 K for quantities that cap the flow,
D^-1 G' for totals that sum it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

import numpy as np

from zeropark.future.plan.interior.standard import Form, Numbers, Reals


class Border(NamedTuple):
    """Lists of positions; a border column is a quantity, or `quantities + total`."""

    z: Numbers
    """Flow and border column of each z."""
    e_z: Numbers
    """For each share of a cap, the z that it adds to."""
    g_z: Numbers
    """For each coefficient of a total, the z that it adds to."""
    now: Numbers
    """Row, coefficient of A, z."""
    before: Numbers
    """Row, coefficient of C, z of the step before."""
    sums: Numbers
    """Total, coefficient of G, z on the same flow."""
    same: Numbers
    """Cap, and two shares of it."""
    pair: Numbers
    """Two caps on one flow."""
    part: Numbers
    """Pair, and two shares: a product in the square of the difference of its signed shares."""
    part_sign: Reals


def border_of(form: Form) -> Border:
    """The lists of one form, whose rows are in the order of elimination."""
    quantities = form.quantities
    flow_of_share = form.cap_flow[form.e[:, 0]]
    keys: dict[tuple[int, int], int] = {}
    e_z = [
        keys.setdefault((flow, at), len(keys))
        for flow, at in zip(flow_of_share.tolist(), form.e[:, 1].tolist(), strict=True)
    ]
    g_z = [
        keys.setdefault((flow, quantities + at), len(keys))
        for flow, at in zip(form.g[:, 1].tolist(), form.g[:, 0].tolist(), strict=True)
    ]
    z_on: dict[int, list[int]] = {}
    for (flow, _), number in keys.items():
        z_on.setdefault(flow, []).append(number)
    pairs, parts, signs = _pairs(form)
    return Border(
        _table(keys, 2),
        _numbers(e_z),
        _numbers(g_z),
        _table(_meet(form.a[:, 0], form.a[:, 2], form.a[:, 1], z_on), 3),
        _table(_meet(form.c[:, 0], form.c[:, 2], form.c[:, 1], z_on), 3),
        _table(_meet(form.g[:, 0], form.g[:, 2], form.g[:, 1], z_on), 3),
        _table(_same(form), 3),
        _table(pairs, 2),
        _table(parts, 3),
        np.array(signs, dtype=np.float64),
    )


def _meet(
    rows: Numbers, ids: Numbers, flows: Numbers, z_on: dict[int, list[int]]
) -> list[tuple[int, int, int]]:
    entries = zip(rows.tolist(), ids.tolist(), flows.tolist(), strict=True)
    return [(row, id_, z) for row, id_, flow in entries for z in z_on.get(flow, ())]


def _same(form: Form) -> list[tuple[int, int, int]]:
    of_cap = _shares_of(form)
    return [(cap, x, y) for cap, found in of_cap.items() for x in found for y in found]


def _shares_of(form: Form) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for share, cap in enumerate(form.e[:, 0].tolist()):
        found.setdefault(cap, []).append(share)
    return found


def _pairs(
    form: Form,
) -> tuple[list[tuple[int, int]], list[tuple[int, int, int]], list[float]]:
    of_cap = _shares_of(form)
    on_flow: dict[int, list[int]] = {}
    for cap, flow in enumerate(form.cap_flow.tolist()):
        on_flow.setdefault(flow, []).append(cap)
    pairs: list[tuple[int, int]] = []
    parts: list[tuple[int, int, int]] = []
    signs: list[float] = []
    for caps in on_flow.values():
        for one, two in combinations(caps, 2):
            signed = [(x, float(form.cap_sign[one])) for x in of_cap.get(one, ())]
            signed += [(x, -float(form.cap_sign[two])) for x in of_cap.get(two, ())]
            parts += [(len(pairs), x, y) for x, _ in signed for y, _ in signed]
            signs += [p * q for _, p in signed for _, q in signed]
            pairs.append((one, two))
    return pairs, parts, signs


def _table(rows: Iterable[tuple[int, ...]], width: int) -> Numbers:
    return np.array(list(rows), dtype=np.uint32).reshape(-1, width)


def _numbers(values: list[int]) -> Numbers:
    return np.array(values, dtype=np.uint32)
