"""From the text of a park document to its model, or to every finding at once.

Takes YAML text, gives a ParkDocument or None, and findings whose place is a path that a person
can follow: the keys down to the value, the element's id, the line. Never a stack trace.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from zeropark.basis.documents.lines import Lines
from zeropark.basis.documents.read import parse
from zeropark.basis.errors import Finding
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.explain import explain_all

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Loaded:
    """A text that was read: the park if it is one, and the findings that block it if not."""

    park: ParkDocument | None
    lines: Lines
    """Where everything stands, so that checks of the park can name the place too."""
    findings: tuple[Finding, ...]


def load_park(text: str, *, name: str) -> Loaded:
    """The park that the text describes, or no park and the findings that block it.

    Args:
        text: YAML.
        name: What to call the text in findings, e.g. its file name.
    """
    parsed = parse(text, name=name)
    tree, lines = parsed.data, parsed.lines
    if parsed.findings:
        return Loaded(None, lines, parsed.findings)
    if not isinstance(tree, Mapping):
        return Loaded(None, lines, (_no_mapping(name, empty=tree is None),))
    wrong = _wrong_version(tree, lines)
    if wrong is not None:
        return Loaded(None, lines, (wrong,))
    try:
        return Loaded(ParkDocument.model_validate(tree, strict=True), lines, ())
    except ValidationError as error:
        return Loaded(None, lines, explain_all(error.errors(), tree, lines))


def _no_mapping(name: str, *, empty: bool) -> Finding:
    return Finding(
        code="park.no_mapping",
        place=name,
        problem_template="It is empty." if empty else "Its top level is no list of `key: value`.",
        remedy_template="Write `key: value` lines with a plain colon (`:`, not `：`), or start "
        "from an archetype: `zeropark new my-park --from jinchang`.",
    )


def _wrong_version(tree: Mapping[str, object], lines: Lines) -> Finding | None:
    version = tree.get("version")
    if version == VERSION and not isinstance(version, bool):
        return None
    return Finding(
        code="park.version",
        place=lines.place(("version",)),
        problem_template="This is no park document of version {wanted}; it says {said!r}."
        if "version" in tree
        else "This is no park document of version {wanted}; it says none.",
        remedy_template="Write `version: {wanted}` at the top.",
        data={"wanted": VERSION, "said": version},
    )
