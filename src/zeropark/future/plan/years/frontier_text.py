"""A frontier as it is read back from its JSON document: its line, without the plans behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter, ValidationError

from zeropark.basis.park.planning import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierStep:
    """One point of it: the cheapest plan under one cap."""

    cap_t_per_year: float | None
    emission_t_per_year: float
    objective_cny_per_year: float
    lower_bound_cny_per_year: float
    carbon_price_cny_per_t: float
    """Shadow price: what a cap one tonne higher would save."""
    avoided_cny_per_t: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierLine:
    """What less CO2 costs, the cheapest first."""

    park: str
    stage: int
    book: Book
    """Whose CO2 is capped."""
    least_t_per_year: float
    points: tuple[FrontierStep, ...]


_LINE: Final = TypeAdapter(FrontierLine)


def frontier_of(text: str) -> FrontierLine | None:
    """The frontier that `zeropark plan frontier --json` printed; None for any other document."""
    try:
        return _LINE.validate_json(text)
    except ValidationError:
        return None
