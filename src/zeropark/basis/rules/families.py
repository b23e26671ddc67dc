"""Families of rules: what an id promises about the unit, so that no figure misses its use.

A rule named `ef.fuel.natral_gas` would never be asked for, and one per tonne would fail on the
day that it is: both are told when the file is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from zeropark.basis.carriers import CARRIERS, carrier
from zeropark.basis.errors import Phrase, UnitError
from zeropark.basis.rules.ratio import convertible
from zeropark.basis.units import conversion

_UNIT_OF_FAMILY: Final[Mapping[str, str]] = MappingProxyType(
    {"ef.grid": "kgCO2/kWh", "ef.electricity": "kgCO2/kWh", "ef.heat": "tCO2/GJ"}
)
_NOT_OF_A_CARRIER: Final = frozenset(
    {"ce.raw_coal", "ce.electricity.equivalent", "ce.electricity.calorific"}
)


def breach(rule_id: str, *, unit: str | None, content: object) -> Phrase | None:
    """What is wrong with a rule for its id, in one sentence; None where nothing is."""
    family, _, name = rule_id.rpartition(".")
    if rule_id in _NOT_OF_A_CARRIER:
        return _wrong_unit(unit, "kgce/t" if name == "raw_coal" else "kgce/kWh")
    if family in {"ef.fuel", "ce"} and name not in CARRIERS:
        return Phrase("There is no carrier {name!r}, so nothing would use it.", {"name": name})
    if family == "ef.fuel":
        return _wrong_fuel(name, content)
    if family == "ce":
        return _wrong_unit(unit, f"kgce/{carrier(name).unit}")
    wanted = _UNIT_OF_FAMILY.get(family)
    return None if wanted is None else _wrong_unit(unit, wanted)


def _wrong_unit(unit: str | None, wanted: str) -> Phrase | None:
    if unit is not None and convertible(unit, to=wanted):
        return None
    return Phrase("Its unit {unit!r} can't be read as {wanted}.", {"unit": unit, "wanted": wanted})


def _wrong_fuel(name: str, content: object) -> Phrase | None:
    per = content.get("per") if isinstance(content, Mapping) else None
    if not isinstance(per, str):
        return None  # the shape of the table says what is missing
    try:
        conversion(per, to=carrier(name).dimension)
    except UnitError as error:
        data = {"per": per, "name": name, "unit": carrier(name).unit, "why": error}
        return Phrase("It is per {per}, but {name} is counted in {unit}: {why}", data)
    return None
