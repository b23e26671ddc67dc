"""The archetypes as programs: their buses close, and they need few rows a step."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from plan_parks import Solved, hours, rows_per_step, solve
from sketch_parks import archetype
from zeropark.basis.park.archetypes import archetype_names
from zeropark.future.plan.assembly.equations import EQUATIONS
from zeropark.future.plan.assembly.write_park import write_park
from zeropark.future.plan.site.conditions import Conditions, conditions_of
from zeropark.future.plan.site.park_draft import ParkDraft
from zeropark.future.simulation.operation.behaviour import BEHAVIOUR

ROWS = {
    "jinchang": 14,
    "jiuquan": 15,
    "minqin": 16,
    "qingyang": 12,
    "tianshui": 16,
    "wuwei": 13,
    "zhangye": 15,
}
"""Rows a step that join flows: a row a store and a shifted load, and few a bus."""


@cache
def conditions(name: str) -> Conditions:
    return conditions_of(archetype(name), hours(48, start="2025-03-05"), seed=1)


@cache
def two_days(name: str) -> ParkDraft:
    return write_park(conditions(name))


def test_every_kind_of_device_has_equations() -> None:
    assert set(EQUATIONS) == set(BEHAVIOUR)


def test_every_archetype_is_counted() -> None:
    assert set(ROWS) == set(archetype_names())


@pytest.mark.parametrize("name", ROWS)
def test_an_archetype_has_no_more_rows_than_it_needs(name: str) -> None:
    assert rows_per_step(two_days(name))[0] <= ROWS[name]


@pytest.mark.parametrize("name", ROWS)
def test_a_bus_without_a_row_closes_whatever_the_columns_are(name: str) -> None:
    draft = two_days(name)
    program = draft.draft.finish()
    rng = np.random.default_rng(1)
    anything = Solved(
        draft, 0.0, rng.random((len(program.flows), 48)), rng.random(len(program.quantities))
    )
    with_rows = {row.name.removeprefix("bus ") for row in program.rows}
    imbalances = imbalance_by_bus(anything)
    closed = {bus for bus, (off, most) in imbalances.items() if off <= 1e-9 * max(most, 1.0)}
    assert imbalances.keys() - closed <= with_rows
    assert len(closed) > len(imbalances) / 2


@pytest.mark.parametrize("name", ROWS)
def test_two_days_of_an_archetype_can_be_run(name: str) -> None:
    park = conditions(name).park
    assert park.planning is not None
    may_lack = {at.bus: at.cny_per_unit for at in park.planning.unserved}
    prices = {f"{point.id}>{point.bus}": 0.5 for point in park.boundary_points}
    prices |= {f"unmetered>{bus}": cny for bus, cny in may_lack.items()}
    done = solve(write_park(conditions(name), unserved=may_lack.keys()), prices)
    for bus, (off, most) in imbalance_by_bus(done).items():
        assert off <= 1e-6 * max(most, 1.0), bus
    for path, amount in done.draft.paths.items():
        flow = done.value(amount)
        assert flow.min() >= -1e-6 * max(float(flow.max()), 1.0), path


def imbalance_by_bus(done: Solved) -> dict[str, tuple[float, float]]:
    """By bus: the largest |in - out| of a step, and the largest flow into it."""
    into = {bus.id: np.zeros(48) for bus in done.draft.park.buses}
    out = {bus.id: np.zeros(48) for bus in done.draft.park.buses}
    for path, amount in (*done.draft.paths.items(), *done.draft.nets.items()):
        flow = done.value(amount)
        if path.sink in into:
            into[path.sink] = into[path.sink] + flow
        if path.source in out:
            out[path.source] = out[path.source] + flow
    return {
        bus: (float(np.abs(into[bus] - out[bus]).max()), float(np.abs(into[bus]).max()))
        for bus in into
    }
