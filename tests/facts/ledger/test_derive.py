from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_parks import aligned_of, battery, bus, by_id, load, meter, park_of, point, pv, tiny
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.ledger.check import check_flows
from zeropark.facts.ledger.derive import findings_of, flows_of
from zeropark.facts.ledger.flow import Kind
from zeropark.facts.readings.aligned import Aligned
from zeropark.facts.readings.reading import Quality

NAN = math.nan


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    return park_of(
        buses=[bus("b")],
        boundary_points=[point("grid", "b")],
        devices=[pv("sun", "b"), battery("cells", "b"), load("mill", "b")],
        meters=[
            meter("m-grid", "grid", "b", "forward", "reverse", gate="grid"),
            meter("m-sun", "sun", "b", "forward", "available", gate="generation"),
            meter("m-cells", "b", "cells", "forward", "reverse", gate="storage"),
            meter("m-mill", "b", "mill", "forward", "forward2", gate="user"),
            meter("m-check", "b", "mill", checks="m-mill"),
        ],
    )


AMOUNTS = {
    "m-mill/forward2": [1, 2, NAN],
    "m-mill/forward": [3, 4, 5],
    "m-grid/reverse": [0, 1, 2],
    "m-grid/forward": [7, 0, 0],
    "m-sun/available": [5, 9, 1],
    "m-sun/forward": [5, 6, 2],
    "m-check/forward": [4, 6, 9],
}


def test_links_follow_the_meters_of_the_park_whatever_the_order_of_the_channels(
    park: ParkDocument,
) -> None:
    flows = flows_of(aligned_of(AMOUNTS), park=park)
    assert [link.id for link in flows.links] == [
        "electricity:grid>b",
        "electricity:b>grid",
        "electricity:sun>b",
        "electricity:b>mill",
        "electricity:sun>curtailed",
    ]
    turned = dict(reversed(AMOUNTS.items()))
    assert flows_of(aligned_of(turned), park=park).links == flows.links


def test_reverse_goes_back_registers_add_up_and_a_gap_stays_a_gap(park: ParkDocument) -> None:
    flows = flows_of(aligned_of(AMOUNTS), park=park)
    told = by_id(flows)
    assert told["electricity:grid>b"] == [7, 0, 0]
    assert told["electricity:b>grid"] == [0, 1, 2]
    assert told["electricity:b>mill"][:2] == [4, 6]  # 3 + 1, 4 + 2
    assert math.isnan(told["electricity:b>mill"][2])  # one register of two is no sum
    assert flows.quality[3, 2] & Quality.MISSING


def test_curtailed_is_available_less_generated_and_never_negative(park: ParkDocument) -> None:
    told = by_id(flows_of(aligned_of(AMOUNTS), park=park))
    assert told["electricity:sun>curtailed"] == [0, 3, 0]  # 5-5, 9-6, 1-2 cut at 0


def test_without_availability_there_is_no_curtailed_link_and_a_note_says_so(
    park: ParkDocument,
) -> None:
    amounts = {name: row for name, row in AMOUNTS.items() if name != "m-sun/available"}
    aligned = aligned_of(amounts)
    assert "electricity:sun>curtailed" not in by_id(flows_of(aligned, park=park))
    codes = {(f.code, f.place) for f in findings_of(aligned, park=park)}
    assert ("flow.no_availability", "meters.m-sun") in codes


def test_a_check_meter_makes_no_flow(park: ParkDocument) -> None:
    flows = flows_of(aligned_of(AMOUNTS), park=park)
    assert "m-check" not in {link.meter for link in flows.links}


def test_a_filled_amount_is_a_filled_flow_and_everything_cut_from_it(park: ParkDocument) -> None:
    aligned = aligned_of(AMOUNTS)
    aligned.quality[5, 1] |= np.uint8(Quality.FILLED)  # m-sun/forward
    flows = flows_of(aligned, park=park)
    assert flows.kind[:, 1].tolist() == [
        Kind.MEASURED,
        Kind.MEASURED,
        Kind.FILLED,
        Kind.MEASURED,
        Kind.FILLED,
    ]


def test_a_power_beside_a_register_of_the_same_direction_is_not_added() -> None:
    both = meter("m", "grid", "b", "forward", "forward2")
    both["channels"][0]["kind"] = "gauge"
    both["channels"][0]["unit"] = "kW"
    both["channels"][1]["kind"] = "cumulative"
    park = park_of(buses=[bus("b")], boundary_points=[point("grid", "b")], meters=[both])
    aligned = aligned_of({"m/forward": [9.0], "m/forward2": [10.0]})
    assert by_id(flows_of(aligned, park=park)) == {"electricity:grid>b": [10.0]}


