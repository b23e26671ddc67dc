"""What prices and rules are written by: the park's equations, the rules, and what was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Final

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.basis.park.planning import Planning
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import PARK_ZONE, Axis, parse_period
from zeropark.facts.ledger.bills.usage import Before
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.future.plan.assembly.account import Account, Figures, Key, Series, Written, written
from zeropark.future.plan.program.draft import Amount, Draft, Flow, Whole
from zeropark.future.plan.site.park_draft import ParkDraft, Path

_YEAR: Final = timedelta(hours=8760)


@dataclass(frozen=True, slots=True)
class Extra:
    """A column beside flows and sizes that costs or rules need."""

    column: Flow | Whole | None
    """None where the program does not need it, and it is only worked out afterwards."""
    worked_out: Callable[[Figures], Amount] | None
    """What it must be for given flows and sizes; None: it is a choice of the plan itself."""


@dataclass(eq=False)
class Setting:
    """One park being priced and ruled; collects the extra columns and what there is to say."""

    site: ParkDraft
    """All of its paths are known."""
    rulebook: Rulebook
    price_day: date
    """Tariffs are those in force on it."""
    rule_day: date
    """Limits and factors are those in force on it."""
    before: Before = field(default_factory=Before)
    """Peaks already incurred in months that the axis begins in."""
    prices: Mapping[str, Series] = field(default_factory=dict)
    """Given prices by boundary point, CNY per unit in each step; they go before those told."""
    yearly: bool = True
    """Whether sums are a year's; else they are those of the axis, as operation has them."""
    extras: dict[str, Extra] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def planning(self) -> Planning:
        """The section of the document, or its defaults."""
        return self.site.park.planning or Planning()

    @property
    def draft(self) -> Draft:
        """The program being written."""
        return self.site.draft

    @cached_property
    def per_year(self) -> float:
        """What turns a sum over the axis into what is told: 1 for a calendar year, or as it is."""
        return years_in(self.site.axis) if self.yearly else 1.0

    @cached_property
    def links(self) -> Flows:
        """Every path that may carry something, with one unit on each in one interval.

        What an account of flows makes of it tells what a unit of each link counts there.
        """
        paths = [path for path, amount in self.site.paths.items() if not amount.nothing]
        paths += [path for path in self.site.nets if path not in self.site.paths]
        paths += [back for path in self.site.nets if (back := turned(path)) not in paths]
        last = parse_period(self.rule_day.isoformat())
        ones = np.ones((len(paths), 1))
        return Flows(
            park=self.site.park.id,
            axis=Axis(last.start, last.duration, 1),
            links=tuple(FlowLink(path.carrier, path.source, path.sink) for path in paths),
            quantity=ones,
            quality=np.zeros(ones.shape, dtype=np.uint8),
            kind=np.full(ones.shape, Kind.PLANNED, dtype=np.uint8),
        )

    @cached_property
    def path_of(self) -> Mapping[str, Path]:
        """Paths by the id of their link."""
        return {link.id: Path(link.carrier, link.source, link.sink) for link in self.links.links}

    def paths(self, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> tuple[Path, ...]:
        """The paths of some links."""
        return tuple(self.path_of[self.links.links[row].id] for row in rows)

    def flowing(
        self, rows: np.ndarray[tuple[int], np.dtype[np.int64]], each: Amount = 1.0
    ) -> Account:
        """What flows over some links in a year, each unit times a number."""
        return Account(dict.fromkeys(self.paths(rows), each * self.per_year))

    def sized(self, key: Key, each: float, *, documented: float) -> Account:
        """A size times a number: of what the plan sets, else known beforehand."""
        if key in self.site.choices:
            return Account(sizes={key: each})
        return Account(known=each * documented)

    def say(self, findings: Iterable[Finding]) -> None:
        """Keep findings, each once."""
        self.findings.extend(each for each in findings if each not in self.findings)

    def given_price(self, point: str, told_cny_per_unit: float) -> Amount:
        """The given series of prices at a point, else what the document tells."""
        return self.prices.get(point, told_cny_per_unit)

    def written(self, account: Account) -> Written:
        """An account in columns of the program."""
        columns = {
            name: extra.column for name, extra in self.extras.items() if extra.column is not None
        }
        return written(account, self.site, columns)

    def price(self, account: Account) -> None:
        """Add an account to what the program minimises."""
        told = self.written(account)
        self.draft.price(told.terms)
        self.draft.offset += told.known

    def keep(
        self, name: str, account: Account, *, lower: float = -np.inf, upper: float = np.inf
    ) -> None:
        """A total: the account stays between two bounds."""
        told = self.written(account)
        total = self.draft.total(name, lower=lower - told.known, upper=upper - told.known)
        self.draft.sum_up(total, told.terms)


def turned(path: Path) -> Path:
    """The same way back."""
    return Path(path.carrier, path.sink, path.source)


def years_in(axis: Axis) -> float:
    """How often the axis goes into a year: 1 for a calendar year, of 366 days too."""
    year = parse_period(str(axis.start.astimezone(PARK_ZONE).year))
    return 1.0 if axis.period == year else _YEAR / axis.period.duration
