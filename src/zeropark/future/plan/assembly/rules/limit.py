"""A limit: one rule of a plan, as sums over what it decides, and how the program keeps it.

    above <= bound x below        (`max`; without `below`: above <= bound)
    above >= bound x below        (`min`)

Both sides are linear, so that a limit on a ratio is one total of the program, exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Final, Literal

from zeropark.basis.park.planning import Keep
from zeropark.future.plan.assembly.account import Account, Figures
from zeropark.future.plan.assembly.setting import Setting

BOUNDS: Final = "bounds"


@dataclass(frozen=True, slots=True)
class Band:
    """A class of parks by yearly consumption, and its limit; [least, most)."""

    least_tce: float
    most_tce: float | None
    limit_tco2_per_tce: float

    def holds(self, consumption_tce: float) -> bool:
        """Whether a park of this consumption is of the class."""
        above = self.least_tce <= consumption_tce
        return above and (self.most_tce is None or consumption_tce < self.most_tce)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Limit:
    """One rule that a plan must keep, or only reports."""

    rule: str
    """Its id, e.g. `r1`, `core`, `land`; that of the indicator where it has one."""
    zh: str
    en: str
    unit: str
    """Of the value and the bound; `1` for a share."""
    sense: Literal["max", "min"]
    keep: Keep
    bound: float | None
    """None: nothing sets one, and it is only reported."""
    above: Account
    below: Account | None = None
    """None: the amount itself is limited."""
    source: str = ""
    """The rule or the place in the document that sets the bound."""
    safe_side: bool = False
    """Whether the account may be stricter than what the books judge, never looser."""
    held_by: str = ""
    """What keeps it in the program where no total of its own does: `bounds` of flows, or the name
    of another limit that is never looser."""
    band: Band | None = None
    """The class that its bound is for, where the bound hangs on the year's consumption."""
    measured: Callable[[Figures], float] | None = None
    """How its value is found where it is no sum, e.g. a peak."""

    @property
    def required(self) -> bool:
        """Whether a plan must keep it."""
        return self.keep == "require" and self.bound is not None

    @property
    def name(self) -> str:
        """What its total in the program is called."""
        return f"rule.{self.rule}"

    def value(self, figures: Figures) -> float | None:
        """What it comes to in a finished plan; None where there is nothing to divide by."""
        if self.measured is not None:
            return self.measured(figures)
        above = self.above.amount(figures)
        if self.below is None:
            return above
        below = self.below.amount(figures)
        return above / below if below > 0 else None

    def account(self) -> Account:
        """What must be at most (`max`) or at least (`min`) zero."""
        bound = self.bound or 0.0
        other = Account(known=bound) if self.below is None else self.below.times(bound)
        return self.above.less(other)


def enforce(setting: Setting, limit: Limit) -> None:
    """Write the total of a limit that must be kept."""
    if limit.required and not limit.held_by:
        lower, upper = (-inf, 0.0) if limit.sense == "max" else (0.0, inf)
        setting.keep(limit.name, limit.account(), lower=lower, upper=upper)
