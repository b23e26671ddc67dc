"""A plain use of one carrier, by profile."""

from __future__ import annotations

from zeropark.basis.park.devices.load import Load
from zeropark.future.simulation.profiles import use_shares
from zeropark.future.simulation.role import Fixed, Role
from zeropark.future.simulation.surroundings import Surroundings


def roles(device: Load, around: Surroundings) -> tuple[Role, ...]:
    """It takes what its profile and load factor say."""
    shares = use_shares(
        device.profile, load_factor=device.load_factor, device=device.id, around=around
    )
    (rated_per_h,) = device.rated().values()
    return (Fixed(flows={"takes_from": rated_per_h * around.hours * shares}),)
