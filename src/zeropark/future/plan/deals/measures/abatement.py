"""What it costs to emit less."""

from __future__ import annotations

import numpy as np

from zeropark.future.plan.deals.amount import Amount, Array
from zeropark.future.plan.deals.check import finite, refuse


def abatement_cost_cny_per_t(*, added_cost_cny: Amount, avoided_t: Amount) -> Array:
    """Marginal abatement cost: added cost over avoided CO2, both a year (or both over the life).

    Negative where the measure saves money as well as carbon.

    >>> float(abatement_cost_cny_per_t(added_cost_cny=-50.0, avoided_t=0.5))
    -100.0

    Args:
        added_cost_cny: cost with the measure less cost without it.
        avoided_t: tonnes of CO2 without it less those with it, by the same book.

    Returns:
        CNY per t; NaN where nothing is avoided: a cost per tonne of more carbon says nothing.
    """
    refuse([*finite(added_cost_cny, "added_cost_cny"), *finite(avoided_t, "avoided_t")])
    tonnes = np.asarray(avoided_t, dtype=np.float64)
    some = tonnes > 0.0
    cost: Array = np.where(some, added_cost_cny / np.where(some, tonnes, 1.0), np.nan)
    return cost
