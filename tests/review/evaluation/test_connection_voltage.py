from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger_parks import bus, load, park_of, point, pv
from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.rules.load import load_rulebook
from zeropark.review.evaluation.connection_voltage import connection_voltage
from zeropark.review.evaluation.indicator import Indicator, Verdict

DAY = date(2026, 12, 31)


def checked(voltage_kv: float | None, **contract: Any) -> Indicator | None:
    park = park_of(
        enterprises=[{"id": "mill"}],
        buses=[bus("b", voltage_kv=voltage_kv)],
        boundary_points=[point("grid", "b")],
        devices=[pv("sun", "b"), load("furnace", "b", "mill")],
    )
    told = {"kind": "green_direct", "id": "d", "plants": ["sun"], "users": ["mill"]}
    of = GreenDirect.model_validate({**told, "grid_point": "grid", **contract})
    return connection_voltage(park, contract=of, rules=load_rulebook(), at=DAY)


@pytest.mark.parametrize(
    ("voltage_kv", "verdict"),
    [
        (110, Verdict.PASS),
        (220, Verdict.PASS),
        (330, Verdict.UNKNOWN),  # where the grid runs at it, as in the Northwest
        (500, Verdict.FAIL),
        (None, Verdict.UNKNOWN),
    ],
)
def test_a_connection_may_be_as_high_as_the_rule_says(
    voltage_kv: float | None, verdict: Verdict
) -> None:
    found = checked(voltage_kv)
    assert found is not None
    assert found.verdict is verdict
    assert found.value == voltage_kv
    assert found.reason_zh


def test_an_islanded_project_has_no_voltage_to_check() -> None:
    assert checked(110, grid_point=None) is None
