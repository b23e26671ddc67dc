"""What an event asks of the park, worked by hand, type of payload by type of payload."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openadr_events import AGREED, NOW, context, event, program, steady
from zeropark.facts.ledger.response.call import check_call
from zeropark.shell.openadr.received import Received
from zeropark.shell.openadr.understand import understand


def codes(received: Received) -> list[str]:
    return [finding.code for finding in received.findings]


def test_a_relative_setpoint_below_zero_is_less_draw() -> None:
    received = understand(event(), context())
    (call,) = received.calls
    assert (call.id, call.programme, call.direction) == ("openadr-e1-down", "gansu_dr", "down")
    assert call.axis.start == datetime(2026, 6, 1, 4, tzinfo=UTC)
    assert (call.axis.step, call.axis.count) == (timedelta(minutes=15), 4)
    assert call.power_kw.tolist() == [500.0] * 4
    assert call.issued_at == datetime(2026, 6, 1, 1, 55, tzinfo=UTC)
    assert codes(received) == []
    assert check_call(call, at=NOW) == ()


def test_a_program_may_mean_reductions_by_positive_numbers() -> None:
    agreed = AGREED.model_copy(update={"relative": "reduction"})
    said = event([("DISPATCH_SETPOINT_RELATIVE", 500.0)])
    assert [c.direction for c in understand(said, context(agreed=agreed)).calls] == ["down"]
    assert [c.direction for c in understand(said, context()).calls] == ["up"]


def test_an_event_of_both_directions_is_two_calls() -> None:
    said = event([("DISPATCH_SETPOINT_RELATIVE", -500.0), ("DISPATCH_SETPOINT_RELATIVE", 300.0)])
    down, up = understand(said, context()).calls
    assert (down.direction, down.power_kw.tolist()) == ("down", [500.0] * 4 + [0.0] * 4)
    assert (up.direction, up.power_kw.tolist()) == ("up", [0.0] * 4 + [300.0] * 4)


@pytest.mark.parametrize(
    ("units", "value", "power_kw"),
    [("KW", -500.0, 500.0), ("MW", -1.5, 1500.0), ("kwh", -250.0, 500.0), ("W", -500.0, 0.5)],
)
def test_units_become_kw(units: str, value: float, power_kw: float) -> None:
    said = event([("DISPATCH_SETPOINT_RELATIVE", value)], duration="PT30M", units=units)
    (call,) = understand(said, context()).calls
    assert call.power_kw.tolist() == pytest.approx([power_kw] * 2)


def test_a_unit_that_is_not_named_is_taken_as_kw_and_told() -> None:
    received = understand(event(units=None), context())
    assert received.calls[0].power_kw[0] == 500.0
    assert codes(received) == ["openadr.units_assumed"]


def test_the_unit_may_be_named_by_the_program() -> None:
    descriptor = {
        "objectType": "EVENT_PAYLOAD_DESCRIPTOR",
        "payloadType": "DISPATCH_SETPOINT_RELATIVE",
        "units": "MW",
    }
    known = context(program=program(payloadDescriptors=[descriptor]))
    assert understand(event(units=None), known).calls[0].power_kw[0] == 500_000.0


def test_a_unit_that_is_no_power_is_told_and_not_guessed() -> None:
    received = understand(event(units="PERCENT"), context())
    assert received.calls == ()
    assert codes(received) == ["openadr.units"]


def test_levels_are_what_the_park_document_agreed() -> None:
    said = event([("SIMPLE", 1), ("SIMPLE", 0), ("SIMPLE", 3)], units=None, duration="PT15M")
    (call,) = understand(said, context()).calls
    assert call.direction == "down"
    assert call.power_kw.tolist() == [1000.0, 0.0, 6000.0]


@pytest.mark.parametrize(("level", "agreed"), [(4, True), (1, False), (-1, True), (1.5, True)])
def test_levels_that_are_not_agreed_are_told(level: float, agreed: bool) -> None:  # noqa: FBT001
    chosen = AGREED if agreed else AGREED.model_copy(update={"levels_kw": None})
    received = understand(event([("SIMPLE", level)], units=None), context(agreed=chosen))
    assert received.calls == ()
    assert codes(received) == ["openadr.levels"]


@pytest.mark.parametrize(
    ("kind", "value", "draw", "asked"),
    [
        ("DISPATCH_SETPOINT", 8000.0, (10_000.0, 0.0), ("down", 2000.0)),
        ("DISPATCH_SETPOINT", 8000.0, (7000.0, 0.0), ("up", 1000.0)),
        ("DISPATCH_SETPOINT", 0.0, (0.0, 3000.0), ("up", 3000.0)),  # it gives 3 MW: give none
        ("IMPORT_CAPACITY_LIMIT", 8000.0, (10_000.0, 0.0), ("down", 2000.0)),
        ("IMPORT_CAPACITY_LIMIT", 8000.0, (7000.0, 0.0), None),
        ("EXPORT_CAPACITY_LIMIT", 1000.0, (0.0, 3000.0), ("up", 2000.0)),
        ("EXPORT_CAPACITY_LIMIT", 1000.0, (500.0, 0.0), None),
    ],
)
def test_a_level_of_draw_is_a_change_against_what_is_expected(
    kind: str, value: float, draw: tuple[float, float], asked: tuple[str, float] | None
) -> None:
    received = understand(event([(kind, value)]), context(expected=steady(*draw)))
    found = [(call.direction, *set(call.power_kw.tolist())) for call in received.calls]
    assert found == ([asked] if asked else [])
    assert codes(received) == []


def test_a_level_of_draw_needs_to_know_what_is_expected() -> None:
    received = understand(event([("DISPATCH_SETPOINT", 8000.0)]), context())
    assert received.calls == ()
    assert codes(received) == ["openadr.no_expected_draw"]


def test_a_gap_in_what_is_expected_is_not_taken_as_zero() -> None:
    known = context(expected=steady(np.nan))
    received = understand(event([("IMPORT_CAPACITY_LIMIT", 100.0)]), known)
    assert codes(received) == ["openadr.no_expected_draw"]


def priced(unit: str, currency: str, *, kind: str = "PRICE") -> Received:
    descriptor = {"payloadType": kind, "units": unit, "currency": currency}
    said = event([(kind, 300.0), (kind, 420.0)], payloadDescriptors=[descriptor])
    return understand(said, context())


def test_prices_are_cny_per_kwh() -> None:
    (price,) = priced("MWH", "CNY").prices
    assert (price.side, price.axis.count) == ("import", 8)
    assert price.price_cny_per_kwh.tolist() == pytest.approx([0.3] * 4 + [0.42] * 4)
    assert priced("KWH", "CNY", kind="EXPORT_PRICE").prices[0].side == "export"


def test_prices_in_another_currency_or_unit_are_told() -> None:
    assert codes(priced("KWH", "EUR")) == ["openadr.currency"]
    assert codes(priced("THERMS", "CNY")) == ["openadr.units"]


@pytest.mark.parametrize(
    ("prices", "price", "told"),
    [((1200.0, 1200.0), 1.2, []), ((1200.0, 900.0), None, ["openadr.several_prices"])],
)
def test_a_price_beside_a_change_is_what_is_offered_for_it(
    prices: tuple[float, float], price: float | None, told: list[str]
) -> None:
    kind = "DISPATCH_SETPOINT_RELATIVE"
    intervals = [
        {
            "id": number,
            "payloads": [
                {"type": kind, "values": [-100.0]},
                {"type": "PRICE", "values": [value]},
            ],
        }
        for number, value in enumerate(prices)
    ]
    descriptors = [
        {"payloadType": kind, "units": "KW"},
        {"payloadType": "PRICE", "units": "MWH", "currency": "CNY"},
    ]
    said = event(intervals=intervals, payloadDescriptors=descriptors)
    received = understand(said, context())
    assert received.prices == ()
    assert [call.price_cny_per_kwh for call in received.calls] == [price]
    assert codes(received) == told


def test_between_the_intervals_of_an_event_nothing_is_asked_and_no_price_is_known() -> None:
    def own(number: int, hour: int, kind: str, value: float) -> dict[str, Any]:
        period = {"start": f"2026-06-01T{hour:02}:00:00Z", "duration": "PT1H"}
        payload = {"type": kind, "values": [value]}
        return {"id": number, "intervalPeriod": period, "payloads": [payload]}

    kind = "DISPATCH_SETPOINT_RELATIVE"
    said = event(intervals=[own(0, 4, kind, -5.0), own(1, 6, kind, -5.0)])
    assert (
        understand(said, context()).calls[0].power_kw.tolist() == [5.0] * 4 + [0.0] * 4 + [5.0] * 4
    )
    descriptor = {"payloadType": "PRICE", "units": "KWH", "currency": "CNY"}
    told = event(
        intervals=[own(0, 4, "PRICE", 0.3), own(1, 6, "PRICE", 0.4)],
        payloadDescriptors=[descriptor],
    )
    prices = understand(told, context()).prices[0].price_cny_per_kwh
    assert np.isnan(prices[4:8]).all()
    assert np.isfinite(prices).sum() == 8


def test_intervals_that_overlap_are_told() -> None:
    kind = "DISPATCH_SETPOINT_RELATIVE"
    periods = ["2026-06-01T04:00:00Z", "2026-06-01T04:30:00Z"]
    intervals = [
        {
            "id": number,
            "intervalPeriod": {"start": start, "duration": "PT1H"},
            "payloads": [{"type": kind, "values": [-1.0]}],
        }
        for number, start in enumerate(periods)
    ]
    received = understand(event(intervals=intervals), context())
    assert received.calls == ()
    assert codes(received) == ["openadr.overlap"]


def test_an_event_without_end_is_bounded_and_told() -> None:
    received = understand(event(duration="PT0S"), context())
    start = datetime(2026, 6, 1, 4, tzinfo=UTC)
    assert received.calls[0].axis.period.end == start + timedelta(days=31)
    assert codes(received) == ["openadr.no_end"]


def test_an_event_long_from_now_is_understood_as_any_other() -> None:
    received = understand(event(start="2028-06-01T04:00:00Z"), context())
    assert received.calls[0].power_kw.tolist() == [500.0] * 4
    assert codes(received) == []


def test_an_event_without_intervals_is_told() -> None:
    assert codes(understand(event(intervals=[]), context())) == ["openadr.no_intervals"]


def test_a_type_that_nothing_is_done_about_is_told_and_the_rest_is_kept() -> None:
    payloads = [
        {"type": "ALERT_GRID_EMERGENCY", "values": ["frequency is low"]},
        {"type": "DISPATCH_SETPOINT_RELATIVE", "values": [-100.0]},
    ]
    received = understand(event(intervals=[{"id": 0, "payloads": payloads}]), context())
    assert codes(received) == ["openadr.not_understood"]
    assert received.calls[0].power_kw[0] == 100.0


@pytest.mark.parametrize("values", [[], [1.0, 2.0], ["500"], [True], [{"x": 1.0, "y": 2.0}]])
def test_what_is_no_one_number_is_told(values: list[Any]) -> None:
    payload = {"type": "DISPATCH_SETPOINT_RELATIVE", "values": values}
    received = understand(event(intervals=[{"id": 0, "payloads": [payload]}]), context())
    assert received.calls == ()
    assert codes(received) == ["openadr.no_number"]


def test_the_same_wish_in_two_types_is_not_added_up() -> None:
    payloads = [
        {"type": "DISPATCH_SETPOINT_RELATIVE", "values": [-100.0]},
        {"type": "SIMPLE", "values": [1]},
    ]
    received = understand(event(intervals=[{"id": 0, "payloads": payloads}]), context())
    assert [call.power_kw[0] for call in received.calls] == [100.0]
    assert codes(received) == ["openadr.asked_twice"]


def test_drills_are_marked() -> None:
    agreed = AGREED.model_copy(update={"test": True})
    assert understand(event(), context(agreed=agreed)).calls[0].test


@given(
    st.integers(0, 600),
    st.lists(st.tuples(st.integers(1, 90), st.integers(-900, 900)), min_size=1, max_size=6),
)
def test_energy_asked_for_is_what_the_intervals_say(
    first: int, said: list[tuple[int, int]]
) -> None:
    """Whatever the step, the sum over the intervals is kept, and no step asks both ways."""
    start = NOW + timedelta(minutes=first)
    intervals = [
        {
            "id": number,
            "intervalPeriod": {"duration": f"PT{minutes}M"},
            "payloads": [{"type": "DISPATCH_SETPOINT_RELATIVE", "values": [value]}],
        }
        for number, (minutes, value) in enumerate(said)
    ]
    found = understand(event(start=start.isoformat(), intervals=intervals), context()).calls
    for direction, sign in (("down", -1), ("up", 1)):
        wanted = sum(minutes / 60 * max(sign * value, 0) for minutes, value in said)
        energy = sum(call.energy_kwh for call in found if call.direction == direction)
        assert energy == pytest.approx(wanted, rel=1e-9, abs=1e-9)
    if len(found) == 2:
        assert not ((found[0].power_kw > 0) & (found[1].power_kw > 0)).any()
