from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ledger_parks import bus, flows_from, load, park_of, point
from zeropark.facts.ledger.balance.balance import balance
from zeropark.facts.ledger.check import check_balance, check_flows
from zeropark.facts.ledger.flow import Flows

PARK = park_of(buses=[bus("b")], boundary_points=[point("grid", "b")], devices=[load("x", "b")])


def good() -> Flows:
    return flows_from({"grid>b": [3, 2], "b>x": [2, 2]})


def test_good_flows_have_no_fault() -> None:
    assert check_flows(good()) == ()
    assert check_balance(balance(good(), park=PARK), park=PARK) == ()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("quantity", np.array([[3.0, -2.0], [2.0, 2.0]]), "flows.negative"),
        ("quantity", np.array([[3.0, np.inf], [2.0, 2.0]]), "flows.infinite"),
        ("quantity", np.ones((2, 3)), "flows.shape"),
        ("quality", np.zeros((1, 2), dtype=np.uint8), "flows.shape"),
        ("kind", np.full((2, 2), 9, dtype=np.uint8), "flows.kind"),
    ],
)
def test_broken_flows_are_told(
    field: str, value: np.ndarray[tuple[int, ...], np.dtype[np.generic]], code: str
) -> None:
    broken = replace(good(), **{field: value})  # type: ignore[arg-type]
    assert [fault.code for fault in check_flows(broken)] == [code]


def test_a_bus_that_does_not_close_is_told() -> None:
    done = balance(good(), park=PARK)
    opened = replace(done, residual=replace(done.residual, quantity=done.residual.quantity * 2))
    assert [fault.code for fault in check_balance(opened, park=PARK)] == ["balance.open"]


def test_a_residual_of_another_kind_is_told() -> None:
    done = balance(good(), park=PARK)
    changed = replace(done.residual, kind=np.zeros_like(done.residual.kind))
    faults = check_balance(replace(done, residual=changed), park=PARK)
    assert [fault.code for fault in faults] == ["balance.kind"]


def test_a_node_that_is_not_in_the_park_is_told() -> None:
    flows = flows_from({"grid>b": [1], "b>x": [1], "b>ghost": [0]})
    faults = check_balance(balance(flows, park=PARK), park=PARK)
    assert [fault.code for fault in faults] == ["flows.unknown_node"]
