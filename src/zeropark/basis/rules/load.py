"""Load rules: the package's own data and a park's own rules, into one Rulebook.

A park's own version goes before the package's for the days that it covers, and says that it is
the park's own; on other days the package's holds as before. Everything wrong with the texts is
collected and raised at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from zeropark.basis.documents.lines import Path
from zeropark.basis.documents.read import Parsed, parse
from zeropark.basis.errors import DocumentError, Finding
from zeropark.basis.rules.checks import check_overlaps, check_rule, check_units, from_pydantic
from zeropark.basis.rules.rule import Rule, Rulebook, Source
from zeropark.basis.rules.schema import RuleFile, RuleText, VersionText

Model = TypeVar("Model", bound=BaseModel)


def load_rulebook(*, own: tuple[tuple[str, str], ...] = ()) -> Rulebook:
    """All rules in force and before.

    Args:
        own: The park's own rule texts as `(file name, YAML)`, in the form of the package's.

    Raises:
        DocumentError: anything is wrong with a text; carries every finding with file and line.
    """
    package = _package_rules()
    rules, findings = _read(own, own=True)
    findings.extend(check_units(rules, against=package))
    _refuse(findings)
    return Rulebook((*package, *rules))


@cache
def _package_rules() -> tuple[Rule, ...]:
    folder = files("zeropark.basis.rules") / "data"
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".yaml"))
    texts = tuple((name, (folder / name).read_text(encoding="utf-8")) for name in names)
    rules, findings = _read(texts, own=False)
    _refuse(findings)
    return rules


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise DocumentError("The rule files have {count} findings.", findings, count=len(findings))


def _read(texts: Iterable[tuple[str, str]], *, own: bool) -> tuple[tuple[Rule, ...], list[Finding]]:
    """The rules of some texts that belong together, and what is wrong with them."""
    rules: list[Rule] = []
    places: dict[str, list[tuple[Rule, str]]] = defaultdict(list)
    findings: list[Finding] = []
    for name, text in texts:
        parsed = parse(text, name=name)
        findings.extend(parsed.findings)
        for path, rule_text in _rule_texts(parsed, findings):
            for n, version in enumerate(rule_text.versions):
                rule = _rule(rule_text, version, own=own, file=name)
                rules.append(rule)
                places[rule.id].append((rule, parsed.lines.place((*path, "versions", n))))
    findings.extend(check_overlaps(places))
    return tuple(rules), findings


def _rule_texts(parsed: Parsed, findings: list[Finding]) -> Iterator[tuple[Path, RuleText]]:
    """The rules of a file that read well; what doesn't goes to the findings."""
    if parsed.data is None and parsed.findings:
        return
    document = _validated(RuleFile, parsed.data, parsed, (), findings)
    for n, data in enumerate(document.rules if document else ()):
        path: Path = ("rules", n)
        rule_text = _validated(RuleText, data, parsed, path, findings)
        if rule_text is None:
            continue
        wrong = list(check_rule(rule_text, parsed.lines, path))
        findings.extend(wrong)
        if not wrong:
            yield path, rule_text


def _validated(
    model: type[Model], data: object, parsed: Parsed, path: Path, findings: list[Finding]
) -> Model | None:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        findings.extend(from_pydantic(error, parsed.lines, path))
        return None


def _rule(text: RuleText, version: VersionText, *, own: bool, file: str) -> Rule:
    return Rule(
        id=text.id,
        zh=text.title.zh,
        en=text.title.en,
        unit=text.unit,
        content=version.content,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        source=Source(**version.source.model_dump()),
        certainty=version.certainty,
        note=version.note,
        data_year=version.data_year,
        own=own,
        file=file,
    )
