"""What books say of month and year when a plan begins, by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from day_parks import BATTERY, RULES, SUPPLY, running_park, sun
from ledger_parks import flows_from
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Period, parse_instant
from zeropark.facts.ledger.bills.usage import Before
from zeropark.future.plan.days.state import ParkState
from zeropark.shell.stores.books.memory_books import MemoryBooks
from zeropark.shell.usecases.so_far import told_by_books

TWO_PART = {**SUPPLY, "pricing": "two_part", "declared_demand_kw": 10}
DIRECT: dict[str, Any] = {
    "kind": "green_direct",
    "id": "direct",
    "plants": ["sun"],
    "users": ["mill-co"],
    "grid_point": "grid",
}
NEW_YEAR = "2026-01-01T00:00"
DAY = Period(parse_instant("2026-01-02T00:00"), parse_instant("2026-01-03T00:00"))


def park(**rules: str) -> ParkDocument:
    mill = {"id": "mill", "kind": "load", "takes_from": "main", "rated_kw": 1000}
    found = running_park(
        BATTERY,
        sun(1000.0),
        direction="both",
        enterprises=[{"id": "mill-co", "industry_code": "C3130"}],
        contracts=[TWO_PART, DIRECT],
        planning={"rules": rules},
    )
    devices = tuple(
        each.model_copy(update={"enterprise": "mill-co"}) if each.id == mill["id"] else each
        for each in found.devices
    )
    return found.model_copy(update={"devices": devices})


def books(of: ParkDocument) -> MemoryBooks:
    """A day of quarter-hours: 400 kWh of sun at noon hours, 100 kWh used throughout."""
    noon = np.where((np.arange(96) >= 40) & (np.arange(96) < 56), 400.0, 0.0)
    used = np.full(96, 100.0)
    net = used - noon
    flows = flows_from(
        {
            "sun>main": noon.tolist(),
            "sun>curtailed": [0.0] * 96,
            "grid>main": np.maximum(net, 0.0).tolist(),
            "main>grid": np.maximum(-net, 0.0).tolist(),
            "main>mill": used.tolist(),
        },
        start=NEW_YEAR,
    )
    kept = MemoryBooks()
    kept.put_flows(flows, findings={})
    assert flows.park == of.id
    return kept


def told(of: ParkDocument, state: ParkState | None = None) -> tuple[ParkState, list[str]]:
    found, findings = told_by_books(state or ParkState(), DAY, books(of), park=of, rules=RULES)
    return found, [each.code for each in findings]


def test_the_month_s_demand_is_the_highest_quarter_so_far() -> None:
    state, codes = told(park())
    assert state.incurred.peaks_kw == {("demand", "2026-01"): 400.0}
    assert codes == []


def test_what_was_told_goes_before_the_books() -> None:
    before = ParkState(incurred=Before(peaks_kw={("demand", "2026-01"): 7.0}))
    state, _ = told(park(), before)
    assert state.incurred.peaks_kw == {("demand", "2026-01"): 7.0}


def test_ratios_stand_where_the_year_has_brought_them() -> None:
    """16 x 400 = 6,400 kWh of sun, 16 x 300 = 4,800 of it exported, 9,600 used in all: 1,600 are
    used by the park itself. R1 asks for 3,840 of it, R2 for 2,880, R3 allows 1,280 out."""
    state, _ = told(park(r3="require"))
    assert state.margins_kwh == pytest.approx(
        {"r1": 1600 - 3840, "r2": 1600 - 2880, "r3": -(4800 - 1280)}
    )


def test_without_required_ratios_none_is_asked_for() -> None:
    state, _ = told(park())
    assert state.margins_kwh == {}


def test_what_is_not_closed_is_said() -> None:
    of = park(r3="require")
    state, findings = told_by_books(ParkState(), DAY, MemoryBooks(), park=of, rules=RULES)
    assert [each.code for each in findings] == ["day.so_far_unknown"] * 2
    assert state == ParkState()
    assert "month" in findings[0].problem
    assert "当年" in findings[1].problem_in("zh")


def test_a_plan_that_begins_with_the_year_has_nothing_behind_it() -> None:
    of = park(r3="require")
    first = Period(parse_instant(NEW_YEAR), DAY.start)
    assert told_by_books(ParkState(), first, MemoryBooks(), park=of, rules=RULES) == (
        ParkState(),
        (),
    )
