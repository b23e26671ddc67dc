from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_parks import battery, bus, flows_from, load, park_of, point, pv
from zeropark.basis.errors import MissingRuleError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.ledger.green.draw import not_covered
from zeropark.facts.ledger.green.green_books import (
    GreenBook,
    GreenBooks,
    green_books,
    green_books_to_date,
)

NAN = math.nan


def trade(id_: str, buyer: str, kwh: float, month: str = "2026-01") -> dict[str, Any]:
    return {
        "kind": "green_trade",
        "id": id_,
        "buyer": buyer,
        "month": month,
        "quantity_kwh": kwh,
    }


def certificates(id_: str, holder: str, mwh: int, vintage: str = "2025-11", **more: Any) -> Any:
    return {
        "kind": "certificates",
        "id": id_,
        "holder": holder,
        "vintage": vintage,
        "quantity_mwh": mwh,
        "cancelled_for": 2026,
        **more,
    }


def park(*contracts: dict[str, Any]) -> ParkDocument:
    return park_of(
        enterprises=[{"id": "mill"}, {"id": "shop"}],
        buses=[bus("b")],
        boundary_points=[
            point("grid", "b"),
            point("line", "b", kind="direct_line", direction="in"),
        ],
        devices=[
            pv("sun", "b"),
            battery("cells", "b"),
            load("furnace", "b", "mill"),
            load("saw", "b", "shop"),
        ],
        contracts=list(contracts),
    )


# Two hours of January and two of February (the axis starts at 22:00 on 31 January), kWh:
#   hour           0      1      2      3
#   grid        6000   3000   1000      0      January 9000, February 1000
#   sun            0   1000      0   4000
#   mill        4000   2000   1000   1000      half of each hour's use in 1 and 3,
#   shop        2000   2000      0   1000      two thirds in 0, all in 2
#   export         0      0      0   2000
# grid power: mill 4000 + 1500 in January, 1000 in February; shop 2000 + 1500, 0
ROWS = {
    "grid>b": [6000.0, 3000, 1000, 0],
    "sun>b": [0.0, 1000, 0, 4000],
    "b>furnace": [4000.0, 2000, 1000, 1000],
    "b>saw": [2000.0, 2000, 0, 1000],
    "b>grid": [0.0, 0, 0, 2000],
}


@cache
def rulebook() -> Rulebook:
    return load_rulebook()


def books_of(*contracts: dict[str, Any], rows: dict[str, list[float]] = ROWS) -> GreenBooks:
    flows = flows_from(rows, minutes=60, start="2026-01-31T22:00")
    return green_books(flows, park=park(*contracts), year=2026, rulebook=rulebook())


def test_what_differs_in_the_last_digits_alone_is_covered() -> None:
    assert not_covered(1_889_316.0, 1_889_315.9999999998) == 0.0
    assert not_covered(1_889_316.0, 1_889_315.5) == pytest.approx(0.5)
    assert not_covered(100.0, 120.0) == 0.0
    assert not_covered(0.0, 0.0) == 0.0


def test_direct_is_generation_less_export_by_month() -> None:
    books = books_of()
    assert books.months == ("2026-01", "2026-02")
    assert books.direct_kwh.tolist() == [1000, 2000]
    assert books.grid_import_kwh.tolist() == [9000, 1000]
    assert books.consumption_kwh.tolist() == [10000, 3000]
    assert books.direct_share == pytest.approx(3000 / 13000)
    assert books.uncovered_import_kwh == 10000


def test_what_leaves_over_a_line_of_its_own_is_no_export_of_other_plants() -> None:
    # A station on a bus that no link joins sends 9,000 an hour out at a point of its own: what
    # the sun gives on the park's bus, 1,000 in January and 4,000 less 2,000 in February, stays.
    apart = park_of(
        buses=[bus("b"), bus("far"), bus("coal", "bituminous_coal")],
        boundary_points=[
            point("grid", "b"),
            point("out", "far"),
            point("pit", "coal", "supply", "in"),
        ],
        devices=[
            pv("sun", "b"),
            {
                "id": "station",
                "kind": "coal_unit",
                "fuel_from": ["coal"],
                "electricity_to": "far",
                "capacity_kw": 10_000,
            },
            load("saw", "b"),
        ],
    )
    rows = {
        "grid>b": [6000.0, 3000, 1000, 0],
        "sun>b": [0.0, 1000, 0, 4000],
        "b>saw": [6000.0, 4000, 1000, 2000],
        "b>grid": [0.0, 0, 0, 2000],
        "station>far": [9000.0, 9000, 9000, 9000],
        "far>out": [9000.0, 9000, 9000, 9000],
    }
    flows = flows_from(rows, minutes=60, start="2026-01-31T22:00")
    books = green_books(flows, park=apart, year=2026, rulebook=rulebook())
    assert books.direct_kwh.tolist() == [1000, 2000]
    assert books.consumption_kwh.tolist() == [10000, 3000]


