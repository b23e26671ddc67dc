"""An amount of money shared out so that the parts sum to it, to the fen: largest remainder."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from zeropark.basis.units import Money


def share_out(total: Money, *, weights: Mapping[str, float]) -> dict[str, Money]:
    """The parts by weight: each whole fen below its exact part, the rest by largest remainder.

    Args:
        total: may be below zero; then every part is at or below zero.
        weights: >= 0 and finite; of equal remainders the earlier one gets the fen. All zero:
            all weigh the same.

    Returns:
        One part a weight, in their order; empty where there are none.

    >>> [part.fen for part in share_out(Money(100), weights={"a": 1, "b": 1, "c": 1}).values()]
    [34, 33, 33]
    """
    exact = {who: Fraction(weight) for who, weight in weights.items()}
    if not any(exact.values()):
        exact = dict.fromkeys(exact, Fraction(1))
    whole = sum(exact.values(), Fraction(0))
    sign, amount = (-1, -total.fen) if total.fen < 0 else (1, total.fen)
    parts = {who: amount * weight / whole for who, weight in exact.items()}
    fen = {who: int(part) for who, part in parts.items()}  # of what is not negative: downwards
    left = amount - sum(fen.values()) if fen else 0
    by_rest = sorted(parts, key=lambda who: fen[who] - parts[who])
    for who in by_rest[:left]:
        fen[who] += 1
    return {who: Money(sign * each) for who, each in fen.items()}
