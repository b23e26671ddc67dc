"""What can go wrong on purpose: findings about an input, and the tree of errors.

A *finding* says what is wrong with something a person handed in, where, and what to do;
work goes on around it. An *error* says that this call can't give what its name promises.
Both say it in English and in Chinese: `finding.problem_in("zh")`, `error.words("zh")`.

    ZeroparkError
    ├─ InputError             the input can't be used; carries the findings
    │  ├─ DocumentError         a park document or a rule file
    │  └─ ReadingsError         a file of readings
    ├─ UnitError              a unit is unknown, or of another dimension than asked
    ├─ PeriodError            a period or a time zone can't be read
    ├─ MissingRuleError       no rule with that id is in force on that day
    ├─ MissingDataError       a figure was asked for that the data can't carry
    ├─ StoreError             a store is locked, damaged or of another version
    └─ PlanError              a plan was asked for that can't be given
       ├─ InfeasiblePlanError   nothing meets all that is asked for; says what conflicts
       ├─ UnboundedPlanError    the cost falls without end; says along what
       └─ SolverError           no route gave an answer that holds; says what each did
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from numbers import Integral, Real
from types import MappingProxyType
from typing import Any, Self

from zeropark.basis.translation import Language, translated


class Severity(StrEnum):
    """How much a finding matters: an error blocks, a warning is used with care, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words inside a finding's data that have a translation of their own, as the finding has.

    >>> str(Phrase("No single meter explains it."))
    'No single meter explains it.'
    """

    template: str
    """English words with `{names}` that `data` fills."""
    data: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def words(self, language: Language) -> str:
        """The phrase in that language."""
        return _said(self.template, self.data, language)

    def __str__(self) -> str:
        return self.words("en")

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


@dataclass(frozen=True, slots=True)
class Name(Phrase):
    """A name that is data, and has a form of its own in Chinese; its template is the English one.

    >>> Name("land", zh="土地").words("zh")
    '土地'
    """

    zh: str = ""

    def words(self, language: Language) -> str:
        """The name in that language."""
        return self.zh if language == "zh" and self.zh else self.template


def either(parts: Iterable[object]) -> object:
    """One of several, in words.

    >>> str(either(["heat", "steam"]))
    'heat or steam'
    """
    return reduce(
        lambda one, other: Phrase("{one} or {other}", {"one": one, "other": other}), parts
    )


def side_by_side(parts: Iterable[object]) -> object:
    """All of several, one after the other.

    >>> str(side_by_side(["m1: MWh into kWh", "m2: GJ into kWh"]))
    'm1: MWh into kWh; m2: GJ into kWh'
    """
    return reduce(lambda one, more: Phrase("{one}; {more}", {"one": one, "more": more}), parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong with an input: where, what, and what to do about it.

    `problem_template` and `remedy_template` are English sentences with `{names}` that `data`
    fills; a translation looks up the template and fills in the same data. So a sentence is
    written out where it is used, in an argument or a name that ends in `problem` or `remedy`,
    and words that go into it by a name are a `Phrase`.
    """

    code: str
    """Stable name of the kind of finding, `part.what`, e.g. `meter.overlap`."""
    place: str
    """Where: a path in a document (`meters[3].to`) or a file with row and column."""
    problem_template: str
    remedy_template: str
    severity: Severity = Severity.ERROR
    data: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    count: int = 1
    """How many rows or cells it speaks of, where one finding stands for many."""

    @property
    def told(self) -> Phrase:
        """What is wrong and what to do about it, one after the other."""
        problem = Phrase(self.problem_template, self.data)
        remedy = Phrase(self.remedy_template, self.data)
        return Phrase("{problem} {remedy}", {"problem": problem, "remedy": remedy})

    @property
    def problem(self) -> str:
        """What is wrong, in one English sentence."""
        return self.problem_in("en")

    @property
    def remedy(self) -> str:
        """What to do about it, in one English sentence."""
        return self.remedy_in("en")

    def problem_in(self, language: Language) -> str:
        """What is wrong, in that language; in English where it has no translation."""
        return _said(self.problem_template, self.data, language)

    def remedy_in(self, language: Language) -> str:
        """What to do about it, in that language; in English where it has no translation."""
        return _said(self.remedy_template, self.data, language)

    def as_dict(self) -> dict[str, object]:
        """Plain values for JSON; problem and remedy in English, and in Chinese beside it."""
        return {
            "severity": self.severity.value,
            "code": self.code,
            "place": self.place,
            "problem": self.problem,
            "remedy": self.remedy,
            "problem_zh": self.problem_in("zh"),
            "remedy_zh": self.remedy_in("zh"),
            "count": self.count,
        }

    def record(self) -> dict[str, object]:
        """All of it as values for JSON, so that `of_record` gives it back, templates and all."""
        return {
            "code": self.code,
            "place": self.place,
            "problem_template": self.problem_template,
            "remedy_template": self.remedy_template,
            "severity": self.severity.value,
            "data": {name: _plain(value) for name, value in self.data.items()},
            "count": self.count,
        }

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> Finding:
        """The finding that a record was made of."""
        data = {name: _restored(value) for name, value in record["data"].items()}
        return cls(**{**record, "severity": Severity(record["severity"]), "data": data})

    def __str__(self) -> str:
        return f"{self.severity.value} {self.place}: {self.problem} {self.remedy} [{self.code}]"


