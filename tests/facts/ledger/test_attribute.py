from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_parks import battery, bus, flows_from, load, park_of, point, pv
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.ledger.attribute import allocate, consumption_by_owner, consumption_series
from zeropark.facts.ledger.balance.balance import balance

NAN = math.nan


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    return park_of(
        enterprises=[{"id": "mill"}, {"id": "shop"}],
        buses=[bus("b"), bus("mb", enterprise="mill")],
        boundary_points=[point("grid", "b")],
        links=[{"id": "t", "from": "b", "to": "mb", "both_ways": True}],
        devices=[
            load("furnace", "mb", "mill"),
            pv("roof", "mb", "mill"),
            load("saw", "b", "shop"),
            battery("cells", "b"),
        ],
    )


FLOWS = {
    "grid>b": [100.0],
    "b>mb": [60.0],
    "mb>b": [0.0],
    "roof>mb": [20.0],
    "mb>furnace": [78.0],
    "b>saw": [30.0],
    "b>cells": [6.0],
    "cells>b": [1.0],
}


def test_consumption_is_received_less_delivered_plus_own_generation(park: ParkDocument) -> None:
    closed = balance(flows_from(FLOWS), park=park).closed()
    table = consumption_by_owner(closed, park=park).rows_by_key(
        "enterprise", named=True, unique=True
    )
    # mill: 60 received + 20 made; 2 of it lost on its own bus
    assert (table["mill"]["received"], table["mill"]["made"]) == (60, 20)
    assert table["mill"]["consumption"] == 80
    assert table["shop"]["consumption"] == 30
    # park's own: 100 in - 60 - 30 out = 10: 5 stayed in the battery, 5 lost on b
    assert table[None]["consumption"] == 10
    # all: 100 over the boundary + 20 made
    assert sum(row["consumption"] for row in table.values()) == 120


def test_shared_losses_are_spread_pro_rata_and_the_sum_stays(park: ParkDocument) -> None:
    closed = balance(flows_from(FLOWS), park=park).closed()
    table = consumption_by_owner(closed, park=park, share_losses=True).rows_by_key(
        "enterprise", named=True, unique=True
    )
    # 5 lost on b: mill 80/110, shop 30/110
    assert table["mill"]["losses_share"] == pytest.approx(5 * 80 / 110)
    assert table["shop"]["consumption"] == pytest.approx(30 + 5 * 30 / 110)
    assert table[None]["consumption"] == pytest.approx(5)
    assert sum(row["consumption"] for row in table.values()) == pytest.approx(120)


def test_power_fed_back_is_not_consumed(park: ParkDocument) -> None:
    flows = flows_from({"b>mb": [5, 0], "mb>b": [0, 12], "roof>mb": [0, 20], "mb>furnace": [5, 8]})
    series = consumption_series(flows, park=park, enterprise="mill")
    assert series.tolist() == [5, 8]


def test_a_plant_of_the_contract_stands_outside_its_owner(park: ParkDocument) -> None:
    flows = flows_from({"b>mb": [5.0], "mb>b": [0.0], "roof>mb": [20.0]})
    series = consumption_series(flows, park=park, enterprise="mill", excluding=["roof"])
    assert series.tolist() == [25]  # what came from the roof was received


def test_who_is_not_metered_has_no_consumption_rather_than_none(park: ParkDocument) -> None:
    series = consumption_series(flows_from({"b>mb": [5.0]}), park=park, enterprise="shop")
    assert np.isnan(series).all()


def test_a_gap_is_counted(park: ParkDocument) -> None:
    table = consumption_by_owner(flows_from({"b>saw": [3.0, NAN]}), park=park)
    row = table.rows_by_key("enterprise", named=True, unique=True)["shop"]
    assert (row["consumption"], row["missing_steps"]) == (3, 1)


def test_688_shares_self_use_by_the_hour() -> None:
    # hour 0: 30 of 40 and 60 of users' 20 + 40: 30 x 20/60 = 10, 30 x 40/60 = 20
    # hour 1: all that the users took, 12 of 5 + 5, so 2 stay unallocated
    # hour 2: nobody took anything
    got = allocate(
        np.array([30.0, 12.0, 0.0]),
        consumption_kwh=np.array([[20.0, 5.0, 0.0], [40.0, 5.0, 0.0]]),
    )
    assert got.share.tolist() == [[10, 5, 0], [20, 5, 0]]
    assert got.unallocated.tolist() == [0, 2, 0]


def test_688_is_by_the_hour_and_not_by_the_year() -> None:
    # one user by day, one by night; sun by day only: the night user gets nothing
    got = allocate(np.array([10.0, 0.0]), consumption_kwh=np.array([[10.0, 0.0], [0.0, 10.0]]))
    assert got.share.sum(axis=1).tolist() == [10, 0]


kwh = st.one_of(st.just(0.0), st.floats(1e-3, 1e6))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(kwh, kwh, kwh, kwh), min_size=1, max_size=12),
    st.sampled_from([0.0, 0.1, 0.5, 1.0]),
)
def test_688_shares_add_up_and_nobody_gets_more_than_was_used(
    rows: list[tuple[float, ...]], part: float
) -> None:
    table = np.array(rows).T
    consumption, generation = table[:3], table[3] * part
    got = allocate(generation, consumption_kwh=consumption)
    np.testing.assert_allclose(got.share.sum(axis=0) + got.unallocated, generation, rtol=1e-9)
    assert (got.share <= consumption * (1 + 1e-12)).all()
    assert (got.unallocated >= 0).all()
    enough = consumption.sum(axis=0) >= generation
    np.testing.assert_allclose(got.share.sum(axis=0)[enough], generation[enough], rtol=1e-9)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(*[st.one_of(st.just(NAN), kwh)] * len(FLOWS)), min_size=1, max_size=4),
    st.booleans(),
)
def test_owners_add_up_to_what_entered_the_park_or_was_made_in_it(
    rows: list[tuple[float, ...]],
    share: bool,  # noqa: FBT001 - drawn
) -> None:
    park = park_of(
        enterprises=[{"id": "mill"}, {"id": "shop"}],
        buses=[bus("b"), bus("mb", enterprise="mill")],
        boundary_points=[point("grid", "b")],
        links=[{"id": "t", "from": "b", "to": "mb", "both_ways": True}],
        devices=[
            load("furnace", "mb", "mill"),
            pv("roof", "mb", "mill"),
            load("saw", "b", "shop"),
            battery("cells", "b"),
        ],
    )
    columns = np.array(rows).T
    flows = flows_from(dict(zip(FLOWS, columns.tolist(), strict=True)))
    closed = balance(flows, park=park).closed()
    total = consumption_by_owner(closed, park=park, share_losses=share)["consumption"].sum()
    entered = np.nansum(columns[0]) + np.nansum(columns[3])
    unmetered = sum(
        np.nansum(closed.quantity[i])
        for i, link in enumerate(closed.links)
        if link.source == "unmetered"
    )
    assert total == pytest.approx(entered + unmetered, rel=1e-9, abs=1e-6)
