"""Parks and flows made in a few words, for tests of the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np

from zeropark.basis.documents.read import parse
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis, parse_instant
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.facts.readings.aligned import Aligned, ChannelId
from zeropark.facts.readings.reading import Quality

TINY = Path(__file__).parent / "parks" / "tiny.yaml"


def tiny() -> ParkDocument:
    return ParkDocument.model_validate(parse(TINY.read_text(encoding="utf-8"), name="park").data)


def park_of(**sections: Any) -> ParkDocument:
    """A park from short sections; names, sites and scope are filled in."""
    document: dict[str, Any] = {
        "version": 1,
        "id": "p",
        "name": {"zh": "园", "en": "P"},
        "scope": {"boundary": "whole", "province": "gansu"},
        "sites": [{"id": "s", "latitude": 38.5, "longitude": 102.2}],
        **sections,
    }
    for key in ("sites", "enterprises", "buses", "boundary_points", "links", "devices", "meters"):
        for part in document.get(key, ()):
            part.setdefault("name", {"zh": part["id"], "en": part["id"]})
            if key == "devices":
                part.setdefault("site", "s")
            if key == "enterprises":
                part.setdefault("industry_code", "C3130")
    return ParkDocument.model_validate(document)


def bus(id_: str, carrier: str = "electricity", **more: Any) -> dict[str, Any]:
    return {"id": id_, "carrier": carrier, **more}


def point(id_: str, at: str, kind: str = "public_grid", direction: str = "both") -> dict[str, Any]:
    return {"id": id_, "bus": at, "kind": kind, "direction": direction}


def load(id_: str, at: str, enterprise: str | None = None) -> dict[str, Any]:
    return {"id": id_, "kind": "load", "takes_from": at, "rated_kw": 1000, "enterprise": enterprise}


def pv(id_: str, at: str, enterprise: str | None = None) -> dict[str, Any]:
    more = {"electricity_to": at, "capacity_kw": 1000, "enterprise": enterprise}
    return {"id": id_, "kind": "pv", **more}


def battery(id_: str, at: str) -> dict[str, Any]:
    return {
        "id": id_,
        "kind": "battery",
        "electricity_at": at,
        "power_kw": 500,
        "capacity_kwh": 1000,
    }


def meter(id_: str, source: str, sink: str, *channels: str, **more: Any) -> dict[str, Any]:
    """Channels are named by their direction; `forward2` is a second one of it."""
    listed = [
        {"id": name, "kind": "interval", "unit": "kWh", "direction": name.rstrip("0123456789")}
        for name in channels or ("forward",)
    ]
    return {
        "id": id_,
        "from": source,
        "to": sink,
        "gate": more.pop("gate", "internal"),
        "channels": listed,
        **more,
    }


def axis_of(steps: int, *, start: str = "2026-01-01", minutes: int = 15) -> Axis:
    return Axis(parse_instant(start), timedelta(minutes=minutes), steps)


def aligned_of(amounts: Mapping[str, Sequence[float]], *, axis: Axis | None = None) -> Aligned:
    """Aligned amounts by `meter/channel`; NaN is missing."""
    array = np.array(list(amounts.values()), dtype=np.float64)
    quality = np.where(np.isnan(array), Quality.MISSING, Quality.GOOD).astype(np.uint8)
    channels = tuple(ChannelId(*name.split("/")) for name in amounts)
    return Aligned(axis or axis_of(array.shape[1]), channels, array, quality, None)


def flows_from(
    quantities: Mapping[str, Sequence[float]],
    *,
    axis: Axis | None = None,
    minutes: int = 15,
    start: str = "2026-01-01",
) -> Flows:
    """Flows by `source>sink` (electricity) or `carrier:source>sink`, each with a meter."""
    links = []
    for name in quantities:
        carrier, _, ends = name.rpartition(":")
        source, sink = ends.split(">")
        links.append(FlowLink(carrier or "electricity", source, sink, f"m-{source}-{sink}"))
    array = np.array(list(quantities.values()), dtype=np.float64)
    missing = np.isnan(array)
    return Flows(
        park="p",
        axis=axis or axis_of(array.shape[1], minutes=minutes, start=start),
        links=tuple(links),
        quantity=array,
        quality=np.where(missing, Quality.MISSING, Quality.GOOD).astype(np.uint8),
        kind=np.full(array.shape, Kind.MEASURED, dtype=np.uint8),
    )


def by_id(flows: Flows) -> dict[str, list[float]]:
    return {link.id: flows.quantity[i].tolist() for i, link in enumerate(flows.links)}
