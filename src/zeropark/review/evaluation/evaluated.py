"""An evaluation with the books that it stands on, made of flows that are at hand."""

from __future__ import annotations

from dataclasses import dataclass

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.carbon.check import checked
from zeropark.facts.carbon.inventory import Inventory
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.green_books import GreenBooks, green_books
from zeropark.review.evaluation.evaluate import evaluate
from zeropark.review.evaluation.indicator import Evaluation


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatedYear:
    """An evaluation, and the books it stands on."""

    evaluation: Evaluation
    inventory: Inventory
    green: GreenBooks


def evaluate_flows(flows: Flows, *, park: ParkDocument, rules: Rulebook) -> EvaluatedYear:
    """The indicators of flows over their axis by the 910 book; judged where it is a whole year.

    Args:
        flows: closed, or planned so that they close; by the hour or finer.
        park: scope, targets, definitions.
        rules: limits and factors, looked up by the last local day of the axis.
    """
    period = flows.axis.period
    green = green_books(flows, park=park, year=period.last_day().year, rulebook=rules)
    inventory = checked(
        park910(flows, park=park, rules=rules, period=period, green=green), flows=flows
    )
    evaluation = evaluate(
        flows, park=park, rules=rules, period=period, inventory=inventory, green=green
    )
    return EvaluatedYear(evaluation=evaluation, inventory=inventory, green=green)
