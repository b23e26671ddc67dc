"""Where answers of forecasting rest, as they were printed."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Forecasts(Protocol):
    """Keeps the newest answer under each name, e.g. `backtest`."""

    def write(self, name: str, text: str) -> Path:
        """Keep a JSON document under a name; replaces one of that name, whole or not at all.

        Returns:
            The file.
        """
        ...

    def state(self) -> str:
        """Another text whenever one of them was written again."""
        ...

    def read(self, name: str) -> str | None:
        """The document of that name; None where there is none.

        Raises:
            InputError: it can't be read.
        """
        ...
