"""Green direct connection: what 650 and 688 ask for, as figures; limits are judged elsewhere.

    R1 = self-use / available generation      R2 = self-use / consumption of the users
    R3 = export / available generation        available = generation + curtailed

Renewables account for themselves: self-use + renewable export + curtailed + what went into stores
and did not come out again = available. Figures are sums over the intervals in which everything
behind them is known; the others are counted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis, Period
from zeropark.facts.ledger.attribute import allocate
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.draw import months_of
from zeropark.facts.ledger.green.exchange import Exchange, exchange
from zeropark.facts.ledger.green.matching import Matched, hourly, match, project_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectFigures:
    """Sums of one contract over one stretch of time, kWh."""

    generation_kwh: float
    curtailed_kwh: float | None
    """None where some plant's availability is not measured."""
    charged_kwh: float
    """Renewable energy charged into the stores."""
    released_kwh: float
    """Renewable energy released from them."""
    left_in_stores_kwh: float
    """Renewable energy still inside at the end, as it could be released."""
    import_kwh: float
    export_kwh: float
    renewable_export_kwh: float
    self_use_kwh: float
    consumption_kwh: float
    unallocated_kwh: float
    """Self-use beyond what the users consumed in the same interval: losses on the way, or others
    than the users."""
    steps: int
    missing_steps: int
    """Intervals left out because something behind them is missing."""
    quality: int

    @property
    def available_kwh(self) -> float | None:
        """Generation plus curtailed."""
        return None if self.curtailed_kwh is None else self.generation_kwh + self.curtailed_kwh

    @property
    def r1(self) -> float | None:
        """Self-use over available generation."""
        return _ratio(self.self_use_kwh, self.available_kwh)

    @property
    def r2(self) -> float | None:
        """Self-use over the consumption of the users."""
        return _ratio(self.self_use_kwh, self.consumption_kwh)

    @property
    def r3(self) -> float | None:
        """All export over available generation."""
        return _ratio(self.export_kwh, self.available_kwh)

    @property
    def renewable_export_share(self) -> float | None:
        """Renewable export over available generation: R3 where nothing else was exported."""
        return _ratio(self.renewable_export_kwh, self.available_kwh)

    @property
    def curtailment_share(self) -> float | None:
        """Curtailed over available generation."""
        return _ratio(self.curtailed_kwh, self.available_kwh)

    @property
    def storage_share(self) -> float | None:
        """Renewable energy that went into stores and is lost or still inside, over available."""
        return _ratio(self.charged_kwh - self.released_kwh, self.available_kwh)


@dataclass(frozen=True, slots=True, kw_only=True)
class Direct:
    """One contract over one period."""

    contract: str
    period: Period
    hourly: DirectFigures
    """Matched by the hour, as 688 asks."""
    quarter_hourly: DirectFigures
    """Matched at the step of the flows (15 min); never the figure that is judged."""
    allocated_kwh: dict[str, float]
    """Self-use of each user: 688, by the hour."""
    exchange: Exchange | None
    """None for an islanded project."""


def direct(
    flows: Flows,
    *,
    park: ParkDocument,
    contract: GreenDirect,
    no_export: NDArray[np.bool_] | None = None,
) -> Direct:
    """The figures of one direct-connection contract over the axis of the flows.

    Args:
        flows: closed flows at 15 min, from the start of the year for year-to-date figures.
        park: the park.
        contract: which plants, stores, users and grid point.
        no_export: intervals in which nothing may be exported (新能源消纳困难时段), shape (steps,).
    """
    project = project_of(contract)
    by_hour = match(hourly(flows), park=park, project=project)
    by_step = match(flows, park=park, project=project)
    return Direct(
        contract=contract.id,
        period=flows.axis.period,
        hourly=figures_of(by_hour),
        quarter_hourly=figures_of(by_step),
        allocated_kwh=_allocated(by_hour, contract),
        exchange=exchange(flows, contract=contract, no_export=no_export),
    )


def direct_to_date(
    flows: Flows, *, park: ParkDocument, contract: GreenDirect
) -> tuple[DirectFigures, ...]:
    """The figures by the hour from the start of the flows to the end of each local month.

    One pass over the flows: what happens later changes nothing before, but for the efficiency of
    the stores, which is that of all the flows (a month cut out by itself may tell it a little
    higher or lower). What is left in the stores is known at the end alone, and NaN before it.
    Flags are those of all the flows.
    """
    by_hour = match(hourly(flows), park=park, project=project_of(contract))
    _, month_of = months_of(by_hour.axis)
    ends = [*(np.flatnonzero(np.diff(month_of)) + 1).tolist(), by_hour.axis.count]
    return tuple(figures_of(_until(by_hour, end)) for end in ends)


def figures_of(matched: Matched) -> DirectFigures:
    """The sums over the intervals in which everything is known."""
    given = allocate(matched.self_use_kwh, consumption_kwh=matched.consumption_kwh)
    known = _known(matched)
    cut = matched.curtailed_kwh
    curtailed = None if cut is None else float(cut[known].sum())
    return DirectFigures(
        generation_kwh=float(matched.generation_kwh[known].sum()),
        curtailed_kwh=curtailed,
        charged_kwh=float(matched.charged_kwh[known].sum()),
        released_kwh=float(matched.released_kwh[known].sum()),
        left_in_stores_kwh=matched.left_in_stores_kwh,
        import_kwh=float(matched.import_kwh[known].sum()),
        export_kwh=float(matched.export_kwh[known].sum()),
        renewable_export_kwh=float(matched.renewable_export_kwh[known].sum()),
        self_use_kwh=float(matched.self_use_kwh[known].sum()),
        consumption_kwh=float(matched.consumption_kwh[:, known].sum()),
        unallocated_kwh=float(given.unallocated[known].sum()),
        steps=known.size,
        missing_steps=int((~known).sum()),
        quality=matched.quality,
    )


def _until(matched: Matched, count: int) -> Matched:
    """The first so many intervals."""
    if count == matched.axis.count:
        return matched
    cut = matched.curtailed_kwh
    return replace(
        matched,
        axis=Axis(matched.axis.start, matched.axis.step, count),
        generation_kwh=matched.generation_kwh[:count],
        curtailed_kwh=None if cut is None else cut[:count],
        charged_kwh=matched.charged_kwh[:count],
        released_kwh=matched.released_kwh[:count],
        left_in_stores_kwh=math.nan,
        import_kwh=matched.import_kwh[:count],
        export_kwh=matched.export_kwh[:count],
        renewable_export_kwh=matched.renewable_export_kwh[:count],
        self_use_kwh=matched.self_use_kwh[:count],
        consumption_kwh=matched.consumption_kwh[:, :count],
    )


def _known(matched: Matched) -> NDArray[np.bool_]:
    """The intervals in which everything that a figure is made of is known."""
    users = matched.consumption_kwh.sum(axis=0)
    known: NDArray[np.bool_] = ~np.isnan(matched.self_use_kwh + matched.import_kwh + users)
    return known if matched.curtailed_kwh is None else known & ~np.isnan(matched.curtailed_kwh)


def _allocated(by_hour: Matched, contract: GreenDirect) -> dict[str, float]:
    given = allocate(by_hour.self_use_kwh, consumption_kwh=by_hour.consumption_kwh)
    totals = given.share[:, _known(by_hour)].sum(axis=1)
    return dict(zip(contract.users, totals.tolist(), strict=True))


def _ratio(above: float | None, below: float | None) -> float | None:
    return None if above is None or below is None or below <= 0 else above / below
