"""Settlements by hand, and what always holds: parts sum to the fen, nothing is paid twice."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from response_park import pay, programme
from settled_cases import EVENT, JULY, NAMES, PARK, WEEK, delivered, settled
from zeropark.basis.rules.programme import ProgrammeTable
from zeropark.basis.units import Money
from zeropark.facts.ledger.response.settle import Verified, settle
from zeropark.facts.ledger.response.settlement import overlap_kw


def test_an_hour_by_hand() -> None:
    # 600 kW accepted for an hour; 330 + 180 + 60 = 570 kWh delivered: 95 %, paid at 1 CNY.
    found = settled(delivered(330.0, 180.0, 60.0))
    (line,) = found.lines
    assert (line.what, line.quantity, line.amount.cny) == ("energy", 570, Decimal("570.00"))
    assert line.share == pytest.approx(0.95)
    # Of 330.00 the battery is the park's own; of 180.00 the mill has 70 %, of 60.00 the shop 80 %.
    assert found.by_user == {
        "park": Money(33000 + 5400 + 1200),
        "mill": Money(12600),
        "shop": Money(4800),
    }


@pytest.mark.parametrize(
    ("powers", "cny"),
    [((240.0, 160.0, 79.0), "0.00"), ((240.0, 160.0, 80.0), "480.00"), ((900.0, 0, 0), "720.00")],
)
def test_the_bands(powers: tuple[float, ...], cny: str) -> None:
    found = settled(delivered(*powers))
    assert found.total.cny == Decimal(cny)
    assert found.lines[0].what == ("unpaid" if cny == "0.00" else "energy")


def test_the_calls_price_goes_before_the_programmes() -> None:
    assert settled(delivered(300.0, 200.0, 100.0, price=1.5)).total.cny == Decimal("900.00")


def test_what_is_simulated_is_marked_to_the_statement() -> None:
    real = delivered(330.0, 180.0, 60.0)
    made = replace(real, delivery=replace(real.delivery, call="c2", generated=True))
    assert settled(real, made).generated
    assert not settled(real).generated


def test_a_price_above_what_the_programme_allows_is_cut_to_it() -> None:
    capped = programme(down_cny_per_kwh=None, most_down_cny_per_kwh=1.5)
    found = settled(delivered(300.0, 200.0, 100.0, price=2.0), dr=capped)
    assert found.total.cny == Decimal("900.00")


def test_a_third_of_a_fen_goes_to_the_largest_remainder() -> None:
    # 100 kWh at 0.1 CNY are 1000 fen over three resources of the same delivery.
    one = delivered(100 / 3, 100 / 3, 100 / 3, assigned_kw=(100 / 3,) * 3, price=0.1)
    found = settled(one)
    by_resource = {
        name: sum(part.amount.fen for part in found.parts if part.resource == name)
        for name in NAMES
    }
    assert sorted(by_resource.values()) == [333, 333, 334]


def test_a_penalty_falls_on_those_who_were_short() -> None:
    rule = programme(pay=pay(penalty_below_share=1.0, penalty_price_share=2.0))
    # The battery kept to it, the mill brought none of its 200: 400 of 600 is 67 %, below 80 %.
    found = settled(delivered(300.0, 0.0, 100.0), dr=rule)
    energy, penalty = found.lines
    assert energy.amount.fen == 0
    assert (penalty.quantity, penalty.amount.cny) == (200, Decimal("-400.00"))
    assert found.by_user["mill"] == Money(-20000)  # half of it by its agreement
    assert found.by_user["park"] == Money(-20000)
    assert found.by_user["shop"] == Money(0)


def test_a_test_call_is_recorded_and_not_paid() -> None:
    found = settled(delivered(300.0, 200.0, 100.0, test=True))
    assert (found.lines[0].what, found.lines[0].quantity, found.total.fen) == ("test", 600, 0)
    paid = programme(pay=pay(tests_paid=True))
    assert settled(delivered(300.0, 200.0, 100.0, test=True), dr=paid).total.cny == 600


def test_a_month_without_a_call_is_paid_for_standing_by() -> None:
    tables = {"dr": programme(standby_cny_per_kw_month=0.3), "spot": programme(product="spot")}
    # 500 + 400 + 100 kW registered, at 0.3 CNY.
    found = settle(JULY, (), park=PARK, programmes=tables)
    assert [(line.what, line.amount.cny) for line in found.lines] == [("standby", 300)]
    assert found.by_user["mill"] == Money(8400)  # 70 % of 40 % of it
    called = settle(JULY, [delivered(300.0, 200.0, 100.0)], park=PARK, programmes=tables)
    assert [line.what for line in called.lines] == ["energy"]
    drill = settle(JULY, [delivered(300.0, test=True)], park=PARK, programmes=tables)
    assert [line.what for line in drill.lines] == ["test", "standby"]
    week = settle(WEEK, (), park=PARK, programmes=tables)
    assert week.lines == ()


def test_the_same_adjustment_is_not_paid_twice() -> None:
    first = delivered(300.0, 200.0, 100.0)
    second = delivered(300.0, 200.0, 100.0, call="c2", programme_id="spot")
    found = settled(first, second)
    assert [line.amount.cny for line in found.lines] == [Decimal("600.00"), Decimal(0)]
    assert {finding.code for finding in found.findings} == {"settlement.paid_already"}
    assert "c1" in found.findings[0].problem


def test_what_an_earlier_settlement_credited_stays_credited() -> None:
    earlier = settled(delivered(300.0, 200.0, 100.0)).credited
    second = delivered(400.0, 200.0, 100.0, call="c2", programme_id="spot")
    tables = {"dr": programme(), "spot": programme(product="spot", pay=pay(none_below_share=0))}
    again = settle(WEEK, [second], park=PARK, programmes=tables, credited=earlier)
    assert again.total.cny == Decimal("100.00")  # the battery's 400 less the 300 of before
    same = settle(
        WEEK, [delivered(300.0, 200.0, 100.0)], park=PARK, programmes=tables, credited=earlier
    )
    assert same.total.cny == Decimal("600.00")  # settled again, it is not its own rival


@pytest.mark.parametrize(
    ("call", "table", "code"),
    [
        (delivered(1.0), programme(pay=None), "settlement.no_pay_rule"),
        (delivered(1.0), programme(down_cny_per_kwh=None), "settlement.no_price"),
        (delivered(float("nan")), programme(), "settlement.not_known"),
    ],
)
def test_what_can_not_be_settled_says_why(call: Verified, table: ProgrammeTable, code: str) -> None:
    found = settled(call, dr=table)
    assert [finding.code for finding in found.findings] == [code]
    assert found.lines == ()


power = st.floats(-500, 2000)


@given(
    st.lists(st.tuples(power, power, power, st.booleans(), st.floats(0, 5)), max_size=5),
    st.floats(0, 1),
)
def test_a_statement_sums_to_the_total_to_the_fen(
    calls: list[tuple[float, float, float, bool, float]], penalty: float
) -> None:
    rule = programme(pay=pay(penalty_below_share=penalty, penalty_price_share=1.0))
    given_calls = [
        delivered(*powers, call=f"c{n}", test=test, price=price)
        for n, (*powers, test, price) in enumerate(calls)
    ]
    found = settled(*given_calls, dr=rule)
    assert sum(part.fen for part in found.by_user.values()) == found.total.fen
    for n, line in enumerate(found.lines):
        parts = [part.amount.fen for part in found.parts if part.line == n]
        assert sum(parts) == line.amount.fen


@given(st.lists(st.tuples(power, power, power), min_size=1, max_size=4))
def test_no_more_is_credited_than_was_delivered(calls: list[tuple[float, float, float]]) -> None:
    given_calls = [delivered(*powers, call=f"c{n}", price=1.0) for n, powers in enumerate(calls)]
    found = settled(*given_calls)
    for row, name in enumerate(NAMES):
        total = sum(
            (overlap_kw(each, EVENT) for each in found.credited if each.resource == name),
            np.zeros(4),
        )
        assert (total <= max([0.0, *(powers[row] for powers in calls)]) + 1e-6).all()
