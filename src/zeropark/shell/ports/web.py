"""Other machines, asked over HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from zeropark.basis.errors import ZeroparkError


class UnreachableError(ZeroparkError):
    """Another machine can't be asked: no such name, no answer in time, or not to be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What is asked."""

    method: str
    url: str
    """Absolute, http or https."""
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    body: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAnswer:
    """What is answered, whatever the status."""

    status: int
    headers: Mapping[str, str]
    """By their names in lower case."""
    body: bytes


class Web(Protocol):
    """Asks; redirects are answers like any other."""

    def send(self, sent: Sent) -> WebAnswer:
        """The answer.

        Raises:
            UnreachableError: there is none.
        """
        ...
