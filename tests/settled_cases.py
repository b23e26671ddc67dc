"""Calls that were delivered evenly over an hour, and what they are settled for."""

from __future__ import annotations

from datetime import date

import numpy as np

from response_cases import FRIDAY, window
from response_park import park, programme
from zeropark.basis.rules.programme import ProgrammeTable
from zeropark.basis.timeline import parse_period
from zeropark.facts.ledger.response.delivery import Delivery, ResourceDelivery
from zeropark.facts.ledger.response.settle import Verified, settle
from zeropark.facts.ledger.response.settlement import Settlement

PARK = park()
JULY = parse_period("2026-07")
WEEK = parse_period("2026-07-20/2026-07-27")
EVENT = window(FRIDAY, "18:00", "19:00")
NAMES = ("cells-down", "mill-down", "shop-down")


def delivered(
    *powers_kw: float,
    assigned_kw: tuple[float, ...] = (300.0, 200.0, 100.0),
    call: str = "c1",
    programme_id: str = "dr",
    test: bool = False,
    price: float | None = None,
) -> Verified:
    """One hour in which each resource delivered evenly."""
    resources = tuple(
        ResourceDelivery(
            resource=name,
            assigned_kw=np.full(4, assigned),
            baseline_kw=np.full(4, 1000.0),
            measured_kw=np.full(4, 1000.0 - power),
            substituted=np.zeros(4, dtype=np.bool_),
            delivered_kw=np.full(4, power),
            method="five_days",
            days=(date(2026, 7, 23),),
            factor=1.0,
        )
        for name, power, assigned in zip(NAMES, powers_kw, assigned_kw, strict=False)
    )
    accepted = np.full(4, sum(assigned_kw[: len(powers_kw)]))
    found = Delivery(
        call=call,
        programme=programme_id,
        direction="down",
        test=test,
        axis=EVENT,
        asked_kw=accepted,
        accepted_kw=accepted,
        resources=resources,
        response_minutes=15.0,
        findings=(),
    )
    return Verified(delivery=found, price_cny_per_kwh=price)


def settled(*calls: Verified, **tables: ProgrammeTable) -> Settlement:
    programmes = tables or {"dr": programme(), "spot": programme(product="spot")}
    return settle(WEEK, calls, park=PARK, programmes=programmes)
