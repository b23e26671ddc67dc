"""What would have to change to pass: the largest contributions, and how much green power.

Each contribution is taken away with consumption unchanged: the same energy from a source without
carbon.
"""

from __future__ import annotations

import math
from typing import Final

from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import PARK_ZONE, Period
from zeropark.basis.units import Dimension, conversion
from zeropark.facts.carbon.inventory import Inventory
from zeropark.facts.carbon.sources.electricity import FOSSIL
from zeropark.facts.ledger.green.green_books import KWH_PER_CERTIFICATE, GreenBooks
from zeropark.review.evaluation.indicator import Change, GreenNeed

_KG_PER_T: Final = 1000.0


def changes(
    inventory: Inventory, *, consumption_tce: float, limit_tco2_per_tce: float | None
) -> tuple[Change, ...]:
    """Every contribution that emits, largest first.

    Args:
        inventory: the 910 book.
        consumption_tce: Q_total.
        limit_tco2_per_tce: what to come down to; None: `needed_share` can't be told.

    Returns:
        `needed_share` is 0 where the limit is met already, and None where taking all of the
        contribution away would not be enough.
    """
    if consumption_tce <= 0:
        return ()
    total_t = inventory.total_kg / _KG_PER_T
    over_t = None if limit_tco2_per_tce is None else total_t - limit_tco2_per_tce * consumption_tce
    found = [
        Change(
            what=line.what,
            emission_t=line.emission_kg / _KG_PER_T,
            core_without_tco2_per_tce=(total_t - line.emission_kg / _KG_PER_T) / consumption_tce,
            needed_share=_share(over_t, line.emission_kg / _KG_PER_T),
        )
        for line in inventory.lines
        if line.emission_kg > 0
    ]
    return tuple(sorted(found, key=lambda change: -change.emission_t))


def green_need(
    inventory: Inventory,
    green: GreenBooks,
    *,
    rules: Rulebook,
    consumption_tce: float,
    limit_tco2_per_tce: float,
) -> GreenNeed:
    """How many more kWh of grid power green trade or certificates must cover.

    A covered kWh takes `ef.electricity.park910` off the total and leaves consumption as it is.
    """
    day = inventory.period.last_day()
    factor = rules.factor(FOSSIL, at=day)
    kg_per_kwh = factor.value * conversion(factor.unit.partition("/")[0], to=Dimension.EMISSION)
    over_kg = inventory.total_kg - limit_tco2_per_tce * consumption_tce * _KG_PER_T
    kwh = max(0.0, over_kg) / kg_per_kwh
    return GreenNeed(
        limit_tco2_per_tce=limit_tco2_per_tce,
        kwh=kwh,
        certificates=math.ceil(kwh / KWH_PER_CERTIFICATE),
        uncovered_kwh=green.uncovered_import_kwh,
    )


def year_of(period: Period) -> int:
    """The local calendar year that a period begins in."""
    return period.start.astimezone(PARK_ZONE).year


def _share(over_t: float | None, emission_t: float) -> float | None:
    if over_t is None or over_t > emission_t:
        return None
    return max(0.0, over_t) / emission_t
