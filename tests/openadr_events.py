"""Events, programs and contexts of OpenADR that tests share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np

from zeropark.basis.park.openadr import OpenAdrProgram
from zeropark.basis.timeline import Axis
from zeropark.shell.openadr.objects import Event, Program
from zeropark.shell.openadr.received import Draw
from zeropark.shell.openadr.understand import Context

NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
"""10:00 in the park."""
AGREED = OpenAdrProgram(name="DR", programme="gansu_dr", levels_kw=(1000.0, 2500.0, 6000.0))


def event(
    payloads: Sequence[tuple[str, Any]] = (("DISPATCH_SETPOINT_RELATIVE", -500.0),),
    *,
    start: str | None = "2026-06-01T04:00:00Z",
    duration: str = "PT1H",
    units: str | None = "KW",
    **also: Any,
) -> Event:
    """An event of one interval a payload, one after the other."""
    period = {"duration": duration} | ({"start": start} if start else {})
    kinds = dict.fromkeys(kind for kind, _ in payloads)
    descriptors = [{"payloadType": kind, "units": units} for kind in kinds] if units else None
    said = {
        "id": "e1",
        "createdDateTime": "2026-06-01T01:50:00Z",
        "modificationDateTime": "2026-06-01T01:55:00Z",
        "programID": "p1",
        "payloadDescriptors": descriptors,
        "intervalPeriod": period,
        "intervals": [
            {"id": number, "payloads": [{"type": kind, "values": [value]}]}
            for number, (kind, value) in enumerate(payloads)
        ],
    }
    return Event.model_validate(said | also)


def program(**also: Any) -> Program:
    """A program as a VTN has it."""
    said = {
        "id": "p1",
        "programName": "DR",
        "createdDateTime": "2026-05-01T00:00:00Z",
        "modificationDateTime": "2026-05-01T00:00:00Z",
    }
    return Program.model_validate(said | also)


def context(**also: Any) -> Context:
    """What the park knows, by default nothing about its draw."""
    known: dict[str, Any] = {
        "program": program(),
        "agreed": AGREED,
        "at": NOW,
        "offset": 0.0,
        "expected": lambda _: None,
    }
    return Context(**(known | also))


def steady(import_kw: float, export_kw: float = 0.0) -> Any:
    """An expected draw that is the same in every step."""

    def expected(axis: Axis) -> Draw:
        return Draw(
            import_kw=np.full(axis.count, import_kw), export_kw=np.full(axis.count, export_kw)
        )

    return expected