def test_a_register_that_was_not_heard_lets_the_power_beside_it_speak() -> None:
    both = meter("m", "grid", "b", "forward", "forward2")
    both["channels"][0]["kind"] = "gauge"
    both["channels"][0]["unit"] = "kW"
    both["channels"][1]["kind"] = "cumulative"
    park = park_of(buses=[bus("b")], boundary_points=[point("grid", "b")], meters=[both])
    aligned = aligned_of({"m/forward": [9.0, 8.0], "m/forward2": [math.nan, math.nan]})
    assert by_id(flows_of(aligned, park=park)) == {"electricity:grid>b": [9.0, 8.0]}


def test_a_tariff_register_that_was_not_heard_leaves_the_sum_missing() -> None:
    both = meter("m", "grid", "b", "forward", "forward2")
    for channel in both["channels"]:
        channel["kind"] = "cumulative"
    park = park_of(buses=[bus("b")], boundary_points=[point("grid", "b")], meters=[both])
    flows = flows_of(aligned_of({"m/forward": [9.0], "m/forward2": [math.nan]}), park=park)
    assert np.isnan(flows.quantity).tolist() == [[True]]


def test_a_negative_amount_is_missing_and_a_finding(park: ParkDocument) -> None:
    aligned = aligned_of({"m-grid/forward": [1.0, -2.0]})
    flows = flows_of(aligned, park=park)
    assert np.isnan(flows.quantity[0]).tolist() == [False, True]
    assert flows.quality[0, 1] & Quality.REJECTED
    (found,) = [f for f in findings_of(aligned, park=park) if f.code == "flow.negative"]
    assert found.count == 1
    assert "reverse" in found.remedy


def test_a_channel_that_the_park_does_not_know_makes_a_finding_and_no_flow(
    park: ParkDocument,
) -> None:
    aligned = aligned_of({"m-grid/forward": [1.0], "m-ghost/forward": [5.0]})
    assert len(flows_of(aligned, park=park).links) == 1
    codes = [f.place for f in findings_of(aligned, park=park) if f.code == "flow.unknown_channel"]
    assert codes == ["m-ghost/forward"]


def test_a_meter_that_gave_nothing_is_named(park: ParkDocument) -> None:
    aligned = aligned_of({"m-grid/forward": [1.0]})
    silent = [f.place for f in findings_of(aligned, park=park) if f.code == "flow.silent_meter"]
    assert silent == ["meters.m-sun", "meters.m-cells", "meters.m-mill"]  # not the check meter


def test_no_channels_give_no_flows(park: ParkDocument) -> None:
    empty = aligned_of({"m-grid/forward": [1.0, 2.0]})
    nothing = Aligned(
        empty.axis,
        (),
        np.empty((0, 2)),
        np.empty((0, 2), dtype=np.uint8),
        None,
    )
    flows = flows_of(nothing, park=park)
    assert flows.quantity.shape == (0, 2)
    assert check_flows(flows) == ()


def test_carriers_come_from_the_bus_at_either_end() -> None:
    park = tiny()
    aligned = aligned_of({"m-heat/heat": [1.0], "m-gas/volume": [2.0], "m-strip/mass": [3.0]})
    assert set(by_id(flows_of(aligned, park=park))) == {
        "natural_gas:gas-net>boiler",
        "heat:boiler>hot-water",
        "material:mill-line>strip",
    }


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(*[st.one_of(st.just(NAN), st.floats(-5, 1e6)) for _ in AMOUNTS]),
        min_size=1,
        max_size=8,
    )
)
def test_flows_always_hold_and_say_what_the_channels_say(rows: list[tuple[float, ...]]) -> None:
    park = park_of(
        buses=[bus("b")],
        boundary_points=[point("grid", "b")],
        devices=[pv("sun", "b"), load("mill", "b")],
        meters=[
            meter("m-grid", "grid", "b", "forward", "reverse"),
            meter("m-sun", "sun", "b", "forward", "available"),
            meter("m-mill", "b", "mill", "forward", "forward2"),
        ],
    )
    columns = np.array(rows).T
    flows = flows_of(aligned_of(dict(zip(AMOUNTS, columns.tolist(), strict=True))), park=park)
    assert check_flows(flows) == ()
    given_to_grid = columns[list(AMOUNTS).index("m-grid/reverse")]
    expected = np.where(given_to_grid >= 0, given_to_grid, NAN)
    np.testing.assert_array_equal(flows.quantity[1], expected)
    missing = np.isnan(flows.quantity)
    assert (((flows.quality & Quality.MISSING) != 0) >= missing).all()
