"""Heat store (储热: 熔盐, 热水, 固体)."""

from __future__ import annotations

from typing import Annotated, Literal

from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.parts import Id, Positive, Share


class HeatStore(Device):
    """Molten salt, hot water or a solid on one heat bus; heated and drawn on by other devices."""

    kind: Literal["heat_store"]
    heat_at: Annotated[
        Id, Port(into=True, carriers=("heat",)), Port(into=False, carriers=("heat",))
    ]
    technology: Literal["molten_salt", "hot_water", "solid"] = "molten_salt"
    charge_kw: Positive
    discharge_kw: Positive
    capacity_kwh: Positive
    """Heat between its cold and its hot state."""
    min_content_share: Share = 0.0
    """Heel that stays in."""
    loss_share_per_day: Share = 0.01
    """Of the content, to the air around it."""
