"""Smelting line (冶炼系统): concentrate to matte or metal, with reductants to choose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.device import FUELS, Connected, Device, Port
from zeropark.basis.park.economics import Flexibility
from zeropark.basis.park.parts import Id, NotNegative, Positive, Profile, Share
from zeropark.basis.park.reductant import Reductant, check_shares, reductant_ports


class SmeltingLine(Device):
    """Flash or bath smelting with converting, its fuels, oxygen, reductants and off-gas heat."""

    kind: Literal["smelting_line"]
    electricity_from: Annotated[Id, Port(into=True, carriers=("electricity",))]
    feed_from: Annotated[
        tuple[Id, ...], Port(into=True, carriers=("material",), use="feedstock")
    ] = ()
    fuel_from: Annotated[tuple[Id, ...], Port(into=True, carriers=FUELS, use="fuel")] = ()
    """Fuels for heat, apart from the reductants; `fuel_per_t` has one entry for each."""
    oxygen_from: Annotated[Id | None, Port(into=True, carriers=("oxygen",), use="feedstock")] = None
    product_to: Annotated[Id | None, Port(into=False, carriers=("material",))] = None
    slag_to: Annotated[Id | None, Port(into=False, carriers=("solid_waste",))] = None
    heat_to: Annotated[Id | None, Port(into=False, carriers=("heat",))] = None
    """Bus of the off-gas heat."""
    process: Literal["flash", "oxygen_bath", "blast_furnace", "converter", "hydrogen_shaft"]
    capacity_t_per_h: Positive
    """Product at full load."""
    electricity_kwh_per_t: Positive
    feed_t_per_t: Positive | None = None
    """Concentrate per t of product."""
    fuel_per_t: tuple[NotNegative, ...] = ()
    """Per t of product, in the inside unit of each fuel's carrier, in the order of `fuel_from`."""
    oxygen_nm3_per_t: NotNegative = 0.0
    slag_t_per_t: NotNegative = 0.0
    heat_kwh_per_t: NotNegative = 0.0
    """Off-gas heat given to `heat_to` per t of product."""
    reductants: tuple[Reductant, ...] = ()
    load_factor: Share = 0.9
    min_load_share: Share = 0.7
    ramp_share_per_min: Annotated[float, Field(gt=0)] = 0.01
    profile: Profile = "continuous"
    flexibility: Flexibility | None = None

    @model_validator(mode="after")
    def _a_figure_for_each_fuel(self) -> Self:
        if len(self.fuel_per_t) != len(self.fuel_from):
            raise Contradiction("fuel_per_t needs one figure for each bus in fuel_from.")
        return self

    @model_validator(mode="after")
    def _work_is_shared_out(self) -> Self:
        check_shares(self.reductants)
        return self

    def ports(self) -> Iterator[Connected]:
        """The ports of its fields, then those of its reductants."""
        yield from super().ports()
        yield from reductant_ports(self.reductants)
