"""The books of a plan's year as sums over flows: those that a price, a cap or a rule asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zeropark.basis.park.planning import Book, CarbonCap, CarbonPrice, PlanningRules
from zeropark.future.plan.assembly.consumption import Consumption, consumption
from zeropark.future.plan.assembly.emission import Emission, emission, uses_cover
from zeropark.future.plan.assembly.green import Cover, cover
from zeropark.future.plan.assembly.setting import Setting


@dataclass(frozen=True, slots=True)
class CarbonAsked:
    """What is asked of carbon: a price and caps, beside the rules of the document."""

    price: CarbonPrice | None
    caps: tuple[CarbonCap, ...]
    has_stage: bool
    """Whether the park has a target to come down to."""

    def books(self, rules: PlanningRules) -> frozenset[Book]:
        """The books that anything asks for."""
        found: set[Book] = {cap.book for cap in self.caps}
        if self.price is not None:
            found.add(self.price.book)
        if rules.core != "off" or (self.has_stage and rules.stage != "off"):
            found.add("park910")
        return frozenset(found)

    def covers(self, rules: PlanningRules) -> bool:
        """Whether the program gains by green power that covers its grid power."""
        kept = rules.core == "require" or (self.has_stage and rules.stage == "require")
        capped = rules.carbon_caps == "require" and any(uses_cover(c.book) for c in self.caps)
        return kept or capped or (self.price is not None and uses_cover(self.price.book))


@dataclass(frozen=True, slots=True)
class Books:
    """CO2 and energy of a year."""

    emitted: Mapping[Book, Emission]
    """kg CO2."""
    consumed: Consumption
    """kgce."""
    cover: Cover


def books_of(setting: Setting, asked: CarbonAsked) -> Books:
    """The books, with green cover written into the program where that can make it cheaper."""
    rules = setting.planning.rules
    wanted = asked.books(rules)
    found = cover(setting, write=asked.covers(rules))
    return Books(
        emitted={book: emission(setting, book, found) for book in sorted(wanted)},
        consumed=consumption(setting),
        cover=found,
    )
