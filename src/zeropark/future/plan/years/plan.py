"""A plan of a year: what to build, how it would run, what it costs, and how that is proven.

A plan stands for itself: with the document and the given series that it carries, every figure
of it can be worked out again without a solver.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import fsum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.flow import Flows

Series = NDArray[np.float64]
"""One number per step of the plan's axis."""

_KEPT = 1e-6
"""By how much of its bound a limit may be passed, from rounding."""
AT_A_BOUND = 1e-4
"""How near to a bound, as a share of the largest size, one is said to stand at it: an interior
point comes near to bounds and never quite there."""


class CostItem(StrEnum):
    """What money is for."""

    INVESTMENT = "investment"
    """Annuity of what is built, above what stands already."""
    FIXED_OPERATION = "fixed_operation"
    VARIABLE_OPERATION = "variable_operation"
    ENERGY = "energy"
    """The grid bill, by component of the tariff; demand charges are `DEMAND`."""
    DEMAND = "demand"
    FUEL = "fuel"
    """What is bought from elsewhere than the grid: coal, gas, heat, materials, water."""
    SALES = "sales"
    """Never positive: what is sold brings in."""
    CARBON = "carbon"


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    """One amount of the yearly cost; the lines add up to the objective."""

    item: CostItem
    of: str
    """Whose: a device's id, a contract's or a boundary point's."""
    component: str = ""
    """Which part of it, e.g. a component of the tariff, with the month where it has one."""
    amount_cny_per_year: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSize:
    """How large one size of a device is, was, and may become; in the unit of its field."""

    device: str
    field: str
    unit: str
    documented: float
    chosen: float
    least: float
    most: float | None
    """None where nothing sets a bound."""
    cost_cny_per_unit_year: float
    """Annuity of the investment and fixed operation of one more unit."""
    worth_cny_per_unit_year: float = 0.0
    """How much cheaper the plan would be if the bound it stands at were a unit further out."""

    @property
    def at(self) -> Literal["least", "most"] | None:
        """The bound that it stands at, if it does; `least` where both are one."""
        room = AT_A_BOUND * max(self.least, self.documented, self.most or self.chosen, 1.0)
        if self.chosen <= self.least + room:
            return "least"
        return "most" if self.most is not None and self.chosen >= self.most - room else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLimit:
    """One rule of the plan: what the year comes to, and what it must come to."""

    rule: str
    """Its id, e.g. `r1_self_use` or `carbon_intensity`."""
    zh: str
    en: str
    unit: str
    """Of `value` and `bound`: `1` for a share."""
    sense: Literal["max", "min"]
    value: float | None
    """None where there is nothing to divide by."""
    bound: float | None
    """None where it is only reported and nothing sets a bound."""
    enforced: bool
    """Whether the plan had to keep it, or only reports it."""
    shadow_price_cny_per_unit: float = 0.0
    """What a bound one unit looser would save a year; >= 0, and exactly 0 where it is slack."""
    source: str = ""
    """The rule or the place in the document that sets the bound."""
    safe_side: bool = False
    """Whether the value may be worse than the books make it, never better."""

    @property
    def kept(self) -> bool:
        """Whether the value is on the right side of the bound, to a millionth of it."""
        if self.bound is None or self.value is None:
            return True
        over = self.value - self.bound if self.sense == "max" else self.bound - self.value
        return over <= _KEPT * max(abs(self.bound), 1.0)

    @property
    def binds(self) -> bool:
        """Whether a looser bound would make the plan cheaper."""
        return self.enforced and self.shadow_price_cny_per_unit > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One route that was tried, and what became of its answer."""

    route: str
    accepted: bool
    seconds: float
    said: str
    """Why it was not accepted, or how well it holds; the route's own words may be among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for: enough to ask the same again."""

    year: int
    """Of the conditions: simulated weather and loads, or given series."""
    seed: int
    steps: int
    gap: float
    """The largest relative gap that is taken for an answer."""
    commitment: bool = False
    """Whether units are on or off (a mixed-integer program), or anything between."""
    route: str | None = None
    """The route that was named; None leaves it to the plan."""
    merged: bool = False
    """Whether steps were merged, and split until the gap held."""
    series: str | None = None
    """Where given series come from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """All values and dual values of the program that the plan was read from.

    With them anybody can hold every row of the program against the plan, and work its lower bound
    out again; see `program.judge`.
    """

    flows: NDArray[np.float64]
    """Shape (columns of a step, steps)."""
    quantities: NDArray[np.float64]
    row_duals: NDArray[np.float64]
    """Shape (rows of a step, steps)."""
    total_duals: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to build by a stage, how it would run over the axis, and what that costs a year."""

    park: ParkDocument
    """As documented, before anything of the plan is built."""
    asked: Asked
    stage: int
    """The year that it is planned for: rules, targets and prices are those of this year."""
    own_rules: tuple[tuple[str, str], ...] = ()
    """The park's own rules that it was made by, as file name and text."""
    objective_cny_per_year: float
    lower_bound_cny_per_year: float
    """No plan under the same conditions and rules is cheaper than this: proven by duals."""
    relative_gap: float
    """How much cheaper another plan could be at most, as a share of the objective; never below 0.
    Where costs and earnings nearly cancel out, see `judge.Judgement`."""
    route: str
    attempts: tuple[Attempt, ...]
    seconds: float
    """From the document to the plan."""
    sizes: tuple[PlannedSize, ...]
    costs: tuple[CostLine, ...]
    limits: tuple[PlannedLimit, ...]
    flows: Flows
    """Every link of the park; kind PLANNED, quality GENERATED where the conditions are."""
    contents: Mapping[str, Series]
    """What each store holds at the end of each step, by device id."""
    prices: Mapping[str, Series] = field(default_factory=dict)
    """What one more unit drawn from a bus would cost in each step, CNY per unit, by bus id."""
    given: Mapping[str, Series] = field(default_factory=dict)
    """The series that were given, by name, e.g. `availability.wind`; the rest was simulated."""
    extras: Mapping[str, Series] = field(default_factory=dict)
    """What was decided beside flows and sizes, e.g. certificates bought: one number, or steps."""
    proof: Proof | None = None
    """None where it was not to be kept, or none is known (a program of whole numbers)."""

    @property
    def axis(self) -> Axis:
        """The steps of the plan."""
        return self.flows.axis

    def size(self, device: str, name: str) -> float:
        """A chosen size by device id and field.

        Raises:
            KeyError: that size was not the plan's to choose.
        """
        for size in self.sizes:
            if (size.device, size.field) == (device, name):
                return size.chosen
        raise KeyError((device, name))

    def cost(self, *items: CostItem) -> float:
        """What the lines of these items come to, CNY a year."""
        return fsum(line.amount_cny_per_year for line in self.costs if line.item in items)
