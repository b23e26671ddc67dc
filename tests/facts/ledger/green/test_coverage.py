from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_parks import bus, flows_from, load, park_of, point, pv
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.around_the_clock import around_the_clock
from zeropark.facts.ledger.green.coverage import Coverage, coverage, joined
from zeropark.facts.ledger.green.green_books import green_books


@cache
def rules() -> Rulebook:
    return load_rulebook()


def park(trade_kwh: float, mwh: int) -> ParkDocument:
    contracts: list[dict[str, Any]] = [
        {
            "kind": "green_trade",
            "id": "t",
            "buyer": "park",
            "month": "2026-01",
            "quantity_kwh": trade_kwh,
        },
        {
            "kind": "certificates",
            "id": "c",
            "holder": "park",
            "vintage": "2025-11",
            "quantity_mwh": mwh,
            "cancelled_for": 2026,
        },
    ]
    return park_of(
        enterprises=[{"id": "mill"}],
        buses=[bus("b"), bus("steam", "steam"), bus("low", "steam")],
        boundary_points=[point("grid", "b")],
        devices=[
            pv("sun", "b"),
            {
                "id": "motor",
                "kind": "back_pressure_turbine",
                "steam_from": "steam",
                "steam_to": "low",
                "electricity_to": "b",
                "capacity_kw": 1000,
                "electricity_kwh_per_t": 80,
            },
            load("furnace", "b", "mill"),
        ],
        contracts=contracts,
    )


def two_months(grid: list[float]) -> Flows:
    """Two hours of January and two of February: 16:00 UTC is midnight at the park."""
    rows = {
        "sun>b": [1000.0, 2000, 0, 1000],
        "motor>b": [0.0, 0, 500, 0],
        "grid>b": grid,
        "b>furnace": [
            each + more for each, more in zip(grid, (1000, 2000, 500, 1000), strict=True)
        ],
    }
    return flows_from(rows, minutes=60, start="2026-01-31T14:00Z")


def covered(of: ParkDocument, grid: list[float]) -> Coverage:
    flows = two_months(grid)
    books = green_books(flows, park=of, year=2026, rulebook=rules())
    return coverage(books, hours=around_the_clock(flows, park=of))


def test_the_parts_of_two_months_are_as_worked_by_hand() -> None:
    # January: import 4,000 + 2,000 = 6,000, traded 3,000, left 3,000. February: import 1,000.
    # 2 certificates, 2,000 kWh, over 4,000 left: half of each month, 1,500 and 500.
    # Other is the motor's: 500 in February.
    found = covered(park(3000, 2), [4000, 2000, 0, 1000])
    assert found.months == ("2026-01", "2026-02")
    assert found.direct_kwh.tolist() == [3000, 1000]
    assert found.trade_kwh.tolist() == [3000, 0]
    assert found.certificate_kwh.tolist() == [1500, 500]
    assert found.uncovered_kwh.tolist() == [1500, 500]
    assert found.other_kwh.tolist() == [0, 500]
    assert found.consumption_kwh.tolist() == [9000, 2500]


def test_months_can_be_taken_out() -> None:
    found = covered(park(3000, 2), [4000, 2000, 0, 1000]).chosen(frozenset({"2026-02"}))
    assert found.months == ("2026-02",)
    assert found.consumption_kwh.tolist() == [2500]


def test_stretches_are_told_one_after_the_other() -> None:
    found = covered(park(3000, 2), [4000, 2000, 0, 1000])
    both = joined([found.chosen(frozenset({"2026-01"})), found.chosen(frozenset({"2026-02"}))])
    assert both.months == found.months
    assert both.consumption_kwh.tolist() == found.consumption_kwh.tolist()


imports = st.lists(st.floats(0, 1e5), min_size=4, max_size=4)


@given(grid=imports, trade_kwh=st.floats(1, 1e6), mwh=st.integers(1, 500))
@settings(max_examples=40, deadline=None)
def test_every_kwh_counts_once(grid: list[float], trade_kwh: float, mwh: int) -> None:
    of = park(trade_kwh, mwh)
    flows = two_months(grid)
    books = green_books(flows, park=of, year=2026, rulebook=rules())
    found = coverage(books, hours=around_the_clock(flows, park=of))
    assert found.consumption_kwh.tolist() == pytest.approx(books.consumption_kwh.tolist(), abs=1e-4)
    assert found.trade_kwh.sum() == pytest.approx(books.trade_total_kwh)
    assert found.certificate_kwh.sum() == pytest.approx(books.certificate_total_kwh, abs=1e-6)
    assert found.uncovered_kwh.sum() == pytest.approx(books.uncovered_import_kwh, abs=1e-4)
    for part in (found.direct_kwh, found.trade_kwh, found.certificate_kwh, found.uncovered_kwh):
        assert (np.asarray(part) >= 0).all()
