"""The shapes of what a response programme sets: how it is judged, paid and bid for.

Every figure here is the programme's own and may change; code reads it, and knows none.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zeropark.basis.errors import Contradiction

Price = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(gt=0)]

Product = Literal["demand_response", "ancillary", "spot"]
"""What a programme buys; one adjustment may not be sold as two of them at once."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Adjustment(_Table):
    """Same-day adjustment: the day's load over the baseline in a window before the event."""

    from_minutes: Count
    """Where the window starts, minutes before the event does."""
    to_minutes: Annotated[int, Field(ge=0)]
    """Where it ends."""
    least_1: Annotated[float, Field(gt=0, le=1)]
    most_1: Annotated[float, Field(ge=1)]
    """The factor is clipped to these two: what raising the load in the window can bring."""

    @model_validator(mode="after")
    def _a_window(self) -> Self:
        if self.from_minutes <= self.to_minutes:
            raise Contradiction("from_minutes must be above to_minutes.")
        return self


class BaselineTable(_Table):
    """How a baseline is made of days before the event, or of the minutes before it."""

    method: Literal["ten_in_ten", "five_days", "five_of_ten", "before_control"]
    days: Count | None = None
    """How many days are looked at."""
    from_days: Annotated[int, Field(ge=1)] = 1
    """The nearest day that may be taken: 1 is the day before."""
    back_days: Count | None = None
    """How far back is looked for days."""
    highest_days: Count | None = None
    """How many of the days are kept, those with the highest consumption."""
    ranked_by: Literal["day", "event"] | None = None
    """Whose consumption: of the whole day, or of the response period alone."""
    before_minutes: Count | None = None
    """Of `before_control`: whose mean load is the baseline."""
    adjustment: Adjustment | None = None

    @model_validator(mode="after")
    def _told(self) -> Self:
        needs = ("before_minutes",) if self.method == "before_control" else _OF_DAYS
        more = ("highest_days", "ranked_by") if self.method == "five_of_ten" else ()
        missing = [name for name in (*needs, *more) if getattr(self, name) is None]
        if missing:
            raise Contradiction(
                "The method {method} needs {missing}.",
                "Add it.",
                method=self.method,
                missing=missing[0],
            )
        return self


_OF_DAYS = ("days", "back_days")


class Pay(_Table):
    """What is paid for a delivery; shares are of the energy that was accepted."""

    judged_over: Literal["event", "step"]
    """Whether the bands look at the whole event, or at each quarter-hour by itself."""
    none_below_share: Share
    """Under this share nothing is paid."""
    most_share: Annotated[float, Field(ge=1)]
    """What is delivered beyond this share is not paid."""
    penalty_below_share: Share = 0.0
    """Energy short of this share is charged; 0: never."""
    penalty_price_share: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    """What a kWh short costs, over the price of one delivered."""
    tests_paid: bool = False


class Bidding(_Table):
    """How an offer must look."""

    steps: Count
    """How many steps the day has."""
    least_segments: Count
    most_segments: Count
    least_capacity_share: Share
    """Of each segment."""
    price_step_cny_per_kwh: Positive
    """Prices are whole multiples of it."""
    least_price_cny_per_kwh: Price
    most_price_cny_per_kwh: Price


class ProgrammeTable(_Table):
    """A programme: what it buys, how it is measured, what it pays."""

    product: Product
    baseline: str | None = None
    """Id of the rule of its baseline; None: not known, and nothing can be verified by it."""
    notice_minutes: Annotated[float, Field(ge=0)] | None = None
    """Least time between a call and its start; None: not known."""
    down_cny_per_kwh: Price | None = None
    """What it pays for less draw, where it is the same for all; None: the call says it."""
    up_cny_per_kwh: Price | None = None
    """What it pays for more draw."""
    most_down_cny_per_kwh: Price | None = None
    """What a call or an offer of less draw may say at most; None: no limit is known."""
    most_up_cny_per_kwh: Price | None = None
    standby_cny_per_kw_month: Price | None = None
    """Paid for what is registered in months without a call; None: nothing is known of one."""
    pay: Pay | None = None
    """None: not known, and nothing can be settled by it."""
    bidding: Bidding | None = None

    def paid_cny_per_kwh(self, direction: Literal["down", "up"]) -> float | None:
        """Its own price of a direction; None where the call says it."""
        return self.down_cny_per_kwh if direction == "down" else self.up_cny_per_kwh

    def most_cny_per_kwh(self, direction: Literal["down", "up"]) -> float | None:
        """The highest price that may be said; None where no limit is known."""
        return self.most_down_cny_per_kwh if direction == "down" else self.most_up_cny_per_kwh


class SubstitutionTable(_Table):
    """What stands for a reading that is missing in a settlement window."""

    bridged_minutes: Annotated[int, Field(ge=0)]
    """A gap up to this long between two readings is bridged by a straight line."""
    beyond: Literal["baseline"]
    """Longer ones: the baseline, so that nothing is credited that no meter saw."""
