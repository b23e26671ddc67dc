"""Segments of a bid: what each resource can give, by price, in the form that a market takes.

Resources are sorted by cost; those too small for a segment go together, at the price of the
dearest of them, so that no kWh is sold below what it costs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

from zeropark.basis.errors import Finding
from zeropark.basis.rules.programme import Bidding
from zeropark.future.flexibility.offer import Segment

_NOTHING_KW = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What one resource can give in a step, and what a kWh of it costs."""

    resource: str
    power_kw: float
    cost_cny_per_kwh: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """The segments of one step and the blocks that they are made of."""

    segments: tuple[Segment, ...]
    blocks: tuple[Block, ...]
    """Those that are in it; what costs more than the highest price that may be bid is not."""


def bid_of(blocks: Sequence[Block], *, capacity_kw: float, rule: Bidding) -> Bid:
    """The bid of one step, by the market's rule; empty where too little is there for one.

    Args:
        blocks: what is there.
        capacity_kw: that shares are counted of.
        rule: how a bid must look.
    """
    sold = [
        each
        for each in sorted(blocks, key=lambda each: each.cost_cny_per_kwh)
        if each.power_kw > _NOTHING_KW
        and _price(each.cost_cny_per_kwh, rule) <= rule.most_price_cny_per_kwh
    ]
    least_kw = rule.least_capacity_share * capacity_kw
    segments = _gathered(sold, least_kw, rule)
    while len(segments) < rule.least_segments and segments:
        widest = max(range(len(segments)), key=lambda n: segments[n].power_kw)
        half = replace(segments[widest], power_kw=segments[widest].power_kw / 2)
        if half.power_kw < least_kw:
            return Bid(segments=(), blocks=())
        segments[widest : widest + 1] = [half, half]
    if len(segments) > rule.most_segments:
        segments = _fewer(segments, rule.most_segments)
    return Bid(segments=tuple(segments), blocks=tuple(sold) if segments else ())


def check_bid(
    segments: Sequence[Segment], *, capacity_kw: float, rule: Bidding, place: str
) -> Iterator[Finding]:
    """What a market would refuse in the segments of one step."""
    if not segments:
        return
    prices = [each.price_cny_per_kwh for each in segments]
    least_kw = rule.least_capacity_share * capacity_kw
    steps = [Decimal(repr(price)) / Decimal(repr(rule.price_step_cny_per_kwh)) for price in prices]
    wrong = {
        "bid.segments": not rule.least_segments <= len(segments) <= rule.most_segments,
        "bid.too_small": any(each.power_kw < least_kw - _NOTHING_KW for each in segments),
        "bid.falls": any(after < before for before, after in pairwise(prices)),
        "bid.price_step": any(step != step.to_integral_value() for step in steps),
        "bid.price_limits": min(prices) < rule.least_price_cny_per_kwh
        or max(prices) > rule.most_price_cny_per_kwh,
    }
    for code in (code for code, found in wrong.items() if found):
        yield Finding(
            code=code,
            place=place,
            problem_template="The bid breaks the market's rule on {what}.",
            remedy_template="Make the offer again with what is registered now.",
            data={"what": code.partition(".")[2].replace("_", " ")},
        )


def _price(cost_cny_per_kwh: float, rule: Bidding) -> float:
    """The lowest price that may be bid and covers a cost."""
    step = Decimal(repr(rule.price_step_cny_per_kwh))
    floor = Decimal(repr(rule.least_price_cny_per_kwh))
    covered = (Decimal(repr(cost_cny_per_kwh)) / step).to_integral_value(ROUND_CEILING) * step
    return float(max(covered, (floor / step).to_integral_value(ROUND_CEILING) * step))


def _gathered(blocks: Sequence[Block], least_kw: float, rule: Bidding) -> list[Segment]:
    """Blocks in the order of their cost, put together until each segment is large enough."""
    found: list[Segment] = []
    waiting = Segment(power_kw=0.0, price_cny_per_kwh=0.0)
    for block in blocks:
        price = _price(block.cost_cny_per_kwh, rule)
        waiting = Segment(power_kw=waiting.power_kw + block.power_kw, price_cny_per_kwh=price)
        if waiting.power_kw >= least_kw - _NOTHING_KW:
            found.append(waiting)
            waiting = Segment(power_kw=0.0, price_cny_per_kwh=0.0)
    if waiting.power_kw > 0 and found:  # too small by itself: it goes with the dearest
        power = found[-1].power_kw + waiting.power_kw
        found[-1] = Segment(power_kw=power, price_cny_per_kwh=waiting.price_cny_per_kwh)
    return found


def _fewer(segments: list[Segment], most: int) -> list[Segment]:
    """Neighbours put together at the dearer's price, those of the nearest prices first."""
    found = list(segments)
    while len(found) > most:
        gaps = [
            after.price_cny_per_kwh - before.price_cny_per_kwh for before, after in pairwise(found)
        ]
        at = gaps.index(min(gaps))
        power = found[at].power_kw + found[at + 1].power_kw
        found[at : at + 2] = [replace(found[at + 1], power_kw=power)]
    return found
