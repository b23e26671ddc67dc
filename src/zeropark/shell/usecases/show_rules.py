"""Show rules: what is known, since when, from where and how surely, ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zeropark.basis.errors import MissingRuleError, Phrase
from zeropark.basis.rules.rule import Certainty, Content, Rule, Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownVersion:
    """One version of a rule with all that is known of it; plain values, dates as ISO texts."""

    id: str
    zh: str
    en: str
    unit: str | None
    content: Content
    valid_from: str
    valid_to: str | None
    data_year: int | None
    document: str
    publisher: str | None
    issued: str | None
    locator: str | None
    url: str | None
    certainty: str
    confirmed: bool
    """Whether it was read in an official text; where not, say so wherever it is printed."""
    own: bool
    """Whether it is the park's own."""
    in_force: bool
    """Whether it is the version to use on the day asked for."""
    note: str | None
    file: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRule:
    """One rule in a list: its id and names, how many versions, and the one in force."""

    id: str
    zh: str
    en: str
    unit: str | None
    versions: int
    current: ShownVersion | None
    """None where no version is in force on the day."""


def list_rules(rulebook: Rulebook, *, at: date, prefix: str = "") -> tuple[ListedRule, ...]:
    """Every rule whose id begins with a prefix, by id, with the version in force on a day."""
    current = {rule.id: rule for rule in rulebook.at(at)}
    return tuple(
        _listed(rulebook.versions(rule_id), current.get(rule_id))
        for rule_id in rulebook.ids()
        if rule_id.startswith(prefix)
    )


def show_rule(rulebook: Rulebook, rule_id: str, *, at: date) -> tuple[ShownVersion, ...]:
    """All versions of one rule, oldest first; the one in force on a day is marked.

    Raises:
        MissingRuleError: there is no rule of that id; the message names near ones.
    """
    versions = rulebook.versions(rule_id)
    if not versions:
        raise MissingRuleError(rule_id, at=at.isoformat(), remedy=_remedy(rulebook, rule_id))
    current = rulebook.get(rule_id, at=at) if rulebook.has(rule_id, at=at) else None
    return tuple(_shown(rule, in_force=rule is current) for rule in versions)


def rules_at(rulebook: Rulebook, *, at: date, prefix: str = "") -> tuple[ShownVersion, ...]:
    """What is in force on a day, by id."""
    return tuple(
        _shown(rule, in_force=True) for rule in rulebook.at(at) if rule.id.startswith(prefix)
    )


def _listed(versions: tuple[Rule, ...], current: Rule | None) -> ListedRule:
    named = current or versions[-1]
    return ListedRule(
        id=named.id,
        zh=named.zh,
        en=named.en,
        unit=named.unit,
        versions=len(versions),
        current=None if current is None else _shown(current, in_force=True),
    )


def _shown(rule: Rule, *, in_force: bool) -> ShownVersion:
    source = rule.source
    return ShownVersion(
        id=rule.id,
        zh=rule.zh,
        en=rule.en,
        unit=rule.unit,
        content=rule.content,
        valid_from=rule.valid_from.isoformat(),
        valid_to=_iso(rule.valid_to),
        data_year=rule.data_year,
        document=source.document,
        publisher=source.publisher,
        issued=_iso(source.issued),
        locator=source.locator,
        url=source.url,
        certainty=rule.certainty.value,
        confirmed=rule.certainty is Certainty.CONFIRMED_TEXT,
        own=rule.own,
        in_force=in_force,
        note=rule.note,
        file=rule.file,
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _remedy(rulebook: Rulebook, rule_id: str) -> Phrase:
    """The ids to try: those that share the longest beginning with one that does not exist."""
    parts = rule_id.split(".")
    for kept in range(len(parts) - 1, 0, -1):
        family = ".".join(parts[:kept])
        near = [known for known in rulebook.ids() if known.startswith(f"{family}.")]
        if near:
            return Phrase("Those of {family}: {near}.", {"family": family, "near": ", ".join(near)})
    return Phrase("See `zeropark rules list`.")
