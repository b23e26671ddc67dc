"""E_heat of 910 annex 4: heat bought in minus heat sold, fossil heat only.

Steam is metered in tonnes; what a tonne holds in GJ is what GB/T 2589 values it at: the ratio of
its coal equivalents per tonne and per GJ. Cold has no factor in annex 4; bought cold is a gap
until the park names one (`ef.cold`), sold cold earns nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.carriers import carrier
from zeropark.basis.errors import MissingRuleError, Phrase
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.fuel import coal_equivalent
from zeropark.basis.rules.rule import Factor, Rulebook
from zeropark.basis.units import Dimension, conversion
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
from zeropark.facts.carbon.sources.exchange import (
    coming_in,
    going_out,
    made_by,
    split_outflow,
    untold_points,
)
from zeropark.facts.carbon.sources.fuel_use import fossil_burners
from zeropark.facts.carbon.window import Amount, Window

_FOSSIL: Final = "ef.heat.park910_fossil"
_CLEAN: Final = "ef.heat.nonfossil"
_COLD: Final = "ef.cold"

_Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Rates:
    """The factors of fossil and other heat, and how a carrier's unit is turned into theirs."""

    fossil: Factor
    clean: Factor
    per_activity: float
    """How many of the factors' own units (GJ) a unit of the carrier holds."""


def heat_section(view: Window, *, park: ParkDocument, rules: Rulebook) -> Section:
    """E_heat: a line a point and origin for what is bought, a line an origin for what is sold."""
    return joined(
        [
            *(_of_carrier(view, heat, park, rules) for heat in ("heat", "steam")),
            _cold(view, park, rules),
            Section(
                gaps=tuple(
                    unmetered(p, what=Phrase("heat was bought in")) for p in _untold(view, park)
                )
            ),
        ]
    )


def _of_carrier(view: Window, heat: str, park: ParkDocument, rules: Rulebook) -> Section:
    bought = coming_in(view, park=park, carrier=heat)
    sold = going_out(view, park=park, carrier=heat)
    if not bought.size and not sold.size:
        return Section()
    try:
        rates = _rates(rules, heat, at=view.period.last_day())
    except MissingRuleError as error:
        gap = factor_missing(error, view.amount(bought), unit=carrier(heat).unit)
        return Section(gaps=(gap,), bounded_below=not sold.size)
    parts = [*_bought(view, heat, bought, rates, park), *_sold(view, heat, sold, rates, park)]
    return joined(parts)


def _rates(rules: Rulebook, heat: str, *, at: date) -> _Rates:
    fossil, clean = rules.factor(_FOSSIL, at=at), rules.factor(_CLEAN, at=at)
    kwh_per_unit = 1.0
    if carrier(heat).dimension is not Dimension.ENERGY:
        in_coal = coal_equivalent(rules, heat, at=at)
        kwh_per_unit = in_coal.value / coal_equivalent(rules, "heat", at=at).value
    per_gj = conversion(fossil.unit.partition("/")[2], to=Dimension.ENERGY)
    return _Rates(fossil, clean, kwh_per_unit / per_gj)


def _bought(
    view: Window, heat: str, rows: _Rows, rates: _Rates, park: ParkDocument
) -> Iterator[Section]:
    for point in sorted({view.flows.links[row].source for row in rows}):
        chosen = rows[[view.flows.links[row].source == point for row in rows]]
        amount, share = view.amount(chosen), _fossil_share(park, point)
        what = f"heat.bought.{point}"
        note = (
            None
            if share == 1
            else Phrase("{share:.0%} of it is of fossil origin", {"share": share})
        )
        fossil = replace(amount, value=amount.value * share)
        clean = replace(amount, value=amount.value - fossil.value)
        yield _line(what, heat, fossil, rates.fossil, rates, note=note)
        if share < 1:
            yield _line(f"{what}.nonfossil", heat, clean, rates.clean, rates, note=note)
        yield Section(gaps=partial(view, chosen))


def _fossil_share(park: ParkDocument, point: str) -> float:
    """1 where the document does not tell: what is not known to be clean is not."""
    told = park.point_by_id[point].fossil_share
    return 1.0 if told is None else told


def _sold(
    view: Window, heat: str, rows: _Rows, rates: _Rates, park: ParkDocument
) -> Iterator[Section]:
    if not rows.size:
        return
    clean, fossil = _origins(view, heat, park)
    out = split_outflow(view, rows, clean=clean, fossil=fossil)
    yield _line(f"heat.sold_fossil.{heat}", heat, deducted(out.fossil), rates.fossil, rates)
    yield _line(f"heat.sold_nonfossil.{heat}", heat, deducted(out.clean), rates.clean, rates)
    gaps = partial(view, rows)
    yield Section(gaps=gaps, bounded_below=not gaps)


def _origins(
    view: Window, heat: str, park: ParkDocument
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Heat of non-fossil and of fossil origin that the park had, per interval."""
    burners = fossil_burners(park)
    others = park.device_by_id.keys() - burners
    clean = view.series(made_by(view, others, carrier=heat))
    fossil = view.series(made_by(view, burners, carrier=heat))
    for row in coming_in(view, park=park, carrier=heat):
        share = _fossil_share(park, view.flows.links[row].source)
        came = view.series(np.asarray([row]))
        clean, fossil = clean + (1 - share) * came, fossil + share * came
    return clean, fossil


def _line(
    what: str,
    heat: str,
    amount: Amount,
    factor: Factor,
    rates: _Rates,
    *,
    note: Phrase | None = None,
) -> Section:
    counted = line(
        what,
        amount,
        factor,
        part=Part.HEAT,
        what=what,
        activity_unit=carrier(heat).unit,
        per_activity=rates.per_activity,
        note=note,
    )
    return Section(lines=(counted,))


def _cold(view: Window, park: ParkDocument, rules: Rulebook) -> Section:
    rows = coming_in(view, park=park, carrier="cold")
    amount = view.amount(rows)
    if not rows.size:
        return Section()
    try:
        factor = rules.factor(_COLD, at=view.period.last_day())
    except MissingRuleError as error:
        return Section(gaps=(factor_missing(error, amount, unit=carrier("cold").unit),))
    what = "heat.cold_bought"
    one = line(what, amount, factor, part=Part.HEAT, what=what, activity_unit="kWh")
    return Section(lines=(one,), gaps=partial(view, rows))


def _untold(view: Window, park: ParkDocument) -> Iterator[str]:
    for heat in ("heat", "steam", "cold"):
        yield from untold_points(view, park=park, carrier=heat)
