"""Answers of forecasting as JSON files in a folder."""

from __future__ import annotations

from pathlib import Path

from zeropark.basis.errors import InputError
from zeropark.shell.stores.durable import write_durably


class ForecastFolder:
    """The `Forecasts` port: a file an answer."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, name: str, text: str) -> Path:
        """See `Forecasts.write`."""
        path = self._path(name)
        write_durably(path, text.encode())
        return path

    def state(self) -> str:
        """See `Forecasts.state`."""
        seen = sorted((path.name, path.stat()) for path in self._folder.glob("*.json"))
        return " ".join(f"{name} {at.st_ino}-{at.st_size}-{at.st_mtime_ns}" for name, at in seen)

    def read(self, name: str) -> str | None:
        """See `Forecasts.read`."""
        path = self._path(name)
        if not path.is_file():
            return None
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                "{file} can't be read: {reason}. Make it again.", file=str(path), reason=str(error)
            ) from error

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"
