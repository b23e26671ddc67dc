"""A fault: where in the document, what is wrong, what to do; becomes a finding with its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zeropark.basis.documents.lines import Lines, Path
from zeropark.basis.errors import Finding, Severity


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a park document."""

    path: Path
    code: str
    problem: str
    """English sentence; `{names}` are filled from `data`."""
    remedy: str
    data: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    def finding(self, lines: Lines) -> Finding:
        """As a finding, placed by the lines of the text that the park was read from."""
        return Finding(
            code=self.code,
            place=lines.place(self.path),
            problem_template=self.problem,
            remedy_template=self.remedy,
            severity=self.severity,
            data=self.data,
        )
