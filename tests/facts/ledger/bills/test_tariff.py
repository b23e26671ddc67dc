"""Tariffs: what can be said in one, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from zeropark.facts.ledger.bills.tariff import EnergyCharge, Tier


def energy(*tiers: tuple[str, int | None]) -> EnergyCharge:
    made = tuple(
        Tier(Decimal(price), None if up_to is None else Decimal(up_to)) for price, up_to in tiers
    )
    return EnergyCharge(id="e", zh="电量", en="energy", tiers=made)


@pytest.mark.parametrize(
    "tiers",
    [[], [("1", 100)], [("1", None), ("2", None)], [("1", 200), ("2", 100), ("3", None)]],
)
def test_tiers_that_do_not_rise_to_an_open_end_are_refused(
    tiers: Sequence[tuple[str, int | None]],
) -> None:
    with pytest.raises(ValueError, match="tiers"):
        energy(*tiers)


def test_rising_tiers_with_an_open_end_are_accepted() -> None:
    assert len(energy(("1", 100), ("2", 200), ("3", None)).tiers) == 3
