"""Where plans rest, each under a name."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from zeropark.future.plan.years.plan import Plan


class Plans(Protocol):
    """Keeps whole plans."""

    def write(self, name: str, plan: Plan) -> Path:
        """Keep a plan under a name; replaces one of that name, and appears whole or not at all.

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
