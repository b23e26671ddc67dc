"""E_fuel of 910 annex 4: each tonne of fuel, once, where it is burnt.

What left a fuel bus without being seen anywhere is counted as burnt too: a burner without a meter
is the usual cause, and the books may not understate. Fuel is delivered in lots and burnt from
stock, so what was unseen is netted over the period, bus by bus, with what came out of stock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from zeropark.basis.carriers import carrier
from zeropark.basis.errors import MissingRuleError, Phrase
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.fuel import FuelTable, fuel_factor
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.carbon.inventory import Part
from zeropark.facts.carbon.section import (
    Section,
    factor_missing,
    joined,
    line,
    partial,
    unmetered,
)
from zeropark.facts.carbon.sources.fuel_use import FuelUse, fuel_use, is_fuel
from zeropark.facts.carbon.window import Amount, Rows, Window
from zeropark.facts.ledger.flow import PSEUDO, Kind

_STOCK: Final = ("stock",)
_UNSEEN: Final = Phrase("left its bus without being seen at a device; counted as burnt")


def fuel_section(view: Window, *, park: ParkDocument, rules: Rulebook) -> Section:
    """E_fuel: a line a carrier burnt, and one a carrier that went nobody knows where."""
    use = fuel_use(park)
    return joined(
        [
            *_burnt(view, use, rules),
            *_unaccounted(view, park, rules),
            *_unseen_burners(view, use, park),
        ]
    )


def _burnt(view: Window, use: FuelUse, rules: Rulebook) -> Iterator[Section]:
    for carrier_id, rows in view.by_carrier(use.burnt):
        stock = _stock_behind_inferred(view, rows)
        amount = view.amount(rows)
        rest = replace(amount, value=amount.value - stock, less=_STOCK if stock else ())
        yield _counted(f"fuel.{carrier_id}", view, rows, rest, carrier_id, rules)


def _unaccounted(view: Window, park: ParkDocument, rules: Rulebook) -> Iterator[Section]:
    """What left a fuel bus and no meter saw again (`losses`, or an unmetered connection)."""
    pairs = frozenset((bus.id, end) for bus in park.buses if is_fuel(bus.carrier) for end in PSEUDO)
    for carrier_id, rows in view.by_carrier(pairs):
        amount = view.amount(rows)
        net = sum(
            max(0.0, gone - _out_of_stock(view, bus))
            for bus, gone in _by_source(view, rows).items()
        )
        if net > 0:
            what = f"fuel.{carrier_id}.unaccounted"
            rest = replace(amount, value=net, less=_STOCK if net < amount.value else ())
            yield _counted(what, view, rows, rest, carrier_id, rules, note=_UNSEEN)


def _stock_behind_inferred(view: Window, rows: Rows) -> float:
    """What inferred flows into burners owe to other burners that drew on stock meanwhile.

    The residual of a bus is all of a lot on the day that it comes, and below zero on the days
    that others burn of it.
    """
    inferred = np.asarray([row for row in rows if _is_inferred(view, int(row))], dtype=np.int64)
    owed = 0.0
    for bus, amount in _by_source(view, inferred).items():
        to_nowhere = view.amount(view.rows_between(sources=(bus,), sinks=PSEUDO)).value
        owed += min(amount, max(0.0, _out_of_stock(view, bus) - to_nowhere))
    return owed


def _out_of_stock(view: Window, bus: str) -> float:
    """What a bus gave beyond what came to it."""
    return view.amount(view.rows_between(sources=PSEUDO, sinks=(bus,))).value


def _by_source(view: Window, rows: Rows) -> dict[str, float]:
    totals: dict[str, float] = {}
    for row in rows:
        bus = view.flows.links[row].source
        totals[bus] = totals.get(bus, 0.0) + float(view.total[row])
    return totals


def _is_inferred(view: Window, row: int) -> bool:
    return bool((view.flows.kind[row, view.columns] == Kind.RESIDUAL).any())


def _counted(
    what: str,
    view: Window,
    rows: Rows,
    amount: Amount,
    carrier_id: str,
    rules: Rulebook,
    *,
    note: Phrase | None = None,
) -> Section:
    unit = carrier(carrier_id).unit
    try:
        factor = fuel_factor(rules, carrier_id, at=view.period.last_day())
    except MissingRuleError as error:
        return Section(gaps=(factor_missing(error, amount, unit=unit),))
    one = line(what, amount, factor, part=Part.FUEL, what=what, activity_unit=unit, note=note)
    gaps = partial(view, rows)
    if FuelTable.model_validate(factor.rule.content).biogenic:
        return Section(memo=(one,), gaps=gaps)
    return Section(lines=(one,), gaps=gaps)


def _unseen_burners(view: Window, use: FuelUse, park: ParkDocument) -> Iterator[Section]:
    """Burners that no flow reaches.

    What they took is in the residual of their bus; so the gaps of the bus's inflow are theirs,
    and where the bus has no inflow either, nothing is known.
    """
    links = view.flows.links
    seen = {(link.source, link.sink) for link in links}
    for bus, device in sorted(use.burnt - seen):
        feeding = [i for i, at in enumerate(links) if at.sink == bus and at.source not in PSEUDO]
        if feeding:
            yield Section(gaps=partial(view, np.asarray(feeding, dtype=np.int64)))
        else:
            fuel = park.bus_by_id[bus].carrier
            yield Section(gaps=(unmetered(device, what=Phrase("{fuel} is burnt", {"fuel": fuel})),))
