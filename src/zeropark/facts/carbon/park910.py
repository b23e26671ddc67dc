"""The 910 book: E_park of annex 4, what a zero-carbon park is judged by.

    E_park   = E_energy + E_process            CO2 only, direct and indirect
    E_energy = E_fuel + E_conversion + E_elec + E_heat
    E_elec   = sum(inflow x EF) - sum(outflow x EF)      EF 0.8325 or 0 (rules)
    E_heat   = sum(inflow x HF) - sum(outflow x HF)      HF 0.11 tCO2/GJ or 0 (rules)

《零碳园区碳排放核算方法（试行）》, 发改环资〔2025〕910号 附件4.
"""

from __future__ import annotations

from zeropark.basis.errors import MissingRuleError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Period
from zeropark.facts.carbon.book import inventory_of, own_section
from zeropark.facts.carbon.inventory import Book, Inventory
from zeropark.facts.carbon.section import Section, factor_missing, joined
from zeropark.facts.carbon.sources.electricity import (
    FOSSIL,
    Cover,
    boundary,
    boundary_gaps,
    cover_of,
    covered_import,
    direct_lines,
    outflow_lines,
)
from zeropark.facts.carbon.sources.heat import heat_section
from zeropark.facts.carbon.window import Window, window
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.green_books import GreenBooks


def park910(
    flows: Flows, *, park: ParkDocument, rules: Rulebook, period: Period, green: GreenBooks
) -> Inventory:
    """The inventory of a period by annex 4, kg CO2.

    Args:
        flows: closed flows, residuals included; intervals of the period that they do not reach
            are missing.
        park: which connections burn, convert, make and cross the boundary.
        rules: factors, looked up by the period's last local day.
        period: of which flows count.
        green: the green books of the same period.

    Returns:
        Lines in the order fuel, conversion, process, electricity, heat. Where a flow or a factor
        is missing the rest is counted, `missing` says what is not, and the total is a lower
        bound unless `bounded_below` is False.
    """
    view = window(flows, period=period)
    section = joined(
        [
            own_section(view, park=park, rules=rules),
            _electricity(view, park=park, rules=rules, cover=cover_of(green)),
            heat_section(view, park=park, rules=rules),
        ]
    )
    return inventory_of(section, park=park, book=Book.PARK910, view=view)


def _electricity(view: Window, *, park: ParkDocument, rules: Rulebook, cover: Cover) -> Section:
    at = boundary(view, park=park)
    gaps = boundary_gaps(view, at, park=park)
    try:
        factor = rules.factor(FOSSIL, at=view.period.last_day())
        bought = covered_import(view, at.grid_in, cover, factor, rules)
        lines = (
            *bought,
            *direct_lines(view, at.direct_in, park=park, rules=rules),
            *outflow_lines(view, at, park=park, rules=rules, uncovered_kwh=bought[0].activity),
        )
    except MissingRuleError as error:
        return gaps + Section(gaps=(factor_missing(error, view.amount(at.grid_in), unit="kWh"),))
    return Section(lines=lines) + gaps
