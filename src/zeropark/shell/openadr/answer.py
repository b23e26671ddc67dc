"""What the park answers to an event: how much it will do, then what it did.

The first report says LOAD_SHED_DELTA_AVAILABLE or, where more draw was asked for, the same with
the sign of an increase: change of load in kW, less is negative, as the standard has it; beside it
`ZEROPARK_SHORTFALL`, a type of our own, where not all is possible. The second says USAGE and
BASELINE in kWh, and DATA_QUALITY for intervals without a measurement, which have no USAGE then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis, from_array
from zeropark.facts.ledger.response.call import Call, Reply
from zeropark.shell.openadr.objects import EventRequest, ReportRequest
from zeropark.shell.openadr.times import duration_text, instant_text

AVAILABLE: Final = "LOAD_SHED_DELTA_AVAILABLE"
SHORTFALL: Final = "ZEROPARK_SHORTFALL"
_UNITS: Final[Mapping[str, str | None]] = {
    AVAILABLE: "KW",
    SHORTFALL: "KW",
    "USAGE": "KWH",
    "BASELINE": "KWH",
    "DATA_QUALITY": None,
    "OPERATING_STATE": None,
}
_STATES: Final = {"down": "RUNNING_CURTAILED", "up": "RUNNING_HEIGHTENED"}
Column = tuple[str, NDArray[np.float64]]


def reply_report(
    event: EventRequest, call: Call, reply: Reply, *, name: str, event_id: str
) -> ReportRequest:
    """How much of a call the park accepts, step by step.

    Args:
        event: that the call came of.
        call: as it was received.
        reply: what the park answers.
        name: of the VEN, and of what it reports about.
        event_id: the event's id at the VTN.
    """
    sign = -1.0 if call.direction == "down" else 1.0
    columns: list[Column] = [(AVAILABLE, sign * reply.accepted_kw)]
    if not reply.whole:
        columns.append((SHORTFALL, reply.shortfall_kw))
    intervals = [_interval(i, _numbers(columns, i)) for i in range(call.axis.count)]
    return _report(event, name, event_id, f"{call.id} reply", call.axis, intervals)


def measured_report(
    event: EventRequest,
    call: Call,
    usage_kwh: NDArray[np.float64],
    baseline_kwh: NDArray[np.float64],
    *,
    name: str,
    event_id: str,
) -> ReportRequest:
    """What the park drew during a call, and what it would have drawn.

    Args:
        event: that the call came of.
        call: as it was received.
        usage_kwh: net draw of each of its steps, shape (steps,); NaN where it was not measured.
        baseline_kwh: as `usage_kwh`, without the call.
        name: of the VEN, and of what it reports about.
        event_id: the event's id at the VTN.
    """
    intervals = []
    for i in range(call.axis.count):
        columns: list[Column] = [("USAGE", usage_kwh), ("BASELINE", baseline_kwh)]
        payloads = _numbers(columns, i)
        measured = bool(np.isfinite(usage_kwh[i]))
        payloads.append(_payload("DATA_QUALITY", "OK" if measured else "MISSING"))
        asked = call.power_kw[i] > 0
        payloads.append(_payload("OPERATING_STATE", _STATES[call.direction] if asked else "NORMAL"))
        intervals.append(_interval(i, payloads))
    return _report(event, name, event_id, f"{call.id} measured", call.axis, intervals)


def _report(
    event: EventRequest,
    name: str,
    event_id: str,
    title: str,
    axis: Axis,
    intervals: list[dict[str, Any]],
) -> ReportRequest:
    period = {
        "start": instant_text(from_array(axis.starts()[0])),
        "duration": duration_text(axis.step),
    }
    resource = {"resourceName": name, "intervalPeriod": period, "intervals": intervals}
    said = {
        "eventID": event_id,
        "clientName": name,
        "reportName": title,
        "payloadDescriptors": list(_descriptors(event, intervals)) or None,
        "resources": [resource],
    }
    return ReportRequest.model_validate(said)


def _descriptors(event: EventRequest, intervals: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What the values mean, of types that the event did not describe as we send them."""
    wanted = {each.payload_type: each.units for each in event.report_descriptors or ()}
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
