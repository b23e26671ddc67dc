"""A planning problem: the park's program with prices and rules on it, and what they are made of.

Takes the conditions of a park and its rules, gives a program together with its charges and
limits, each as a sum over flows, sizes and extra columns: so cost and rules of any answer can be
worked out again, without a solver.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from zeropark.basis.errors import Finding, InputError, has_errors
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.planning import CarbonCap, CarbonPrice, Planning
from zeropark.basis.park.target import Stage
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import PARK_ZONE, Axis
from zeropark.facts.ledger.bills.usage import Before
from zeropark.future.plan.assembly.account import Account, Figures, Key, Series
from zeropark.future.plan.assembly.books import Books, CarbonAsked, books_of
from zeropark.future.plan.assembly.costs.charge import Charge
from zeropark.future.plan.assembly.costs.endless import endless
from zeropark.future.plan.assembly.costs.investment import Built, built_sizes, choices_of
from zeropark.future.plan.assembly.costs.prices import add_prices, carbon_charge
from zeropark.future.plan.assembly.figures import read_figures, work_out
from zeropark.future.plan.assembly.given_prices import check_prices
from zeropark.future.plan.assembly.green import green_charges
from zeropark.future.plan.assembly.rules.carbon import wrong_band
from zeropark.future.plan.assembly.rules.declared_curve import DeclaredCurve, curve_charges
from zeropark.future.plan.assembly.rules.every import RulesAsked, add_rules
from zeropark.future.plan.assembly.rules.exchange import exchange_of
from zeropark.future.plan.assembly.rules.limit import Band, Limit
from zeropark.future.plan.assembly.rules.peak_valley import keep_peak_valley
from zeropark.future.plan.assembly.setting import Extra, Setting
from zeropark.future.plan.assembly.write_park import write_park
from zeropark.future.plan.program.answer import Answer
from zeropark.future.plan.program.draft import Amount, Whole
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.site.conditions import Conditions
from zeropark.future.plan.site.park_draft import ParkDraft, Path

_KG_PER_T: Final = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is asked of one problem beyond what the document says."""

    stage: int | None = None
    """The year that is planned for; None: the document's, that of the last target, or the axis'."""
    band: Band | None = None
    """The class of consumption that is assumed; None: the one with the strictest limit."""
    before: Before = field(default_factory=Before)
    """Peaks already incurred in a month that the axis begins in."""
    prices: Mapping[str, Series] = field(default_factory=dict)
    """Given prices by boundary point, CNY per unit in each step, e.g. of the spot market."""
    yearly: bool = True
    """Whether costs and sums are a year's; else they are those of the axis, in operation: nothing
    is built, and no day pays for what stands."""
    declared: tuple[DeclaredCurve, ...] = ()
    """What was declared of the exchange with the grid, to be kept at a price."""
    valley_short_cny_per_kwh: float | None = None
    """What each kWh counts by which a day misses its planned peak-valley rate; None: nothing."""
    on_off: bool = False
    """Whether units that may stand still are told to (whole numbers)."""
    loosened: frozenset[str] = frozenset()
    """Rules, by id, that are only reported this time."""
    carbon_caps: tuple[CarbonCap, ...] = ()
    """In place of the document's where there are any; a frontier has one for each point."""
    carbon_price: CarbonPrice | None = None
    """In place of the document's."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Problem:
    """A program, and the sums that say what any answer of it costs and keeps."""

    site: ParkDraft
    """Has an expression for every path, and the draft of the program."""
    rulebook: Rulebook
    stage: int
    """The year that is planned for."""
    rule_day: date
    """Limits and factors are those in force on it."""
    price_day: date
    """Tariffs are those in force on it."""
    sizes: tuple[Built, ...]
    charges: tuple[Charge, ...]
    """CNY a year; they add up to what the program minimises."""
    limits: tuple[Limit, ...]
    """Those required are totals of the program, by `name`, unless `held_by` says else."""
    extras: Mapping[str, Extra]
    findings: tuple[Finding, ...]
    """What to know of the plan: charges left out, figures that can't be told."""
    band: Band | None
    """The class of consumption whose limit the core rule has; None where there is no such rule."""
    consumed_kgce: Account
    """Energy consumption of a year, electricity at the equivalent value."""

    def program(self) -> StepProgram:
        """The arrays; what it minimises is CNY a year."""
        return self.site.draft.finish()

    def figures(self, answer: Answer) -> Figures:
        """What an answer decides, by name."""
        return read_figures(self.site, self.extras, answer)

    def doubts(self, figures: Figures) -> tuple[Finding, ...]:
        """What only a finished plan tells: consumption of another class than was assumed."""
        consumed_tce = self.consumed_kgce.amount(figures) / _KG_PER_T
        found = None if self.band is None else wrong_band(self.band, consumption_tce=consumed_tce)
        return () if found is None else (found,)

    def worked_out(
        self,
        flows: Mapping[Path, Series],
        sizes: Mapping[Key, float],
        chosen: Mapping[str, Amount],
    ) -> Figures:
        """The figures of a plan's flows and sizes, and of what else it chose."""
        return work_out(flows, sizes, self.extras, chosen)


