"""A rule: a figure or table that a ministry may change, with its dates and where it stands.

Every factor, tariff and threshold of the system is one of these; code holds none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zeropark.basis.errors import MissingRuleError, Phrase, UnitError

Content = float | Mapping[str, "Content"] | Sequence["Content"] | str | bool | None
"""What a rule says: a number, or a table of numbers and texts as its YAML gives it."""


class Certainty(StrEnum):
    """How sure a figure is; anything but confirmed_text is said wherever it is printed."""

    CONFIRMED_TEXT = "confirmed_text"
    """Read in the official text itself."""
    CONFIRMED_SECONDARY = "confirmed_secondary"
    """Read in a secondary source; check against the official text before filing."""
    RECALLED = "recalled"
    """General knowledge, no source at hand."""
    INFERRED = "inferred"
    """Our reading of a confirmed text, or arithmetic on confirmed figures."""
    MEASURED = "measured"
    """The park's own measurement; the source names the evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a figure stands."""

    document: str
    publisher: str | None = None
    issued: date | None = None
    locator: str | None = None
    """Annex, table or clause."""
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One version of one rule, in force on `[valid_from, valid_to)`."""

    id: str
    """Stable dotted id, e.g. `ef.grid.gansu`."""
    zh: str
    en: str
    unit: str | None
    """Of a number, e.g. `kgCO2/kWh`; None where the content is a table with units in its keys."""
    content: Content
    valid_from: date
    valid_to: date | None
    source: Source
    certainty: Certainty
    note: str | None = None
    data_year: int | None = None
    """The year that a published figure was worked out for, where it names one."""
    own: bool = False
    """From the park's own rules; it goes before the package's for the days that it covers."""
    file: str | None = None
    """The file that it was read from."""

    def in_force(self, day: date) -> bool:
        """Whether it is the version to use on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Factor:
    """A number taken from a rule: the value, its unit and the rule that it can be traced to."""

    value: float
    unit: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All versions of all rules; a look-up names the day, so that old years stay as they were."""

    rules: tuple[Rule, ...]

    def ids(self) -> tuple[str, ...]:
        """Every rule id, sorted."""
        return tuple(sorted({rule.id for rule in self.rules}))

    def versions(self, rule_id: str) -> tuple[Rule, ...]:
        """All versions of one rule, oldest first; empty where there is none."""
        found = (rule for rule in self.rules if rule.id == rule_id)
        return tuple(sorted(found, key=lambda rule: (rule.valid_from, rule.own)))

    def at(self, day: date) -> tuple[Rule, ...]:
        """The version of each rule in force on that day, by id."""
        in_force = sorted((r for r in self.rules if r.in_force(day)), key=lambda rule: rule.own)
        chosen = {rule.id: rule for rule in in_force}  # the park's own comes last and stays
        return tuple(chosen[rule_id] for rule_id in sorted(chosen))

    def get(self, rule_id: str, *, at: date) -> Rule:
        """The version of a rule in force on that day, the park's own before the package's.

        Raises:
            MissingRuleError: none is; the message names the nearest remedy.
        """
        versions = self.versions(rule_id)
        in_force = [rule for rule in versions if rule.in_force(at)]
        if in_force:
            return max(in_force, key=lambda rule: rule.own)
        if versions:
            spans = ", ".join(f"[{r.valid_from}, {r.valid_to or '…'})" for r in versions)
            known = {"spans": spans}
            remedy = Phrase("It is known for {spans}; add a version that covers the day.", known)
        else:
            remedy = Phrase("See `zeropark rules list`, or add it to the park's own rules file.")
        raise MissingRuleError(rule_id, at=at.isoformat(), remedy=remedy)

    def has(self, rule_id: str, *, at: date) -> bool:
        """Whether a version of the rule is in force on that day."""
        return any(rule.in_force(at) for rule in self.versions(rule_id))

    def factor(self, rule_id: str, *, at: date, key: str | None = None) -> Factor:
        """A number of a rule on that day; `key` picks one from a table, dots go deeper.

        The unit of a keyed number is the rule's, else the key itself (its name ends in the
        unit).

        Raises:
            MissingRuleError: no such rule on that day, or no such key in it.
            UnitError: what stands there is not a number.
        """
        rule = self.get(rule_id, at=at)
        content: Content = rule.content
        for part in key.split(".") if key else ():
            if not isinstance(content, Mapping) or part not in content:
                told = {"key": key, "rule": rule_id}
                remedy = Phrase(
                    "The rule has no entry {key!r}; see `zeropark rules show {rule}`.", told
                )
                raise MissingRuleError(f"{rule_id}:{key}", at=at.isoformat(), remedy=remedy)
            content = content[part]
        if isinstance(content, bool) or not isinstance(content, int | float):
            remedy = Phrase("See `zeropark rules show {rule}`.", {"rule": rule_id})
            raise UnitError(f"{rule_id}:{key or ''}", wanted=Phrase("a number"), remedy=remedy)
        return Factor(float(content), rule.unit or key or "1", rule)
