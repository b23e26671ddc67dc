"""What can be wrong with the text of a document: each kind of fault, as a finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from zeropark.basis.documents.events import YamlSyntaxError
from zeropark.basis.documents.lines import Lines, Path
from zeropark.basis.errors import Finding


class Kind(NamedTuple):
    """A way in which a text can be wrong that can be read for the rest."""

    code: str
    problem: str
    remedy: str


CYCLE: Final = Kind(
    "yaml.cycle",
    "An alias leads back into itself.",
    "Remove the alias (`*name`) inside the element that it stands for (`&name`).",
)
KEY: Final = Kind(
    "yaml.key", "A key is a list or a group of keys.", "Write a single word before the colon."
)
MERGED: Final = Kind(
    "yaml.merge", "What is merged is no group of keys.", "Merge (`<<`) only groups of keys."
)
TOO_BIG: Final = Kind(
    "yaml.too_big",
    "The document unfolds beyond measure.",
    "Write the repeated part out, or leave it away.",
)
TWICE: Final = Kind(
    "yaml.duplicate_key",
    "The key {key!r} stands there twice, again on line {again}.",
    "Keep one of the two.",
)
VALUE: Final = Kind(
    "yaml.value",
    "{text} can't be read as a value.",
    "Put the text in quotes, or write a plain number or word, without a tag (`!…`).",
)


class TextFault(NamedTuple):
    """Something wrong at a place."""

    kind: Kind
    path: Path
    line: int
    data: Mapping[str, object]

    def finding(self, lines: Lines) -> Finding:
        """The fault, placed by what could be read."""
        return Finding(
            code=self.kind.code,
            place=lines.place(self.path, line=self.line),
            problem_template=self.kind.problem,
            remedy_template=self.kind.remedy,
            data=self.data,
        )


def no_yaml(error: YamlSyntaxError, name: str) -> Finding:
    """The finding on a text that can't be read at all."""
    return Finding(
        code="yaml.syntax",
        place=f"{name}, line {error.line}, column {error.column}",
        problem_template="This is no YAML: {problem}.",
        remedy_template=(
            "Check indentation, quotes and colons (`:`, not `：`) there and in the line above; "
            "tabs may not indent, and a text with `: ` or ` #` in it needs quotes."
        ),
        data={"problem": error.problem},
    )