def write_problem(
    conditions: Conditions, rulebook: Rulebook, options: Options | None = None
) -> Problem:
    """The park as a program with prices and rules on it.

    Raises:
        InputError: something that is needed is missing or wrong: a price, a lifetime, a factor of
            a rule that must hold, a bus that can't be served; the findings name the places.
    """
    asked = Options() if options is None else options
    park, axis = conditions.park, conditions.axis
    planning = park.planning or Planning()
    _refuse(check_prices(park, axis, asked.prices))
    stage = _stage_year(park, axis, asked)
    sizes = built_sizes(park, year=stage) if asked.yearly else ()
    site = write_park(
        conditions,
        choices=choices_of(sizes),
        exchange=exchange_of(park, axis, loosened=asked.loosened),
        on_off=asked.on_off,
        unserved=[each.bus for each in planning.unserved],
    )
    _refuse(_not_used(site))
    _tie(site, sizes)
    setting = Setting(
        site=site,
        rulebook=rulebook,
        price_day=date(planning.price_year, 12, 31),
        rule_day=date(stage, 12, 31),
        before=asked.before,
        prices=asked.prices,
        yearly=asked.yearly,
    )
    books = books_of(setting, _carbon(setting, asked))
    charges = _priced(setting, sizes, books, asked)
    limits = _ruled(setting, sizes, books, asked)
    _refuse(setting.findings)
    return Problem(
        site=site,
        rulebook=rulebook,
        stage=stage,
        rule_day=setting.rule_day,
        price_day=setting.price_day,
        sizes=sizes,
        charges=charges,
        limits=limits,
        extras=setting.extras,
        findings=tuple(setting.findings),
        band=next((limit.band for limit in limits if limit.band is not None), None),
        consumed_kgce=books.consumed.account,
    )


def _carbon(setting: Setting, asked: Options) -> CarbonAsked:
    planning = setting.planning
    return CarbonAsked(
        asked.carbon_price or planning.carbon_price,
        asked.carbon_caps or planning.carbon_caps,
        has_stage=bool(setting.site.park.targets),
    )


def _priced(
    setting: Setting, sizes: Sequence[Built], books: Books, asked: Options
) -> tuple[Charge, ...]:
    more = [*green_charges(setting, books.cover), *curve_charges(setting, asked.declared)]
    keep_peak_valley(setting, short_cny_per_kwh=asked.valley_short_cny_per_kwh)
    price = _carbon(setting, asked).price
    if price is not None:
        emitted = books.emitted[price.book]
        setting.say(emitted.missing)
        more.append(carbon_charge(price, emitted.account))
    charges = add_prices(setting, sizes, more)
    setting.say(endless(setting, charges))
    return charges


def _ruled(
    setting: Setting, sizes: Sequence[Built], books: Books, asked: Options
) -> tuple[Limit, ...]:
    rules = RulesAsked(
        carbon=_carbon(setting, asked),
        stage=_target(setting.site.park, setting.rule_day.year),
        band=asked.band,
        loosened=asked.loosened,
    )
    return add_rules(setting, sizes, books, rules)


def _stage_year(park: ParkDocument, axis: Axis, asked: Options) -> int:
    """The year asked for, else the document's, the last target's, or that of the axis."""
    if asked.stage is not None:
        return asked.stage
    if park.planning is not None and park.planning.stage is not None:
        return park.planning.stage
    years = [stage.year for stage in park.targets]
    return max(years, default=axis.start.astimezone(PARK_ZONE).year)


def _target(park: ParkDocument, year: int) -> Stage | None:
    """The target of a year, else the next one to come, else the last that there was."""
    stages = sorted(park.targets, key=lambda stage: stage.year)
    ahead = [stage for stage in stages if stage.year >= year]
    return next(iter((*ahead, *stages[::-1])), None)


def _tie(site: ParkDraft, sizes: Sequence[Built]) -> None:
    """Sizes that keep their proportion to another one."""
    for each in sizes:
        lead = site.sizes.get(each.key)
        for name, ratio in each.together.items():
            size = site.sizes.get((each.of, name))
            if isinstance(lead, Whole) and isinstance(size, Whole):
                tie = site.draft.total(f"{each.of}.{name} with {each.field}", lower=0.0, upper=0.0)
                site.draft.sum_up(tie, {size: 1.0, lead: -ratio})


def _not_used(site: ParkDraft) -> Iterator[Finding]:
    for of, name in site.choices:
        if (of, name) not in site.sizes:
            yield Finding(
                code="plan.size_not_used",
                place=f"{of}.{name}",
                problem_template="This size is to be chosen, and nothing of the park hangs on it.",
                remedy_template="Take it out of planning.sizes; a unit that the grid calls for is "
                "as documented.",
            )


def _refuse(findings: Iterator[Finding] | Sequence[Finding]) -> None:
    found = tuple(findings)
    if has_errors(found):
        raise InputError.of(*found)
