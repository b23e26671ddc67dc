"""E_fuel and E_conversion of 910 annex 4: fuels burnt, and fuels turned into fuels.

Each tonne is counted once, where it is burnt. What left a fuel bus without being seen anywhere
is counted as burnt too: a burner without a meter is the usual cause, and the books may not
understate. In conversion all carbon counts, the oxidation rate being 100 % there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.carriers import carrier
from zeropark.basis.errors import MissingRuleError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.fuel import FuelTable, fuel_factor
from zeropark.basis.rules.rule import Factor, Rulebook
from zeropark.facts.carbon.fuel_use import FuelUse, Pairs, fuel_use, is_fuel
from zeropark.facts.carbon.inventory import Part
from zeropark.facts.carbon.section import (
    Section,
    deducted,
    factor_missing,
    joined,
    line,
    partial,
    unmetered,
)
from zeropark.facts.carbon.window import Amount, Window
from zeropark.facts.ledger.flow import PSEUDO

Look = Callable[[str], Factor]
"""From the id of a carrier to its emission factor."""

_Rows = NDArray[np.int64]


def fuel_section(view: Window, *, park: ParkDocument, rules: Rulebook) -> Section:
    """E_fuel and E_conversion: a line a carrier burnt, a line a carrier of each conversion."""
    use = fuel_use(park)
    day = view.period.last_day()

    def look(carrier_id: str) -> Factor:
        return fuel_factor(rules, carrier_id, at=day)

    def look_whole(carrier_id: str) -> Factor:
        return _all_carbon(fuel_factor(rules, carrier_id, at=day), rules, at=day)

    return joined(
        [
            *_burnt(view, use, look),
            *_unaccounted(view, park, look),
            *_converted(view, use, look_whole),
            *_unseen_burners(view, use, park),
        ]
    )


def _all_carbon(factor: Factor, rules: Rulebook, *, at: date) -> Factor:
    """The factor with the oxidation rate that annex 4 sets for conversion in place of burning's.

    A factor measured as a whole does not tell its oxidation; it stays as it is.
    """
    burning = FuelTable.model_validate(factor.rule.content).oxidation
    if burning is None:
        return factor
    converting = rules.factor("park910.oxidation_in_conversion", at=at).value
    return replace(factor, value=factor.value / burning * converting)


def _burnt(view: Window, use: FuelUse, look: Look) -> Iterator[Section]:
    for carrier_id, rows in _by_carrier(view, use.burnt):
        yield _counted(f"fuel.{carrier_id}", view, rows, carrier_id, look)


def _unaccounted(view: Window, park: ParkDocument, look: Look) -> Iterator[Section]:
    """What left a fuel bus and no meter saw again (`losses`, or an unmetered connection)."""
    pairs = frozenset((bus.id, end) for bus in park.buses if is_fuel(bus.carrier) for end in PSEUDO)
    note = "left its bus without being seen at a device; counted as burnt"
    for carrier_id, rows in _by_carrier(view, pairs):
        if view.total[rows].any():
            what = f"fuel.{carrier_id}.unaccounted"
            yield _counted(what, view, rows, carrier_id, look, note=note)


def _converted(view: Window, use: FuelUse, look: Look) -> Iterator[Section]:
    for device in sorted({sink for _, sink in use.converted_in}):
        into = frozenset(pair for pair in use.converted_in if pair[1] == device)
        out = frozenset(pair for pair in use.converted_out if pair[0] == device)
        for carrier_id, rows in _by_carrier(view, into):
            what = f"conversion.{device}.in.{carrier_id}"
            yield _counted(what, view, rows, carrier_id, look, part=Part.CONVERSION)
        for carrier_id, rows in _by_carrier(view, out):
            what = f"conversion.{device}.out.{carrier_id}"
            yield _credited(what, view, rows, carrier_id, look)


def _counted(
    what: str,
    view: Window,
    rows: _Rows,
    carrier_id: str,
    look: Look,
    *,
    part: Part = Part.FUEL,
    note: str | None = None,
) -> Section:
    amount, unit = view.amount(rows), carrier(carrier_id).unit
    try:
        factor = look(carrier_id)
    except MissingRuleError as error:
        return Section(gaps=(factor_missing(error, amount, unit=unit),))
    one = line(what, amount, factor, part=part, what=what, activity_unit=unit, note=note)
    if FuelTable.model_validate(factor.rule.content).biogenic:
        return Section(memo=(one,), gaps=partial(view, rows))
    return Section(lines=(one,), gaps=partial(view, rows))


def _credited(what: str, view: Window, rows: _Rows, carrier_id: str, look: Look) -> Section:
    amount: Amount = deducted(view.amount(rows))
    unit = carrier(carrier_id).unit
    try:
        factor = look(carrier_id)
    except MissingRuleError as error:
        return Section(gaps=(factor_missing(error, amount, unit=unit),), bounded_below=False)
    one = line(what, amount, factor, part=Part.CONVERSION, what=what, activity_unit=unit)
    gaps = partial(view, rows)
    return Section(lines=(one,), gaps=gaps, bounded_below=not gaps)


def _by_carrier(view: Window, pairs: Pairs) -> Iterator[tuple[str, _Rows]]:
    links = view.flows.links
    rows = [i for i, link in enumerate(links) if (link.source, link.sink) in pairs]
    for carrier_id in sorted({links[row].carrier for row in rows}):
        chosen = [row for row in rows if links[row].carrier == carrier_id]
        yield carrier_id, np.asarray(chosen, dtype=np.int64)


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
            fuel = carrier(park.bus_by_id[bus].carrier).en
            yield Section(gaps=(unmetered(device, what=f"{fuel} is burnt"),))
