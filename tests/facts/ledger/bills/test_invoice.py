"""Lines and bills: rounding to the fen, sums, completeness."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zeropark.basis.errors import Finding
from zeropark.basis.timeline import parse_period
from zeropark.facts.ledger.bills.invoice import Bill, Line


def line(quantity: str, price: str, component: str = "e") -> Line:
    return Line(
        component=component, zh="电量", en="energy", month="2026-06", quantity=Decimal(quantity),
        unit="kWh", unit_price_cny=Decimal(price), rules=(),
    )  # fmt: skip


def made(*lines: Line, findings: tuple[Finding, ...] = ()) -> Bill:
    return Bill(
        tariff="t", period=parse_period("2026-06"), lines=lines, findings=findings,
        missing_steps=0, quality=0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("quantity", "price", "fen"),
    [
        ("1", "0.005", 1),  # half a fen goes up
        ("1", "0.00499", 0),
        ("3", "0.335", 101),  # 1.005
        ("1", "-0.005", -1),  # and away from zero in a credit
        ("1000000.000001", "0.0693", 6_930_000),
    ],
)
def test_a_line_is_rounded_half_up_to_the_fen(quantity: str, price: str, fen: int) -> None:
    assert line(quantity, price).amount.fen == fen


def test_the_total_is_the_sum_of_rounded_lines() -> None:
    # Three times 0.335 is 1.01 rounded once; rounded by the line it is 3 x 0.34.
    bill = made(line("1", "0.335"), line("1", "0.335"), line("1", "0.335", component="f"))
    assert bill.total.cny == Decimal("1.02")
    assert bill.of("e").cny == Decimal("0.68")
    assert made().total.fen == 0


def test_a_finding_keeps_a_bill_from_being_complete() -> None:
    finding = Finding(code="c", place="p", problem_template="x", remedy_template="y")
    assert made().complete
    assert not made(findings=(finding,)).complete
