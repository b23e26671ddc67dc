"""What is offered for response is there, is offered once, and is no more than its devices have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from zeropark.basis.documents.lines import Path
from zeropark.basis.errors import Severity
from zeropark.basis.park.checks.fault import Fault
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.moved_power import span_kw
from zeropark.basis.park.virtual_plant import Resource, VirtualPlant
from zeropark.basis.rules.programme import ProgrammeTable
from zeropark.basis.rules.rule import Rulebook

PROFILES: Final = "vpp.programme"
_RESOURCES: Final = ("virtual_plant", "resources")
_PROGRAMMES: Final = ("virtual_plant", "programmes")


def check_virtual_plant(park: ParkDocument) -> Iterator[Fault]:
    """Devices offered twice or of two owners, powers beyond sizes, and what no meter can tell."""
    plant = park.virtual_plant
    if plant is None:
        return
    yield from _offered_twice(plant)
    for n, resource in enumerate(plant.resources):
        at: Path = (*_RESOURCES, n)
        yield from _devices(park, resource, at)
        yield from _size(park, resource, at)
        yield from _meters(park, resource, at)
    yield from _feeders(park, plant)
    yield from _registered(plant)


def check_programmes(park: ParkDocument, *, rules: Rulebook) -> Iterator[Fault]:
    """Profiles that are no rule, and resources sold to two programmes that buy the same."""
    plant = park.virtual_plant
    if plant is None:
        return
    known = profiles(rules)
    buyer: dict[tuple[str, str], str] = {}
    for n, programme in enumerate(plant.programmes):
        table = known.get(programme.profile)
        if table is None:
            yield Fault(
                (*_PROGRAMMES, n, "profile"),
                "flex.unknown_profile",
                "There is no programme profile {profile!r}.",
                "Use one of {known}, or add {rule} to rules.yaml.",
                {
                    "profile": programme.profile,
                    "known": ", ".join(sorted(known)),
                    "rule": f"{PROFILES}.{programme.profile}",
                },
            )
            continue
        for k, resource in enumerate(programme.resources):
            first = buyer.setdefault((resource, table.product), programme.id)
            if first != programme.id:
                yield Fault(
                    (*_PROGRAMMES, n, "resources", k),
                    "flex.sold_twice",
                    "{resource!r} is registered with {first!r} already, which buys the same.",
                    "Register it with one of the two.",
                    {"resource": resource, "first": first},
                )


def profiles(rules: Rulebook) -> Mapping[str, ProgrammeTable]:
    """Every programme profile by name, the newest version of each."""
    ids = [rule for rule in rules.ids() if rule.startswith(f"{PROFILES}.")]
    newest = {rule: rules.versions(rule)[-1] for rule in ids}
    return {
        rule.rpartition(".")[2]: ProgrammeTable.model_validate(version.content)
        for rule, version in newest.items()
    }


def _offered_twice(plant: VirtualPlant) -> Iterator[Fault]:
    first: dict[tuple[str, str], str] = {}
    for n, resource in enumerate(plant.resources):
        for k, device in enumerate(resource.devices):
            other = first.setdefault((device, resource.direction), resource.id)
            if other != resource.id:
                yield Fault(
                    (*_RESOURCES, n, "devices", k),
                    "flex.device_twice",
                    "{device!r} is in the resource {other!r} already, in the same direction.",
                    "Leave it in one of the two.",
                    {"device": device, "other": other},
                )


def _devices(park: ParkDocument, resource: Resource, at: Path) -> Iterator[Fault]:
    there = [park.device_by_id[id_] for id_ in resource.devices if id_ in park.device_by_id]
    electric = {bus.id for bus in park.buses if bus.carrier == "electricity"}
    for k, id_ in enumerate(resource.devices):
        device = park.device_by_id.get(id_)
        if device is not None and not any(port.bus in electric for port in device.ports()):
            yield Fault(
                (*at, "devices", k),
                "flex.no_electricity",
                "{device!r} is at no bus of electricity, so a call can't move it.",
                "Leave it out.",
                {"device": id_},
            )
    on = {feeder.id for feeder in park.feeders for id_ in resource.devices if id_ in feeder.members}
    bare = [id_ for id_ in resource.devices if not any(id_ in f.members for f in park.feeders)]
    if len(on) > 1 or (on and bare):
        yield Fault(
            (*at, "devices"),
            "flex.two_feeders",
            "Its devices hang on different feeders, so a call can't tell what each would carry.",
            "Make a resource of the devices on each feeder.",
        )
    if len({device.enterprise for device in there}) > 1:
        yield Fault(
            (*at, "devices"),
            "flex.two_owners",
            "Its devices belong to several enterprises, so what it earns has no one owner.",
            "Make a resource of each owner's devices.",
        )


def _size(park: ParkDocument, resource: Resource, at: Path) -> Iterator[Fault]:
    there = [park.device_by_id[id_] for id_ in resource.devices if id_ in park.device_by_id]
    spans_kw = [span for span in map(span_kw, there) if span is not None]
    if len(spans_kw) < len(resource.devices) or resource.largest_kw <= sum(spans_kw):
        return
    yield Fault(
        (*at, "capability", 0, "power_kw"),
        "flex.above_its_size",
        "{told:g} kW is more than its devices can change by: {most:g} kW.",
        "Check the unit, or name all devices that it is of.",
        {"told": resource.largest_kw, "most": sum(spans_kw)},
    )


def _meters(park: ParkDocument, resource: Resource, at: Path) -> Iterator[Fault]:
    devices = set(resource.devices)
    for k, id_ in enumerate(resource.meters):
        meter = park.meter_by_id.get(id_)
        if meter is not None and not {meter.source, meter.sink} & devices:
            yield Fault(
                (*at, "meters", k),
                "flex.meter_elsewhere",
                "The meter {meter!r} stands at none of its devices.",
                "Name the meters of its devices, or leave `meters` out.",
                {"meter": id_},
            )
    metered = {end for meter in park.meters for end in (meter.source, meter.sink)}
    bare = [device for device in resource.devices if device not in metered]
    if bare:
        yield Fault(
            (*at, "devices"),
            "flex.no_meter",
            "No meter stands at {device!r}, so what it delivers can't be verified.",
            "Add its meter, or leave it out.",
            {"device": bare[0]},
            Severity.WARNING,
        )


def _feeders(park: ParkDocument, plant: VirtualPlant) -> Iterator[Fault]:
    for n, feeder in enumerate(park.feeders):
        for direction in ("down", "up"):
            on_it = [
                resource
                for resource in plant.resources
                if resource.direction == direction and set(resource.devices) <= set(feeder.members)
            ]
            told_kw = sum(resource.largest_kw for resource in on_it)
            if told_kw > 2 * feeder.capacity_kw:
                yield Fault(
                    ("feeders", n, "capacity_kw"),
                    "flex.above_its_feeder",
                    "The resources on {feeder!r} offer {told:g} kW together; it can change by "
                    "{most:g} kW at most, from all one way to all the other.",
                    "Check the capacity of the feeder; they can't all be called at once.",
                    {"feeder": feeder.id, "told": told_kw, "most": 2 * feeder.capacity_kw},
                    Severity.WARNING,
                )


def _registered(plant: VirtualPlant) -> Iterator[Fault]:
    for n, programme in enumerate(plant.programmes):
        named = [plant.resource_by_id.get(each) for each in programme.resources]
        there = [each for each in named if each is not None]
        most_kw = max(
            sum(each.largest_kw for each in there if each.direction == direction)
            for direction in ("down", "up")
        )
        told_kw = programme.registered_kw
        if told_kw is not None and len(there) == len(named) and told_kw > most_kw:
            yield Fault(
                (*_PROGRAMMES, n, "registered_kw"),
                "flex.registered_too_much",
                "{told:g} kW is registered; its resources have {most:g} kW.",
                "Register what they have, or name more of them.",
                {"told": told_kw, "most": most_kw},
            )
