"""Factors in other units: `0.11 tCO2/GJ` is `0.396 kgCO2/kWh`."""

from __future__ import annotations

from dataclasses import replace

from zeropark.basis.errors import Phrase, UnitError
from zeropark.basis.rules.rule import Factor
from zeropark.basis.units import conversion, unit


def in_unit(factor: Factor, wanted: str) -> Factor:
    """The same factor in another unit of the same kind, still tracing to its rule.

    Args:
        factor: A factor whose unit is `a/b`.
        wanted: A unit `c/d` where c measures what a does, and d what b does.

    Raises:
        UnitError: a unit is no ratio, unknown, or measures something else.
    """
    if factor.unit == wanted:
        return factor
    above, below = _parts(factor.unit)
    above_wanted, below_wanted = _parts(wanted)
    up = _between(above, above_wanted)
    down = _between(below, below_wanted)
    return replace(factor, value=factor.value * up / down, unit=wanted)


def convertible(source: str, *, to: str) -> bool:
    """Whether a factor in one unit can be said in the other.

    >>> convertible("tCO2/GJ", to="kgCO2/kWh"), convertible("kgce/t", to="kgce/Nm3")
    (True, False)
    """
    try:
        above, below = _parts(source)
        above_wanted, below_wanted = _parts(to)
        _between(above, above_wanted)
        _between(below, below_wanted)
    except UnitError:
        return False
    return True


def _parts(text: str) -> tuple[str, str]:
    above, slash, below = text.partition("/")
    if not slash:
        raise UnitError(
            text, wanted=Phrase("a ratio"), remedy=Phrase("Write it as one unit per another.")
        )
    return above, below


def _between(source: str, wanted: str) -> float:
    return conversion(source, to=unit(wanted).dimension) / unit(wanted).factor
