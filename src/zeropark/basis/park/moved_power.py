"""How far the electric power of a device can be moved at all, from its one end to its other."""

from __future__ import annotations

from zeropark.basis.park.device import Device
from zeropark.basis.park.devices.battery import Battery
from zeropark.basis.park.devices.charging_station import ChargingStation
from zeropark.basis.park.devices.data_hall import DataHall
from zeropark.basis.park.devices.heat_pump import HeatPump
from zeropark.basis.park.devices.load import Load
from zeropark.basis.park.devices.long_storage import LongStorage
from zeropark.basis.park.devices.potline import Potline
from zeropark.basis.park.devices.smelting_line import SmeltingLine


def span_kw(device: Device) -> float | None:
    """The most that its net draw can change by: a store may turn from charge to discharge.

    None where the document tells no size in kW, e.g. of a group of buildings.
    """
    told: float | None
    match device:
        case Battery():
            told = 2 * device.power_kw
        case LongStorage():
            told = device.charge_kw + device.discharge_kw
        case ChargingStation():
            told = device.capacity_kw * (1 if device.electricity_to is None else 2)
        case HeatPump():
            told = device.capacity_kw / device.cop
        case Potline() | SmeltingLine():
            told = device.capacity_t_per_h * device.electricity_kwh_per_t
        case DataHall():
            told = device.it_capacity_kw * device.pue
        case Load():
            told = device.rated_kw
        case _:
            told = getattr(device, "capacity_kw", None)
    return told
