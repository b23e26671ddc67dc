"""What is kept as JSON comes back as it was; what is no call says why."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest

from flexing_cases import NOON, call, no_feeders, resource, states
from response_cases import FRIDAY, window
from settled_cases import delivered, settled
from zeropark.basis.errors import InputError
from zeropark.basis.timeline import Period
from zeropark.facts.ledger.response.promise import Promise
from zeropark.facts.ledger.response.records import (
    allocation_of,
    allocation_record,
    call_of,
    call_record,
    promise_of,
    promise_record,
    reply_of,
    reply_record,
)
from zeropark.facts.ledger.response.result_records import (
    delivery_of,
    delivery_record,
    settlement_of,
    settlement_record,
)
from zeropark.future.flexibility.decompose import decompose


def through_json(record: dict[str, Any]) -> dict[str, Any]:
    found = json.loads(json.dumps(record, allow_nan=False))
    assert isinstance(found, dict)
    return found


def alike(one: object, other: object) -> bool:
    """Equal, arrays by their values."""
    if is_dataclass(one) and not isinstance(one, type):
        return type(one) is type(other) and all(
            alike(getattr(one, each.name), getattr(other, each.name)) for each in fields(one)
        )
    if isinstance(one, np.ndarray):
        return isinstance(other, np.ndarray) and np.array_equal(one, other, equal_nan=True)
    if isinstance(one, tuple):
        return isinstance(other, tuple) and len(one) == len(other) and all(map(alike, one, other))
    return one == other


def test_everything_comes_back_as_it_was() -> None:
    asked = call([150.0, 90.0], price_cny_per_kwh=1.2)
    found = decompose(asked, states([resource("a")], asked), rooms=no_feeders(1, 2), at=NOON)
    assert alike(call_of(through_json(call_record(asked)), source="x", at=NOON), asked)
    again = reply_of(through_json(reply_record(found.reply)))
    assert str(again.reason) == str(found.reply.reason)
    assert alike(again.shortfall_kw, found.reply.shortfall_kw)
    assert alike(allocation_of(through_json(allocation_record(found.allocation))), found.allocation)
    evening = window(FRIDAY, "18:00", "19:00").period
    promise = Promise(
        resource="a",
        period=Period(evening.start, evening.end),
        power_kw=1.5,
        programme="dr",
        by="o1",
    )
    assert promise_of(through_json(promise_record(promise))) == promise
    verified = delivered(330.0, float("nan"), 60.0).delivery
    assert alike(delivery_of(through_json(delivery_record(verified))), verified)
    paid = settled(delivered(330.0, 180.0, 60.0), delivered(1.0, 1.0, 1.0, call="c2"))
    assert alike(settlement_of(through_json(settlement_record(paid))), paid)


SOUND = {
    "id": "c",
    "programme": "dr",
    "direction": "down",
    "start": "2026-07-24T18:00",
    "power_kw": [100, 100],
}


def test_a_call_is_read_with_what_it_need_not_say() -> None:
    found = call_of(SOUND, source="file", at=NOON)
    assert (found.axis, found.issued_at, found.source) == (
        window(FRIDAY, "18:00", "18:30"),
        NOON,
        "file",
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"direction": "left"}, "neither down nor up"),
        ({"start": "tomorrow"}, "no instant"),
        ({"power_kw": ["many"]}, "a number in it is none"),
        ({"step_minutes": "long"}, "a number in it is none"),
        ({"power": 3}, "the key power is not known"),
    ],
)
def test_what_is_no_call_says_why(change: dict[str, Any], why: str) -> None:
    with pytest.raises(InputError, match=why):
        call_of(SOUND | change, source="file", at=NOON)


def test_a_key_that_is_missing_is_named() -> None:
    with pytest.raises(InputError, match="the key programme is missing"):
        call_of({"id": "c"}, source="file", at=NOON)
    with pytest.raises(InputError, match="no object"):
        call_of([], source="file", at=NOON)  # type: ignore[arg-type]
