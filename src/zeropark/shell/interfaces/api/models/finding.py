"""Findings: what is wrong with an input, where, and what to do."""

from __future__ import annotations

from typing import Literal

from zeropark.basis.errors import Finding
from zeropark.shell.interfaces.api.models.shown import Shown


class FindingShown(Shown):
    """One thing wrong with an input; in English, and in Chinese beside it."""

    severity: Literal["error", "warning", "note"]
    """An error blocks, a warning is used with care, a note informs."""
    code: str
    """Stable name of the kind of finding, `part.what`."""
    place: str
    """A path in a document, a file with row and column, or a part of the request."""
    problem: str
    """What is wrong."""
    remedy: str
    """What to do about it."""
    problem_zh: str
    """What is wrong, in Chinese."""
    remedy_zh: str
    """What to do about it, in Chinese."""
    count: int
    """How many rows or cells it speaks of, where one finding stands for many."""

    @classmethod
    def of(cls, finding: Finding) -> FindingShown:
        """As an answer says it."""
        return cls.model_validate(finding.as_dict())
