"""Look a park's documents through and say everything that is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

from zeropark.basis.documents.decode import decode
from zeropark.basis.errors import DocumentError, Finding, Severity, has_errors
from zeropark.basis.park.check import check_park as faults_of
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Rulebook
from zeropark.shell.ports.park_files import ParkFiles


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A park's documents and what there is to say about them."""

    park: ParkDocument | None
    """None where the document can't be read as one."""
    rules: Rulebook | None
    """The package's rules with the park's own; None where its own can't be read."""
    findings: tuple[Finding, ...]
    own_rules: tuple[tuple[str, str], ...] = ()
    """The park's own rules as file name and text; none where it has none, or they can't be read."""

    @property
    def usable(self) -> bool:
        """Whether books can be kept of it: no finding blocks."""
        return not has_errors(self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)


def check_park(files: ParkFiles) -> Checked:
    """Read the park document and the park's own rules, and find all that is wrong with them.

    Raises:
        InputError: there is no park document to read.
    """
    name, raw = files.document()
    text, findings = decode(raw, name=name)
    own, own_findings = _own_rules(files)
    rules, rule_findings = _rulebook(own, own_findings)
    if text is None:
        return Checked(park=None, rules=rules, findings=findings + rule_findings)
    loaded = load_park(text, name=name)
    faults: tuple[Finding, ...] = ()
    if loaded.park is not None:
        faults = faults_of(loaded.park, rules=rules, lines=loaded.lines)
    return Checked(
        park=loaded.park,
        rules=rules,
        findings=findings + loaded.findings + faults + rule_findings,
        own_rules=own or (),
    )


def _own_rules(
    files: ParkFiles,
) -> tuple[tuple[tuple[str, str], ...] | None, tuple[Finding, ...]]:
    """The texts of the park's own rules; None where there are some that can't be decoded."""
    own = files.rules()
    if own is None:
        return (), ()
    text, findings = decode(own[1], name=own[0])
    return (None if text is None else ((own[0], text),)), findings


def _rulebook(
    own: tuple[tuple[str, str], ...] | None, findings: tuple[Finding, ...]
) -> tuple[Rulebook | None, tuple[Finding, ...]]:
    if own is None:
        return None, findings
    try:
        return load_rulebook(own=own), findings
    except DocumentError as error:
        return None, findings + error.findings
