"""The location-based book: gross import at the mean of the grid where the park stands.

GHG Protocol Scope 2 Guidance: contracts change nothing here, export nets nothing and is listed
apart. What the park emits itself, and bought heat, are the same as in the other books.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from zeropark.basis.errors import Finding, MissingRuleError, Severity
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Factor, Rulebook
from zeropark.basis.timeline import Period
from zeropark.facts.carbon.book import gross, inventory_of, own_section
from zeropark.facts.carbon.inventory import Book, Inventory
from zeropark.facts.carbon.section import Section, factor_missing, joined
from zeropark.facts.carbon.sources.electricity import (
    NO_COVER,
    boundary,
    boundary_gaps,
    covered_import,
    direct_lines,
    exported,
)
from zeropark.facts.carbon.sources.heat import heat_section
from zeropark.facts.carbon.window import Window, window
from zeropark.facts.ledger.flow import Flows

_GRID: Final = "ef.grid."


def location(
    flows: Flows,
    *,
    park: ParkDocument,
    rules: Rulebook,
    period: Period,
    stand_in: str | None = None,
) -> Inventory:
    """The location-based inventory of a period, kg CO2.

    Args:
        flows: closed flows, residuals included.
        park: its `scope.province` picks the factor `ef.grid.<province>`.
        rules: factors, looked up by the period's last local day.
        period: of which flows count.
        stand_in: area whose factor to use where the province has none (`northwest`, `national`);
            used only then, and said by a finding. None: import is missing instead.
    """
    view = window(flows, period=period)
    section = joined(
        [
            own_section(view, park=park, rules=rules),
            _electricity(view, park=park, rules=rules, stand_in=stand_in),
            gross(heat_section(view, park=park, rules=rules)),
        ]
    )
    return inventory_of(section, park=park, book=Book.LOCATION, view=view)


def _electricity(
    view: Window, *, park: ParkDocument, rules: Rulebook, stand_in: str | None
) -> Section:
    at = boundary(view, park=park)
    gaps = gross(boundary_gaps(view, at, park=park))
    try:
        factor, notes = _grid_factor(rules, park, stand_in, at=view.period.last_day())
        lines = (
            *covered_import(view, at.grid_in, NO_COVER, factor, rules),
            *direct_lines(view, at.direct_in, park=park, rules=rules),
        )
        memo = exported(view, at, factor)
    except MissingRuleError as error:
        return gaps + Section(gaps=(factor_missing(error, view.amount(at.grid_in), unit="kWh"),))
    return Section(lines=lines, memo=memo, notes=notes) + gaps


def _grid_factor(
    rules: Rulebook, park: ParkDocument, stand_in: str | None, *, at: date
) -> tuple[Factor, tuple[Finding, ...]]:
    own = f"{_GRID}{park.scope.province}"
    if stand_in is None or rules.has(own, at=at):
        return rules.factor(own, at=at), ()
    other = f"{_GRID}{stand_in}"
    return rules.factor(other, at=at), (_stood_in(own, other, at),)


def _stood_in(own: str, other: str, at: date) -> Finding:
    return Finding(
        code="carbon.factor_stand_in",
        place=own,
        problem_template="No factor {own} is in force on {at}; {other} stands in for it, as asked.",
        remedy_template="Add {own} to the park's own rules.yaml once it is published.",
        severity=Severity.WARNING,
        data={"own": own, "other": other, "at": at.isoformat()},
    )
