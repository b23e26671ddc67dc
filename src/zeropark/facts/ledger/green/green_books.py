"""Three green books of electricity that are never added to each other.

    direct        non-fossil power made in the park or brought by a direct line, and used there
    trade         green-power trade by month, up to what the buyer drew from the grid that month
    certificate   certificates cancelled for the year, up to what the holder's grid power is left

What a claim holds beyond its cap is unused, and a finding; it counts nowhere. How the caps work
and why is decision 6.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding
from zeropark.basis.park.contract import CertificateHolding, GreenTrade
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Period, parse_period
from zeropark.facts.ledger.flow import UNMETERED, Flows
from zeropark.facts.ledger.green.claims import (
    excess,
    expired,
    foreign_month,
    no_grid_power,
    part_of_year,
    unfit_vintage,
)
from zeropark.facts.ledger.green.draw import GridDraw, grid_draw, months_of, not_covered
from zeropark.facts.ledger.green.matching import direct_use, hourly
from zeropark.facts.ledger.sums import given_by, stores, summed, taken_by

Array = NDArray[np.float64]
KWH_PER_CERTIFICATE: Final = 1000.0
"""One certificate is 1 MWh, by its definition."""


class GreenBook(StrEnum):
    """Which book a claim is in."""

    DIRECT = "direct"
    TRADE = "trade"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One contract's claim on green power, and how much of it counts."""

    book: GreenBook
    contract: str
    holder: str
    month: str | None
    """`2026-06` for a trade; None for certificates, which are for a year."""
    claimed_kwh: float
    counted_kwh: float

    @property
    def unused_kwh(self) -> float:
        """What is claimed and does not count."""
        return self.claimed_kwh - self.counted_kwh


@dataclass(frozen=True, slots=True, kw_only=True)
class GreenBooks:
    """The three books of one park over one period, in kWh; months are local."""

    park: str
    period: Period
    months: tuple[str, ...]
    consumption_kwh: Array
    """All electricity used in the park, losses included; by month."""
    grid_import_kwh: Array
    """By month."""
    direct_kwh: Array
    """Physically direct; by month."""
    claims: tuple[Claim, ...]
    missing_hours: int
    """Hours that consumption and the direct book leave out: something behind them is missing."""
    quality: int
    findings: tuple[Finding, ...] = ()

    def by_contract(self, book: GreenBook) -> Mapping[str, float]:
        """What counts of each contract in one book, kWh."""
        return {c.contract: c.counted_kwh for c in self.claims if c.book is book}

    @property
    def direct_total_kwh(self) -> float:
        """The direct book of the period."""
        return float(self.direct_kwh.sum())

    @property
    def trade_total_kwh(self) -> float:
        """The trade book of the period."""
        return sum(self.by_contract(GreenBook.TRADE).values())

    @property
    def certificate_total_kwh(self) -> float:
        """The certificate book of the period."""
        return sum(self.by_contract(GreenBook.CERTIFICATE).values())

    @property
    def uncovered_import_kwh(self) -> float:
        """Grid power that neither a trade nor a certificate covers; never negative."""
        covered = self.trade_total_kwh + self.certificate_total_kwh
        return not_covered(float(self.grid_import_kwh.sum()), covered)

    @property
    def direct_share(self) -> float | None:
        """Physically direct over all electricity used (910: in principle at least half)."""
        used = float(self.consumption_kwh.sum())
        return self.direct_total_kwh / used if used > 0 else None


@dataclass(slots=True)
class _Tally:
    """What is left to be claimed of everyone's grid power while claims are being counted."""

    draw: GridDraw
    claims: list[Claim] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def certified(self) -> bool:
        """Whether any certificate counts."""
        return any(c.book is GreenBook.CERTIFICATE and c.counted_kwh > 0 for c in self.claims)


def green_books(flows: Flows, *, park: ParkDocument, year: int, rulebook: Rulebook) -> GreenBooks:
    """The three books over the axis of the flows.

    Args:
        flows: closed flows at 15 min, of (a part of) one calendar year.
        park: its contracts are the claims; those in the document's order are served first.
        year: the calendar year that certificates must have been cancelled for.
        rulebook: says how long a certificate is valid.

    Raises:
        MissingRuleError: there are certificates and no rule on their validity.
    """
    measured = _measured(flows, park=park)
    return _counted(measured, park=park, year=year, rulebook=rulebook)


