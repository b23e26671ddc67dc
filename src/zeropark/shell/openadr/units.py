"""What the numbers of a payload mean: its unit and currency, from the event or its program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np

from zeropark.basis.errors import Finding, Severity
from zeropark.shell.openadr.objects import EventRequest, ProgramRequest
from zeropark.shell.openadr.timing import Span
from zeropark.shell.openadr.wire import EventPayloadDescriptor, ValuesMap

_KW: Final = {"W": 1e-3, "KW": 1.0, "MW": 1e3}
_KWH: Final = {"WH": 1e-3, "KWH": 1.0, "MWH": 1e3}
_CURRENCY: Final = "CNY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """How a number of a payload becomes one of ours."""

    factor: float
    """What it is multiplied by."""
    per_interval: bool = False
    """It is an energy of the interval: its power is that over the interval's hours."""


def meaning_of(
    kind: str,
    event: EventRequest,
    program: ProgramRequest | None,
    *,
    place: str,
    findings: list[Finding],
) -> Meaning | None:
    """What the numbers of one type mean; None, with a finding, where that can't be known."""
    said = _descriptor(kind, event) or _descriptor(kind, program)
    unit = said.units.upper() if said and said.units else None
    if kind == "SIMPLE":
        return Meaning(factor=1.0)
    if kind in {"PRICE", "EXPORT_PRICE"}:
        return _price(kind, unit, said, place, findings)
    if unit is None:
        findings.append(_assumed(kind, place))
        return Meaning(factor=1.0)
    if unit in _KW:
        return Meaning(factor=_KW[unit])
    if unit in _KWH:
        return Meaning(factor=_KWH[unit], per_interval=True)
    findings.append(_unknown(kind, unit, place))
    return None


def number_of(load: ValuesMap, meaning: Meaning, span: Span) -> float | None:
    """The one number of a payload in our unit; None where it has none, or several."""
    if len(load.values) != 1:
        return None
    (value,) = load.values
    if isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
        return None
    if meaning.per_interval:
        if span.end is None:
            return None
        return value * meaning.factor / ((span.end - span.start) / timedelta(hours=1))
    return value * meaning.factor


def told_of(kind: str, place: str) -> Finding:
    """What is said of a type of payload that nothing is done about."""
    return Finding(
        code="openadr.not_understood",
        place=place,
        problem_template="It has a payload of type {kind!r}, about which nothing is done here.",
        remedy_template="Read it, and act by hand where need be.",
        severity=Severity.WARNING,
        data={"kind": kind},
    )


def _descriptor(
    kind: str, holder: EventRequest | ProgramRequest | None
) -> EventPayloadDescriptor | None:
    listed = holder.payload_descriptors if holder is not None else None
    return next(
        (
            each
            for each in listed or ()
            if isinstance(each, EventPayloadDescriptor) and each.payload_type == kind
        ),
        None,
    )


def _price(
    kind: str,
    unit: str | None,
    said: EventPayloadDescriptor | None,
    place: str,
    findings: list[Finding],
) -> Meaning | None:
    currency = (said.currency if said else None) or ""
    if currency.upper() != _CURRENCY:
        findings.append(
            Finding(
                code="openadr.currency",
                place=place,
                problem_template="Its {kind} is in {currency!r}, and accounts here are in CNY.",
                remedy_template="Ask the sender for prices in CNY, named in a payload descriptor.",
                data={"kind": kind, "currency": currency},
            )
        )
        return None
    if unit not in _KWH:
        findings.append(_unknown(kind, unit or "", place))
        return None
    return Meaning(factor=1.0 / _KWH[unit])


def _unknown(kind: str, unit: str, place: str) -> Finding:
    return Finding(
        code="openadr.units",
        place=place,
        problem_template="Its {kind} is in {unit!r}, which can't be used here.",
        remedy_template="Ask the sender for kW or kWh, named in a payload descriptor.",
        data={"kind": kind, "unit": unit},
    )


def _assumed(kind: str, place: str) -> Finding:
    return Finding(
        code="openadr.units_assumed",
        place=place,
        problem_template="Its {kind} has no unit; it is taken as kW.",
        remedy_template="Ask the sender for a payload descriptor with units.",
        severity=Severity.WARNING,
        data={"kind": kind},
    )
