"""Where trained models rest, one for each target."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from zeropark.future.forecast.model import Model
from zeropark.future.forecast.target import Target


class Models(Protocol):
    """Keeps the newest model of each target."""

    def write(self, model: Model) -> Path:
        """Keep a model; replaces the one of its target, and appears whole or not at all.

        Returns:
            Where it rests.
        """
        ...

    def read(self, target: Target) -> Model | None:
        """The model of a target; None where none was trained.

        Raises:
            InputError: it is damaged.
        """
        ...

    def targets(self) -> tuple[Target, ...]:
        """The targets that there are models of, sorted."""
        ...
