"""Which sizes of a device a plan may choose, and what a unit of each costs to build and keep.

A kind has a leading size (power, or what fits it), some have a content beside it, and other sizes
that follow. `capex_cny_per_kw` and `capex_cny` buy the leading size, `capex_cny_per_kwh` the
content. Where the document says nothing else, what has no price of its own keeps its documented
proportion to what has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from zeropark.basis.park.device import Device
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.planning import Planning, SizeRange

MOST_TIMES_DOCUMENTED: Final = 3.0
"""How many times its documented size a device may become where the document sets no bounds."""

POINT_FIELD: Final = "capacity_kw"
"""The size of a boundary point."""


@dataclass(frozen=True, slots=True)
class Sized:
    """The sizes of one kind of device."""

    lead: str
    content: str | None = None
    follow: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """All of them, the leading one first."""
        return (self.lead, *(() if self.content is None else (self.content,)), *self.follow)


_BY_POWER: Final = Sized("capacity_kw")
_BY_RATE: Final = Sized("capacity_t_per_h")
SIZED: Final[Mapping[str, Sized]] = MappingProxyType(
    {
        "wind": _BY_POWER,
        "pv": _BY_POWER,
        "csp": Sized("capacity_kw", content="store_kwh", follow=("field_kw", "heater_kw")),
        "battery": Sized("power_kw", content="capacity_kwh"),
        "long_storage": Sized("discharge_kw", content="capacity_kwh", follow=("charge_kw",)),
        "heat_store": Sized("discharge_kw", content="capacity_kwh", follow=("charge_kw",)),
        "hydrogen_store": Sized("capacity_t", follow=("charge_t_per_h", "discharge_t_per_h")),
        "electrolyser": _BY_POWER,
        "fuel_cell": _BY_POWER,
        "heat_pump": _BY_POWER,
        "electric_boiler": _BY_POWER,
        "gas_boiler": _BY_POWER,
        "waste_heat_recovery": _BY_POWER,
        "back_pressure_turbine": _BY_POWER,
        "coal_unit": Sized("capacity_kw", follow=("heat_capacity_kw",)),
        "molten_salt_reactor": Sized("thermal_kw", follow=("capacity_kw",)),
        "ammonia_synthesis": _BY_RATE,
        "methanol_synthesis": _BY_RATE,
        "co2_capture": _BY_RATE,
        "converter": Sized("rated_output_per_h"),
    }
)
"""By kind. What is not here (loads, furnaces, halls) is what a park is for, and no choice."""


def kind_of(device: Device) -> str:
    """The kind that the document calls a device by."""
    return str(getattr(device, "kind", ""))


def documented(device: Device, field: str) -> float:
    """A size as the document has it; 0 where it has none."""
    return float(getattr(device, field, None) or 0.0)


def standing(device: Device, field: str, *, year: int) -> float:
    """What of a size stands already in a year: all of it once commissioned, else nothing."""
    since = device.economics.commissioned if device.economics is not None else None
    return documented(device, field) if since is not None and since <= year else 0.0


def size_ranges(park: ParkDocument) -> tuple[SizeRange, ...]:
    """What a plan of the park may choose: as the document says, else by economics."""
    planning = park.planning or Planning()
    if planning.sizes is not None:
        return planning.sizes
    return tuple(
        SizeRange(
            of=device.id,
            field=field,
            least=standing(device, field, year=planning.price_year),
            most=MOST_TIMES_DOCUMENTED * documented(device, field),
            together=together,
        )
        for device in park.devices
        if not _as_it_is(device)
        for field, together in priced_sizes(device)
    )


def priced_sizes(device: Device) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The sizes of a device that its economics put a price on, with those that follow each."""
    sized, costs = SIZED.get(kind_of(device)), device.economics
    if sized is None or costs is None:
        return
    content = sized.content if costs.capex_cny_per_kwh is not None else None
    if costs.capex_cny_per_kw is not None or costs.capex_cny is not None:
        free = () if content is not None or sized.content is None else (sized.content,)
        yield sized.lead, _there(device, *free, *sized.follow)
        if content is not None:
            yield content, ()
    elif content is not None:
        yield content, _there(device, sized.lead, *sized.follow)


def unit_investment(device: Device, field: str) -> float | None:
    """What a unit of one size costs to build by the device's economics, CNY; None: not told."""
    sized, costs = SIZED.get(kind_of(device)), device.economics
    if sized is None or costs is None:
        return None
    if field == sized.content:
        return costs.capex_cny_per_kwh
    told = []
    if field == sized.lead and in_kw(field) and costs.capex_cny_per_kw is not None:
        told.append(costs.capex_cny_per_kw)
    if field == sized.lead and costs.capex_cny is not None:
        told.append(costs.capex_cny / documented(device, field))
    return sum(told) if told else None


def unit_fixed_cost(device: Device, field: str) -> float:
    """What a unit of one size costs to keep in a year by the device's economics, CNY."""
    sized, costs = SIZED.get(kind_of(device)), device.economics
    if sized is None or costs is None or field != sized.lead or not in_kw(field):
        return 0.0
    return costs.fixed_opex_cny_per_kw_year or 0.0


def in_kw(field: str) -> bool:
    """Whether a size is counted in kW, as costs per kW are."""
    return field.endswith("_kw")


def _as_it_is(device: Device) -> bool:
    """Whether it is no choice unless asked for: a unit that the grid calls, a line that makes."""
    return getattr(device, "dispatch", None) == "grid" or kind_of(device) == "converter"


def _there(device: Device, *fields: str) -> tuple[str, ...]:
    return tuple(field for field in fields if documented(device, field) > 0)
