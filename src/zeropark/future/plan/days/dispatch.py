"""A dispatch: how a park is to run over a stretch of steps, what that costs, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from zeropark.basis.errors import Finding, Phrase
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.flow import Flows
from zeropark.future.forecast.target import Kind
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.assembly.costs.charge import Item

Source = Literal["given", "forecast", "simulated"]
"""Where a series of a dispatch comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostOf:
    """One line of what a stretch costs."""

    item: Item
    of: str
    component: str
    amount_cny: float
    """Over the stretch; negative where it brings in. Of a month's demand charge what the stretch
    adds to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPoint:
    """What one device is told to do."""

    device: str
    carrier: str
    """Electricity where it has any, else that of its main port."""
    unit: str
    """kW, or the carrier's inside unit per hour."""
    value: Series
    """Mean of each step; positive into the device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a device does what it does over some steps."""

    device: str
    first: int
    stop: int
    """Steps `[first, stop)`."""
    said: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Binds:
    """A limit that the stretch runs into."""

    of: str
    """A device, boundary point, feeder or contract."""
    said: Phrase
    steps: int
    worth_cny: float
    """What the limit one unit further out in all of these steps would save, CNY over the stretch;
    NaN for a program of whole numbers."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InputUsed:
    """A series that the dispatch was made on."""

    of: str
    source: Source
    method: str = ""
    """Of a forecast, how it was made."""
    reason: Phrase | None = None
    """Why it is not made the way it should be, where it is not."""
    kind: Kind | None = None
    """What of the node is told; None where that is not known."""
    band: Series | None = None
    """P10, P50 and P90 of a forecast, shape (3, steps), in the unit of its target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """A plan of a stretch of operation."""

    park: str
    axis: Axis
    issued_at: datetime | None
    """What was known then is what it is made on; None: of no particular instant."""
    objective: Literal["cost", "green"]
    cost_cny: float
    """Money alone: the sum of `costs`."""
    objective_value: float
    """What was minimised: money, and what else was made to count."""
    lower_bound: float
    relative_gap: float
    route: str
    seconds: float
    flows: Flows
    contents: Mapping[str, Series]
    """What each store holds at the end of each step, above what must stay in."""
    set_points: tuple[SetPoint, ...]
    costs: tuple[CostOf, ...]
    prices: Mapping[str, Series] = field(default_factory=lambda: MappingProxyType({}))
    """What one more unit drawn from a bus costs in each step, CNY; none for whole numbers."""
    bought_cny_per_kwh: Mapping[str, Series] = field(default_factory=lambda: MappingProxyType({}))
    """What a kWh drawn at each grid point costs by its tariff or the spot market."""
    reasons: tuple[Reason, ...] = ()
    binds: tuple[Binds, ...] = ()
    inputs: tuple[InputUsed, ...] = ()
    findings: tuple[Finding, ...] = ()
