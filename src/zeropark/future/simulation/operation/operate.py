"""Operating a park by rule for a whole year, without a solver: devices to true flows.

Takes a park and a seed, gives a SimulatedYear in which every bus closes in every interval.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from zeropark.basis.errors import PeriodError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import QUARTER_HOUR, Axis
from zeropark.future.simulation.operation.behaviour import roles_of
from zeropark.future.simulation.operation.close import close, limits_of
from zeropark.future.simulation.operation.daybook import Daybook
from zeropark.future.simulation.operation.network import Network, network_of, settling_order
from zeropark.future.simulation.operation.settle import Operator
from zeropark.future.simulation.role import Fixed, Role
from zeropark.future.simulation.surroundings import Surroundings
from zeropark.future.simulation.weather.weather import Weather, weather_at
from zeropark.future.simulation.year import SimulatedYear


def simulate(park: ParkDocument, axis: Axis, *, seed: int) -> SimulatedYear:
    """The true flows of a park over an axis of quarter hours; the same seed, the same flows.

    Raises:
        ZeroparkError: pvlib, which the sun needs, is not installed.
        PeriodError: the axis has another step; what is known of noise and batches is by quarter.
    """
    if axis.step != QUARTER_HOUR:
        raise PeriodError(
            "A park is simulated in steps of {wanted}; got {step}.",
            wanted=QUARTER_HOUR,
            step=axis.step,
        )
    roles = _roles(park, axis, seed=seed)
    network = network_of(park, roles=roles, hours=axis.step_hours)
    book = Daybook(park, axis.count)
    _write_fixed(network, book)
    _operate(network, book, axis)
    links = book.links()
    amounts = list(links.values()) or [np.zeros(axis.count)]
    return SimulatedYear(
        park=park.id,
        seed=seed,
        axis=axis,
        links=tuple(links),
        # A difference of two sums of floats may fall short of zero by its rounding.
        amount=np.maximum(np.vstack(amounts)[: len(links)], 0.0),
        contents=book.contents,
        capacities=book.capacities,
    )


def _roles(park: ParkDocument, axis: Axis, *, seed: int) -> Mapping[str, tuple[Role, ...]]:
    weather = {site.id: weather_at(site, axis, seed=seed) for site in park.sites}
    called = on_call(park)
    return {
        device.id: roles_of(device, _surroundings(park, weather, device.site, called, seed))
        for device in park.devices
    }


def _surroundings(
    park: ParkDocument,
    weather: Mapping[str, Weather],
    site_id: str,
    called: frozenset[str],
    seed: int,
) -> Surroundings:
    site = next(site for site in park.sites if site.id == site_id)
    return Surroundings(
        weather=weather[site.id],
        buses=park.bus_by_id,
        latitude=site.latitude,
        on_call=called,
        seed=seed,
    )


def on_call(park: ParkDocument) -> frozenset[str]:
    """The buses, at either end of links too, that only devices fill and empty."""
    taken = {at.bus for device in park.devices for at in device.ports() if at.port.into}
    for _ in park.links:
        taken |= {link.source for link in park.links if link.sink in taken}
    return frozenset(taken - {point.bus for point in park.boundary_points})


def _write_fixed(network: Network, book: Daybook) -> None:
    for unit in network.units:
        if isinstance(unit.role, Fixed):
            for port, amount in unit.role.flows.items():
                book.exchange(unit, port, amount)


def _operate(network: Network, book: Daybook, axis: Axis) -> None:
    limits = {
        number: limits_of(cluster, network.park, axis=axis)
        for number, cluster in enumerate(network.clusters)
    }
    operator = Operator(network, book, limits)
    for number in settling_order(network):
        operator.settle(number)
    for number, cluster in enumerate(network.clusters):
        close(cluster, book, limits[number], axis=axis)
