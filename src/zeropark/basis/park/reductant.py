"""Reductants of a furnace: carbon, gas or hydrogen, and how the work is shared among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.device import Connected, Port, Use
from zeropark.basis.park.parts import Id, Part, Positive, Share

REDUCING: Final = (
    "coke",
    "petroleum_coke",
    "anthracite",
    "bituminous_coal",
    "washed_coal",
    "natural_gas",
    "coke_oven_gas",
    "biomass",
    "hydrogen",
    "ammonia",
)
_SUM_TOLERANCE: Final = 1e-6


class Reductant(Part):
    """One of the reductants that a furnace can take, and its part of the work."""

    bus: Id
    amount_per_t: Positive
    """In the carrier's inside unit per t of product if it did all the work."""
    share: Share
    """Its part of the work at present; the shares of a furnace add up to 1."""
    max_share: Share = 1.0
    """The most that the process can take of it (以氢换碳 is limited by bath and burner)."""
    use: Use = "fuel"
    """`fuel` where its carbon leaves as CO2; `feedstock` for hydrogen, which has none."""


def reductant_ports(reductants: Sequence[Reductant]) -> Iterator[Connected]:
    """The ports of a furnace's reductants, in their order."""
    for number, reductant in enumerate(reductants):
        port = Port(into=True, carriers=REDUCING, use=reductant.use)
        yield Connected(f"reductants[{number}].bus", reductant.bus, port)


def check_shares(reductants: Sequence[Reductant]) -> None:
    """The work is shared out in full and within each limit.

    Raises:
        ValueError: it isn't; the message says which and what to do.
    """
    if not reductants:
        return
    total = sum(reductant.share for reductant in reductants)
    if abs(total - 1) > _SUM_TOLERANCE:
        problem = "The shares of its reductants add up to {total:g}."
        raise Contradiction(problem, "Make them add up to 1.", total=total)
    for reductant in reductants:
        if reductant.share > reductant.max_share:
            raise Contradiction(
                "The share {share:g} of the reductant at {bus} is above its max_share {most:g}.",
                "Lower one or raise the other.",
                share=reductant.share,
                bus=reductant.bus,
                most=reductant.max_share,
            )