def test_a_direct_line_is_physically_direct() -> None:
    rows = ROWS | {"line>b": [0.0, 500, 0, 0], "grid>b": [6000.0, 2500, 1000, 0]}
    assert books_of(rows=rows).direct_kwh.tolist() == [1500, 2000]


def test_a_trade_counts_up_to_what_its_buyer_drew_that_month() -> None:
    books = books_of(trade("t1", "mill", 5000), trade("t2", "mill", 2000), trade("t3", "shop", 100))
    # mill drew 5500 in January: 5000, then 500 of 2000
    assert books.by_contract(GreenBook.TRADE) == {"t1": 5000, "t2": 500, "t3": 100}
    (found,) = books.findings
    assert (found.code, found.place) == ("green.excess", "contracts.t2")
    assert "1,500 kWh count nowhere" in found.problem
    assert books.uncovered_import_kwh == 10000 - 5600


def test_certificates_count_up_to_what_trades_leave_over_the_year() -> None:
    # mill drew 6500 in the two months; 5000 traded; 1500 are left for 2 certificates of 1000
    books = books_of(trade("t1", "mill", 5000), certificates("c1", "mill", 2))
    assert books.by_contract(GreenBook.CERTIFICATE) == {"c1": 1500}
    assert [f.code for f in books.findings] == ["green.excess", "green.part_of_year"]
    assert books.trade_total_kwh == 5000  # the books stay apart


def test_a_claim_of_the_park_as_a_whole_is_cut_to_what_others_left() -> None:
    books = books_of(trade("t1", "mill", 5500), certificates("c1", "park", 50, "2026-01"))
    assert books.by_contract(GreenBook.CERTIFICATE) == {"c1": 4500}
    assert books.uncovered_import_kwh == 0


def test_certificates_count_alike_in_whatever_order_they_are_told() -> None:
    # The park traded 8000 of January's 9000: 2000 of the two months' 10000 are left. The mill
    # drew 5500 + 1000 and the shop 3500, so 1 MWh of each fits, whichever comes first.
    bulk = trade("t1", "park", 8000)
    mill, shop = certificates("c1", "mill", 1), certificates("c2", "shop", 1)
    for first, second in ((mill, shop), (shop, mill)):
        books = books_of(bulk, first, second)
        assert books.by_contract(GreenBook.CERTIFICATE) == {"c1": 1000, "c2": 1000}
        assert books.uncovered_import_kwh == 0


def test_certificates_for_another_year_or_still_held_count_nowhere() -> None:
    other = certificates("c1", "mill", 1) | {"cancelled_for": 2025}
    held = certificates("c2", "mill", 1) | {"cancelled_for": None}
    assert books_of(other, held).claims == ()


def test_a_certificate_is_valid_for_two_years_from_its_month() -> None:
    # made in 2026-03: usable to 2028-02 inclusive
    for day, code in (("2028-02-28", None), ("2028-03-01", "green.expired")):
        contract = certificates("c1", "mill", 1, "2026-03", cancelled_on=day)
        flows = flows_from(ROWS, minutes=60, start="2028-01-31T22:00")
        books = green_books(
            flows,
            park=park(contract | {"cancelled_for": 2028}),
            year=2028,
            rulebook=rulebook(),
        )
        assert [f.code for f in books.findings] == [code or "green.part_of_year"]
        assert books.certificate_total_kwh == (0 if code else 1000)


def test_power_made_later_can_not_stand_for_an_earlier_year() -> None:
    books = books_of(certificates("c1", "mill", 1, "2027-01"))
    assert [f.code for f in books.findings] == ["green.vintage_later"]
    assert books.certificate_total_kwh == 0


def test_a_trade_of_another_month_is_noted_and_not_counted() -> None:
    books = books_of(trade("t1", "mill", 10, "2026-06"))
    assert books.claims == ()
    assert [f.code for f in books.findings] == ["green.other_month"]


