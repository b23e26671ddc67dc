"""The register of device kinds: each class once; `kind` in the document picks one."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from zeropark.basis.park.devices.ammonia_synthesis import AmmoniaSynthesis
from zeropark.basis.park.devices.back_pressure_turbine import BackPressureTurbine
from zeropark.basis.park.devices.battery import Battery
from zeropark.basis.park.devices.building_group import BuildingGroup
from zeropark.basis.park.devices.charging_station import ChargingStation
from zeropark.basis.park.devices.co2_capture import Co2Capture
from zeropark.basis.park.devices.coal_unit import CoalUnit
from zeropark.basis.park.devices.converter import Converter
from zeropark.basis.park.devices.csp import Csp
from zeropark.basis.park.devices.data_hall import DataHall
from zeropark.basis.park.devices.electric_boiler import ElectricBoiler
from zeropark.basis.park.devices.electric_furnace import ElectricFurnace
from zeropark.basis.park.devices.electrolyser import Electrolyser
from zeropark.basis.park.devices.fuel_cell import FuelCell
from zeropark.basis.park.devices.gas_boiler import GasBoiler
from zeropark.basis.park.devices.heat_pump import HeatPump
from zeropark.basis.park.devices.heat_store import HeatStore
from zeropark.basis.park.devices.hydrogen_store import HydrogenStore
from zeropark.basis.park.devices.load import Load
from zeropark.basis.park.devices.long_storage import LongStorage
from zeropark.basis.park.devices.methanol_synthesis import MethanolSynthesis
from zeropark.basis.park.devices.molten_salt_reactor import MoltenSaltReactor
from zeropark.basis.park.devices.potline import Potline
from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.park.devices.smelting_line import SmeltingLine
from zeropark.basis.park.devices.waste_heat_recovery import WasteHeatRecovery
from zeropark.basis.park.devices.wind import Wind

AnyDevice = Annotated[
    AmmoniaSynthesis
    | BackPressureTurbine
    | Battery
    | BuildingGroup
    | ChargingStation
    | Co2Capture
    | CoalUnit
    | Converter
    | Csp
    | DataHall
    | ElectricBoiler
    | ElectricFurnace
    | Electrolyser
    | FuelCell
    | GasBoiler
    | HeatPump
    | HeatStore
    | HydrogenStore
    | Load
    | LongStorage
    | MethanolSynthesis
    | MoltenSaltReactor
    | Potline
    | Pv
    | SmeltingLine
    | WasteHeatRecovery
    | Wind,
    Field(discriminator="kind"),
]
