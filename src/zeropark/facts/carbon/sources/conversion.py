"""E_conversion of 910 annex 4: fuels turned into fuels, all carbon in minus all carbon out.

The oxidation rate of conversion is a rule (100 %) and takes the place of burning's: what leaves as
fuel is counted again where it is burnt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from zeropark.basis.carriers import carrier
from zeropark.basis.errors import MissingRuleError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.fuel import FuelTable, fuel_factor
from zeropark.basis.rules.rule import Factor, Rulebook
from zeropark.facts.carbon.inventory import Part
from zeropark.facts.carbon.section import Section, deducted, factor_missing, joined, line, partial
from zeropark.facts.carbon.sources.fuel_use import fuel_use
from zeropark.facts.carbon.window import Rows, Window


def conversion_section(view: Window, *, park: ParkDocument, rules: Rulebook) -> Section:
    """E_conversion: a line a carrier that goes into, and one a carrier that comes out of each."""
    return joined(_lines(view, park, rules))


def _lines(view: Window, park: ParkDocument, rules: Rulebook) -> Iterator[Section]:
    use = fuel_use(park)
    for device in sorted({sink for _, sink in use.converted_in}):
        into = frozenset(pair for pair in use.converted_in if pair[1] == device)
        out = frozenset(pair for pair in use.converted_out if pair[0] == device)
        for carrier_id, rows in view.by_carrier(into):
            yield _one(f"conversion.{device}.in.{carrier_id}", view, rows, carrier_id, rules)
        for carrier_id, rows in view.by_carrier(out):
            what = f"conversion.{device}.out.{carrier_id}"
            yield _one(what, view, rows, carrier_id, rules, credit=True)


def _one(
    what: str, view: Window, rows: Rows, carrier_id: str, rules: Rulebook, *, credit: bool = False
) -> Section:
    amount, unit = view.amount(rows), carrier(carrier_id).unit
    try:
        factor = all_carbon(rules, carrier_id, at=view.period.last_day())
    except MissingRuleError as error:
        gap = factor_missing(error, amount, unit=unit)
        return Section(gaps=(gap,), bounded_below=not credit)
    signed = deducted(amount) if credit else amount
    one = line(what, signed, factor, part=Part.CONVERSION, what=what, activity_unit=unit)
    gaps = partial(view, rows)
    return Section(lines=(one,), gaps=gaps, bounded_below=not (credit and gaps))


def all_carbon(rules: Rulebook, carrier_id: str, *, at: date) -> Factor:
    """A fuel's factor at the oxidation rate that annex 4 sets for conversion.

    A factor measured as a whole does not tell its oxidation; it stays as it is.

    Raises:
        MissingRuleError: the fuel has no factor that day.
    """
    factor = fuel_factor(rules, carrier_id, at=at)
    burning = FuelTable.model_validate(factor.rule.content).oxidation
    if burning is None:
        return factor
    converting = rules.factor("park910.oxidation_in_conversion", at=at).value
    return replace(factor, value=factor.value / burning * converting)
