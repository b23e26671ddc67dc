"""Electric furnace (电炉): arc, submerged-arc or induction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zeropark.basis.park.device import FUELS, Connected, Device, Port
from zeropark.basis.park.economics import Flexibility
from zeropark.basis.park.parts import Id, NotNegative, Positive, Profile, Share
from zeropark.basis.park.reductant import Reductant, check_shares, reductant_ports


class ElectricFurnace(Device):
    """Melts, cleans slag or reduces with electricity; reductants may be swapped."""

    kind: Literal["electric_furnace"]
    electricity_from: Annotated[Id, Port(into=True, carriers=("electricity",))]
    fuel_from: Annotated[tuple[Id, ...], Port(into=True, carriers=FUELS, use="fuel")] = ()
    feed_from: Annotated[
        tuple[Id, ...], Port(into=True, carriers=("material", "solid_waste"), use="feedstock")
    ] = ()
    product_to: Annotated[Id | None, Port(into=False, carriers=("material",))] = None
    slag_to: Annotated[Id | None, Port(into=False, carriers=("solid_waste",))] = None
    heat_to: Annotated[Id | None, Port(into=False, carriers=("heat",))] = None
    technology: Literal["arc", "submerged_arc", "induction", "resistance", "slag_cleaning"]
    capacity_kw: Positive
    """Electric."""
    electricity_kwh_per_t: Positive
    """Per t of product (of slag treated, for slag cleaning)."""
    feed_t_per_t: Positive | None = None
    slag_t_per_t: NotNegative = 0.0
    heat_kwh_per_t: NotNegative = 0.0
    """Waste heat given to `heat_to` per t."""
    reductants: tuple[Reductant, ...] = ()
    load_factor: Share = 0.8
    min_load_share: Share = 0.4
    ramp_share_per_min: Annotated[float, Field(gt=0)] = 0.1
    profile: Profile = "continuous"
    flexibility: Flexibility | None = None

    @model_validator(mode="after")
    def _work_is_shared_out(self) -> Self:
        check_shares(self.reductants)
        return self

    def ports(self) -> Iterator[Connected]:
        """The ports of its fields, then those of its reductants."""
        yield from super().ports()
        yield from reductant_ports(self.reductants)
