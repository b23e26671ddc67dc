"""How the border meets a step: quantities, totals, and the rows at the ends of a stretch.

The border is what holds for all steps. Eliminating the flows of a step couples its rows with the
border through values `z` (a flow and a border column): D^-1 K for quantities that cap the flow,
D^-1 G' for totals that sum it. After the slots of quantities and totals come those of the rows that
stay of the stretch's own first step, and of the next stretch's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.interior.folded import Folded, Tables
from zeropark.future.plan.interior.slots import Slots
from zeropark.future.plan.interior.standard import Numbers, Reals


class Border(NamedTuple):
    """Lists of positions."""

    width: int
    """Slots, an even number."""
    own: int
    """The first slot of the rows that stay of the own first step."""
    after: int
    """The first slot of those of the next stretch."""
    own_at: Numbers
    """For each row, its slot among the own ones; `width` of a row that never stays."""
    z: Numbers
    """Flow and slot of each z."""
    e_z: Numbers
    """For each share of a cap (an entry of E), the z that it adds to."""
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
    f, slots, stretches = form.tables, form.slots, form.fold.stretches
    kept = f.kept.size
    own, after = slots.count, slots.count + kept
    width = after + kept + (after + kept) % 2
    own_at = np.full(f.rows, width)
    own_at[f.kept] = own + np.arange(kept)
    first = stretches * kept
    columns = np.full((stretches, width), first + slots.quantities + slots.totals)
    columns[:, :own] = first + slots.columns
    columns[:, own:after] = np.arange(first).reshape(stretches, kept)
    columns[:-1, after : after + kept] = columns[1:, own:after]
    border = _lists(f, quantities=_quantity_slots(slots), width=width, own=own, own_at=own_at)
    return border, columns


def _quantity_slots(slots: Slots) -> int:
    """Slots of quantities; those of totals follow them."""
    return int(slots.of[: slots.quantities].max(initial=-1)) + 1


def _lists(f: Tables, *, quantities: int, width: int, own: int, own_at: Numbers) -> Border:
    keys: dict[tuple[int, int], int] = {}
    e_z = [
        keys.setdefault((int(f.cap_flow[cap]), slot), len(keys)) for cap, slot, _ in f.e.tolist()
    ]
    g_z = [keys.setdefault((flow, slot), len(keys)) for slot, flow, _ in f.g.tolist()]
    z_on: dict[int, list[tuple[int, int]]] = {}
    for (flow, slot), number in keys.items():
        z_on.setdefault(flow, []).append((slot, number))
    sums = [
        (total, id_, number, int(slot < quantities))
        for total, flow, id_ in f.g.tolist()
        for slot, number in z_on[flow]
    ]
    of_cap: dict[int, list[int]] = {}
    for share, (cap, _, _) in enumerate(f.e.tolist()):
        of_cap.setdefault(cap, []).append(share)
    same = [(cap, x, y) for cap, found in of_cap.items() for x in found for y in found]
    pairs, parts, signs = _pairs(f, of_cap)
    return Border(
        width=width,
        own=own,
        after=own + f.kept.size,
        own_at=own_at.astype(np.uint32),
        z=_table(keys, 2),
        e_z=_numbers(e_z),
        g_z=_numbers(g_z),
        now=_table(_meet(f.a, z_on), 3),
        before=_table(_meet(f.c, z_on), 3),
        sums=_table(sums, 4),
        same=_table(same, 3),
        pair=_table(pairs, 2),
        part=_table(parts, 3),
        part_sign=np.array(signs, dtype=np.float64),
    )


def _meet(
    table: Numbers, z_on: Mapping[int, Sequence[tuple[int, int]]]
) -> list[tuple[int, int, int]]:
    return [
        (row, id_, number) for row, flow, id_ in table.tolist() for _, number in z_on.get(flow, ())
    ]


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
