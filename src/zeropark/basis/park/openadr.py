"""How the park takes part in OpenADR: which programs of a VTN mean what here."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zeropark.basis.park.parts import Id, NotNegative, Part

Text = Annotated[str, Field(min_length=1, max_length=128)]


class OpenAdrProgram(Part):
    """A program of the VTN above, and what its events mean to this park."""

    name: Text
    """Its programName."""
    programme: Id
    """The programme here that its calls are made under."""
    relative: Literal["change", "reduction"] = "change"
    """What a positive DISPATCH_SETPOINT_RELATIVE asks for: more draw, as the standard has it, or
    less, as some programs agree."""
    levels_kw: tuple[NotNegative, NotNegative, NotNegative] | None = None
    """How much less to draw at levels 1, 2 and 3 of SIMPLE; None: levels are not agreed."""
    test: bool = False
    """Its events are drills."""


class OpenAdr(Part):
    """What a VEN of this park says of itself, and the programs that it takes part in."""

    ven_name: Text
    """Unique at the VTN."""
    programs: tuple[OpenAdrProgram, ...] = Field(min_length=1)
