"""The fixed part of a grid bill: so much per kW of each month's demand, or per kVA of capacity.

    D[m] >= mean import power of every clocked interval of month m
    D[m] >= peak already incurred, the billed share of the declared demand, the look-back

Intervals are the tariff's own. Where they are longer than a step, energy is added up from step to
step; where they are shorter, the mean of the step stands in for them, and that is said. A month
that the axis covers in part costs its part of a year's bill; in operation, where sums are not a
year's, it costs its whole price: one quarter of an hour sets a month's demand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import inf

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.park.contract import GridSupply
from zeropark.basis.park.sizing import POINT_FIELD
from zeropark.basis.timeline import parse_period
from zeropark.facts.ledger.bills.metered import Metered, month_name
from zeropark.facts.ledger.bills.tariff import DemandCharge, FixedCharge
from zeropark.future.plan.assembly.account import Account, Figures, Series
from zeropark.future.plan.assembly.costs.bought import inward
from zeropark.future.plan.assembly.costs.charge import Charge
from zeropark.future.plan.assembly.costs.supply import Supply
from zeropark.future.plan.assembly.setting import Extra, Setting
from zeropark.future.plan.program.draft import Whole
from zeropark.future.plan.site.expression import Expression
from zeropark.future.plan.site.park_draft import Path, of


def demand_charges(setting: Setting, supply: Supply) -> Iterator[Charge]:
    """A charge for each month's demand, or one for the capacity."""
    for each in supply.tariff.components:
        if isinstance(each, DemandCharge):
            yield from _Demand.of(setting, supply, each).charges()
        elif isinstance(each, FixedCharge):
            yield _by_capacity(setting, supply, each)


