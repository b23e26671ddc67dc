"""What the park answers to an event: how much it will do, then what it did.

The first report says LOAD_SHED_DELTA_AVAILABLE: the expected change of load in kW, less is
negative; beside it `ZEROPARK_SHORTFALL`, a type of our own, where not all is possible. The second
says BASELINE, USAGE and DELTA_USAGE in kWh, of each resource and of all together
(AGGREGATED_REPORT), and DATA_QUALITY: an interval without a measurement has only that. USAGE of a
resource that gave more than it took is left out, for the standard knows none below zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis, from_array
from zeropark.facts.ledger.response.call import Call, Reply
from zeropark.shell.openadr.objects import Event, ReportRequest
from zeropark.shell.openadr.times import duration_text, instant_text

AVAILABLE: Final = "LOAD_SHED_DELTA_AVAILABLE"
SHORTFALL: Final = "ZEROPARK_SHORTFALL"
_UNITS: Final[Mapping[str, str | None]] = {
    AVAILABLE: "KW",
    SHORTFALL: "KW",
    "USAGE": "KWH",
    "BASELINE": "KWH",
    "DELTA_USAGE": "KWH",
    "DATA_QUALITY": None,
    "OPERATING_STATE": None,
}
_STATES: Final = {"down": "RUNNING_CURTAILED", "up": "RUNNING_HEIGHTENED"}
ALL: Final = "AGGREGATED_REPORT"
"""The standard's name for several resources together."""
Column = tuple[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one resource drew, and would have drawn; arrays of shape (steps,)."""

    resource: str
    usage_kwh: NDArray[np.float64]
    """Net draw; below zero where it gave. NaN: not measured."""
    baseline_kwh: NDArray[np.float64]
    """The same without the call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a report is about, and whose it is."""

    event: Event
    call: Call
    ven_name: str


def reply_report(about: About, reply: Reply) -> ReportRequest:
    """How much of a call the park accepts, step by step."""
    call = about.call
    sign = -1.0 if call.direction == "down" else 1.0
    columns: list[Column] = [(AVAILABLE, sign * reply.accepted_kw)]
    if not reply.whole:
        columns.append((SHORTFALL, reply.shortfall_kw))
    intervals = [_interval(i, _numbers(columns, i)) for i in range(call.axis.count)]
    return _report(about, "reply", call.axis, {ALL: intervals})


def measured_report(
    about: About, axis: Axis, asked_kw: NDArray[np.float64], measured: Sequence[Measured]
) -> ReportRequest:
    """What was drawn during a call, by each resource and by all of them.

    Args:
        about: the call and its event.
        axis: of what was measured.
        asked_kw: what was asked for, shape (axis.count,); where it is 0 the park ran normally.
        measured: at least one.
    """
    total = Measured(
        resource=ALL,
        usage_kwh=np.sum([each.usage_kwh for each in measured], axis=0),
        baseline_kwh=np.sum([each.baseline_kwh for each in measured], axis=0),
    )
    state = _STATES[about.call.direction]
    states = [state if asked > 0 else "NORMAL" for asked in asked_kw]
    rows = {each.resource: _measured(each, states) for each in (*measured, total)}
    return _report(about, "measured", axis, rows)


def _measured(each: Measured, states: Sequence[str]) -> list[dict[str, Any]]:
    usage = np.where(each.usage_kwh >= 0, each.usage_kwh, np.nan)
    delta = each.usage_kwh - each.baseline_kwh
    columns: list[Column] = [
        ("USAGE", usage),
        ("BASELINE", each.baseline_kwh),
        ("DELTA_USAGE", delta),
    ]
    intervals = []
    for i, state in enumerate(states):
        quality = "OK" if np.isfinite(each.usage_kwh[i]) else "MISSING"
        payloads = _numbers(columns, i)
        payloads += [_payload("DATA_QUALITY", quality), _payload("OPERATING_STATE", state)]
        intervals.append(_interval(i, payloads))
    return intervals


def _report(
    about: About, title: str, axis: Axis, rows: Mapping[str, list[dict[str, Any]]]
) -> ReportRequest:
    start = instant_text(from_array(axis.starts()[0]))
    period = {"start": start, "duration": duration_text(axis.step)}
    said = {
        "eventID": about.event.id,
        "clientName": about.ven_name,
        "reportName": f"{about.call.id} {title}",
        "payloadDescriptors": list(_descriptors(about.event, rows)) or None,
        "resources": [
            {"resourceName": name, "intervalPeriod": period, "intervals": intervals}
            for name, intervals in rows.items()
        ],
    }
    return ReportRequest.model_validate(said)


def _descriptors(
    event: Event, rows: Mapping[str, list[dict[str, Any]]]
) -> Iterator[dict[str, Any]]:
    """What the values mean, of types that the event did not describe as we send them."""
    wanted = {each.payload_type: each.units for each in event.report_descriptors or ()}
    intervals = [each for listed in rows.values() for each in listed]
    kinds = dict.fromkeys(load["type"] for each in intervals for load in each["payloads"])
    for kind in kinds:
        if kind not in wanted or (wanted[kind] or "").upper() != (_UNITS[kind] or ""):
            said = {"objectType": "REPORT_PAYLOAD_DESCRIPTOR", "payloadType": kind}
            yield said | ({"units": _UNITS[kind]} if _UNITS[kind] else {})


def _interval(number: int, payloads: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": number, "payloads": payloads}


def _numbers(columns: list[Column], i: int) -> list[dict[str, Any]]:
    """The values of one step; one that is missing is left out."""
    return [_payload(kind, float(values[i])) for kind, values in columns if np.isfinite(values[i])]


def _payload(kind: str, value: float | str) -> dict[str, Any]:
    return {"type": kind, "values": [value]}
