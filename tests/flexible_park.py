"""A park in a folder whose closed books have loads that can be worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from response_cases import FRIDAY, local
from response_park import TINY, VIRTUAL_PLANT
from zeropark.basis.timeline import Axis, parse_period, to_array
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.shell.stores.books.embedded_books import EmbeddedBooks

DAYS = "2026-06-22/2026-07-25"
EVENING = f"{FRIDAY}T18:00/{FRIDAY}T20:00"
NOON = f"{FRIDAY}T12:00"
BASE_KW = {"shop-load": 200.0, "mill-line": 900.0, "cells": 0.0}
"""What each draws on every day, all day."""


def write_park(folder: Path, *, section: str = VIRTUAL_PLANT) -> Path:
    """The tiny park with a virtual plant, with nothing closed."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "park.yaml").write_text(TINY.read_text(encoding="utf-8") + section, encoding="utf-8")
    return folder


def close_days(folder: Path, changes_kw: dict[str, float], *, days: str = DAYS) -> None:
    """Closed books: every day alike, save for what changes on the Friday from 18:00 to 20:00."""
    axis = Axis.over(parse_period(days))
    first, last = local(FRIDAY, "18:00"), local(FRIDAY, "20:00")
    starts = axis.starts()
    event = (starts >= to_array(first)) & (starts < to_array(last))
    rows: list[np.ndarray[Any, Any]] = []
    links: list[FlowLink] = []
    for device, base in BASE_KW.items():
        net = np.where(event, base + changes_kw.get(device, 0.0), base) * 0.25
        links.append(FlowLink("electricity", "bus-10kv", device, f"m-{device}"))
        rows.append(np.maximum(net, 0.0))
        if device == "cells":
            links.append(FlowLink("electricity", device, "bus-10kv", "m-cells"))
            rows.append(np.maximum(-net, 0.0))
    quantity = np.array(rows)
    plain = np.zeros(quantity.shape, dtype=np.uint8)
    flows = Flows("tiny", axis, tuple(links), quantity, plain, plain + Kind.MEASURED)
    EmbeddedBooks(folder / "data" / "books").put_flows(flows, findings={})


def call_file(folder: Path, **other: Any) -> Path:
    """Two hours of 600 kW less, called at noon."""
    told: dict[str, Any] = {
        "id": "call-1",
        "programme": "dr",
        "direction": "down",
        "start": f"{FRIDAY}T18:00",
        "power_kw": [600.0] * 8,
        "issued_at": NOON,
        "price_cny_per_kwh": 1.2,
    }
    path = folder / f"{(told | other)['id']}.json"
    path.write_text(json.dumps(told | other), encoding="utf-8")
    return path
