"""What burning a fuel emits and what it is worth in coal, per inside unit of its carrier.

CO2 = NCV x carbon per heat x oxidation x 44/12, the form of the sectoral guides and of
GB/T 32150. A park's own measured values go before any default; coal has no default.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zeropark.basis.carriers import carrier
from zeropark.basis.errors import MissingRuleError, Phrase, Refused, UnitError
from zeropark.basis.rules.ratio import in_unit
from zeropark.basis.rules.rule import Factor, Rule, Rulebook
from zeropark.basis.units import Dimension, conversion, unit

# Molar masses of CO2 and C as IPCC 2006 and the Chinese guides round them.
_CO2_PER_CARBON: Final = 44 / 12
_KG_PER_T: Final = 1000.0

PositiveFloat = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class FuelTable(BaseModel):
    """The table of an `ef.fuel.<carrier>` rule: the three parts of its factor, or the factor."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    per: str
    """The unit that NCV and factor are for: t, Nm3, 1e4Nm3 …"""
    ncv_gj_per_unit: PositiveFloat | None = None
    """Net calorific value (低位发热量)."""
    carbon_t_per_gj: PositiveFloat | None = None
    """Carbon per heat (单位热值含碳量)."""
    oxidation: Annotated[float, Field(gt=0, le=1)] | None = None
    co2_kg_per_unit: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    """Measured as a whole, in place of the parts above."""
    biogenic: bool = False

    @model_validator(mode="after")
    def _complete(self) -> Self:
        parts = (self.ncv_gj_per_unit, self.carbon_t_per_gj, self.oxidation)
        if self.co2_kg_per_unit is None and None in parts:
            raise Refused("give ncv_gj_per_unit, carbon_t_per_gj and oxidation, or co2_kg_per_unit")
        if self.co2_kg_per_unit is not None and (self.carbon_t_per_gj or self.oxidation):
            raise Refused("give the parts of the factor or co2_kg_per_unit, not both")
        _amount_unit(self.per)
        return self

    @property
    def co2_kg(self) -> float:
        """What burning one `per` emits, kg CO2."""
        if self.co2_kg_per_unit is not None:
            return self.co2_kg_per_unit
        carbon_t = (self.ncv_gj_per_unit or 0.0) * (self.carbon_t_per_gj or 0.0)
        return carbon_t * (self.oxidation or 0.0) * _CO2_PER_CARBON * _KG_PER_T


def _amount_unit(symbol: str) -> None:
    """Refuse what is no amount of fuel, in pydantic's own way."""
    try:
        dimension = unit(symbol).dimension
    except UnitError as error:
        raise Refused("per must be a unit; {unit!r} is none", unit=symbol) from error
    if dimension not in {Dimension.MASS, Dimension.GAS_VOLUME}:
        raise Refused("per must be a unit of mass or gas volume, not {unit}", unit=symbol)


def fuel_factor(rulebook: Rulebook, carrier_id: str, *, at: date) -> Factor:
    """What burning one inside unit (t, Nm3) of a fuel emits, kg CO2, from `ef.fuel.<carrier>`.

    Raises:
        MissingRuleError: no rule that day; always so for coal until the park gives its own.
        UnitError: no such carrier, or the rule is per a unit of another dimension.
    """
    fuel = carrier(carrier_id)
    rule_id = f"ef.fuel.{carrier_id}"
    if not rulebook.has(rule_id, at=at):
        remedy = Phrase(
            "Give measured values as {rule} in the park's own rules: per, ncv_gj_per_unit, "
            "carbon_t_per_gj, oxidation.",
            {"rule": rule_id},
        )
        raise MissingRuleError(rule_id, at=at.isoformat(), remedy=remedy)
    rule = rulebook.get(rule_id, at=at)
    table = FuelTable.model_validate(rule.content)
    inside_units = conversion(table.per, to=fuel.dimension)
    return Factor(table.co2_kg / inside_units, f"kgCO2/{fuel.unit}", rule)


def coal_equivalent(rulebook: Rulebook, carrier_id: str, *, at: date) -> Factor:
    """What one inside unit (kWh, t, Nm3, m3) of a carrier is worth in standard coal, kgce.

    Electricity is at its equivalent value (910 annex 3); the calorific one is
    `ce.electricity.calorific`. For the others, in this order: the park's own `ce.<carrier>`;
    the NCV of the park's own `ef.fuel.<carrier>` (GB/T 2589: measured values go first); the
    standard's `ce.<carrier>`; the NCV of the default `ef.fuel.<carrier>`.

    Raises:
        MissingRuleError: none of these is there that day.
        UnitError: no such carrier, or a rule is per a unit of another dimension.
    """
    wanted = f"kgce/{carrier(carrier_id).unit}"
    direct_id = "ce.electricity.equivalent" if carrier_id == "electricity" else f"ce.{carrier_id}"
    direct = rulebook.get(direct_id, at=at) if rulebook.has(direct_id, at=at) else None
    burnt = _rule_with_ncv(rulebook, carrier_id, at=at)
    if direct is not None and (direct.own or burnt is None or not burnt.own):
        return in_unit(rulebook.factor(direct_id, at=at), wanted)
    if burnt is not None:
        return in_unit(_by_heat(rulebook, burnt, at=at), wanted)
    remedy = Phrase(
        "Give {rule} ({unit}), or ef.fuel.{carrier} with its NCV, in own rules.",
        {"rule": direct_id, "unit": wanted, "carrier": carrier_id},
    )
    raise MissingRuleError(direct_id, at=at.isoformat(), remedy=remedy)


def _rule_with_ncv(rulebook: Rulebook, carrier_id: str, *, at: date) -> Rule | None:
    rule_id = f"ef.fuel.{carrier_id}"
    if not rulebook.has(rule_id, at=at):
        return None
    rule = rulebook.get(rule_id, at=at)
    table = FuelTable.model_validate(rule.content)
    return rule if table.ncv_gj_per_unit is not None else None


def _by_heat(rulebook: Rulebook, rule: Rule, *, at: date) -> Factor:
    """NCV x the coal equivalent of heat, per the unit that the fuel's rule is for."""
    table = FuelTable.model_validate(rule.content)
    heat = in_unit(rulebook.factor("ce.heat", at=at), "kgce/GJ")
    return Factor((table.ncv_gj_per_unit or 0.0) * heat.value, f"kgce/{table.per}", rule)
