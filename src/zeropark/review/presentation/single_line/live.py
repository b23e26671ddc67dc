"""Live values beside a sketch: what flows at each symbol now, and which way.

Takes rates by the id of a flow link, gives words by the id of a symbol. What isn't known stays
unknown: a group of which a member is silent says how much it is at least, and no sum.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from zeropark.basis.carriers import carrier
from zeropark.basis.units import Dimension
from zeropark.review.presentation.single_line.sketch import Member, Sketch, Symbol
from zeropark.review.presentation.text import known, number, unit_words


class Way(StrEnum):
    """Where power goes, against the direction that the symbol's arrow is drawn in."""

    FORWARD = "forward"
    BACKWARD = "backward"
    STILL = "still"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Live:
    """The value beside a symbol."""

    words: str
    """The amount with its unit and no sign, alike in both languages."""
    way: Way


UNKNOWN: Final = Live("—", Way.UNKNOWN)
_STILL_BELOW: Final = 0.05
"""Rates smaller than this print as zero and have no direction."""
_STEP: Final = 1e3
_POWER: Final = ("kW", "MW", "GW")


def live(sketch: Sketch, rates: Mapping[str, float | None]) -> dict[str, Live]:
    """By symbol id, what goes through it now.

    Args:
        sketch: the drawing.
        rates: by flow-link id, the carrier's inside unit per hour (kW, t/h, Nm3/h, m3/h); never
            negative. None and NaN are missing; so is a link that isn't there, unless the other
            direction of the same member is.
    """
    return {each.id: _of(each, rates, sketch.carrier) for each in sketch.symbols}


def _of(symbol: Symbol, rates: Mapping[str, float | None], carrier_id: str) -> Live:
    nets = [_net(member, rates) for member in symbol.members]
    told = [net for net in nets if net is not None]
    one_way = not any(member.reverse for member in symbol.members)
    if not told or (len(told) < len(nets) and not one_way):
        return UNKNOWN  # what is silent might go the other way
    total = sum(told)
    least = len(told) < len(nets)
    words = rate_words(abs(total), carrier_id, figures=3 if least else 4)
    if least:
        words = f"≥{words}"
    if abs(total) < _STILL_BELOW:
        return Live(words, Way.STILL)
    return Live(words, Way.FORWARD if total > 0 else Way.BACKWARD)


def _net(member: Member, rates: Mapping[str, float | None]) -> float | None:
    """Forward less reverse; None where nothing is measured, or what is measured is missing."""
    signed = [(1.0, rates[link]) for link in member.forward if link in rates]
    signed += [(-1.0, rates[link]) for link in member.reverse if link in rates]
    total = 0.0
    for sign, rate in signed:
        if rate is None or not known(rate):
            return None
        total += sign * rate
    return total if signed else None


def rate_words(rate: float, carrier_id: str, *, figures: int = 4) -> str:
    """A rate in a unit that reads well, with so many figures.

    >>> rate_words(58_340.0, "electricity")
    '58.34 MW'
    >>> rate_words(12.5, "steam")
    '12.50 t/h'
    """
    inside = carrier(carrier_id).dimension
    if inside is not Dimension.ENERGY:
        thousands = rate >= 10 * _STEP
        unit = ("k" if thousands else "") + unit_words(carrier(carrier_id).unit)
        return f"{_number(rate / _STEP if thousands else rate, figures)} {unit}/h"
    step = 0
    while rate >= _STEP and step < len(_POWER) - 1:
        rate, step = rate / _STEP, step + 1
    return f"{_number(rate, figures)} {_POWER[step]}"


def _number(value: float, figures: int) -> str:
    if value == 0:
        return "0"
    return number(value, digits=min(max(figures - 1 - math.floor(math.log10(value)), 0), figures))
