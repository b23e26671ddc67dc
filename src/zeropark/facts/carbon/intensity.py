"""How carbon-heavy a book makes a park: emission over energy consumed and over power used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from zeropark.facts.carbon.inventory import Inventory, Part

_KG_PER_T: Final = 1000.0


@dataclass(frozen=True, slots=True)
class Intensity:
    """Of one book over one period; None where there was nothing to divide by."""

    t_per_tce: float | None
    """All emission over energy consumption at the equivalent value, tCO2/tce."""
    kg_per_kwh: float | None
    """Emission of the electricity part over all electricity used in the park, kgCO2/kWh."""


def intensity(inventory: Inventory, *, consumption_tce: float, used_kwh: float) -> Intensity:
    """The two intensities of a book.

    Args:
        inventory: one book.
        consumption_tce: energy consumption of the same period, tce; in the 910 book the first
            figure is then the core indicator.
        used_kwh: electricity used in the park in the same period, own generation included.
    """
    electricity_kg = inventory.part_kg(Part.ELECTRICITY)
    return Intensity(
        t_per_tce=_over(inventory.total_kg / _KG_PER_T, consumption_tce),
        kg_per_kwh=_over(electricity_kg, used_kwh),
    )


def _over(above: float, below: float) -> float | None:
    return above / below if below > 0 else None
