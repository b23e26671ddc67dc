"""Plans: what to build by a stage, what that costs, which rules it keeps, how it is proven."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from zeropark.shell.interfaces.api.models.finding import FindingShown
from zeropark.shell.interfaces.api.models.page import Page
from zeropark.shell.interfaces.api.models.shown import Figure, Shown


class PlanListed(Shown):
    """One plan that is kept, at a glance; figures are null where it can't be read."""

    name: str
    """Under which it is kept."""
    written: AwareDatetime
    """When."""
    stage: int | None
    """The year that is planned for."""
    year: int | None
    """Of weather and loads."""
    steps: int | None
    """How many it is planned in."""
    objective_cny_per_year: Figure
    """What it costs."""
    lower_bound_cny_per_year: Figure
    """No plan under the same conditions is cheaper: proven."""
    relative_gap: Figure
    """How much cheaper another plan could be at most, as a share of the objective."""
    core_tco2_per_tce: Figure
    """The core indicator of the planned year, park910 book."""
    core_limit_tco2_per_tce: Figure
    """Its national limit; null where none holds."""
    route: str | None
    """Whose answer was accepted."""
    findings: list[FindingShown]
    """Why it can't be read; empty where it can."""


class PlansPage(Page[PlanListed]):
    """Plans, the newest first."""


class PlanAttempt(Shown):
    """One route that was tried."""

    route: str
    """Which."""
    accepted: bool
    """Whether its answer held when it was worked out again."""
    seconds: float
    """How long it took."""
    said: str
    """Why it was not accepted, or how well it holds."""


class PlanSize(Shown):
    """How large one size of a device is, was, and may become."""

    device: str
    """Whose."""
    field: str
    """Which, as the park document calls it."""
    unit: str
    """Of its amounts."""
    documented: float
    """In the park document."""
    chosen: float
    """By the plan."""
    least: float
    """Not to be below this."""
    most: float | None
    """Nor above this; null where nothing sets a bound."""
    at: Literal["least", "most"] | None
    """The bound that it stands at."""
    cost_cny_per_unit_year: float
    """Annuity and fixed operation of one more unit."""
    worth_cny_per_unit_year: float
    """How much cheaper the plan would be if the bound were a unit further out."""


class PlanCost(Shown):
    """One amount of the yearly cost; they add up to the objective."""

    item: str
    """What the money is for."""
    of: str
    """A device, a contract or a boundary point."""
    component: str
    """Which part of it; empty where it has none."""
    amount_cny_per_year: float
    """Negative for what is earned."""


class PlanLimit(Shown):
    """One rule of the plan: what the year comes to, and what it must come to."""

    rule: str
    """Its id."""
    zh: str
    """Its name in Chinese."""
    en: str
    """Its name in English."""
    unit: str
    """Of value and bound; 1 for a share."""
    sense: Literal["min", "max"]
    """Whether the bound must be reached or not be exceeded."""
    value: Figure
    """Null where there is nothing to divide by."""
    bound: Figure
    """Null where nothing sets one."""
    enforced: bool
    """Whether the plan had to keep it, or only reports it."""
    kept: bool
    """Whether the value is on the right side of the bound."""
    shadow_price_cny_per_unit: float
    """What a bound one unit looser would save a year."""
    source: str
    """What sets the bound."""
    safe_side: bool
    """Whether the value may be worse than the books make it, never better."""


class PlanShown(Shown):
    """A plan without its series, which stay in its own document."""

    park: str
    """The park."""
    stage: int
    """The year that is planned for."""
    year: int
    """Of weather and loads."""
    steps: int
    """How many it is planned in."""
    objective_cny_per_year: float
    """What it costs."""
    lower_bound_cny_per_year: float
    """No plan under the same conditions is cheaper: proven."""
    relative_gap: float
    """How much cheaper another plan could be at most, as a share of the objective."""
    route: str
    """Whose answer was accepted."""
    seconds: float
    """From the document to the plan."""
    attempts: list[PlanAttempt]
    """Every route that was tried."""
    sizes: list[PlanSize]
    """What is built."""
    costs: list[PlanCost]
    """Line by line."""
    limits: list[PlanLimit]
    """Rules and ratios."""
