"""Tell the VTN above who this park is, and what it can move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from zeropark.basis.errors import Finding
from zeropark.basis.park.openadr import OpenAdr
from zeropark.basis.park.virtual_plant import Resource as Movable
from zeropark.shell.openadr.objects import ResourceRequest, Ven, VenRequest
from zeropark.shell.ports.vtn_above import VtnAbove

CAPABILITY: Final = "ZEROPARK_CAPABILITY"
"""Attribute of our own: a direction, then pairs of minutes and kW that can be held so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What the VTN knows of this park now."""

    ven: Ven
    resources: tuple[str, ...]
    """Names of the resources that it was told of."""
    findings: tuple[Finding, ...]


def register_ven(openadr: OpenAdr, movable: Sequence[Movable], *, vtn: VtnAbove) -> Registered:
    """Make this park's VEN and resources at the VTN, or bring them up to date; can be repeated.

    Raises:
        VtnRefusedError: the VTN refuses.
        UnreachableError: it does not answer.
    """
    there = vtn.vens()
    known = {ven.ven_name: ven.id for ven in there.items}
    said = VenRequest(object_type="VEN_VEN_REQUEST", ven_name=openadr.ven_name)
    ven = vtn.put_ven(said, known=known.get(openadr.ven_name))
    listed = vtn.resources(ven.id)
    by_name = {resource.resource_name: resource.id for resource in listed.items}
    for resource in movable:
        request = _request(resource, ven.id)
        vtn.put_resource(request, known=by_name.get(resource.id))
    return Registered(
        ven=ven,
        resources=tuple(resource.id for resource in movable),
        findings=(*there.findings, *listed.findings),
    )


def _request(resource: Movable, ven_id: str) -> ResourceRequest:
    held = [number for each in resource.capability for number in (each.minutes, each.power_kw)]
    said: dict[str, Any] = {
        "objectType": "VEN_RESOURCE_REQUEST",
        "resourceName": resource.id,
        "venID": ven_id,
        "attributes": [
            {"type": "DESCRIPTION", "values": [resource.name.zh, resource.name.en]},
            {"type": CAPABILITY, "values": [resource.direction, *held]},
        ],
    }
    return ResourceRequest.model_validate(said)
