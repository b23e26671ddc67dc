"""The park document: everything that is true of a park before anything is measured."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from zeropark.basis.park.contract import Contract
from zeropark.basis.park.device_kinds import AnyDevice
from zeropark.basis.park.feeder import Feeder
from zeropark.basis.park.meter import Meter
from zeropark.basis.park.openadr import OpenAdr
from zeropark.basis.park.parts import Id, Name, Part
from zeropark.basis.park.place import BoundaryPoint, Bus, Enterprise, Link, Site
from zeropark.basis.park.planning import Planning
from zeropark.basis.park.target import Indicators, Scope, Stage
from zeropark.basis.park.virtual_plant import VirtualPlant


class ParkDocument(Part):
    """A whole park; immutable. Ids of buses, devices and boundary points share one name space."""

    version: Literal[1]
    id: Id
    name: Name
    illustrative: bool = False
    """True where sizes are invented to show the system; said wherever figures are shown."""
    about: Name | None = None
    scope: Scope
    sites: tuple[Site, ...] = Field(min_length=1)
    enterprises: tuple[Enterprise, ...] = ()
    buses: tuple[Bus, ...] = Field(min_length=1)
    boundary_points: tuple[BoundaryPoint, ...] = ()
    links: tuple[Link, ...] = ()
    devices: tuple[AnyDevice, ...] = ()
    feeders: tuple[Feeder, ...] = ()
    """Equipment that several devices share; what is on none is limited by its links alone."""
    openadr: OpenAdr | None = None
    """How the park takes part in OpenADR; None: it does not."""
    meters: tuple[Meter, ...] = ()
    contracts: tuple[Contract, ...] = ()
    targets: tuple[Stage, ...] = ()
    indicators: Indicators = Indicators()
    planning: Planning | None = None
    """What a plan may choose, what things cost and which rules it keeps; None: the defaults."""
    virtual_plant: VirtualPlant | None = None
    """What can be moved at a call from outside; None: nothing is offered."""

    @cached_property
    def bus_by_id(self) -> Mapping[str, Bus]:
        """Buses by id."""
        return {bus.id: bus for bus in self.buses}

    @cached_property
    def device_by_id(self) -> Mapping[str, AnyDevice]:
        """Devices by id."""
        return {device.id: device for device in self.devices}

    @cached_property
    def point_by_id(self) -> Mapping[str, BoundaryPoint]:
        """Boundary points by id."""
        return {point.id: point for point in self.boundary_points}

    @cached_property
    def feeder_by_id(self) -> Mapping[str, Feeder]:
        """Feeders by id."""
        return {feeder.id: feeder for feeder in self.feeders}

    @cached_property
    def meter_by_id(self) -> Mapping[str, Meter]:
        """Meters by id."""
        return {meter.id: meter for meter in self.meters}

    @cached_property
    def enterprise_by_id(self) -> Mapping[str, Enterprise]:
        """Enterprises by id."""
        return {enterprise.id: enterprise for enterprise in self.enterprises}
