"""An electric boiler between a power market and a buyer of steam, worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from plan_markets import traded

BOILER: dict[str, Any] = {
    "kind": "electric_boiler",
    "electricity_from": "power",
    "heat_to": "steam",
    "capacity_kw": 750,
    "efficiency": 0.98,
    "min_load_share": 0.5,
}


def test_its_size_is_the_electricity_that_it_takes() -> None:
    # 750 kWh make 0.98 t, and 9 more are lost on the way to it
    done = traded(BOILER, steps=2, bought={"power": [0.2, 0.4]}, sold={"steam": 250})
    assert done.objective == pytest.approx(0.2 * 759 - 250 * 0.98)
    assert done.flow("power", "d") == pytest.approx([750, 0])
    assert done.flow("d", "steam") == pytest.approx([0.98, 0])


def test_it_starts_and_stops_as_told_and_each_start_can_be_priced() -> None:
    done = traded(
        BOILER, steps=3, bought={"power": [0.2, 0.4, 0.2]}, sold={"steam": 250}, on_off=True
    )
    assert done.value(done.draft.working["d"]) == pytest.approx([1, 0, 1])
    assert done.value(done.draft.segments["d", "start"]) == pytest.approx([0, 0, 1])
    assert done.value(done.draft.segments["d", "stop"]) == pytest.approx([0, 1, 0])
