"""Plans as JSON files in a folder."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from zeropark.basis.errors import Finding, InputError
from zeropark.future.plan.years.frontier_text import FrontierLine, frontier_of
from zeropark.future.plan.years.pathway_text import PathwayLine, pathway_of
from zeropark.future.plan.years.plan import Plan
from zeropark.future.plan.years.plan_text import plan_of, text_of
from zeropark.shell.ports.plans import KeptPlan
from zeropark.shell.stores.durable import TEMPORARY, write_durably

ENDING: Final = ".json"
T = TypeVar("T")


class PlanFolder:
    """The `Plans` port: a file a plan, named after it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, name: str, plan: Plan) -> Path:
        """See `Plans.write`."""
        return self.write_answer(name, text_of(plan))

    def write_answer(self, name: str, text: str) -> Path:
        """See `Plans.write_answer`."""
        path = self._path(name)
        content = text.encode()
        with ExitStack() as undo:
            undo.callback(path.with_name(path.name + TEMPORARY).unlink, missing_ok=True)
            write_durably(path, content)
        return path

    def read(self, name: str) -> Plan:
        """See `Plans.read`."""
        path = self._path(name)
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise _not_there(path, reason) from error
        except UnicodeDecodeError as error:
            raise _not_there(path, str(error)) from error
        return plan_of(text, place=path.name)

    def names(self) -> tuple[str, ...]:
        """See `Plans.names`."""
        return tuple(sorted(path.stem for path in self._folder.glob(f"*{ENDING}")))

    def kept(self) -> tuple[KeptPlan, ...]:
        """See `Plans.kept`."""
        found = (_kept(path) for path in self._folder.glob(f"*{ENDING}"))
        there = [each for each in found if each is not None]
        return tuple(sorted(there, key=lambda each: (each.written, each.name), reverse=True))

    def frontier(self, name: str) -> FrontierLine | None:
        """See `Plans.frontier`."""
        return self._understood(name, frontier_of)

    def pathway(self, name: str) -> PathwayLine | None:
        """See `Plans.pathway`."""
        return self._understood(name, pathway_of)

    def _understood(self, name: str, understand: Callable[[str], T | None]) -> T | None:
        """What a file says; None where it can't be read, or says something else."""
        try:
            return understand(self._path(name).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            return None

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{ENDING}"


def _kept(path: Path) -> KeptPlan | None:
    """A file as it is now; None where it went while it was looked at."""
    try:
        seen = path.stat()
    except FileNotFoundError:
        return None
    return KeptPlan(
        name=path.stem,
        written=datetime.fromtimestamp(seen.st_mtime, UTC),
        stamp=f"{seen.st_ino}-{seen.st_size}-{seen.st_mtime_ns}",
    )


def _not_there(path: Path, reason: str) -> InputError:
    return InputError.of(
        Finding(
            code="plan.not_there",
            place=path.name,
            problem_template="The plan {path} can't be read: {reason}.",
            remedy_template="Check the path, or make it: zeropark plan size FOLDER --out {path}.",
            data={"path": str(path), "reason": reason},
        )
    )
