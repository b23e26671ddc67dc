"""What a command answers: one JSON document or words for people, and the exit code.

Exit codes: 0 done; 1 done, and there are findings of severity error; 2 could not run.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from zeropark.basis.errors import (
    DocumentError,
    Finding,
    InputError,
    ReadingsError,
    Severity,
    ZeroparkError,
    has_errors,
)
from zeropark.basis.translation import Language
from zeropark.shell.interfaces.cli.language import FINDING_WORDS, language_of

FINDINGS = 1
COULD_NOT_RUN = 2
_STYLE = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}
_MOST_FINDINGS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The result of one command in both forms."""

    data: Mapping[str, object]
    """What `--json` prints, beside `findings` and `ok`."""
    show: Callable[[Console], None]
    """Prints the same for a person."""
    findings: Sequence[Finding] = ()

    @property
    def ok(self) -> bool:
        """Whether no finding blocks."""
        return not has_errors(self.findings)

    def document(self) -> dict[str, object]:
        """All of it, as `--json` prints it."""
        findings = [finding.as_dict() for finding in self.findings]
        return {"ok": self.ok, **self.data, "findings": findings}


def finish(answer: Answer, *, as_json: bool) -> None:
    """Print the answer and leave with its exit code.

    Raises:
        typer.Exit: always; code 1 where a finding blocks, else 0.
    """
    if as_json:
        _print_json(answer.document())
    else:
        console = Console()
        answer.show(console)
        show_findings(console, answer.findings, language=language_of(os.environ))
    raise typer.Exit(0 if answer.ok else FINDINGS)


def could_not_run(error: ZeroparkError, *, as_json: bool) -> int:
    """Say why a command could not run, with the findings behind it; gives the exit code.

    The code is 1 where findings about what is written in an input say why, else 2: there is no
    park to read, a park is there already, a store is locked, a figure can't be given.
    """
    findings = error.findings if isinstance(error, InputError) else ()
    written = bool(findings) and isinstance(error, DocumentError | ReadingsError)
    if as_json:
        told = {
            "type": type(error).__name__,
            "message": str(error),
            "message_zh": error.words("zh"),
        }
        listed = [finding.as_dict() for finding in findings]
        _print_json({"ok": False, "error": told, "findings": listed})
    else:
        console, language = Console(stderr=True), language_of(os.environ)
        console.print(f"[red]{escape(error.words(language))}[/red]")
        show_findings(console, findings if written else (), language=language)
    return FINDINGS if written else COULD_NOT_RUN


def show_findings(console: Console, findings: Sequence[Finding], *, language: Language) -> None:
    """Print findings as where, what and what to do; the gravest first, the tail counted."""
    if not findings:
        return
    order, words = list(Severity), FINDING_WORDS[language]
    ranked = sorted(findings, key=lambda finding: order.index(finding.severity))
    table = Table(show_header=True, header_style="bold", expand=True, box=None, pad_edge=False)
    table.add_column("", no_wrap=True)
    for column, ratio in ((words.where, 4), (words.what, 7), (words.what_to_do, 7)):
        table.add_column(column, ratio=ratio, overflow="fold")
    for finding in ranked[:_MOST_FINDINGS]:
        style = _STYLE[finding.severity]
        mark = f"[{style}]{words.severity[finding.severity]}[/{style}]"
        said = (finding.place, finding.problem_in(language), finding.remedy_in(language))
        table.add_row(mark, *map(escape, said))
    console.print(table)
    counts = Counter(words.severity[finding.severity] for finding in ranked)
    told = (words.count.format(count=n, severity=severity) for severity, n in counts.items())
    more = words.more.format(shown=_MOST_FINDINGS) if len(ranked) > _MOST_FINDINGS else ""
    console.print(f"[dim]{words.total.format(counts=words.between.join(told), more=more)}[/dim]")


def json_text(document: Mapping[str, object]) -> str:
    """A document as it is printed and kept."""
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _print_json(document: Mapping[str, object]) -> None:
    sys.stdout.write(json_text(document))
