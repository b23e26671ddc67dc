"""Programs of OpenADR lead to programmes that the park has, each by one name."""

from __future__ import annotations

from collections.abc import Iterator

from zeropark.basis.park.checks.fault import Fault
from zeropark.basis.park.document import ParkDocument


def check_openadr(park: ParkDocument) -> Iterator[Fault]:
    """Programs named twice, and programmes that are not there."""
    if park.openadr is None:
        return
    known = park.virtual_plant.programme_by_id if park.virtual_plant else {}
    named: set[str] = set()
    for n, program in enumerate(park.openadr.programs):
        if program.name in named:
            yield Fault(
                ("openadr", "programs", n, "name"),
                "openadr.named_twice",
                "The program {name!r} is named twice.",
                "Keep one of the two.",
                {"name": program.name},
            )
        named.add(program.name)
        if program.programme not in known:
            yield Fault(
                ("openadr", "programs", n, "programme"),
                "openadr.unknown_programme",
                "There is no programme {programme!r} in virtual_plant.programmes.",
                "Add it there, or use one of {known}.",
                {"programme": program.programme, "known": ", ".join(sorted(known)) or "-"},
            )
