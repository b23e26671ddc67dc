"""`zeropark close --fill`: gaps are filled by the methods that were asked for, and no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cli_runs import Ran, in_json
from zeropark.facts.readings.filling.fill import METHODS

HEAD = "time,m-shop/energy [kWh]"
GAP = range(34, 37)
"""Three hours of the second day: too long for a line, and there is no week before."""


@pytest.fixture
def closed(park: Path, file: Callable[..., Path]) -> Callable[..., Ran]:
    """Two days of 180 kWh an hour with a gap, closed with some options."""
    rows = [f"2025-01-{1 + hour // 24:02d} {hour % 24:02d}:00,180" for hour in range(48)]
    known = [row for hour, row in enumerate(rows) if hour not in GAP]
    in_json("import", park, file("\n".join([HEAD, *known]) + "\n"))

    def close(*options: str) -> Ran:
        return in_json("close", park, "--period", "2025-01-02", *options)

    return close


def filled(ran: Ran) -> list[tuple[str, int, float]]:
    return [(each["method"], each["steps"], each["amount"]) for each in ran.data["fills"]]


def test_a_gap_is_filled_by_the_method_that_was_asked_for(closed: Callable[..., Ran]) -> None:
    assert filled(closed()) == []
    # three hours of four quarters, 45 kWh each
    assert filled(closed("--fill", "previous_day")) == [("previous_day", 12, pytest.approx(540))]
    assert filled(closed("--fill", "linear", "--fill", "previous_day")) == [
        ("previous_day", 12, pytest.approx(540))
    ]
    assert filled(closed("--fill", "none")) == []


def test_an_unknown_method_names_the_known_ones(closed: Callable[..., Ran]) -> None:
    ran = closed("--fill", "guess")
    assert ran.code == 2
    assert all(name in ran.out for name in METHODS)