def _said(template: str, data: Mapping[str, object], language: Language) -> str:
    """A template filled in, both it and the phrases among its data in one language."""
    filled = {
        name: value.words(language) if isinstance(value, Phrase) else value
        for name, value in data.items()
    }
    return translated(template, language).format(**filled)


def _restored(value: object) -> object:
    """A value of a record as it was: a mapping stands for a phrase."""
    if isinstance(value, Mapping):
        if "zh" in value:
            return Name(str(value["template"]), zh=str(value["zh"]))
        inner = {name: _restored(part) for name, part in value["data"].items()}
        return Phrase(template=str(value["template"]), data=inner)
    return value


def _plain(value: object) -> object:
    """A value that JSON carries and that formats as the original does."""
    if isinstance(value, Name):
        return {"template": value.template, "zh": value.zh}
    if isinstance(value, Phrase):
        inner = {name: _plain(part) for name, part in value.data.items()}
        return {"template": value.template, "data": inner}
    if isinstance(value, bool | str | None):
        return value
    if isinstance(value, Integral):
        return int(value)
    return float(value) if isinstance(value, Real) else str(value)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding blocks."""
    return any(finding.severity is Severity.ERROR for finding in findings)


class ZeroparkError(Exception):
    """The root: whatever is raised on purpose here is one of these.

    It is worded as a finding is: an English sentence with `{names}` that the data fills, written
    out where it is raised, and looked up by these words for a translation. `str()` gives the
    English sentence. A text without data is said as it is, braces and all.

    >>> error = ZeroparkError("There is no archetype {name!r}.", name="moon")
    >>> str(error), error.words("zh")
    ("There is no archetype 'moon'.", "没有名为 'moon' 的园区样板。")
    """

    def __init__(self, told: str | Phrase, /, **data: object) -> None:
        self.told = _phrased(told, data)
        super().__init__(str(self.told))

    def words(self, language: Language) -> str:
        """What went wrong, in that language; in English where it has no translation."""
        return self.told.words(language)


def _phrased(words: str | Phrase, data: Mapping[str, object] = MappingProxyType({})) -> Phrase:
    """Words as a phrase; those that no data fills hold no names, so their braces are signs."""
    if isinstance(words, Phrase):
        return words
    told = words if data else words.replace("{", "{{").replace("}", "}}")
    return Phrase(template=told, data=dict(data))


class InputError(ZeroparkError):
    """The input can't be used at all; `findings` says why, place by place."""

    def __init__(
        self, told: str | Phrase, findings: Iterable[Finding] = (), /, **data: object
    ) -> None:
        super().__init__(told, **data)
        self.findings = tuple(findings)

    @classmethod
    def of(cls, *findings: Finding) -> Self:
        """The error that says what its findings say, one after the other; takes at least one."""
        told = reduce(
            lambda one, more: Phrase("{one} {more}", {"one": one, "more": more}),
            (finding.told for finding in findings),
        )
        return cls(told, findings)


