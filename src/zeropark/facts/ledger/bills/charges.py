"""The lines of one component: energy by tiers, demand by peaks, windows, and fixed charges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import isnan

import numpy as np

from zeropark.facts.ledger.bills.invoice import Line
from zeropark.facts.ledger.bills.metered import Metered, exact, month_name
from zeropark.facts.ledger.bills.tariff import (
    CoincidentCharge,
    DemandCharge,
    EnergyCharge,
    FixedCharge,
    Named,
    Tier,
)
from zeropark.facts.ledger.bills.usage import Before


def energy_lines(charge: EnergyCharge, metered: Metered, before: Before) -> Iterator[Line]:
    """One line per month and tier reached; a month of which nothing is known has none."""
    usage = metered.usage
    energy = usage.import_kwh if charge.direction == "import" else usage.export_kwh
    if energy is None:
        return
    scope = metered.scope(charge)
    sign = 1 if charge.direction == "import" else -1
    used: dict[int, Decimal] = {}
    for month in metered.billed_months(charge):
        amounts = energy[scope & (metered.month == month)]
        if amounts.size and np.isnan(amounts).all():
            continue
        filled = used.get(_tier_start(charge, month), _used_before(charge, month, before))
        month_kwh = exact(float(np.nansum(amounts)))
        for tier, part, quantity in _fill(charge.tiers, filled, month_kwh):
            price_cny = sign * tier.price_cny_per_kwh
            yield _line(charge, month, quantity, "kWh", price_cny, part=part)
        used[_tier_start(charge, month)] = filled + month_kwh


def _tier_start(charge: EnergyCharge, month: int) -> int:
    """The month in which the tiers that this month fills began."""
    return month if charge.tier_period == "month" else month // 12 * 12


def _used_before(charge: EnergyCharge, month: int, before: Before) -> Decimal:
    if charge.tier_period == "year":
        return exact(before.year_kwh.get((charge.id, month // 12), 0.0))
    return exact(before.month_kwh.get((charge.id, month_name(month)), 0.0))


def _fill(
    tiers: tuple[Tier, ...], filled: Decimal, amount: Decimal
) -> Iterator[tuple[Tier, str | None, Decimal]]:
    """Share an amount among tiers of which `filled` is used already; the parts sum to it."""
    start, end, floor = filled, filled + amount, Decimal(0)
    for number, tier in enumerate(tiers, start=1):
        top = end if tier.up_to_kwh is None else tier.up_to_kwh
        quantity = min(end, top) - max(start, floor)
        if quantity > 0 or (amount == 0 and number == 1):
            part = None if len(tiers) == 1 else f"tier {number}"
            yield tier, part, max(quantity, Decimal(0))
        floor = top


def demand_lines(charge: DemandCharge, metered: Metered, before: Before) -> Iterator[Line]:
    """One line per month: the highest of peak, minimum share of declared, and look-back."""
    peaks = monthly_peaks(charge, metered, before)
    for month in metered.billed_months(charge):
        billed = _billed_demand(charge, month, peaks)
        if billed is None:
            continue
        part, quantity = billed
        yield _line(charge, month, quantity, "kW", charge.price_cny_per_kw, part=part)


def monthly_peaks(charge: DemandCharge, metered: Metered, before: Before) -> dict[int, Decimal]:
    """The peak of each month that is known, from the data and from what was before it."""
    found = metered.peaks(charge.interval_min)
    scope = metered.scope(charge)
    peaks = {
        int(name[:4]) * 12 + int(name[5:]) - 1: exact(peak_kw)
        for (component, name), peak_kw in before.peaks_kw.items()
        if component == charge.id
    }
    for month in metered.months:
        peak_kw = found.highest(scope & (metered.month == month))
        if not isnan(peak_kw):
            peaks[month] = max(exact(peak_kw), peaks.get(month, Decimal(0)))
    return peaks


def _billed_demand(
    charge: DemandCharge, month: int, peaks: Mapping[int, Decimal]
) -> tuple[str | None, Decimal] | None:
    """What is billed and why; None where nothing at all is known of the month's demand."""
    claims: list[tuple[str | None, Decimal]] = []
    if month in peaks:
        claims.append((None, peaks[month]))
    if charge.declared_kw is not None and charge.declared_share > 0:
        claims.append(("minimum of declared", charge.declared_share * charge.declared_kw))
    earlier = [peaks[past] for past in look_back_months(charge, month) if past in peaks]
    if charge.ratchet is not None and earlier:
        claims.append(("look-back", charge.ratchet.share * max(earlier)))
    return max(claims, key=lambda claim: claim[1]) if claims else None


def look_back_months(charge: DemandCharge, month: int) -> range:
    """The months that a look-back looks at, oldest first; empty without one."""
    back = charge.ratchet.months_back if charge.ratchet is not None else 0
    return range(month - back, month)


def coincident_lines(charge: CoincidentCharge, metered: Metered) -> Iterator[Line]:
    """One line for the highest mean in any of the windows, in the month of the first."""
    inside = np.zeros(metered.usage.axis.count, dtype=np.bool_)
    for window in charge.windows:
        inside |= metered.inside(window)
    peak_kw = metered.peaks(charge.interval_min).highest(inside)
    if isnan(peak_kw):
        return
    month = int(metered.month[inside][0])
    yield _line(charge, month, exact(peak_kw), "kW", charge.price_cny_per_kw)


def fixed_lines(charge: FixedCharge, metered: Metered) -> Iterator[Line]:
    """One line per month that the axis touches, in full."""
    for month in metered.months:
        yield _line(charge, month, charge.quantity, charge.unit, charge.price_cny_per_unit)


def _line(
    charge: Named,
    month: int,
    quantity: Decimal,
    unit: str,
    unit_price_cny: Decimal,
    *,
    part: str | None = None,
) -> Line:
    return Line(
        component=charge.id,
        zh=charge.zh,
        en=charge.en,
        month=month_name(month),
        part=part,
        quantity=quantity,
        unit=unit,
        unit_price_cny=unit_price_cny,
        rules=charge.rules,
    )
