"""The market-based book: import by contract, the rest at the residual mix.

GHG Protocol Scope 2 Guidance: what green trade and cancelled certificates cover is at its own
factor; the residual mix (grid without traded non-fossil power) takes the rest, so that nothing
green is counted by two buyers. Export nets nothing and is listed apart.
"""

from __future__ import annotations

from typing import Final

from zeropark.basis.errors import MissingRuleError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Period
from zeropark.facts.carbon.book import gross, inventory_of, own_section
from zeropark.facts.carbon.inventory import Book, Inventory
from zeropark.facts.carbon.section import Section, factor_missing, joined
from zeropark.facts.carbon.sources.electricity import (
    Cover,
    boundary,
    boundary_gaps,
    cover_of,
    covered_import,
    direct_lines,
    exported,
)
from zeropark.facts.carbon.sources.heat import heat_section
from zeropark.facts.carbon.window import Window, window
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.green_books import GreenBooks

_RESIDUAL: Final = "ef.grid.residual"


def market(
    flows: Flows, *, park: ParkDocument, rules: Rulebook, period: Period, green: GreenBooks
) -> Inventory:
    """The market-based inventory of a period, kg CO2; arguments as for `park910`."""
    view = window(flows, period=period)
    section = joined(
        [
            own_section(view, park=park, rules=rules),
            _electricity(view, park=park, rules=rules, cover=cover_of(green)),
            gross(heat_section(view, park=park, rules=rules)),
        ]
    )
    return inventory_of(section, park=park, book=Book.MARKET, view=view)


def _electricity(view: Window, *, park: ParkDocument, rules: Rulebook, cover: Cover) -> Section:
    at = boundary(view, park=park)
    gaps = gross(boundary_gaps(view, at, park=park))
    try:
        factor = rules.factor(_RESIDUAL, at=view.period.last_day())
        lines = (
            *covered_import(view, at.grid_in, cover, factor, rules),
            *direct_lines(view, at.direct_in, park=park, rules=rules),
        )
        memo = exported(view, at, factor)
    except MissingRuleError as error:
        return gaps + Section(gaps=(factor_missing(error, view.amount(at.grid_in), unit="kWh"),))
    return Section(lines=lines, memo=memo) + gaps
