"""A generic converter (转换装置): a recipe from some carriers to others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.device import ANY_CARRIER, Connected, Device, Port, Use
from zeropark.basis.park.economics import Flexibility
from zeropark.basis.park.parts import Id, Part, Positive, Profile, Share


class Input(Part):
    """One carrier that a converter takes."""

    bus: Id
    per_output: Positive
    """Inside unit of its carrier per inside unit of the first output."""
    use: Use = "energy"


class Output(Part):
    """One carrier that a converter gives."""

    bus: Id
    per_output: Positive = 1.0
    """Inside unit of its carrier per inside unit of the first output, whose own is 1."""


class Converter(Device):
    """Anything that no other kind describes: a production line, air separation, water works."""

    kind: Literal["converter"]
    inputs: tuple[Input, ...] = Field(min_length=1)
    outputs: tuple[Output, ...] = Field(min_length=1)
    rated_output_per_h: Positive
    """First output at full load, in its inside unit per hour."""
    load_factor: Share = 0.85
    """Yearly mean over full load."""
    min_load_share: Share = 0.0
    ramp_share_per_min: Annotated[float, Field(gt=0)] = 1.0
    profile: Profile = "continuous"
    flexibility: Flexibility | None = None

    @model_validator(mode="after")
    def _first_output_is_the_measure(self) -> Self:
        if self.outputs[0].per_output != 1:
            raise Contradiction("per_output of the first output must be 1: it is the measure.")
        return self

    def ports(self) -> Iterator[Connected]:
        """Inputs, then outputs."""
        for number, taken in enumerate(self.inputs):
            port = Port(into=True, carriers=ANY_CARRIER, use=taken.use)
            yield Connected(f"inputs[{number}].bus", taken.bus, port)
        for number, given in enumerate(self.outputs):
            port = Port(into=False, carriers=ANY_CARRIER)
            yield Connected(f"outputs[{number}].bus", given.bus, port)
