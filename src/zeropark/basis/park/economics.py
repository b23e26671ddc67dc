"""What a device costs and for how long it lasts: read by planning, never by the books."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from zeropark.basis.park.parts import NotNegative, Part, Positive


class Economics(Part):
    """Costs of building and keeping one device; each figure is the park's own assumption."""

    capex_cny_per_kw: NotNegative | None = None
    """Investment per kW of the device's rated power (per kW of discharge for a store)."""
    capex_cny_per_kwh: NotNegative | None = None
    """Investment per kWh of stored content, for stores, beside the power part."""
    capex_cny: NotNegative | None = None
    """Investment as one sum, where no unit of size fits."""
    fixed_opex_cny_per_kw_year: NotNegative | None = None
    variable_opex_cny_per_unit: NotNegative | None = None
    """Per inside unit (kWh, t, Nm3) of its main output."""
    lifetime_years: Annotated[float, Field(gt=0, le=100)] | None = None
    discount_rate: Annotated[float, Field(ge=0, lt=1)] | None = None
    """Real rate a year; None: the plan's own."""
    commissioned: Annotated[int, Field(ge=1950, le=2100)] | None = None
    """Year of first operation; a later year than today's is a device still to be built."""
    source: str | None = None
    """Where the figures come from."""


class Flexibility(Part):
    """How far a load can be moved; a load without this section can't be."""

    down_share: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Part of the present load that can be shed."""
    up_share: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Part of the present load that can be added."""
    shift_hours: NotNegative = 0.0
    """By how much the energy may be earlier or later; 0: shed energy is not made up."""
    notice_min: NotNegative = 0.0
    """Minutes between the call and the change."""
    max_duration_h: Positive | None = None
    """Longest time that a change may be held."""
    max_calls_per_month: Annotated[int, Field(gt=0)] | None = None
    interruption_cost_cny_per_kwh: NotNegative | None = None
