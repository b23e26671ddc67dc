"""Where the figures come from: every rule behind the page, and which are not yet confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zeropark.basis.rules.rule import Certainty, Factor, Rule
from zeropark.facts.carbon.inventory import Inventory
from zeropark.review.evaluation.indicator import Evaluation, Indicator
from zeropark.review.presentation.results import Results


def used_rules(results: Results, evaluation: Evaluation) -> tuple[Rule, ...]:
    """Every rule that a figure of the page rests on, once, by id and date."""
    rules = {(rule.id, rule.valid_from): rule for rule in _all(results, evaluation)}
    return tuple(rules[key] for key in sorted(rules))


def _all(results: Results, evaluation: Evaluation) -> Iterator[Rule]:
    for inventory in results.inventories:
        yield from (line.factor.rule for line in (*inventory.lines, *inventory.memo))
    for indicator in (evaluation.core, *evaluation.guiding, *evaluation.direct):
        if indicator.limit_factor is not None:
            yield indicator.limit_factor.rule
    yield from (factor.rule for factor in (*results.coal_equivalents.values(), *results.factors))


def unconfirmed(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Those whose figure was not read in the official text itself."""
    return tuple(r for r in rules if r.certainty is not Certainty.CONFIRMED_TEXT)


def behind_total(inventory: Inventory) -> tuple[Rule, ...]:
    """The unconfirmed rules that the total of a book depends on."""
    return unconfirmed(line.factor.rule for line in inventory.lines if line.activity)


def behind_indicator(indicator: Indicator, *, further: Iterable[Factor] = ()) -> tuple[Rule, ...]:
    """The unconfirmed rules behind an indicator's limit, and behind what it is made of."""
    limit = [indicator.limit_factor] if indicator.limit_factor else []
    return unconfirmed(factor.rule for factor in (*limit, *further))
