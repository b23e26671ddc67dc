"""Plans of days and rolls as JSON files in a folder; a roll under way beside them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Final, TypeVar
from zipfile import BadZipFile

import numpy as np

from zeropark.basis.errors import InputError
from zeropark.future.plan.days.day_text import DayLine, RollLine, day_of, roll_of
from zeropark.future.plan.days.roll import Progress, WindowDone
from zeropark.shell.ports.day_plans import RollShelf
from zeropark.shell.stores.durable import write_durably

ENDING: Final = ".json"
_UNDER_WAY: Final = ".part"
_EVERY: Final = 16
"""Windows between two times that a roll is kept."""
T = TypeVar("T")


class DayPlanFolder:
    """The `DayPlans` port: a file a plan, named after it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, name: str, text: str) -> Path:
        """See `DayPlans.write`."""
        path = self._folder / f"{name}{ENDING}"
        write_durably(path, text.encode())
        return path

    def names(self) -> tuple[str, ...]:
        """See `DayPlans.names`."""
        return tuple(name for _, name in self._written())

    def state(self) -> str:
        """See `DayPlans.state`."""
        return " ".join(f"{name} {written}" for written, name in self._written())

    def _written(self) -> list[tuple[int, str]]:
        """When each file was written, and its name; the newest first."""
        found = [(path.stat().st_mtime_ns, path.stem) for path in self._folder.glob(f"*{ENDING}")]
        return sorted(found, reverse=True)

    def day(self, name: str) -> DayLine | None:
        """See `DayPlans.day`."""
        return self._understood(name, day_of)

    def roll(self, name: str) -> RollLine | None:
        """See `DayPlans.roll`."""
        return self._understood(name, roll_of)

    def shelf(self, name: str, order: str, *, resume: bool) -> RollShelf:
        """See `DayPlans.shelf`."""
        return FileShelf(self._folder / f"{name}{_UNDER_WAY}", order, resume=resume)

    def _understood(self, name: str, understand: Callable[[str], T | None]) -> T | None:
        try:
            return understand((self._folder / f"{name}{ENDING}").read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            return None


class FileShelf:
    """The `RollShelf` port: one file of arrays."""

    def __init__(self, path: Path, order: str, *, resume: bool) -> None:
        self._path = path
        self._order = order
        self._resume = resume

    def begun(self) -> Progress | None:
        """See `RollShelf.begun`."""
        if not self._resume or not self._path.exists():
            return None
        try:
            with self._path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                told, values = json.loads(str(kept["told"])), kept["values"]
                positions = {name: kept[f"at {name}"] for name in told["points"]}
        except (OSError, ValueError, KeyError, BadZipFile) as error:
            raise InputError(
                "What is kept of the roll in {file} can't be read: {reason}. Start without "
                "--resume.",
                file=str(self._path),
                reason=str(error),
            ) from error
        if told["order"] != self._order:
            raise InputError(
                "What is kept in {file} is of another roll. Ask for the same, or start without "
                "--resume.",
                file=str(self._path),
            )
        return Progress(
            values=values,
            last=told["last"],
            floors=told["floors"],
            margins=told["margins"],
            positions=positions,
            done=[_window(each) for each in told["done"]],
        )

    def keep(self, progress: Progress) -> None:
        """See `RollShelf.keep`."""
        if len(progress.done) % _EVERY:
            return
        told = {
            "order": self._order,
            "last": progress.last,
            "floors": progress.floors,
            "margins": progress.margins,
            "points": list(progress.positions),
            "done": [
                {**asdict(each), "issued_at": each.issued_at.isoformat()} for each in progress.done
            ],
        }
        content = BytesIO()
        points = {f"at {name}": series for name, series in progress.positions.items()}
        arrays = {"values": progress.values, "told": np.array(json.dumps(told)), **points}
        np.savez(content, allow_pickle=False, **arrays)
        write_durably(self._path, content.getvalue())

    def done(self) -> None:
        """See `RollShelf.done`."""
        self._path.unlink(missing_ok=True)


def _window(told: dict[str, object]) -> WindowDone:
    issued_at = datetime.fromisoformat(str(told["issued_at"]))
    return WindowDone(**{**told, "issued_at": issued_at})  # type: ignore[arg-type]  # as it was kept
