"""What fuels are worth beside electricity: calorific values, for the energy-flow picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Final

from zeropark.basis.carriers import Group, carrier
from zeropark.basis.errors import MissingRuleError
from zeropark.basis.rules.fuel import coal_equivalent
from zeropark.basis.rules.rule import Factor, Rulebook

ELECTRICITY: Final = "electricity"
EQUIVALENT: Final = "ce.electricity.equivalent"
"""The rule behind every tonne of coal equivalent of the denominator (910 annex 3)."""
_CALORIFIC: Final = "ce.electricity.calorific"
# Water, oxygen and compressed air have coal equivalents too (GB/T 2589, annex B), but those tell
# what making them costs, not what they carry: beside electricity they would count twice.
_CARRY_ENERGY: Final = frozenset({Group.ELECTRICITY, Group.HEAT, Group.FUEL, Group.HYDROGEN_FAMILY})


def equivalent_value(*, rules: Rulebook, at: date) -> tuple[Factor, ...]:
    """The equivalent value of electricity in force on that day; empty where there is none."""
    return (rules.factor(EQUIVALENT, at=at),) if rules.has(EQUIVALENT, at=at) else ()


def coal_equivalents(carriers: Iterable[str], *, rules: Rulebook, at: date) -> Mapping[str, Factor]:
    """Kgce per inside unit of each carrier that carries energy and has a rule on that day.

    Fuels as the yearly consumption counts them, a park's own measured values first; electricity
    at its calorific value, for it stands beside fuels here.
    """
    worth = {}
    for each in sorted(set(carriers) - {ELECTRICITY}):
        if carrier(each).group in _CARRY_ENERGY:
            with suppress(MissingRuleError):  # it is named as not drawn
                worth[each] = coal_equivalent(rules, each, at=at)
    if rules.has(_CALORIFIC, at=at):
        worth[ELECTRICITY] = rules.factor(_CALORIFIC, at=at)
    return worth
