"""The shapes of tables: what the content of a kind of rule must look like, by the rule's id."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, RootModel

from zeropark.basis.rules.fuel import FuelTable
from zeropark.basis.rules.programme import BaselineTable, ProgrammeTable, SubstitutionTable
from zeropark.basis.rules.tou import TimeOfUse

Price = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class NetworkPrices(BaseModel):
    """T&D prices of one voltage class (输配电价)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    single_cny_per_kwh: Price
    two_part_energy_cny_per_kwh: Price
    capacity_cny_per_kva_month: Price
    demand_cny_per_kw_month: Price


class NetworkTable(RootModel[Mapping[str, NetworkPrices]]):
    """T&D prices by voltage class."""


class BlockRatios(RootModel[Mapping[str, Annotated[float, Field(gt=0, allow_inf_nan=False)]]]):
    """Price of each time-of-use block over the flat price."""


class Band(BaseModel):
    """A limit for parks whose yearly consumption is in [min, max)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    annual_tce_min: Annotated[float, Field(ge=0)]
    annual_tce_max: float | None
    max_tco2_per_tce: Annotated[float, Field(gt=0)]


class Bands(RootModel[tuple[Band, ...]]):
    """Limits by scale."""


_BY_ID: Final[Mapping[str, type[BaseModel]]] = MappingProxyType(
    {"park910.core.bands": Bands, "vpp.substitution": SubstitutionTable}
)
_BY_FAMILY: Final[Mapping[str, type[BaseModel]]] = MappingProxyType(
    {"ef.fuel": FuelTable, "vpp.programme": ProgrammeTable, "vpp.baseline": BaselineTable}
)
_BY_PROVINCE: Final[Mapping[str, type[BaseModel]]] = MappingProxyType(
    {"tou.*": TimeOfUse, "tou.*.ratio": BlockRatios, "td.*": NetworkTable}
)
_NOT_BY_PROVINCE: Final = frozenset({"td.nearby", "td.demand_interval"})


def shape_of(rule_id: str) -> type[BaseModel] | None:
    """The model that the rule's table must fit; None where any content goes.

    >>> shape_of("ef.fuel.bituminous_coal").__name__
    'FuelTable'
    >>> shape_of("tou.gansu").__name__
    'TimeOfUse'
    """
    if rule_id in _NOT_BY_PROVINCE:
        return None
    head, *rest = rule_id.split(".")
    pattern = ".".join([head, "*", *rest[1:]])
    family = rule_id.rpartition(".")[0]
    return _BY_ID.get(rule_id) or _BY_FAMILY.get(family) or _BY_PROVINCE.get(pattern)
