"""Substances of the simulated park: heating values, and the figures that turn one into another.

Properties of an invented park's fuels, so that a boiler of so many kW burns a plausible amount.
The books never see them: what a fuel emits or counts for is a rule (`basis/rules`).
"""

from __future__ import annotations

from typing import Final

KG_PER_T: Final = 1000.0
MIN_PER_H: Final = 60.0
STEAM_KWH_PER_T: Final = 750.0
"""Heat in a t of steam above feed water, where a device's own description has no figure."""
_MJ_PER_KWH: Final = 3.6

# Lower heating values in MJ per kg or Nm3, rounded textbook figures.
_MJ_PER_KG: Final = {
    "anthracite": 24.5,
    "coking_coal": 26.3,
    "bituminous_coal": 21.0,
    "lignite": 13.0,
    "washed_coal": 26.3,
    "coal_gangue": 8.4,
    "coke": 28.4,
    "petroleum_coke": 32.5,
    "crude_oil": 41.8,
    "petrol": 43.1,
    "kerosene": 43.1,
    "diesel": 42.7,
    "fuel_oil": 41.8,
    "lpg": 50.2,
    "lng": 51.4,
    "refinery_gas": 46.0,
    "biomass": 15.0,
    "hydrogen": 120.0,
    "ammonia": 18.6,
    "methanol": 19.9,
}
_MJ_PER_NM3: Final = {
    "natural_gas": 38.9,
    "coke_oven_gas": 17.4,
    "blast_furnace_gas": 3.3,
    "converter_gas": 8.4,
}
HEATING_VALUE_KWH: Final = {
    **{fuel: value * 1000.0 / _MJ_PER_KWH for fuel, value in _MJ_PER_KG.items()},
    **{fuel: value / _MJ_PER_KWH for fuel, value in _MJ_PER_NM3.items()},
}
"""kWh per inside unit of the fuel: per t, or per Nm3 for a gas."""
