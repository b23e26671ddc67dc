"""Roles: what a device does in the simulated park, told apart from what kind it is.

A device has one role or several. The operator (`operate.py`) knows roles and no kinds; a file
in `devices/` knows its kind and gives the roles. Amounts are per interval, in the inside unit
of the carrier (kWh, t, Nm3, m3) at the bus; a port is named by its field in the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from zeropark.future.simulation.weather.chance import Series

Ratios = Mapping[str, float | Series]
"""Amount at another port per unit of the port that leads; a number or one per interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """It happens whatever else does: a load with its by-products, a unit that must run."""

    flows: Mapping[str, Series]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """It could give so much; what nobody can take is curtailed."""

    port: str
    available: Series


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """It takes surplus and gives it back, with losses, within its limits."""

    into: str
    out: str
    charge_limit: float
    """Per interval, at the bus."""
    discharge_limit: float
    """Per interval, at the bus."""
    full_content: float
    """Usable content when full, in the inside unit of its carrier."""
    charge_efficiency: float = 1.0
    discharge_efficiency: float = 1.0
    kept_per_interval: float = 1.0
    """What self-discharge leaves of the content after one interval."""
    per_charged: Ratios = field(default_factory=lambda: MappingProxyType({}))
    """What other ports carry per unit charged, e.g. a compressor's electricity."""
    discharge_when: NDArray[np.bool_] | None = None
    """The intervals in which it may give; None: always. It also gives, whatever this says,
    what the supply from outside can't carry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Converter:
    """It makes one carrier from others: as its bus needs it, or from what would be spare.

    The activity is the amount at `output`; every other port follows by its ratio.
    """

    output: str
    per_output: Ratios
    limit: float | Series
    """Largest activity in an interval."""
    merit: int = 50
    """The smaller, the earlier it is called."""
    on_demand: bool = True
    """Whether it runs to cover what its bus lacks; with `from_supplied`, only where the buses
    that it takes from can be supplied at will."""
    from_supplied: bool = False
    spare_of: str | None = None
    """The input port whose surplus makes it run unasked; the output then feeds need and store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absorber:
    """It uses what is spare on one bus, up to a limit, and makes other things of it."""

    into: str
    limit: float | Series
    per_input: Ratios = field(default_factory=lambda: MappingProxyType({}))
    ramp: float | None = None
    """Largest change from one interval to the next; None: it follows what is spare at once. One
    with a ramp is led by how full the store on its bus is, where there is one."""


Role = Fixed | Source | Store | Converter | Absorber
