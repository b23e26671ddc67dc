"""Green power against use, hour by hour: what a year's balance does not show.

A park may make as much non-fossil power in a year as it uses and still live on grid power by
night. So two figures stand side by side:

    hourly share = sum over hours of matched / sum of use     matched never above use in any hour
    volume share = sum of generation / sum of use             what the year's totals alone say

Both are of the physically direct book. Trades and certificates have no hours and count in neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis, Period
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.green_books import electricity_used
from zeropark.facts.ledger.green.matching import Matched, hourly, park_matched
from zeropark.facts.ledger.rollup import Grain, span_starts
from zeropark.facts.ledger.sums import given_by, points_of, stores, summed, taken_by

Array = NDArray[np.float64]
_NAMED: Final[Mapping[Grain, int]] = {"month": 7, "day": 10, "hour": 16}
"""How much of a local time names a span."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AroundTheClock:
    """Each hour of a park, kWh; arrays have shape (hours,), NaN missing."""

    axis: Axis
    consumption_kwh: Array
    """What was used in the hour: stores give to it when they release, and charging is no use."""
    matched_kwh: Array
    """Physically direct power used in the hour, never more than was used."""
    generation_kwh: Array
    """All non-fossil generation, exported or not."""
    exported_kwh: Array
    """What of it left the park."""
    curtailed_kwh: Array | None
    """What it could have been beyond; None where some plant's availability is not measured."""
    import_kwh: Array
    """From the public grid."""
    other_kwh: Array
    """Entered use and is neither direct nor from the public grid: own generation from fuels or
    waste heat, lines with a fossil share, what came unmetered, and what stores lost of direct
    power. Negative where grid power was passed on, or left a store for the grid."""
    quality: int

    @property
    def matched_share(self) -> Array:
        """Matched over use in each hour, 0 to 1; NaN where unknown or nothing was used."""
        share = np.full(self.axis.count, np.nan)
        np.divide(self.matched_kwh, self.consumption_kwh, out=share, where=self.consumption_kwh > 0)
        return share

    @property
    def shortage_kwh(self) -> Array:
        """Use that no direct power met."""
        short: Array = self.consumption_kwh - self.matched_kwh
        return short


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Sums over the hours in which use, generation and matching are all known, kWh."""

    consumption_kwh: float
    matched_kwh: float
    generation_kwh: float
    exported_kwh: float
    curtailed_kwh: float | None
    """What is known of it."""
    hours: int
    missing_hours: int
    """Of them, left out."""

    @property
    def stored_kwh(self) -> float:
        """Generation that went into stores and did not come out again.

        Negative where more of it came out than went in, after an earlier stretch.
        """
        return self.generation_kwh - self.exported_kwh - self.matched_kwh

    @property
    def hourly_share(self) -> float | None:
        """Matched by the hour over use, 0 to 1; None where nothing was used."""
        return self.matched_kwh / self.consumption_kwh if self.consumption_kwh > 0 else None

    @property
    def volume_share(self) -> float | None:
        """Generation over use, whenever either was; above 1 where more was made than used."""
        return self.generation_kwh / self.consumption_kwh if self.consumption_kwh > 0 else None


def around_the_clock(flows: Flows, *, park: ParkDocument) -> AroundTheClock:
    """Every hour of a park.

    Args:
        flows: closed flows at 15 min or by the hour, over whole hours.
        park: says what makes, stores and brings power.
    """
    by_hour = hourly(flows)
    networks = park_matched(by_hour, park=park)
    count = by_hour.axis.count
    entered = electricity_used(by_hour, park=park)
    direct = _over(networks, [each.self_use_kwh for each in networks], count)
    taken = summed(by_hour, given_by(by_hour, points_of(park, ["public_grid"])))
    used = np.maximum(entered + _out_of_stores(by_hour, park), 0.0)
    return AroundTheClock(
        axis=by_hour.axis,
        consumption_kwh=used,
        matched_kwh=np.minimum(direct, used),
        generation_kwh=_over(networks, [each.generation_kwh for each in networks], count),
        exported_kwh=_over(networks, [each.renewable_export_kwh for each in networks], count),
        curtailed_kwh=_curtailed(networks, count),
        import_kwh=taken,
        other_kwh=entered - direct - taken,
        quality=int(np.bitwise_or.reduce(by_hour.quality, axis=None, initial=0)),
    )


def hours_within(hours: AroundTheClock, period: Period) -> AroundTheClock:
    """The hours that lie wholly in a period, as they are in the longer stretch.

    What stores hold at the period's start is known from the hours before it.
    """
    start, step = hours.axis.start, hours.axis.step
    first = max(-(-(period.start - start) // step), 0)
    stop = min((period.end - start) // step, hours.axis.count)
    chosen, cut = slice(first, stop), hours.curtailed_kwh
    return replace(
        hours,
        axis=Axis(start + first * step, step, stop - first),
        consumption_kwh=hours.consumption_kwh[chosen],
        matched_kwh=hours.matched_kwh[chosen],
        generation_kwh=hours.generation_kwh[chosen],
        exported_kwh=hours.exported_kwh[chosen],
        curtailed_kwh=None if cut is None else cut[chosen],
        import_kwh=hours.import_kwh[chosen],
        other_kwh=hours.other_kwh[chosen],
    )


def match_of(hours: AroundTheClock, *, chosen: NDArray[np.bool_] | None = None) -> Match:
    """The sums over the chosen hours, or over all of them; `chosen` has shape (hours,)."""
    within = np.ones(hours.axis.count, dtype=np.bool_) if chosen is None else chosen
    gap = np.isnan(hours.consumption_kwh + hours.matched_kwh + hours.generation_kwh)
    known = within & ~gap
    cut = hours.curtailed_kwh
    return Match(
        consumption_kwh=float(hours.consumption_kwh[known].sum()),
        matched_kwh=float(hours.matched_kwh[known].sum()),
        generation_kwh=float(hours.generation_kwh[known].sum()),
        exported_kwh=float(hours.exported_kwh[known].sum()),
        curtailed_kwh=None if cut is None else float(np.nansum(cut[known])),
        hours=int(within.sum()),
        missing_hours=int((within & gap).sum()),
    )


def match_by(hours: AroundTheClock, *, to: Grain) -> Mapping[str, Match]:
    """The same of every local month, day or hour that is touched, in order.

    By its name: `2026-06`, `2026-06-15`, `2026-06-15T07:00`.
    """
    firsts = span_starts(hours.axis, to=to)
    span_of = np.searchsorted(firsts, np.arange(hours.axis.count), side="right") - 1
    starts = np.datetime_as_string(hours.axis.local_starts()[firsts], unit="m").tolist()
    names = (start[: _NAMED[to]] for start in starts)
    return {name: match_of(hours, chosen=span_of == at) for at, name in enumerate(names)}


def _out_of_stores(flows: Flows, park: ParkDocument) -> Array:
    """What all stores released less what they took; NaN where either is missing."""
    nodes = stores(park)
    net: Array = summed(flows, given_by(flows, nodes)) - summed(flows, taken_by(flows, nodes))
    return net


def _curtailed(networks: tuple[Matched, ...], count: int) -> Array | None:
    found = [each.curtailed_kwh for each in networks]
    known = [each for each in found if each is not None]
    return _over(networks, known, count) if len(known) == len(found) else None


def _over(networks: tuple[Matched, ...], series: list[Array], count: int) -> Array:
    """The sum over networks, hour by hour; zero for a park that has none."""
    total: Array = np.array(series).reshape(len(networks), count).sum(axis=0)
    return total