def _by_capacity(setting: Setting, supply: Supply, charge: FixedCharge) -> Charge:
    """By the declared capacity; where the connection is the plan's to size, in its proportion."""
    months = sum(_month_shares(supply.metered).values()) * setting.per_year
    cny = float(charge.price_cny_per_unit) * float(charge.quantity) * months
    key = (supply.point.id, POINT_FIELD)
    whole_kw = supply.point.capacity_kw or float(charge.quantity)
    account = setting.sized(key, cny / whole_kw, documented=whole_kw)
    return Charge(item="demand", of=supply.contract.id, component=charge.id, account=account)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Demand:
    """One demand charge of one supply, read by the tariff's calendar."""

    setting: Setting
    contract: GridSupply
    path: Path
    charge: DemandCharge
    metered: Metered
    per_interval: int
    """Steps in an interval; 1 where a step is as long or longer."""

    @classmethod
    def of(cls, setting: Setting, supply: Supply, charge: DemandCharge) -> _Demand:
        """A step that does not divide the interval is taken for one that is longer."""
        step = setting.site.axis.step
        steps, rest = divmod(timedelta(minutes=charge.interval_min), step)
        if steps < 1 or rest:
            setting.say([_by_the_step(supply.contract, charge, step)])
        return cls(
            setting=setting,
            contract=supply.contract,
            path=inward(setting, supply.point),
            charge=charge,
            metered=supply.metered,
            per_interval=steps if steps > 1 and not rest else 1,
        )

    def charges(self) -> Iterator[Charge]:
        """A quantity for each month with its price, and the rows that push it up."""
        taken = self.setting.site.paths.get(self.path)
        if taken is None or taken.nothing:
            return
        columns = {month: self._column(month) for month in self._months}
        self._push(taken, columns)
        shares = _month_shares(self.metered)
        for month in self._months:
            share = shares[month] * self.setting.per_year if self.setting.yearly else 1.0
            each = float(self.charge.price_cny_per_kw) * share
            account = Account(extras={self._name(month): each})
            yield Charge(
                item="demand",
                of=self.contract.id,
                component=f"{self.charge.id}.{month_name(month)}",
                account=account,
            )

    def billed_kw(self, figures: Figures) -> Mapping[int, float]:
        """What is billed in each month for given flows; look-backs are at what was billed."""
        peaks = self._peaks(figures.flows[self.path])
        billed: dict[int, float] = {}
        for month in self._months:
            inside = peaks[self._active & (self.metered.month == month)]
            past = [billed[at] for at in self._past(month) if at in billed]
            share = 0.0 if self.charge.ratchet is None else float(self.charge.ratchet.share)
            looked_back = share * max(past, default=0.0)
            billed[month] = max(self._floor(month), looked_back, float(inside.max(initial=0.0)))
        return billed

    @property
    def _months(self) -> list[int]:
        return list(self.metered.billed_months(self.charge))

    def _name(self, month: int) -> str:
        return f"{self.contract.id}.{self.charge.id}.{month_name(month)}"

    def _column(self, month: int) -> Whole:
        column = self.setting.draft.quantity(self._name(month), lower=self._floor(month))
        self.setting.extras[self._name(month)] = Extra(column, self._worked_out(month))
        return column

    def _worked_out(self, month: int) -> Callable[[Figures], float]:
        return lambda figures: self.billed_kw(figures)[month]

    def _floor(self, month: int) -> float:
        """What is billed at least, whatever is drawn, kW."""
        known = self.setting.before.peaks_kw
        claims = [known.get((self.charge.id, month_name(month)), 0.0)]
        if self.charge.declared_kw is not None:
            claims.append(float(self.charge.declared_kw) * float(self.charge.declared_share))
        if self.charge.ratchet is not None:
            claims += [
                float(self.charge.ratchet.share) * known[self.charge.id, month_name(past)]
                for past in self._past(month)
                if (self.charge.id, month_name(past)) in known
            ]
        return max(claims)

    def _past(self, month: int) -> range:
        back = 0 if self.charge.ratchet is None else self.charge.ratchet.months_back
        return range(month - back, month)

    def _push(self, taken: Expression, columns: Mapping[int, Whole]) -> None:
        """Rows: no interval's mean is above its month's demand, nor a look-back."""
        draft, name = self.setting.draft, f"{self.contract.id}.{self.charge.id}"
        power = self._energy(taken).times(1.0 / self._interval_hours)
        row = draft.row(name, upper=np.where(self._active, 0.0, inf))
        draft.add(row, power.terms)
        draft.shift(row, -1.0 * power.known)
        for month, column in columns.items():
            inside = np.where(self._active & (self.metered.month == month), -1.0, 0.0)
            draft.add(row, {column: inside})
            for past in self._past(month):
                if past in columns and self.charge.ratchet is not None:
                    back = draft.total(f"{self._name(month)} after {month_name(past)}", lower=0.0)
                    share = float(self.charge.ratchet.share)
                    draft.sum_up(back, {column: 1.0, columns[past]: -share})

    def _energy(self, taken: Expression) -> Expression:
        """What was drawn in the interval up to each step, kWh."""
        if self.per_interval == 1:
            return taken
        draft, name = self.setting.draft, f"{self.contract.id}.{self.charge.id} so far"
        so_far = draft.flow(name)
        row = draft.row(name, lower=0.0, upper=0.0)
        draft.add(row, taken.times(-1.0).terms)
        draft.add(row, {so_far: 1.0}, before={so_far: np.where(self._begins, 0.0, -1.0)})
        draft.shift(row, taken.known)
        return of(so_far)

    def _peaks(self, taken: Series) -> Series:
        """The mean power of each interval at its last step, kW."""
        energy = taken
        if self.per_interval > 1:
            sums = np.concatenate([[0.0], np.cumsum(taken)])
            last = np.arange(1, sums.size)
            energy = sums[last] - sums[np.maximum(last - self.per_interval, 0)]
        return energy / self._interval_hours

    @property
    def _interval_hours(self) -> float:
        return self.per_interval * self.setting.site.hours

    @property
    def _begins(self) -> NDArray[np.bool_]:
        """Whether a step is the first of a clocked interval."""
        calendar = self.metered.calendar
        minutes = round(self._interval_hours * 60)
        begins: NDArray[np.bool_] = calendar.minute % minutes == 0
        return begins

    @property
    def _active(self) -> NDArray[np.bool_]:
        """Whether a step ends a whole interval that the charge looks at."""
        scope = self.metered.scope(self.charge)
        if self.per_interval == 1:
            return scope
        begins = self._begins & scope
        ends = np.zeros(begins.size, dtype=np.bool_)
        ends[self.per_interval - 1 :] = begins[: begins.size - self.per_interval + 1]
        return ends


def _month_shares(metered: Metered) -> dict[int, float]:
    """The part of each month that the axis covers: 1 for a whole one."""
    axis = metered.usage.axis
    return {
        month: axis.step
        * int((metered.month == month).sum())
        / parse_period(month_name(month), calendar=metered.zone).duration
        for month in metered.months
    }


def _by_the_step(contract: GridSupply, charge: DemandCharge, step: timedelta) -> Finding:
    return Finding(
        code="plan.demand_by_the_step",
        place=f"contracts.{contract.id}",
        problem_template="Demand is billed by means of {interval} min; the plan's steps are "
        "{step:g} min long, and their means stand in.",
        remedy_template="Plan in steps of {interval} min to see peaks within an hour.",
        severity=Severity.NOTE,
        data={"interval": charge.interval_min, "step": step / timedelta(minutes=1)},
    )
