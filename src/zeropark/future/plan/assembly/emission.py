"""CO2 of a year as a sum over flows, book by book: what the books would count of a plan.

What a unit of each link counts is asked of the books themselves. Where a book is not linear, the
account is no lower than the book: what leaves the park earns a credit only where all that its
network makes is fossil, up to what it makes; elsewhere the books credit what is left once clean
power and heat are gone, and the account nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from zeropark.basis.errors import Finding, MissingRuleError
from zeropark.basis.park.planning import Book
from zeropark.basis.park.topology import networks
from zeropark.facts.carbon.book import own_section
from zeropark.facts.carbon.inventory import Line
from zeropark.facts.carbon.section import factor_missing
from zeropark.facts.carbon.sources.electricity import (
    CERTIFIED,
    FOSSIL,
    KIND,
    TRADED,
    boundary,
    direct_lines,
)
from zeropark.facts.carbon.sources.exchange import coming_in, going_out, made_by
from zeropark.facts.carbon.sources.fuel_use import fossil_burners
from zeropark.facts.carbon.sources.heat import heat_section
from zeropark.facts.carbon.window import Rows, Window, window
from zeropark.future.plan.assembly.account import Account, Figures, Series, total_of
from zeropark.future.plan.assembly.green import Cover
from zeropark.future.plan.assembly.setting import Extra, Setting
from zeropark.future.plan.program.draft import Flow
from zeropark.future.plan.site.expression import sum_of
from zeropark.future.plan.site.park_draft import Path, of

_COVERED: Final[frozenset[Book]] = frozenset({"park910", "market"})
_SOLD: Final = "heat.sold"
_SOLD_FOSSIL: Final = "heat.sold_fossil."
_MISSING: Final = frozenset({"carbon.factor_missing", "carbon.product_bus_shared"})


@dataclass(frozen=True, slots=True)
class Emission:
    """CO2 of one book in a year."""

    account: Account
    """kg CO2."""
    missing: tuple[Finding, ...]
    """What could not be counted, e.g. for want of a factor: the account is then too low."""


def uses_cover(book: Book) -> bool:
    """Whether trades and certificates change a book."""
    return book in _COVERED


def emission(setting: Setting, book: Book, cover: Cover) -> Emission:
    """What a book would count of a plan's year."""
    view = window(setting.links, period=setting.links.axis.period)
    park, rules = setting.site.park, setting.rulebook
    own = own_section(view, park=park, rules=rules)
    heat = heat_section(view, park=park, rules=rules)
    bought = [line for line in heat.lines if not line.what.startswith(_SOLD)]
    missing = [gap for gap in (*own.gaps, *heat.gaps) if gap.code in _MISSING]
    parts = [_of_lines(setting, (*own.lines, *bought))]
    if book == "park910":
        sold = [line for line in heat.lines if line.what.startswith(_SOLD_FOSSIL)]
        parts.extend(_heat_credit(setting, view, line) for line in sold)
    try:
        parts.extend(_electricity(setting, view, book, cover))
    except MissingRuleError as error:
        rows = boundary(view, park=park).grid_in
        missing.append(factor_missing(error, view.amount(rows), unit="kWh"))
    return Emission(total_of(parts), tuple(missing))


def _of_lines(setting: Setting, lines: Iterable[Line]) -> Account:
    """What a unit of each link counts: the lines were made of one unit on each."""
    total = Account()
    for line in lines:
        each = line.activity / len(line.flows) * line.factor_kg_per_unit * setting.per_year
        total = total + Account({setting.path_of[flow]: each for flow in line.flows})
    return total


