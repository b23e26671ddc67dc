"""Scopes of OpenADR 3.1: what a role may be let do, and which one an operation asks for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from zeropark.shell.openadr.objects import Kind
from zeropark.shell.ports.openadr_clients import Role

READ_ALL: Final = "read_all"
_READ_TARGETS: Final = "read_targets"
_READ_OWN: Final = "read_ven_objects"
_WRITE_VENS: Final = "write_vens"
_WRITE_SUBSCRIPTIONS: Final = "write_subscriptions"

OF_ROLE: Final[Mapping[Role, frozenset[str]]] = MappingProxyType(
    {
        "bl": frozenset(
            {READ_ALL, "write_programs", "write_events", _WRITE_SUBSCRIPTIONS, _WRITE_VENS}
        ),
        "ven": frozenset(
            {_READ_TARGETS, _READ_OWN, "write_reports", _WRITE_SUBSCRIPTIONS, _WRITE_VENS}
        ),
    }
)
"""All that a client of a role may ask for, and is given where it asks for nothing."""
TO_READ: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        "PROGRAM": _READ_TARGETS,
        "EVENT": _READ_TARGETS,
        "REPORT": _READ_OWN,
        "SUBSCRIPTION": _READ_OWN,
        "VEN": _READ_OWN,
        "RESOURCE": _READ_OWN,
    }
)
"""What a reader needs who may not read everything."""
TO_WRITE: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        "PROGRAM": "write_programs",
        "EVENT": "write_events",
        "REPORT": "write_reports",
        "SUBSCRIPTION": _WRITE_SUBSCRIPTIONS,
        "VEN": _WRITE_VENS,
        "RESOURCE": _WRITE_VENS,
    }
)
