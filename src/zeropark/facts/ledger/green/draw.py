"""Whose grid power it was: import shared by the hour, and what is left of it to be claimed.

Import over all public grid points is shared among the owners of consumption in proportion to
what each consumed in the hour, as 688 shares self-use: on one bus, electrons carry no names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.contract import PARK_AS_ONE
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis, Calendar
from zeropark.facts.ledger.attribute import allocate, consumption_series
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.sums import given_by, points_of, stores, summed

Array = NDArray[np.float64]

_ROUNDING: Final = 1e-11
"""Share of a year's sum that the order of adding it up may move."""


@dataclass(slots=True)
class GridDraw:
    """Grid power by owner and month, kWh; `take_*` marks it as claimed, never below zero.

    Mutable, and used within one count of claims only: a kWh that is claimed is gone.
    """

    months: tuple[str, ...]
    total_kwh: Array
    """Import of the whole park by month."""
    left_kwh: dict[str, Array]
    """Unclaimed by owner and month."""
    left_total_kwh: Array
    """Unclaimed of the whole park by month: what claims of the park as such are cut to."""

    def until(self, months: int) -> GridDraw:
        """The first so many months, as a draw of its own: claims on it leave this one alone."""
        return GridDraw(
            months=self.months[:months],
            total_kwh=self.total_kwh[:months],
            left_kwh={who: left[:months].copy() for who, left in self.left_kwh.items()},
            left_total_kwh=self.left_total_kwh[:months].copy(),
        )

    def knows(self, holder: str) -> bool:
        """Whether the holder's consumption is measured, or the holder is the park."""
        return holder == PARK_AS_ONE or holder in self.left_kwh

    def take_month(self, holder: str, month: str, wanted_kwh: float) -> float:
        """Claim grid power of one month; gives what there was."""
        at = self.months.index(month)
        taken = min(wanted_kwh, float(self._left(holder)[at]))
        self._mark(holder, at, taken)
        return taken

    def take_any(self, holder: str, wanted_kwh: float) -> float:
        """Claim grid power of any month; gives what there was over all of them.

        Taken from every month alike: by the month, earliest first, the order of the claims would
        decide how much of them counts. No month can be claimed by itself after this.
        """
        total_kwh = float(self.left_total_kwh.sum())
        own_kwh = total_kwh if holder == PARK_AS_ONE else self._own_kwh(holder)
        taken = max(0.0, min(wanted_kwh, own_kwh, total_kwh))
        self.left_total_kwh *= _rest(taken, total_kwh)
        if holder in self.left_kwh:
            self.left_kwh[holder] *= _rest(taken, own_kwh)
        return taken

    def _own_kwh(self, holder: str) -> float:
        own = self.left_kwh.get(holder)
        return 0.0 if own is None else float(own.sum())

    def _left(self, holder: str) -> Array:
        if holder == PARK_AS_ONE:
            return self.left_total_kwh
        own = self.left_kwh.get(holder)
        if own is None:
            return np.zeros_like(self.left_total_kwh)
        return np.minimum(own, self.left_total_kwh)

    def _mark(self, holder: str, at: int, taken_kwh: float) -> None:
        self.left_total_kwh[at] -= taken_kwh
        if holder in self.left_kwh:
            self.left_kwh[holder][at] -= taken_kwh


def not_covered(taken_kwh: float, covered_kwh: float) -> float:
    """What of grid power nothing covers, kWh; none where only last digits differ."""
    left = taken_kwh - covered_kwh
    return left if left > _ROUNDING * taken_kwh else 0.0


def grid_draw(flows: Flows, *, park: ParkDocument) -> GridDraw:
    """Each owner's grid power by local month; hours with anything missing count for nobody.

    Args:
        flows: closed flows by the hour.
        park: says who owns what.
    """
    points = points_of(park, ["public_grid"])
    taken = summed(flows, given_by(flows, points))
    series = {
        who: consumption_series(flows, park=park, enterprise=who, excluding=stores(park))
        for who in (*park.enterprise_by_id, None)
    }
    known = {who: used for who, used in series.items() if not np.isnan(used).all()}
    used = np.array(list(known.values())).reshape(-1, flows.axis.count)
    shares = allocate(taken, consumption_kwh=used).share
    months, month_of = months_of(flows.axis)
    by_owner = {
        who: np.bincount(month_of, weights=np.nan_to_num(share)).astype(np.float64)
        for who, share in zip(known, shares, strict=True)
        if who is not None
    }
    total = np.bincount(month_of, weights=np.nan_to_num(taken)).astype(np.float64)
    return GridDraw(months, total, by_owner, total.copy())


def _rest(taken_kwh: float, of_kwh: float) -> float:
    """The share that is left; nothing where there was nothing."""
    return 1.0 - taken_kwh / of_kwh if of_kwh > 0 else 0.0


def months_of(axis: Axis) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The local months that an axis touches, `2026-06`, and which one each interval is in."""
    calendar = Calendar.of(axis)
    keys, month_of = np.unique(calendar.year * 12 + calendar.month - 1, return_inverse=True)
    names = tuple(f"{key // 12:04d}-{key % 12 + 1:02d}" for key in keys.tolist())
    return names, month_of.astype(np.int64)