def _electricity(setting: Setting, view: Window, book: Book, cover: Cover) -> Iterator[Account]:
    park, rules, day = setting.site.park, setting.rulebook, setting.rule_day
    at = boundary(view, park=park)
    grid = rules.factor(_grid_rule(setting, book), at=day).value
    yield setting.flowing(at.grid_in, grid)
    yield _of_lines(setting, direct_lines(view, at.direct_in, park=park, rules=rules))
    if uses_cover(book) and at.grid_in.size:
        yield cover.trades.times(rules.factor(TRADED, at=day).value - grid)
        yield cover.certificates.times(rules.factor(CERTIFIED, at=day).value - grid)
    if book == "park910":
        for buses in networks(park, carrier=KIND):
            out = _at(view, at.out, buses)
            if out.size and not _has_clean_power(setting, view, buses):
                yield _power_credit(setting, view, buses, write=cover.write).times(-grid)


def _power_credit(setting: Setting, view: Window, buses: frozenset[str], *, write: bool) -> Account:
    """What of the outflow of a network that burns alone is fossil, kWh a year.

    All of it where nothing else comes in; else, in every step, what was made there at most: a
    column below both, which is as large as it can be because that makes the plan cheaper.
    """
    at = boundary(view, park=setting.site.park)
    out, into = _at(view, at.out, buses), _at(view, at.grid_in, buses)
    if not into.size:
        return setting.flowing(out)
    burners = fossil_burners(setting.site.park)
    made = setting.paths(_at(view, made_by(view, burners, carrier=KIND), buses))
    name = f"credit.{min(buses)}"
    if name not in setting.extras:
        column = _below(setting, name, (setting.paths(out), made)) if write else None
        setting.extras[name] = Extra(column, _smaller(setting.paths(out), made))
    return Account(extras={name: setting.per_year})


def _below(setting: Setting, name: str, sums: Iterable[Iterable[Path]]) -> Flow:
    """A column that is no more than any of some sums of flows."""
    column = setting.draft.flow(name)
    for paths in sums:
        most = sum_of(setting.site.paths[path] for path in paths)
        if most.terms:
            setting.site.require(name, of(column) + most.times(-1.0), upper=0.0)
        else:
            setting.draft.bound(column, upper=most.known)
    return column


def _smaller(one: Sequence[Path], other: Sequence[Path]) -> Callable[[Figures], Series]:
    def worked_out(figures: Figures) -> Series:
        first = np.sum([figures.flows[path] for path in one], axis=0)
        smaller: Series = np.minimum(first, np.sum([figures.flows[path] for path in other], axis=0))
        return smaller

    return worked_out


def _grid_rule(setting: Setting, book: Book) -> str:
    return {
        "park910": FOSSIL,
        "location": f"ef.grid.{setting.site.park.scope.province}",
        "market": "ef.grid.residual",
    }[book]


def _has_clean_power(setting: Setting, view: Window, buses: frozenset[str]) -> bool:
    """Whether anything but fossil plants gives power to a network: stores and direct lines do."""
    park = setting.site.park
    others = park.device_by_id.keys() - fossil_burners(park)
    clean = _at(view, made_by(view, others, carrier=KIND), buses)
    return bool(clean.size or _at(view, boundary(view, park=park).direct_in, buses).size)


def _at(view: Window, rows: Rows, buses: frozenset[str]) -> Rows:
    links = view.flows.links
    return rows[[links[row].source in buses or links[row].sink in buses for row in rows]]


def _heat_credit(setting: Setting, view: Window, sold: Line) -> Account:
    """For heat that was sold, where nothing but fossil plants and bought fossil heat gives any."""
    park, heat = setting.site.park, sold.what.removeprefix(_SOLD_FOSSIL)
    others = park.device_by_id.keys() - fossil_burners(park)
    bought = coming_in(view, park=park, carrier=heat)
    shares = [park.point_by_id[view.flows.links[row].source].fossil_share for row in bought]
    if made_by(view, others, carrier=heat).size or any(share not in (None, 1) for share in shares):
        return Account()
    rows = going_out(view, park=park, carrier=heat)
    return setting.flowing(rows, -sold.factor_kg_per_unit)
