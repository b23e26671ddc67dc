"""Calls, replies, allocations and promises as JSON, and back; exact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding, InputError, PeriodError, Phrase
from zeropark.basis.timeline import Axis, Period, parse_instant
from zeropark.facts.ledger.response.allocation import Allocation
from zeropark.facts.ledger.response.call import Call, Reply
from zeropark.facts.ledger.response.promise import Promise

CALL_KEYS: Final = (
    *("id", "programme", "direction", "start", "step_minutes", "power_kw", "issued_at"),
    *("test", "price_cny_per_kwh", "source"),
)
_MINUTE: Final = timedelta(minutes=1)


def axis_record(axis: Axis) -> dict[str, Any]:
    """Start, step and number of steps."""
    return {
        "start": axis.start.isoformat(),
        "step_minutes": axis.step / _MINUTE,
        "steps": axis.count,
    }


def axis_of(record: Mapping[str, Any]) -> Axis:
    """The axis that a record was made of."""
    start = datetime.fromisoformat(record["start"])
    return Axis(start, timedelta(minutes=record["step_minutes"]), record["steps"])


def numbers(values: NDArray[np.float64]) -> list[Any]:
    """Values of an array; what is missing is null."""
    plain = values.astype(object)
    plain[np.isnan(values)] = None
    found: list[Any] = plain.tolist()
    return found


def array_of(values: list[Any]) -> NDArray[np.float64]:
    """Back from `numbers`."""
    return np.array(values, dtype=np.float64)


def call_record(call: Call) -> dict[str, Any]:
    """All of a call."""
    return {
        "id": call.id,
        "programme": call.programme,
        "direction": call.direction,
        "start": call.axis.start.isoformat(),
        "step_minutes": call.axis.step / _MINUTE,
        "power_kw": numbers(call.power_kw),
        "issued_at": call.issued_at.isoformat(),
        "test": call.test,
        "price_cny_per_kwh": call.price_cny_per_kwh,
        "source": call.source,
    }


def call_of(record: Mapping[str, Any], *, source: str, at: datetime) -> Call:
    """The call that a record says, whatever it says; one without issued_at was issued now.

    Instants without an offset are local. What can't be a call at all is refused; what is wrong
    with one that can is for `check_call` to tell.

    Raises:
        InputError: a key is missing, not known, or holds something else than it should.
    """
    wrong = _wrong(record)
    if wrong is not None:
        raise InputError.of(
            Finding(
                code="call.not_read",
                place=source,
                problem_template="It can't be read as a call: {why}.",
                remedy_template="Write it as docs/flexibility.md shows.",
                data={"why": wrong},
            )
        )
    power = np.atleast_1d(np.array(record["power_kw"], dtype=np.float64))
    step = timedelta(minutes=float(record.get("step_minutes", 15)))
    issued = record.get("issued_at")
    return Call(
        id=str(record["id"]),
        programme=str(record["programme"]),
        direction=record["direction"],
        axis=Axis(parse_instant(str(record["start"])), step, power.size),
        power_kw=power,
        issued_at=at if issued is None else parse_instant(str(issued)),
        test=bool(record.get("test", False)),
        price_cny_per_kwh=record.get("price_cny_per_kwh"),
        source=str(record.get("source", source)),
    )


def _wrong(record: object) -> Phrase | None:
    """Why a record is no call; None where it is one."""
    if not isinstance(record, Mapping):
        return Phrase("it is no object of keys and values")
    missing = [
        key for key in ("id", "programme", "direction", "start", "power_kw") if key not in record
    ]
    if missing:
        return Phrase("the key {key} is missing", {"key": missing[0]})
    unknown = [key for key in record if key not in CALL_KEYS]
    if unknown:
        return Phrase("the key {key} is not known", {"key": unknown[0]})
    if record["direction"] not in ("down", "up"):
        return Phrase("direction is neither down nor up")
    return _wrong_value(record)


def _wrong_value(record: Mapping[str, Any]) -> Phrase | None:
    try:
        for key in ("start", "issued_at"):
            if record.get(key) is not None:
                parse_instant(str(record[key]))
        np.atleast_1d(np.array(record["power_kw"], dtype=np.float64))
        for key in ("step_minutes", "price_cny_per_kwh"):
            if record.get(key) is not None:
                float(record[key])
    except PeriodError as error:
        return Phrase("{told}", {"told": error.told})
    except (TypeError, ValueError):
        return Phrase("a number in it is none")
    return None


def reply_record(reply: Reply) -> dict[str, Any]:
    """All of a reply; its reason in both languages."""
    reason = reply.reason
    return {
        "call": reply.call,
        "accepted_kw": numbers(reply.accepted_kw),
        "shortfall_kw": numbers(reply.shortfall_kw),
        "reason": None if reason is None else str(reason),
        "reason_zh": None if reason is None else reason.words("zh"),
        "at": reply.at.isoformat(),
    }


def reply_of(record: Mapping[str, Any]) -> Reply:
    """The reply that a record was made of; its reason in the words that it was said in."""
    said = record["reason"]
    return Reply(
        call=record["call"],
        accepted_kw=array_of(record["accepted_kw"]),
        shortfall_kw=array_of(record["shortfall_kw"]),
        reason=None if said is None else Phrase("{said}", {"said": said}),
        at=datetime.fromisoformat(record["at"]),
    )


def allocation_record(allocation: Allocation) -> dict[str, Any]:
    """All of an allocation."""
    return {
        "call": allocation.call,
        "axis": axis_record(allocation.axis),
        "resources": list(allocation.resources),
        "power_kw": [numbers(row) for row in allocation.power_kw],
        "made_at": allocation.made_at.isoformat(),
        "from_step": allocation.from_step,
        "cost_cny": allocation.cost_cny,
        "gap": allocation.gap,
    }


def allocation_of(record: Mapping[str, Any]) -> Allocation:
    """The allocation that a record was made of."""
    axis, resources = axis_of(record["axis"]), tuple(record["resources"])
    return Allocation(
        call=record["call"],
        axis=axis,
        resources=resources,
        power_kw=array_of(record["power_kw"]).reshape(len(resources), axis.count),
        made_at=datetime.fromisoformat(record["made_at"]),
        from_step=record["from_step"],
        cost_cny=record["cost_cny"],
        gap=record["gap"],
    )


def promise_record(promise: Promise) -> dict[str, Any]:
    """All of a promise."""
    return {
        "resource": promise.resource,
        "start": promise.period.start.isoformat(),
        "end": promise.period.end.isoformat(),
        "power_kw": promise.power_kw,
        "programme": promise.programme,
        "by": promise.by,
    }


def promise_of(record: Mapping[str, Any]) -> Promise:
    """The promise that a record was made of."""
    start, end = (datetime.fromisoformat(record[key]) for key in ("start", "end"))
    return Promise(
        resource=record["resource"],
        period=Period(start, end),
        power_kw=record["power_kw"],
        programme=record["programme"],
        by=record["by"],
    )
