from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeropark.facts.ledger.green.direct import DirectFigures
from zeropark.facts.ledger.green.month_alone import months_alone


def until(self_use: float, generation: float, curtailed: float | None, steps: int) -> DirectFigures:
    return DirectFigures(
        generation_kwh=generation,
        curtailed_kwh=curtailed,
        charged_kwh=0,
        released_kwh=0,
        left_in_stores_kwh=7,
        import_kwh=0,
        export_kwh=0,
        renewable_export_kwh=0,
        self_use_kwh=self_use,
        consumption_kwh=2 * self_use,
        unallocated_kwh=0,
        steps=steps,
        missing_steps=steps // 100,
        quality=4,
    )


def test_a_month_alone_is_what_came_after_the_month_before() -> None:
    # to date 60 of 100 + 0, then 90 of 180 + 20: February alone is 30 of 80 + 20, R1 = 0.3
    january, february = months_alone([until(60, 100, 0, 744), until(90, 180, 20, 1416)])
    assert january.r1 == pytest.approx(0.6)
    assert february.self_use_kwh == 30
    assert february.available_kwh == 100
    assert february.r1 == pytest.approx(0.3)
    assert (february.steps, february.missing_steps) == (672, 7)
    assert february.left_in_stores_kwh == 7


def test_unmeasured_curtailment_stays_unmeasured() -> None:
    _, february = months_alone([until(60, 100, None, 744), until(90, 180, None, 1416)])
    assert february.curtailed_kwh is None


def test_no_months_give_none() -> None:
    assert months_alone([]) == ()


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=12))
@settings(max_examples=30, deadline=None)
def test_months_add_up_to_the_year(amounts: list[float]) -> None:
    running = [sum(amounts[: at + 1]) for at in range(len(amounts))]
    found = months_alone([until(each, each, 0, 24 * at) for at, each in enumerate(running)])
    assert sum(each.self_use_kwh for each in found) == pytest.approx(running[-1], abs=1e-6)
    assert all(each.self_use_kwh >= 0 for each in found)