def green_books_to_date(
    flows: Flows, *, park: ParkDocument, year: int, rulebook: Rulebook
) -> tuple[GreenBooks, ...]:
    """The three books from the start of the flows to the end of each local month, in order.

    Each is what `green_books` says of the flows cut there, from one pass over them; the
    efficiency of stores and the quality flags are those of all of them.

    Raises:
        MissingRuleError: there are certificates and no rule on their validity.
    """
    measured = _measured(flows, park=park)
    return tuple(
        _counted(measured.until(month), park=park, year=year, rulebook=rulebook)
        for month in range(1, len(measured.draw.months) + 1)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    """What the books are counted from, by month; arrays have shape (months,)."""

    period: Period
    ends: tuple[datetime, ...]
    """When each month ends, or what there is of it."""
    draw: GridDraw
    used_kwh: Array
    direct_kwh: Array
    missing_hours: Array
    quality: int

    def until(self, months: int) -> _Measured:
        """The first so many months; nothing of it has been claimed yet."""
        return replace(
            self,
            period=Period(self.period.start, self.ends[months - 1]),
            ends=self.ends[:months],
            draw=self.draw.until(months),
            used_kwh=self.used_kwh[:months],
            direct_kwh=self.direct_kwh[:months],
            missing_hours=self.missing_hours[:months],
        )


def _measured(flows: Flows, *, park: ParkDocument) -> _Measured:
    by_hour = hourly(flows)
    direct_kwh, quality = direct_use(by_hour, park=park)
    used = electricity_used(by_hour, park=park)
    # the share is of hours in which both are known, else a gap in one would move it
    gap = np.isnan(direct_kwh + used)
    _, month_of = months_of(by_hour.axis)
    lasts = np.append(np.flatnonzero(np.diff(month_of)), by_hour.axis.count - 1)
    return _Measured(
        period=flows.axis.period,
        ends=tuple(by_hour.axis.start + by_hour.axis.step * (int(last) + 1) for last in lasts),
        draw=grid_draw(by_hour, park=park),
        used_kwh=_by_month(np.where(gap, 0.0, used), month_of),
        direct_kwh=_by_month(np.where(gap, 0.0, direct_kwh), month_of),
        missing_hours=_by_month(gap.astype(np.float64), month_of),
        quality=quality,
    )


def _counted(
    measured: _Measured, *, park: ParkDocument, year: int, rulebook: Rulebook
) -> GreenBooks:
    tally = _Tally(measured.draw)
    _count_trades(tally, park)
    _count_certificates(tally, park, year, rulebook)
    if tally.certified and measured.period != parse_period(str(year)):
        tally.findings.append(part_of_year(measured.period, year=year))
    return GreenBooks(
        park=park.id,
        period=measured.period,
        months=measured.draw.months,
        consumption_kwh=measured.used_kwh,
        grid_import_kwh=measured.draw.total_kwh,
        direct_kwh=measured.direct_kwh,
        claims=tuple(tally.claims),
        missing_hours=int(measured.missing_hours.sum()),
        quality=measured.quality,
        findings=tuple(tally.findings),
    )


def electricity_used(flows: Flows, *, park: ParkDocument) -> Array:
    """All electricity used in the park in each interval, kWh, losses included; NaN is missing.

    Net inflow over the boundary, plus what devices made (stores make nothing), plus what must
    have come unmetered.
    """
    makers = park.device_by_id.keys() - set(stores(park))
    inside = given_by(flows, {*park.point_by_id, *makers, UNMETERED})
    used: Array = summed(flows, inside) - summed(flows, taken_by(flows, park.point_by_id.keys()))
    return used


def _count_trades(tally: _Tally, park: ParkDocument) -> None:
    for contract in park.contracts:
        if isinstance(contract, GreenTrade):
            if contract.month not in tally.draw.months:
                tally.findings.append(foreign_month(contract))
                continue
            counted = tally.draw.take_month(contract.buyer, contract.month, contract.quantity_kwh)
            claim = Claim(
                book=GreenBook.TRADE,
                contract=contract.id,
                holder=contract.buyer,
                month=contract.month,
                claimed_kwh=contract.quantity_kwh,
                counted_kwh=counted,
            )
            _add(tally, claim)


def _count_certificates(tally: _Tally, park: ParkDocument, year: int, rulebook: Rulebook) -> None:
    held = [c for c in park.contracts if isinstance(c, CertificateHolding)]
    for contract in sorted((c for c in held if c.cancelled_for == year), key=_vintage):
        finding = unfit_vintage(contract, year=year) or expired(
            contract, year=year, rulebook=rulebook
        )
        claimed = contract.quantity_mwh * KWH_PER_CERTIFICATE
        counted = 0.0 if finding else tally.draw.take_any(contract.holder, claimed)
        claim = Claim(
            book=GreenBook.CERTIFICATE,
            contract=contract.id,
            holder=contract.holder,
            month=None,
            claimed_kwh=claimed,
            counted_kwh=counted,
        )
        if finding:
            tally.claims.append(claim)
            tally.findings.append(finding)
        else:
            _add(tally, claim)


def _vintage(contract: CertificateHolding) -> str:
    """Oldest first: they expire first."""
    return contract.vintage


def _add(tally: _Tally, claim: Claim) -> None:
    tally.claims.append(claim)
    if not tally.draw.knows(claim.holder):
        tally.findings.append(no_grid_power(claim.contract, claim.holder))
    elif claim.unused_kwh > 0:
        tally.findings.append(excess(claim.contract, claim.claimed_kwh, claim.counted_kwh))


def _by_month(values: Array, month_of: NDArray[np.int64]) -> Array:
    return np.bincount(month_of, weights=values).astype(np.float64)
