"""Photovoltaic plant (光伏电站)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.parts import Id, Positive, Share


class Pv(Device):
    """Modules and inverters behind one bus, on the ground or on roofs."""

    kind: Literal["pv"]
    electricity_to: Annotated[Id, Port(into=False, carriers=("electricity",))]
    capacity_kw: Positive
    """Rated AC power of the inverters: the most that can come out."""
    dc_ac_ratio: Annotated[float, Field(ge=0.5, le=2)] = 1.2
    """Peak power of the modules (kWp) over `capacity_kw` (容配比)."""
    mounting: Literal["fixed", "single_axis", "roof"] = "fixed"
    tilt_deg: Annotated[float, Field(ge=0, le=90)] | None = None
    """From the horizontal; None: the site's latitude."""
    azimuth_deg: Annotated[float, Field(ge=0, lt=360)] = 180.0
    """Clockwise from north; 180 faces south."""
    temperature_coefficient_per_k: Annotated[float, Field(gt=-0.01, le=0)] = -0.0035
    """Change of power per kelvin of cell temperature above 25 °C."""
    losses_share: Share = 0.14
    """Soiling, mismatch, cables and inverter up to the meter."""
