"""Green power that is no flow of the park's: trades and certificates that cover grid power.

    trade of a month    <= what the park draws from the grid in that month
    certificates        <= what trades leave of the year's grid power

As the green books count them (decision 6), with everybody's contracts taken for the park's own.
Where the planning section makes an offer, a plan may buy, and contracts of that kind don't count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import fsum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.contract import CertificateHolding, GreenTrade, GridSupply
from zeropark.basis.timeline import PARK_ZONE
from zeropark.facts.ledger.green.claims import expired, unfit_vintage
from zeropark.facts.ledger.green.draw import months_of
from zeropark.facts.ledger.green.green_books import KWH_PER_CERTIFICATE
from zeropark.facts.ledger.sums import given_by, points_of
from zeropark.future.plan.assembly.account import Account, Figures, Series
from zeropark.future.plan.assembly.costs.charge import Charge
from zeropark.future.plan.assembly.setting import Extra, Setting
from zeropark.future.plan.program.draft import Whole
from zeropark.future.plan.site.park_draft import Path

CERTIFICATES: Final = "green.certificates"
TRADE: Final = "green.trade."


@dataclass(frozen=True, slots=True)
class Cover:
    """Grid power that is covered, kWh a year, by names of extra columns."""

    trades: Account
    certificates: Account
    write: bool
    """Whether the program can be made cheaper by what the 910 book credits or covers."""


def cover(setting: Setting, *, write: bool) -> Cover:
    """What trades and certificates cover of the park's grid power.

    Args:
        setting: the park being priced and ruled.
        write: whether the program needs it: columns and totals are then written. Else contracts
            are worked out from flows afterwards, and nothing is bought.
    """
    claims = _Claims.of(setting)
    if not claims.drawn:
        return Cover(Account(), Account(), write)
    if CERTIFICATES not in setting.extras:
        claims.add(write=write)
    per_year = setting.per_year
    trades = {TRADE + month: per_year for month in claims.months}
    return Cover(Account(extras=trades), Account(extras={CERTIFICATES: per_year}), write)


def green_charges(setting: Setting, found: Cover) -> Iterator[Charge]:
    """What is bought on offer, by the month, and what contracts cost beyond the grid supply.

    Nothing is bought where the program gains nothing by it.
    """
    offer, certificates = setting.planning.green_trade, setting.planning.certificates
    if offer is not None and found.write:
        for name, share in found.trades.extras.items():
            account = Account(extras={name: share * offer.premium_cny_per_kwh})
            yield Charge(item="energy", of="park", component=name, account=account)
    if certificates is not None and found.write:
        each = certificates.cny_per_mwh / KWH_PER_CERTIFICATE
        account = found.certificates.times(each)
        yield Charge(item="energy", of="park", component=CERTIFICATES, account=account)
    yield from _contracts(setting)


def _contracts(setting: Setting) -> Iterator[Charge]:
    """Trades in force: certificate price, and energy that is dearer than the supply's own."""
    if setting.planning.green_trade is not None:
        return
    park = setting.site.park
    months, _ = months_of(setting.site.axis)
    agreed = next((c for c in park.contracts if isinstance(c, GridSupply)), None)
    for contract in park.contracts:
        if isinstance(contract, GreenTrade) and contract.month in months:
            each = contract.certificate_price_cny_per_kwh or 0.0
            if agreed is not None and contract.energy_price_cny_per_kwh is not None:
                each += contract.energy_price_cny_per_kwh - agreed.energy_price_cny_per_kwh
            account = Account(known=each * contract.quantity_kwh * setting.per_year)
            yield Charge(item="energy", of=contract.id, component="green_trade", account=account)


@dataclass(frozen=True, slots=True)
class _Claims:
    """What may cover grid power, and the grid power that there is."""

    setting: Setting
    drawn: tuple[Path, ...]
    """Over which grid power comes in."""
    months: tuple[str, ...]
    month_of: NDArray[np.int64]

    @classmethod
    def of(cls, setting: Setting) -> _Claims:
        points = points_of(setting.site.park, ["public_grid"])
        months, month_of = months_of(setting.site.axis)
        drawn = setting.paths(given_by(setting.links, points))
        return cls(setting, drawn, months, month_of)

    def add(self, *, write: bool) -> None:
        """The extra columns: one a month for trades, one for certificates of the year."""
        names = [TRADE + month for month in self.months]
        for number, name in enumerate(names):
            column = self._column(name, self._traded_at_most(number), write=write)
            self.setting.extras[name] = Extra(column, self._traded(number))
        column = self._column(CERTIFICATES, self._certified_at_most(), write=write)
        self.setting.extras[CERTIFICATES] = Extra(column, self._certified())
        if write:
            for number, name in enumerate(names):
                left = Account(dict.fromkeys(self.drawn, self._inside(number)))
                self.setting.keep(name, left + Account(extras={name: -1.0}), lower=0.0)
            claimed = Account(extras=dict.fromkeys([*names, CERTIFICATES], -1.0))
            left = Account(dict.fromkeys(self.drawn, 1.0))
            self.setting.keep(CERTIFICATES, left + claimed, lower=0.0)

    def _column(self, name: str, most: float, *, write: bool) -> Whole | None:
        return self.setting.draft.quantity(name, upper=most) if write else None

    def _inside(self, month: int) -> Series:
        return np.where(self.month_of == month, 1.0, 0.0)

    def _traded_at_most(self, month: int) -> float:
        offer = self.setting.planning.green_trade
        if offer is not None:
            return offer.most_kwh_per_month
        return fsum(
            contract.quantity_kwh
            for contract in self.setting.site.park.contracts
            if isinstance(contract, GreenTrade) and contract.month == self.months[month]
        )

    def _certified_at_most(self) -> float:
        """Of the year that the axis begins in; a part of a year has its part of them."""
        setting = self.setting
        offer = setting.planning.certificates
        if offer is not None:
            return offer.most_mwh_per_year * KWH_PER_CERTIFICATE / setting.per_year
        year = setting.site.axis.start.astimezone(PARK_ZONE).year
        held = [
            contract.quantity_mwh * KWH_PER_CERTIFICATE
            for contract in setting.site.park.contracts
            if isinstance(contract, CertificateHolding)
            and contract.cancelled_for == year
            and unfit_vintage(contract, year=year) is None
            and expired(contract, year=year, rulebook=setting.rulebook) is None
        ]
        return fsum(held) / setting.per_year

    def _traded(self, month: int) -> Callable[[Figures], float] | None:
        if self.setting.planning.green_trade is not None:
            return None
        most, inside = self._traded_at_most(month), self._inside(month)

        def worked_out(figures: Figures) -> float:
            drawn = Account(dict.fromkeys(self.drawn, inside)).amount(figures)
            return min(most, drawn)

        return worked_out

    def _certified(self) -> Callable[[Figures], float] | None:
        if self.setting.planning.certificates is not None:
            return None
        most = self._certified_at_most()

        def worked_out(figures: Figures) -> float:
            drawn = Account(dict.fromkeys(self.drawn, 1.0)).amount(figures)
            traded = fsum(float(np.sum(figures.extras[TRADE + month])) for month in self.months)
            return max(min(most, drawn - traded), 0.0)

        return worked_out
