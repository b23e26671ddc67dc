"""A generic end use of any carrier (用能设备)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Literal, Self

from pydantic import model_validator

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.device import ANY_CARRIER, Connected, Device, Port, Use
from zeropark.basis.park.economics import Flexibility
from zeropark.basis.park.parts import Id, Positive, Profile, Share


class Load(Device):
    """Uses a carrier at a rate that a profile and a load factor describe."""

    kind: Literal["load"]
    takes_from: Annotated[Id, Port(into=True, carriers=ANY_CARRIER)]
    use: Use = "energy"
    """`fuel` where it burns what it takes, `feedstock` where it builds it into a product."""
    rated_kw: Positive | None = None
    """Rated use of electricity, heat or cold; exactly one of the four `rated_` fields is given,
    the one that fits the carrier."""
    rated_t_per_h: Positive | None = None
    rated_nm3_per_h: Positive | None = None
    rated_m3_per_h: Positive | None = None
    load_factor: Share = 0.7
    """Yearly mean use over the rated one."""
    profile: Profile = "continuous"
    flexibility: Flexibility | None = None

    @model_validator(mode="after")
    def _rated_once(self) -> Self:
        if len(self.rated()) != 1:
            raise Contradiction(
                "Its rating is not given once.",
                "Give exactly one of rated_kw, rated_t_per_h, rated_nm3_per_h, rated_m3_per_h.",
            )
        return self

    def rated(self) -> dict[str, float]:
        """The rated use by the unit of its carrier (`kWh`, `t`, `Nm3`, `m3`), per hour."""
        by_unit = {
            "kWh": self.rated_kw,
            "t": self.rated_t_per_h,
            "Nm3": self.rated_nm3_per_h,
            "m3": self.rated_m3_per_h,
        }
        return {unit: rate for unit, rate in by_unit.items() if rate is not None}

    def ports(self) -> Iterator[Connected]:
        """Its one port, with the use that it makes of what it takes."""
        for at in super().ports():
            yield Connected(at.field, at.bus, replace(at.port, use=self.use))
