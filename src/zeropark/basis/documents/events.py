"""YAML text to its events, one after another: by libyaml where it is there, by Python where not.

Nothing is built here, so no text can run code, grow beyond itself or end the process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import yaml
from yaml.error import MarkedYAMLError
from yaml.events import Event

FAST: Final = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_NO_TEXT: Final = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no text may hold (YAML 1.2.2, 5.1): control characters and lone surrogates."""


class YamlSyntaxError(Exception):
    """The text is no YAML: why, and at which line and column, both 1-based."""

    def __init__(self, problem: str, *, line: int, column: int) -> None:
        super().__init__(problem)
        self.problem, self.line, self.column = problem, line, column

    @classmethod
    def at(cls, problem: str, event: Event) -> YamlSyntaxError:
        """The error where an event begins."""
        mark = event.start_mark
        return cls(problem, line=line_of(event), column=mark.column + 1 if mark else 1)


def line_of(event: Event) -> int:
    """The 1-based line on which an event begins."""
    return int(event.start_mark.line) + 1 if event.start_mark else 1


def events(text: str) -> Iterator[Event]:
    """The events of a text, from the start of the stream to its end.

    Raises:
        YamlSyntaxError: at the event at which it stops being YAML.
    """
    _refuse_strange(text)
    try:
        yield from yaml.parse(text, Loader=FAST)
    except MarkedYAMLError as error:
        raise _told(error) from error


def _refuse_strange(text: str) -> None:
    strange = _NO_TEXT.search(text)
    if strange is not None:
        before = text[: strange.start()]
        problem = f"it holds the character U+{ord(strange[0]):04X}, which no text has"
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise YamlSyntaxError(problem, line=line, column=column)


def _told(error: MarkedYAMLError) -> YamlSyntaxError:
    problem = error.problem or "it can't be read"
    mark = error.problem_mark or error.context_mark
    if error.context and error.context_mark is not None:
        problem += f" ({error.context} that begins on line {error.context_mark.line + 1})"
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    return YamlSyntaxError(problem, line=line, column=column)
