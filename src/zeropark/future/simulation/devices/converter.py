"""Generic converter: called by those who take its product, or run by its profile."""

from __future__ import annotations

from zeropark.basis.park.devices.converter import Converter as ConverterDevice
from zeropark.future.simulation.profiles import use_shares
from zeropark.future.simulation.role import Converter, Fixed, Role
from zeropark.future.simulation.surroundings import Surroundings


def roles(device: ConverterDevice, around: Surroundings) -> tuple[Role, ...]:
    """On demand where it must keep its first output's bus level, else by profile."""
    full = device.rated_output_per_h * around.hours
    ratios = per_output(device)
    if device.outputs[0].bus in around.on_call:
        others = {port: ratio for port, ratio in ratios.items() if port != "outputs[0].bus"}
        return (Converter(output="outputs[0].bus", per_output=others, limit=full, merit=45),)
    shares = use_shares(
        device.profile, load_factor=device.load_factor, device=device.id, around=around
    )
    made = full * shares
    return (Fixed(flows={port: made * ratio for port, ratio in ratios.items()}),)


def per_output(device: ConverterDevice) -> dict[str, float]:
    """Amount at each port per unit of the first output, whose own is 1."""
    ratios = {f"inputs[{n}].bus": taken.per_output for n, taken in enumerate(device.inputs)}
    ratios |= {f"outputs[{n}].bus": given.per_output for n, given in enumerate(device.outputs)}
    return ratios
