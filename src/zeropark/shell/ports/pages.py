"""Pages for people: where they are written, and the scripts that they carry inside."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Scripts(Protocol):
    """Gives the browser scripts that the package ships."""

    def text(self, name: str) -> str:
        """The program of this name, e.g. `echarts`.

        Raises:
            StoreError: it has not been built; the message says how to.
        """
        ...


class Pages(Protocol):
    """Writes pages."""

    def write(self, name: str, html: str) -> Path:
        """Write a page under a name without ending; it appears whole or not at all.

        Returns:
            The file.
        """
        ...
