"""What must hold of rules beyond the form of their text; each breach is a Finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from math import isfinite
from typing import NamedTuple

from pydantic import ValidationError

from zeropark.basis.documents.lines import Lines, Path
from zeropark.basis.errors import Finding, why_refused
from zeropark.basis.rules.families import breach
from zeropark.basis.rules.rule import Rule
from zeropark.basis.rules.schema import RuleText, VersionText
from zeropark.basis.rules.shapes import shape_of


class _Words(NamedTuple):
    code: str
    problem: str
    remedy: str


_WORDS: Mapping[str, _Words] = {
    "extra_forbidden": _Words(
        "rule.unknown_key", "There is no key {key!r} here.", "Remove it or mend its spelling."
    ),
    "missing": _Words("rule.missing_key", "The key {key!r} is missing.", "Add it."),
}
_OTHER = _Words(
    "rule.value",
    "The value {value} is not accepted: {message}.",
    "Compare with the same entry of a rule that `zeropark rules show` prints.",
)


def from_pydantic(error: ValidationError, lines: Lines, path: Path) -> Iterator[Finding]:
    """One finding for each thing that the form of the text forbids.

    Args:
        error: What validation says.
        lines: Of the document that the data came from.
        path: Where the validated part stands in it.
    """
    for detail in error.errors(include_url=False):
        words = _WORDS.get(detail["type"], _OTHER)
        where = (*path, *detail["loc"])
        yield Finding(
            code=words.code,
            place=lines.place(where),
            problem_template=words.problem,
            remedy_template=words.remedy,
            data={
                "key": str(where[-1]) if where else "",
                "value": _short(detail["input"]),
                "message": why_refused(dict(detail)),
            },
        )


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - a line of a terminal


def check_rule(rule: RuleText, lines: Lines, path: Path) -> Iterator[Finding]:
    """What a rule's versions must keep to: dates in order, a unit, content of its shape."""
    if not rule.versions:
        here = (*path, "versions")
        yield _finding(
            "rule.no_version", lines, here, "It has no version.", "Give one, or remove it."
        )
    for n, version in enumerate(rule.versions):
        here = (*path, "versions", n)
        yield from _check_dates(version, lines, here)
        yield from _check_content(rule, version, lines, here)
        yield from _check_family(rule, version, lines, here)


def _check_dates(version: VersionText, lines: Lines, path: Path) -> Iterator[Finding]:
    if version.valid_to is not None and version.valid_to <= version.valid_from:
        yield Finding(
            code="rule.dates",
            place=lines.place((*path, "valid_to")),
            problem_template="It ends on {end}, not after it begins on {start}.",
            remedy_template="valid_to is the first day on which it no longer holds.",
            data={"start": version.valid_from, "end": version.valid_to},
        )


def _check_content(
    rule: RuleText, version: VersionText, lines: Lines, path: Path
) -> Iterator[Finding]:
    value, table = version.value, version.table
    if (value is None) == (table is None):
        yield _finding(
            "rule.content", lines, path, "Give either value or table.", "Give exactly one of them."
        )
    elif isinstance(value, str) and rule.unit is not None:
        yield _finding(
            "rule.text_with_unit",
            lines,
            (*path, "value"),
            "A text stands where the unit asks for a number.",
            "Write the number without quotes, or drop the unit.",
        )
    elif isinstance(value, int | float):
        yield from _check_number(rule, float(value), lines, (*path, "value"))
    yield from _check_shape(rule, version, lines, path)


def _check_number(rule: RuleText, value: float, lines: Lines, path: Path) -> Iterator[Finding]:
    if rule.unit is None:
        yield _finding(
            "rule.no_unit",
            lines,
            path,
            "The number has no unit.",
            'Give the unit; "1" for a share.',
        )
    if not isfinite(value):
        yield _finding(
            "rule.value",
            lines,
            path,
            "The number is not finite.",
            "Leave the version out instead.",
        )


def _check_shape(
    rule: RuleText, version: VersionText, lines: Lines, path: Path
) -> Iterator[Finding]:
    shape = shape_of(rule.id)
    if shape is None:
        return
    try:
        shape.model_validate(version.content)
    except ValidationError as error:
        yield from from_pydantic(error, lines, (*path, "table"))


def _check_family(
    rule: RuleText, version: VersionText, lines: Lines, path: Path
) -> Iterator[Finding]:
    broken = breach(rule.id, unit=rule.unit, content=version.content)
    if broken is not None:
        yield Finding(
            code="rule.family",
            place=lines.place(path),
            problem_template="{id} can't be used as its name says. {problem}",
            remedy_template="Mend the id or the unit; `zeropark rules list` shows those known.",
            data={"id": rule.id, "problem": broken},
        )


def _finding(code: str, lines: Lines, path: Path, problem: str, remedy: str) -> Finding:
    return Finding(
        code=code, place=lines.place(path), problem_template=problem, remedy_template=remedy
    )


def check_overlaps(versions: Mapping[str, Iterable[tuple[Rule, str]]]) -> Iterator[Finding]:
    """No day may have two versions of a rule; takes `(rule, place)` by id, of one origin."""
    for rule_id, placed in versions.items():
        ordered = sorted(placed, key=lambda pair: pair[0].valid_from)
        for (earlier, _), (later, place) in combinations(ordered, 2):
            if earlier.valid_to is None or later.valid_from < earlier.valid_to:
                yield Finding(
                    code="rule.overlap",
                    place=place,
                    problem_template="Two versions of {id} hold on {day}.",
                    remedy_template="End the earlier one with valid_to: {day}.",
                    data={"id": rule_id, "day": later.valid_from},
                )


def check_units(own: Iterable[Rule], *, against: Iterable[Rule]) -> Iterator[Finding]:
    """A park's own rule must keep the unit of the rule that it goes before."""
    units = {rule.id: rule.unit for rule in against}
    for rule in own:
        if rule.id in units and rule.unit != units[rule.id]:
            yield Finding(
                code="rule.unit_differs",
                place=f"{rule.file}: {rule.id}",
                problem_template="Its unit is {given!r}, that of the rule it replaces {wanted!r}.",
                remedy_template="Give the figure in {wanted!r}.",
                data={"given": rule.unit, "wanted": units[rule.id]},
            )
