"""How the border meets a step: quantities, totals, and the rows at the ends of a stretch.

The border is what holds for all steps. Eliminating the flows of a step couples its rows with the
border through values `z` (a flow and a border column): D^-1 K for quantities that cap the flow,
D^-1 G' for totals that sum it. In a stretch each column has a slot; columns that no stretch meets
both (peaks of months far apart) share one. After them come the rows that stay of the stretch's own
first step, and those of the next stretch's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.interior.folded import Folded, Tables
from zeropark.future.plan.interior.standard import Flags, Numbers, Reals


class Border(NamedTuple):
    """Lists of positions."""

    width: int
    """Slots, an even number."""
    slot: Numbers
    """Of each quantity and total."""
    own: int
    """The first slot of the rows that stay of the own first step."""
    after: int
    """The first slot of those of the next stretch."""
    own_at: Numbers
    """For each row, its slot among the own ones; `width` of a row that never stays."""
    share: Numbers
    """Cap and slot of each share: what a cap's quantities in one slot add up to."""
    share_of: Numbers
    """For each coefficient of E, the share that it adds to."""
    z: Numbers
    """Flow and slot of each z."""
    share_z: Numbers
    """For each share, the z that it adds to."""
    g_z: Numbers
    """For each coefficient of a total, the z that it adds to."""
    now: Numbers
    """Row, coefficient of A, z."""
    before: Numbers
    """Row, coefficient of C, z of the step before."""
    sums: Numbers
    """Slot of a total, coefficient of G, z on the same flow, 1 where that z is a quantity's."""
    same: Numbers
    """Cap, and two shares of it."""
    pair: Numbers
    """Two caps on one flow."""
    part: Numbers
    """Pair, and two shares: a product in the square of the difference of its signed shares."""
    part_sign: Reals


def border_of(form: Folded) -> tuple[Border, NDArray[np.int64]]:
    """The lists, and for each stretch where its slots stand in the core.

    In the core stand the rows that stay of each stretch, then quantities, then totals; what a
    stretch has no column for stands past its end.
    """
    f, met = form.tables, _met(form)
    slot, own = _slots(met, f.quantities)
    kept = f.kept.size
    after = own + kept
    width = after + kept + (after + kept) % 2
    own_at = np.full(f.rows, width)
    own_at[f.kept] = own + np.arange(kept)
    border = _lists(f, width=width, slot=slot, own=own, after=after, own_at=own_at)
    return border, _columns(form, border, met)


def _met(form: Folded) -> Flags:
    """Border columns that each stretch meets, in it or in the step before it."""
    f, fold = form.tables, form.fold
    inside = fold.gathered((form.varying != 0.0).any(axis=1))
    inside |= fold.gathered(form.varying_before != 0.0)
    constant = np.tile(f.constants != 0.0, (fold.stretches, 1))
    at_work = np.hstack([constant, inside])
    met = np.zeros((fold.stretches, f.quantities + f.totals), dtype=np.bool_)
    for table, column in ((f.b, f.b[:, 1]), (f.e, f.e[:, 1]), (f.g, f.quantities + f.g[:, 0])):
        for at, id_ in zip(column.tolist(), table[:, 2].tolist(), strict=True):
            met[:, at] |= at_work[:, id_]
    return met


def _slots(met: Flags, quantities: int) -> tuple[NDArray[np.int64], int]:
    """A slot for each column, and how many there are: the first that is free in all stretches.

    Quantities and totals have slots of their own, for they differ in sign.
    """
    taken: list[Flags] = []
    slot = np.zeros(met.shape[1], dtype=np.int64)
    begin = 0
    for column in range(met.shape[1]):
        begin = len(taken) if column == quantities else begin
        mine = met[:, column]
        free = (at for at in range(begin, len(taken)) if not (taken[at] & mine).any())
        found = next(free, len(taken))
        if found == len(taken):
            taken.append(np.zeros_like(mine))
        taken[found] |= mine
        slot[column] = found
    return slot, len(taken)


