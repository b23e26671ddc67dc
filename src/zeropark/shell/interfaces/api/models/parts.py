"""The parts of a park document, as pages."""

from __future__ import annotations

from zeropark.basis.park.contract import Contract
from zeropark.basis.park.device_kinds import AnyDevice
from zeropark.basis.park.meter import Meter
from zeropark.basis.park.place import BoundaryPoint, Bus, Enterprise, Link, Site
from zeropark.shell.interfaces.api.models.page import Page


class SitesPage(Page[Site]):
    """Sites in the order of the park document."""


class EnterprisesPage(Page[Enterprise]):
    """Enterprises in the order of the park document."""


class BusesPage(Page[Bus]):
    """Buses in the order of the park document."""


class BoundaryPointsPage(Page[BoundaryPoint]):
    """Boundary points in the order of the park document."""


class LinksPage(Page[Link]):
    """Links in the order of the park document."""


class DevicesPage(Page[AnyDevice]):
    """Devices in the order of the park document."""


class MetersPage(Page[Meter]):
    """Meters in the order of the park document, with their channels."""


class ContractsPage(Page[Contract]):
    """Contracts in the order of the park document."""
