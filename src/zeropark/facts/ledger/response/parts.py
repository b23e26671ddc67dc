"""Whose a paid line is: shared out over resources, and each part by its owner's agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.topology import owner
from zeropark.basis.park.virtual_plant import Resource
from zeropark.basis.units import Money
from zeropark.facts.ledger.response.settlement import OPERATOR, PayLine, UserLine
from zeropark.facts.ledger.response.share_out import share_out


def parts_of(
    line: int,
    paid: PayLine,
    weights: Mapping[str, float],
    park: ParkDocument,
) -> Iterator[UserLine]:
    """A line by resource, by what each brought, and each of those by its agreement.

    Args:
        line: the number of the line.
        paid: the line.
        weights: what each resource brought to it, >= 0.
        park: whose resources these are.
    """
    plant = park.virtual_plant
    for resource_id, amount in share_out(paid.amount, weights=weights).items():
        resource = None if plant is None else plant.resource_by_id.get(resource_id)
        user, share = _agreed(resource, park, gain=paid.amount.fen >= 0)
        exact_share = Decimal(repr(share)) * Decimal(amount.fen)
        own = (
            Money(int(exact_share.to_integral_value(ROUND_HALF_UP))) if user != OPERATOR else amount
        )
        for who, part in ((user, own), (OPERATOR, amount - own)):
            if who == user or part.fen:
                yield UserLine(
                    line=line,
                    resource=resource_id,
                    user=who,
                    quantity=weights[resource_id] if who == user else 0.0,
                    amount=part,
                )


def _agreed(resource: Resource | None, park: ParkDocument, *, gain: bool) -> tuple[str, float]:
    """Whose a resource is, and the part of what it earns or costs that is theirs."""
    if resource is None:
        return OPERATOR, 1.0
    user = owner(park, resource.devices[0]) or OPERATOR
    agreed = resource.agreement
    if gain or agreed.penalty_share is None:
        return user, agreed.income_share
    return user, agreed.penalty_share