def test_a_buyer_without_a_meter_can_claim_nothing() -> None:
    rows = {name: row for name, row in ROWS.items() if name != "b>saw"}
    books = books_of(trade("t1", "shop", 10), rows=rows)
    assert books.trade_total_kwh == 0
    assert [f.code for f in books.findings] == ["green.holder_not_metered"]


def test_an_hour_with_a_gap_is_direct_for_nobody() -> None:
    rows = ROWS | {"sun>b": [0.0, NAN, 0, 4000]}
    books = books_of(rows=rows)
    assert books.direct_kwh.tolist() == [0, 2000]
    assert books.consumption_kwh.tolist() == [6000, 3000]  # that hour left out here too
    assert books.missing_hours == 1


def test_certificates_without_a_rule_on_validity_are_an_error() -> None:
    flows = flows_from(ROWS, minutes=60, start="2026-01-31T22:00")
    with pytest.raises(MissingRuleError):
        green_books(
            flows, park=park(certificates("c1", "mill", 1)), year=2026, rulebook=Rulebook(())
        )


claims = st.tuples(
    st.sampled_from(["mill", "shop", "park"]),
    st.sampled_from(["2026-01", "2026-02"]),
    st.integers(1, 9000),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(claims, max_size=6), st.lists(claims, max_size=4))
def test_no_kwh_is_ever_claimed_twice(
    trades: list[tuple[str, str, int]], held: list[tuple[str, str, int]]
) -> None:
    contracts = [trade(f"t{i}", who, kwh, month) for i, (who, month, kwh) in enumerate(trades)]
    contracts += [
        certificates(f"c{i}", who, 1 + kwh // 3000, month)
        for i, (who, month, kwh) in enumerate(held)
    ]
    books = books_of(*contracts)
    drawn = {"mill": 6500.0, "shop": 3500.0, "park": 10000.0}
    for who, kwh in drawn.items():
        counted = sum(c.counted_kwh for c in books.claims if c.holder == who)
        assert counted <= kwh + 1e-6
    total = books.trade_total_kwh + books.certificate_total_kwh
    assert total + books.uncovered_import_kwh == pytest.approx(10000)
    for month, drawn_kwh in zip(books.months, books.grid_import_kwh, strict=True):
        traded = sum(c.counted_kwh for c in books.claims if c.month == month)
        assert traded <= drawn_kwh + 1e-6
    assert all(c.unused_kwh >= -1e-9 for c in books.claims)
    assert np.all(books.direct_kwh == [1000, 2000])  # claims don't move what is physical


def test_to_date_each_month_claims_only_what_there_was_until_then() -> None:
    # ROWS: grid power is 9000 kWh in January and 1000 in February. Certificates of 10 MWh: by the
    # end of January 9000 kWh of them count, by the end of February all.
    place = park(certificates("gec", "park", 9), certificates("more", "park", 1))
    january, february = green_books_to_date(
        flows_from(ROWS, start="2026-01-31T22:00", minutes=60),
        park=place,
        year=2026,
        rulebook=rulebook(),
    )
    assert january.months == ("2026-01",)
    assert january.certificate_total_kwh == pytest.approx(9000)
    assert february.certificate_total_kwh == pytest.approx(10000)
    assert january.uncovered_import_kwh == pytest.approx(0)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(*(st.floats(0, 1000).map(lambda v: round(v, 2)) for _ in range(4))),
        min_size=3,
        max_size=8,
    ),
    st.integers(1, 3000),
)
def test_to_date_is_what_the_books_say_of_the_flows_cut_there(
    hours: list[tuple[float, ...]], traded: int
) -> None:
    names = ("grid>b", "sun>b", "b>furnace", "b>saw")
    rows = {name: [hour[at] for hour in hours] for at, name in enumerate(names)}
    place = park(trade("t", "mill", float(traded)), certificates("gec", "shop", 1))
    whole = flows_from(rows, start="2026-01-31T22:00", minutes=60)
    first = flows_from(
        {name: row[:2] for name, row in rows.items()}, start="2026-01-31T22:00", minutes=60
    )
    to_date = green_books_to_date(whole, park=place, year=2026, rulebook=rulebook())
    cut = green_books(first, park=place, year=2026, rulebook=rulebook())
    end = green_books(whole, park=place, year=2026, rulebook=rulebook())
    for found, expected in zip(to_date, (cut, end), strict=True):
        assert found.period == expected.period
        assert found.claims == expected.claims
        assert found.direct_total_kwh == pytest.approx(expected.direct_total_kwh)
        assert found.missing_hours == expected.missing_hours