class DocumentError(InputError):
    """A park document or a rule file has findings that block."""


class ReadingsError(InputError):
    """A file of readings holds nothing that can be used."""


class UnitError(ZeroparkError):
    """A unit is unknown, or measures something else than what was asked for."""

    def __init__(self, unit: str, *, wanted: str | Phrase, remedy: str | Phrase) -> None:
        self.unit = unit
        self.wanted = _phrased(wanted)
        self.remedy = _phrased(remedy)
        super().__init__(
            "Unit {unit!r} is not {wanted}. {remedy}",
            unit=unit,
            wanted=self.wanted,
            remedy=self.remedy,
        )


class Contradiction(ValueError):  # noqa: N818 - raised for pydantic, which makes the error of it
    """What an element of a document says can't be: sentences and data as a finding has them."""

    def __init__(
        self, problem: str, remedy: str = "Change one of the two.", **data: object
    ) -> None:
        self.problem, self.remedy, self.data = problem, remedy, data
        super().__init__(f"{problem} {remedy}".format(**data))


class Refused(ValueError):  # noqa: N818 - raised for pydantic, which makes the error of it
    """Why a validator of ours does not take a value: words for a finding to put in its sentence.

    Worded as an error is, without a full stop.
    """

    def __init__(self, told: str, /, **data: object) -> None:
        self.told = _phrased(told, data)
        super().__init__(str(self.told))


def why_refused(detail: Mapping[str, Any]) -> Phrase | str:
    """What pydantic says of a value, without a full stop; a phrase where we said it ourselves.

    Args:
        detail: one of a `ValidationError`'s, with its context.
    """
    error = detail.get("ctx", {}).get("error")
    if isinstance(error, Refused):
        return error.told
    return str(detail["msg"]).removeprefix("Value error, ").rstrip(".")


class PeriodError(ZeroparkError):
    """A text that should name a period, an instant or a zone doesn't."""


class MissingRuleError(ZeroparkError):
    """No rule with this id is in force on this day."""

    def __init__(self, rule_id: str, *, at: str, remedy: str | Phrase) -> None:
        self.rule_id = rule_id
        self.at = at
        self.remedy = _phrased(remedy)
        super().__init__(
            "No rule {rule!r} is in force on {at}. {remedy}",
            rule=rule_id,
            at=at,
            remedy=self.remedy,
        )


class MissingDataError(ZeroparkError):
    """A figure was asked for that the stored data can't carry; says what is missing."""


class StoreError(ZeroparkError):
    """A store can't be used: locked by another writer, damaged, or of another version."""


class PlanError(ZeroparkError):
    """A plan was asked for that can't be given."""


class InfeasiblePlanError(PlanError):
    """Nothing meets all that is asked for; `conflict` says what can't hold together."""

    def __init__(self, conflict: str | Phrase, /, *, remedy: str | Phrase) -> None:
        self.conflict = _phrased(conflict)
        self.remedy = _phrased(remedy)
        super().__init__(
            "No plan meets all that is asked for. {conflict} {remedy}",
            conflict=self.conflict,
            remedy=self.remedy,
        )


class UnboundedPlanError(PlanError):
    """The cost falls without end; `columns` are those that earn while they grow."""

    def __init__(self, columns: Iterable[str], *, remedy: str | Phrase) -> None:
        self.columns = tuple(columns)
        self.remedy = _phrased(remedy)
        super().__init__(
            "The cost falls without end while these grow: {columns}. {remedy}",
            columns=", ".join(self.columns),
            remedy=self.remedy,
        )


class SolverError(PlanError):
    """No route gave an answer that holds; `attempts` has the name of each and what became of it."""

    def __init__(
        self, attempts: Iterable[tuple[str, str | Phrase]], *, remedy: str | Phrase
    ) -> None:
        self.attempts = tuple((route, _phrased(said)) for route, said in attempts)
        self.remedy = _phrased(remedy)
        each = [Phrase("{route}: {said}", {"route": r, "said": said}) for r, said in self.attempts]
        super().__init__(
            "No solver gave an answer that holds: {attempts}. {remedy}",
            attempts=side_by_side(each) if each else "",
            remedy=self.remedy,
        )
