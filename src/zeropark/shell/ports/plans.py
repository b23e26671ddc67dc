"""Where plans rest, each under a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from zeropark.future.plan.years.frontier_text import FrontierLine
from zeropark.future.plan.years.pathway_text import PathwayLine
from zeropark.future.plan.years.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlan:
    """One plan that is kept, before it is read."""

    name: str
    written: datetime
    """Aware, UTC."""
    stamp: str
    """Another one whenever it was written again."""


class Plans(Protocol):
    """Keeps whole plans."""

    def write(self, name: str, plan: Plan) -> Path:
        """Keep a plan under a name; replaces one of that name, and appears whole or not at all.

        Returns:
            The file.
        """
        ...

    def write_answer(self, name: str, text: str) -> Path:
        """Keep another answer of planning as it was printed, e.g. a frontier, as `write` does.

        Returns:
            The file.
        """
        ...

    def read(self, name: str) -> Plan:
        """The plan of that name.

        Raises:
            InputError: there is none, or it is damaged.
        """
        ...

    def names(self) -> tuple[str, ...]:
        """The names of all plans that are kept, sorted."""
        ...

    def kept(self) -> tuple[KeptPlan, ...]:
        """All plans that are kept, the newest first."""
        ...

    def frontier(self, name: str) -> FrontierLine | None:
        """The frontier that is kept under a name; None where it is none."""
        ...

    def pathway(self, name: str) -> PathwayLine | None:
        """The pathway that is kept under a name; None where it is none."""
        ...
