"""Where things stand in a YAML text: a path of keys and positions, as a place for a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""Keys and list positions from the root down."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The line of every key and list element of a document, and the ids of its elements."""

    name: str
    """What the document is called."""
    line_by_path: Mapping[Path, int]
    """1-based line by path."""
    id_by_path: Mapping[Path, str]
    """The id of an element that has one, by its path."""

    def place(self, path: Path) -> str:
        """A readable place: `meters[3] (grid-110), line 120: to`.

        The innermost element with an id is named; what lies below it follows the line.
        """
        split = max((n for n in range(len(path) + 1) if path[:n] in self.id_by_path), default=0)
        line = self.line(path)
        at = f", line {line}" if line else ""
        if split == 0:
            return f"{self.name}{at}: {dotted(path)}" if path else f"{self.name}{at}"
        element = f"{dotted(path[:split])} ({self.id_by_path[path[:split]]}){at}"
        rest = dotted(path[split:])
        return f"{element}: {rest}" if rest else element

    def line(self, path: Path) -> int | None:
        """The line of the path, or of the nearest thing above it that has one."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.line_by_path:
                return self.line_by_path[path[:end]]
        return None


def dotted(path: Sequence[str | int]) -> str:
    """A path as people write it.

    >>> dotted(("meters", 3, "channels", 0, "unit"))
    'meters[3].channels[0].unit'
    """
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