def _columns(form: Folded, border: Border, met: Flags) -> NDArray[np.int64]:
    f, stretches = form.tables, form.fold.stretches
    kept = f.kept.size
    first = stretches * kept
    columns = np.full((stretches, border.width), first + f.quantities + f.totals)
    for stretch in range(stretches):
        at = np.flatnonzero(met[stretch])
        columns[stretch, border.slot[at]] = first + at
        columns[stretch, border.own : border.after] = stretch * kept + np.arange(kept)
        if stretch + 1 < stretches:
            end = border.after + kept
            columns[stretch, border.after : end] = (stretch + 1) * kept + np.arange(kept)
    return columns


def _lists(
    f: Tables, *, width: int, slot: NDArray[np.int64], own: int, after: int, own_at: Numbers
) -> Border:
    shares: dict[tuple[int, int], int] = {}
    share_of = [
        shares.setdefault((cap, int(slot[quantity])), len(shares))
        for cap, quantity in f.e[:, :2].tolist()
    ]
    keys: dict[tuple[int, int], int] = {}
    share_z = [keys.setdefault((int(f.cap_flow[cap]), at), len(keys)) for cap, at in shares]
    quantity_zs = len(keys)
    of_total = slot[f.quantities + f.g[:, 0]].tolist()
    g_z = [
        keys.setdefault((flow, at), len(keys))
        for flow, at in zip(f.g[:, 1].tolist(), of_total, strict=True)
    ]
    z_on: dict[int, list[int]] = {}
    for (flow, _), number in keys.items():
        z_on.setdefault(flow, []).append(number)
    sums = [
        (int(slot[f.quantities + total]), id_, z, int(z < quantity_zs))
        for total, id_, z in _meet(f.g[:, 0], f.g[:, 2], f.g[:, 1], z_on)
    ]
    of_cap: dict[int, list[int]] = {}
    for (cap, _), number in shares.items():
        of_cap.setdefault(cap, []).append(number)
    same = [(cap, x, y) for cap, found in of_cap.items() for x in found for y in found]
    pairs, parts, signs = _pairs(f, of_cap)
    return Border(
        width=width,
        slot=slot.astype(np.uint32),
        own=own,
        after=after,
        own_at=own_at.astype(np.uint32),
        share=_table(shares, 2),
        share_of=_numbers(share_of),
        z=_table(keys, 2),
        share_z=_numbers(share_z),
        g_z=_numbers(g_z),
        now=_table(_meet(f.a[:, 0], f.a[:, 2], f.a[:, 1], z_on), 3),
        before=_table(_meet(f.c[:, 0], f.c[:, 2], f.c[:, 1], z_on), 3),
        sums=_table(sums, 4),
        same=_table(same, 3),
        pair=_table(pairs, 2),
        part=_table(parts, 3),
        part_sign=np.array(signs, dtype=np.float64),
    )


def _meet(
    rows: Numbers, ids: Numbers, flows: Numbers, z_on: dict[int, list[int]]
) -> list[tuple[int, int, int]]:
    entries = zip(rows.tolist(), ids.tolist(), flows.tolist(), strict=True)
    return [(row, id_, z) for row, id_, flow in entries for z in z_on.get(flow, ())]


def _pairs(
    f: Tables, of_cap: Mapping[int, Sequence[int]]
) -> tuple[list[tuple[int, int]], list[tuple[int, int, int]], list[float]]:
    on_flow: dict[int, list[int]] = {}
    for cap, flow in enumerate(f.cap_flow.tolist()):
        on_flow.setdefault(flow, []).append(cap)
    pairs: list[tuple[int, int]] = []
    parts: list[tuple[int, int, int]] = []
    signs: list[float] = []
    for caps in on_flow.values():
        for one, two in combinations(caps, 2):
            signed = [(x, float(f.cap_sign[one])) for x in of_cap.get(one, ())]
            signed += [(x, -float(f.cap_sign[two])) for x in of_cap.get(two, ())]
            parts += [(len(pairs), x, y) for x, _ in signed for y, _ in signed]
            signs += [p * q for _, p in signed for _, q in signed]
            pairs.append((one, two))
    return pairs, parts, signs


def _table(rows: Iterable[tuple[int, ...]], width: int) -> Numbers:
    return np.array(list(rows), dtype=np.uint32).reshape(-1, width)


def _numbers(values: list[int]) -> Numbers:
    return np.array(values, dtype=np.uint32)
