"""Energy consumption of a year as a sum over flows, as the ledger counts it (910 annex 3)."""

from __future__ import annotations

from dataclasses import dataclass

from zeropark.basis.errors import Finding, Phrase
from zeropark.facts.ledger.coal_equivalent import consumption_tce
from zeropark.future.plan.assembly.account import Account
from zeropark.future.plan.assembly.setting import Setting


@dataclass(frozen=True, slots=True)
class Consumption:
    """What a park consumes in a year."""

    account: Account
    """kgce, electricity at the equivalent value."""
    missing: tuple[Finding, ...]
    """Carriers without a factor: the account is then too low."""


def consumption(setting: Setting) -> Consumption:
    """What the ledger would count of a plan's year; exact, because it is linear in the flows."""
    found = consumption_tce(setting.links, park=setting.site.park, rulebook=setting.rulebook)
    total = Account()
    for line in found.lines:
        each = line.activity / len(line.flows) * line.factor.value * setting.per_year
        total = total + Account({setting.path_of[flow]: each for flow in line.flows})
    return Consumption(total, tuple(_missing(why) for why in found.missing))


def _missing(why: Phrase) -> Finding:
    return Finding(
        code="plan.consumption_incomplete",
        place="planning.rules",
        problem_template="Part of the energy consumption is not counted. {why}",
        remedy_template="Add the coal equivalent to the park's own rules.",
        data={"why": why},
    )
