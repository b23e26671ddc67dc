"""The order and the steps of eliminating one step's rows: found once, the same in every step.

S = A D^-1 A' + C D^-1 C' is block tridiagonal in time. Its factor L D L' has the same pattern in
every step once the rows that a step before fills have been added, which is a closure. The
arithmetic of a step is written down as lists of positions, and compiled code runs through them.

Positions of a step's block: the diagonal (rows), then `lower` (row, column) below it; positions of
the block that reaches back: `back` (row of this step, row of the step before).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from zeropark.future.plan.interior.standard import Form, Numbers

Pair = tuple[int, int]


class Elimination(NamedTuple):
    """Lists of positions, in the order of their use; rows are in the order of elimination."""

    order: Numbers
    """The form's row at each place."""
    lower: Numbers
    """Row and column of each position below the diagonal, column after column."""
    lower_start: Numbers
    """Where each column's positions begin; its last element is their number."""
    back: Numbers
    """Row, and row of the step before."""
    now: Numbers
    """Products of A with itself: position in the block, two coefficients, the flow between."""
    before: Numbers
    """Products of C with itself, with the flow of the step before."""
    reach: Numbers
    """Products of C with the A of the step before: position in `back`."""
    carry: Numbers
    """back[0] -= back[1] * lower[2] of the step before."""
    fill: Numbers
    """block[0] -= back[1] * back[2] / diagonal of the step before at row 3."""
    inner: Numbers
    """block[0] -= lower[1] * lower[2] * diagonal, a column after the other."""
    inner_start: Numbers
    """Where each column's operations begin; its last element is their number."""


def eliminate(form: Form) -> Elimination:
    """The order of elimination and its operations."""
    blocks, reaches = _patterns(form)
    order = _order(form.rows, blocks, reaches)
    place = {row: at for at, row in enumerate(order)}
    lower, back = _closure(
        form.rows,
        {(place[i], place[k]) for i, k in blocks},
        {(place[i], place[k]) for i, k in reaches},
    )
    return _write(form, order, place, lower, back)


def _patterns(form: Form) -> tuple[set[Pair], set[Pair]]:
    """Which rows share a flow in a step, and which reach rows of the step before by one."""
    now, before = _by_flow(form.a[:, 1], form.a[:, 0]), _by_flow(form.c[:, 1], form.c[:, 0])
    blocks = {(i, k) for rows in now.values() for i in rows for k in rows}
    blocks |= {(i, k) for rows in before.values() for i in rows for k in rows}
    reaches = {(i, k) for flow, rows in before.items() for i in rows for k in now.get(flow, ())}
    return blocks, reaches


def _by_flow(flows: Numbers, rows: Numbers) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for flow, row in zip(flows.tolist(), rows.tolist(), strict=True):
        found.setdefault(flow, []).append(row)
    return found


def _order(rows: int, blocks: set[Pair], reaches: set[Pair]) -> list[int]:
    """Rows that the next step does not see first, each by least degree; then the others."""
    seen_later = {k for _, k in reaches}
    reached_back = {i for i, _ in reaches}
    near = {row: {k for i, k in blocks if i == row and k != row} for row in range(rows)}
    for one in reached_back:  # what the step before fills
        near[one] |= reached_back - {one}
    order: list[int] = []
    left = set(range(rows))
    while left:
        early = left - seen_later
        chosen = min(early or left, key=lambda row: (len(near[row] & left), row))
        around = near[chosen] & left - {chosen}
        for row in around:
            near[row] |= around - {row}
        left.discard(chosen)
        order.append(chosen)
    return order


def _closure(rows: int, blocks: set[Pair], reaches: set[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Positions of `lower` and `back`, fill included, that hold in every step."""
    lower = {(i, k) for i, k in blocks if i > k}
    back = set(reaches)
    while True:
        size = (len(lower), len(back))
        for k in range(rows):
            below = [i for i, column in lower if column == k]
            lower |= {(i, j) for i in below for j in below if i > j}
            back |= {(i, after) for i, column in back if column == k for after in below}
        lower |= {(i, j) for i, k in back for j, other in back if k == other and i > j}
        if size == (len(lower), len(back)):
            return sorted(lower, key=lambda at: (at[1], at[0])), sorted(
                back, key=lambda at: (at[1], at[0])
            )


def _write(
    form: Form, order: list[int], place: dict[int, int], lower: list[Pair], back: list[Pair]
) -> Elimination:
    rows = form.rows
    at_lower = {pair: rows + number for number, pair in enumerate(lower)}
    at_block = {(row, row): row for row in range(rows)} | at_lower
    at_back = {pair: number for number, pair in enumerate(back)}
    a = _entries(form.a[:, 1], form.a[:, 0], form.a[:, 2], place)
    c = _entries(form.c[:, 1], form.c[:, 0], form.c[:, 2], place)
    below = [[i for i, column in lower if column == k] for k in range(rows)]
    inner = [
        [
            (at_block[i, j], at_lower[i, k] - rows, at_lower[j, k] - rows)
            for j in below[k]
            for i in below[k]
            if i >= j
        ]
        for k in range(rows)
    ]
    column_of_back = [[i for i, column in back if column == k] for k in range(rows)]
    carry = [
        (at_back[i, after], at_back[i, k], at_lower[after, k] - rows)
        for k in range(rows)
        for i in column_of_back[k]
        for after in below[k]
    ]
    fill = [
        (at_block[i, j], at_back[i, k], at_back[j, k], k)
        for k in range(rows)
        for i in column_of_back[k]
        for j in column_of_back[k]
        if i >= j
    ]
    now = [
        (at_block[i, j], x, y, flow)
        for flow, found in a.items()
        for i, x in found
        for j, y in found
        if i >= j
    ]
    before = [
        (at_block[i, j], x, y, flow)
        for flow, found in c.items()
        for i, x in found
        for j, y in found
        if i >= j
    ]
    reach = [
        (at_back[i, j], x, y, flow)
        for flow, found in c.items()
        for i, x in found
        for j, y in a.get(flow, ())
    ]
    return Elimination(
        np.array(order, dtype=np.int64),
        _table(lower, 2),
        _starts([len(each) for each in below]),
        _table(back, 2),
        _table(now, 4),
        _table(before, 4),
        _table(reach, 4),
        _table(carry, 3),
        _table(fill, 4),
        _table([each for column in inner for each in column], 3),
        _starts([len(each) for each in inner]),
    )


def _entries(
    flows: Numbers, rows: Numbers, ids: Numbers, place: dict[int, int]
) -> dict[int, list[Pair]]:
    found: dict[int, list[Pair]] = {}
    for flow, row, id_ in zip(flows.tolist(), rows.tolist(), ids.tolist(), strict=True):
        found.setdefault(flow, []).append((place[row], id_))
    return found


def _table(rows: Iterable[tuple[int, ...]], width: int) -> Numbers:
    return np.array(list(rows), dtype=np.uint32).reshape(-1, width)


def _starts(lengths: list[int]) -> Numbers:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.uint32)
