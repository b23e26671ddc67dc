"""Electrolysis cell house (电解车间): aluminium potline, nickel, copper or zinc cells."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.economics import Flexibility
from zeropark.basis.park.parts import Id, NotNegative, Positive, Profile, Share


class Potline(Device):
    """Cells in series on one rectifier station; takes anodes, matte or alumina, gives metal."""

    kind: Literal["potline"]
    electricity_from: Annotated[Id, Port(into=True, carriers=("electricity",))]
    heat_from: Annotated[Id | None, Port(into=True, carriers=("heat", "steam"))] = None
    """For warming the electrolyte."""
    feed_from: Annotated[
        tuple[Id, ...], Port(into=True, carriers=("material",), use="feedstock")
    ] = ()
    product_to: Annotated[Id | None, Port(into=False, carriers=("material",))] = None
    heat_to: Annotated[Id | None, Port(into=False, carriers=("heat",))] = None
    metal: Literal["aluminium", "nickel", "copper", "zinc", "lead", "cobalt", "manganese"]
    capacity_t_per_h: Positive
    """Metal at full current."""
    electricity_kwh_per_t: Annotated[float, Field(ge=100, le=20000)]
    """AC electricity per t of metal: about 300 for copper refining, 4000 for nickel, 13 000 for
    aluminium."""
    feed_t_per_t: Positive | None = None
    """Feed per t of metal."""
    heat_per_t: NotNegative = 0.0
    """Per t of metal, in the inside unit of the bus at `heat_from` (kWh or t of steam)."""
    load_factor: Share = 0.92
    """Yearly mean over full current."""
    min_load_share: Share = 0.7
    """Lowest current that keeps the cells in balance."""
    ramp_share_per_min: Annotated[float, Field(gt=0)] = 0.05
    profile: Profile = "continuous"
    flexibility: Flexibility | None = None
