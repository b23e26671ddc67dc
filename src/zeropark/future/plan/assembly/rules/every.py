"""All rules of a plan: made as limits, kept by the program where they must be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from zeropark.basis.errors import Finding, MissingRuleError, Severity
from zeropark.basis.park.planning import Book, Keep
from zeropark.basis.park.target import Stage
from zeropark.future.plan.assembly.books import Books, CarbonAsked
from zeropark.future.plan.assembly.costs.investment import Built
from zeropark.future.plan.assembly.rules.carbon import caps, core_bands, core_rule, stage_rule
from zeropark.future.plan.assembly.rules.direct import direct_connections, direct_supply
from zeropark.future.plan.assembly.rules.exchange import exchange_limits
from zeropark.future.plan.assembly.rules.feeders import feeders
from zeropark.future.plan.assembly.rules.ground import budget, land, roofs
from zeropark.future.plan.assembly.rules.limit import Band, Limit, enforce
from zeropark.future.plan.assembly.rules.market import amounts
from zeropark.future.plan.assembly.rules.reserve import reserve
from zeropark.future.plan.assembly.setting import Setting

_TWINS: Final = frozenset({"core", "stage"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesAsked:
    """What rules are asked of a plan beyond what its document says."""

    carbon: CarbonAsked
    stage: Stage | None
    """The park's own target that it must come down to."""
    band: Band | None
    """The class of consumption that is assumed; None: the one with the strictest limit."""
    loosened: frozenset[str]
    """Rules that are reported only, this time."""


def add_rules(
    setting: Setting, sizes: Sequence[Built], books: Books, asked: RulesAsked
) -> tuple[Limit, ...]:
    """Every rule that is not off, as a limit; those required are totals of the program."""
    found = [_loosened(limit, asked.loosened) for limit in _every(setting, sizes, books, asked)]
    kept = _tightest(limit for limit in found if limit.keep != "off")
    for limit in kept:
        enforce(setting, limit)
    return kept


def _every(
    setting: Setting, sizes: Sequence[Built], books: Books, asked: RulesAsked
) -> Iterator[Limit]:
    keeps = setting.planning.rules
    yield from _carbon(setting, books, asked)
    ratios = [keep for keep in (keeps.r1, keeps.r2, keeps.r3) if keep != "off"]
    strict: Keep = "require" if "require" in ratios else "report"
    if ratios:
        yield from _or_said(setting, strict, lambda: direct_connections(setting))
    if keeps.direct_supply != "off":
        yield from _or_said(setting, keeps.direct_supply, lambda: [direct_supply(setting)])
    yield from exchange_limits(setting)
    yield from feeders(setting)
    yield from land(setting)
    yield from roofs(setting)
    yield from budget(setting, sizes)
    yield from amounts(setting)
    if keeps.reserve != "off":
        yield from reserve(setting)


def _carbon(setting: Setting, books: Books, asked: RulesAsked) -> Iterator[Limit]:
    keeps, stage = setting.planning.rules, asked.stage
    if keeps.core != "off" and _whole(setting, books, "park910", keeps.core):
        yield from _or_said(setting, keeps.core, lambda: [_core(setting, books, asked)])
    if (
        stage is not None
        and keeps.stage != "off"
        and _whole(setting, books, "park910", keeps.stage)
    ):
        yield stage_rule(setting, books.emitted["park910"], books.consumed, stage)
    counted = {
        cap.book: books.emitted[cap.book].account
        for cap in asked.carbon.caps
        if _whole(setting, books, cap.book, keeps.carbon_caps)
    }
    yield from caps(setting, [cap for cap in asked.carbon.caps if cap.book in counted], counted)


def _core(setting: Setting, books: Books, asked: RulesAsked) -> Limit:
    band = asked.band or strictest(core_bands(setting))
    return core_rule(setting, books.emitted["park910"], books.consumed, band)


def strictest(bands: Sequence[Band]) -> Band:
    """The class with the lowest limit."""
    return min(bands, key=lambda band: band.limit_tco2_per_tce)


def _whole(setting: Setting, books: Books, book: Book, keep: Keep) -> bool:
    """Whether a book counts everything; where it can't, that is said, and blocks what must hold."""
    missing = (*books.emitted[book].missing, *books.consumed.missing)
    severity = Severity.ERROR if keep == "require" else Severity.WARNING
    setting.say(replace(finding, severity=severity) for finding in missing)
    return not missing


def _or_said(setting: Setting, keep: Keep, make: Callable[[], Iterable[Limit]]) -> Iterator[Limit]:
    """The limits; a rule not in force that day is said, and blocks where it must hold."""
    try:
        yield from list(make())
    except MissingRuleError as error:
        severity = Severity.ERROR if keep == "require" else Severity.WARNING
        setting.say([_no_rule(error, severity)])


def _no_rule(error: MissingRuleError, severity: Severity) -> Finding:
    return Finding(
        code="plan.no_rule",
        place=error.rule_id,
        problem_template="A rule of the plan can't be told. {why}",
        remedy_template="Choose another stage, or set the rule to `off` in planning.rules.",
        severity=severity,
        data={"why": error.told},
    )


def _tightest(limits: Iterable[Limit]) -> tuple[Limit, ...]:
    """Of band and stage, which limit the same ratio, the tighter one holds the other."""
    found = list(limits)
    twins = [limit for limit in found if limit.rule in _TWINS and limit.required]
    if len(twins) < len(_TWINS):
        return tuple(found)
    tight, loose = sorted(twins, key=lambda limit: limit.bound or 0.0)
    held = replace(loose, held_by=tight.name)
    return tuple(held if limit is loose else limit for limit in found)


def _loosened(limit: Limit, loosened: frozenset[str]) -> Limit:
    return replace(limit, keep="report") if limit.rule in loosened else limit
