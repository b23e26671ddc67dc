"""Where things stand in a text: a path of keys and positions, as a place for a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

Path = tuple[str | int, ...]
"""Keys and list positions from the root down."""


class Spots(NamedTuple):
    """Where the parts of a mapping or list begin, and where the parts of those do."""

    line_by_step: Mapping[str | int, int]
    """1-based line by key or position."""
    below: Mapping[str | int, Spots]
    """Of the parts that have parts themselves."""


NOWHERE: Final = Spots({}, {})


@dataclass(frozen=True, slots=True)
class Lines:
    """A document, and where its parts stand in the text that it was read from."""

    name: str
    """What the text is called, e.g. its file name; empty where there is none."""
    data: object
    """Mappings, sequences and single values."""
    spots: Spots = NOWHERE
    """Empty where there is no text, or none that could be read."""

    def place(self, path: Path, *, line: int | None = None) -> str:
        """A readable place: `park.yaml, line 120: meters[3] (grid-110).channels[0] (import): unit`.

        Elements are named by their ids too; what lies below the innermost follows a colon.

        Args:
            path: It may name what is not there, e.g. a missing key.
            line: Where that is known better than the path tells.
        """
        at = line or self.line(path)
        text = f"{self.name}, line {at}" if at else self.name
        return ": ".join(part for part in (text, _spelled(path, self.data)) if part)

    def line(self, path: Path) -> int | None:
        """The line of the path, or of the nearest thing above it; None where that is the whole."""
        line: int | None = None
        spots: Spots | None = self.spots
        for step in path:
            if spots is None or step not in spots.line_by_step:
                break
            line, spots = spots.line_by_step[step], spots.below.get(step)
        return line


def dotted(path: Sequence[str | int]) -> str:
    """A path as people write it.

    >>> dotted(("meters", 3, "channels", 0, "unit"))
    'meters[3].channels[0].unit'
    """
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def _spelled(path: Path, data: object) -> str:
    """The path with the ids of the elements on the way."""
    elements, rest, here = "", "", data
    for step in path:
        here = _child(here, step)
        rest += f"[{step}]" if isinstance(step, int) else f".{step}"
        name = here.get("id") if isinstance(here, Mapping) else None
        if isinstance(name, str):
            elements, rest = f"{elements}{rest} ({name})", ""
    return ": ".join(part.removeprefix(".") for part in (elements, rest) if part)


def _child(parent: object, step: str | int) -> object:
    """What stands under a key or at a position; None where nothing does."""
    if isinstance(parent, Mapping):
        return parent.get(step)
    if isinstance(parent, Sequence) and isinstance(step, int) and step < len(parent):
        return parent[step]
    return None
