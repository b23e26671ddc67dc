"""Every id is given once, within its own section and where sections share a name space."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from zeropark.basis.documents.lines import Path, dotted
from zeropark.basis.errors import Phrase
from zeropark.basis.park.checks.fault import Fault
from zeropark.basis.park.contract import PARK_AS_ONE
from zeropark.basis.park.document import ParkDocument

RESERVED: Final = frozenset({"losses", "unmetered", "curtailed"})
"""Nodes that the ledger puts in to close a bus; no element may be called so."""

Named = Iterable[tuple[Path, str]]


def check_ids(park: ParkDocument) -> Iterator[Fault]:
    """Ids that stand twice, or that the ledger keeps for itself."""
    nodes = (
        *_of(park.buses, "buses"),
        *_of(park.boundary_points, "boundary_points"),
        *_of(park.devices, "devices"),
    )
    yield from _twice(nodes)
    yield from _reserved(nodes)
    yield from _twice(_of(park.sites, "sites"))
    yield from _twice(_of(park.enterprises, "enterprises"))
    for path, name in _of(park.enterprises, "enterprises"):
        if name == PARK_AS_ONE:
            yield _kept(path, name, Phrase("stands in contracts for the park as one customer"))
    yield from _twice(_of(park.links, "links"))
    yield from _twice(_of(park.feeders, "feeders"))
    yield from _twice(_of(park.meters, "meters"))
    yield from _twice(_of(park.contracts, "contracts"))
    yield from _twice(_products(park))
    plant = park.virtual_plant
    if plant is not None:
        yield from _twice(_of(plant.resources, "virtual_plant", "resources"))
        yield from _twice(_of(plant.programmes, "virtual_plant", "programmes"))
    for number, meter in enumerate(park.meters):
        channels = (
            (("meters", number, "channels", n, "id"), channel.id)
            for n, channel in enumerate(meter.channels)
        )
        yield from _twice(channels)


def _of(section: Iterable[object], *name: str) -> Named:
    return [
        ((*name, n, "id"), str(getattr(element, "id", ""))) for n, element in enumerate(section)
    ]


def _products(park: ParkDocument) -> Named:
    return [
        (("enterprises", n, "products", k, "id"), product.id)
        for n, enterprise in enumerate(park.enterprises)
        for k, product in enumerate(enterprise.products)
    ]


def _twice(named: Named) -> Iterator[Fault]:
    first: dict[str, Path] = {}
    for path, name in named:
        if name in first:
            yield Fault(
                path,
                "id.duplicate",
                "The id {id!r} is already that of {other}.",
                "Give one of the two another id, and change what refers to it.",
                {"id": name, "other": dotted(first[name][:-1])},
            )
        first.setdefault(name, path)


def _reserved(named: Named) -> Iterator[Fault]:
    for path, name in named:
        if name in RESERVED:
            yield _kept(path, name, Phrase("is a node that the ledger puts in itself"))


def _kept(path: Path, name: str, what_for: Phrase) -> Fault:
    return Fault(
        path,
        "id.reserved",
        "The id {id!r} is taken: it {what_for}.",
        "Give it another id, e.g. {id}-1.",
        {"id": name, "what_for": what_for},
    )
