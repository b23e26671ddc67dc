"""A call as a record of JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.response.call import Call


def record_of(call: Call) -> dict[str, Any]:
    """All of a call, as JSON has it; exact."""
    return {
        "id": call.id,
        "programme": call.programme,
        "direction": call.direction,
        "start": call.axis.start.isoformat(),
        "step_minutes": call.axis.step / timedelta(minutes=1),
        "power_kw": call.power_kw.tolist(),
        "issued_at": call.issued_at.isoformat(),
        "test": call.test,
        "price_cny_per_kwh": call.price_cny_per_kwh,
        "source": call.source,
    }


def call_of(record: Mapping[str, Any]) -> Call:
    """The call that a record was made of."""
    step = timedelta(minutes=record["step_minutes"])
    power_kw = np.array(record["power_kw"], dtype=np.float64)
    return Call(
        id=record["id"],
        programme=record["programme"],
        direction=record["direction"],
        axis=Axis(datetime.fromisoformat(record["start"]), step, power_kw.size),
        power_kw=power_kw,
        issued_at=datetime.fromisoformat(record["issued_at"]),
        test=record["test"],
        price_cny_per_kwh=record["price_cny_per_kwh"],
        source=record["source"],
    )
