"""What came of the forms that were sent: kept for a while, so that each has an address."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final, TypeVar
from uuid import uuid4

from zeropark.basis.errors import Finding
from zeropark.basis.timeline import Period
from zeropark.shell.closing.stretch import ClosedPeriod
from zeropark.shell.ports.books import Restatement
from zeropark.shell.usecases.import_readings import ImportResult

_ROOM: Final = 50
"""The oldest is let go beyond so many; what it tells of is in the stores all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOutcome:
    """What became of files that were sent."""

    files: tuple[str, ...]
    result: ImportResult
    findings: tuple[Finding, ...]
    """Those of the map among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingOutcome:
    """What closing came to."""

    periods: tuple[Period, ...]
    restated: tuple[Restatement, ...]
    findings: tuple[Finding, ...]
    left_open: tuple[Period, ...] = ()


_Outcome = TypeVar("_Outcome", ImportOutcome, ClosingOutcome)


def closing_outcome(
    closed: tuple[ClosedPeriod, ...], *, left_open: tuple[Period, ...] = ()
) -> ClosingOutcome:
    """What is told of closings: a finding that several of them share is told once."""
    told = (finding for each in closed for finding in each.findings)
    return ClosingOutcome(
        periods=tuple(each.period for each in closed),
        restated=tuple(restated for each in closed for restated in each.restated),
        findings=tuple({(each.place, each.problem): each for each in told}.values()),
        left_open=left_open,
    )


class Outcomes:
    """The newest outcomes by token; safe among threads."""

    def __init__(self) -> None:
        """Empty."""
        self._kept: OrderedDict[str, ImportOutcome | ClosingOutcome] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, outcome: ImportOutcome | ClosingOutcome) -> str:
        """Keep an outcome; gives the token by which it is found."""
        token = uuid4().hex
        with self._lock:
            self._kept[token] = outcome
            while len(self._kept) > _ROOM:
                self._kept.popitem(last=False)
        return token

    def find(self, token: str, kind: type[_Outcome]) -> _Outcome | None:
        """The outcome; None where it is no longer kept, or is of another kind."""
        with self._lock:
            found = self._kept.get(token)
        return found if isinstance(found, kind) else None
