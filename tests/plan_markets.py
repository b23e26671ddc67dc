"""One device between markets: it buys and sells at each of its buses, and earns what it can.

What a device makes of what it takes is then worked out by hand: what it sells less what it buys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ledger_parks import bus, park_of
from plan_parks import Solved, drafted, hours, solve
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import QUARTER_HOUR, Axis, parse_period
from zeropark.future.plan.site.park_draft import Choice, ParkDraft

CARRIERS: Mapping[str, str] = {
    "power": "electricity",
    "hot": "heat",
    "warm": "heat",
    "steam": "steam",
    "steam-low": "steam",
    "gas": "natural_gas",
    "oil": "diesel",
    "coal": "bituminous_coal",
    "straw": "biomass",
    "hydrogen": "hydrogen",
    "ammonia": "ammonia",
    "methanol": "methanol",
    "oxygen": "oxygen",
    "nitrogen": "nitrogen",
    "co2": "co2",
    "water": "fresh_water",
    "ash": "solid_waste",
}
LOST = {"electricity": 1.012, "heat": 1.04, "steam": 1.03}
"""What must be bought for one unit that is taken: the loss on the way is the simulation's."""


def market(
    device: Mapping[str, Any], *, buys: tuple[str, ...] = (), sells: tuple[str, ...] = ()
) -> ParkDocument:
    """A park of one device `d`, the buses that it names, and gates where it buys or sells."""
    named = {at for at in _texts(device) if at in CARRIERS}
    gates = [
        {
            "id": f"{at}-{way}",
            "bus": at,
            "kind": "public_grid" if at == "power" else kind,
            "direction": way,
        }
        for way, kind, buses in (("in", "supply", buys), ("out", "delivery", sells))
        for at in buses
    ]
    return park_of(
        buses=[bus(at, CARRIERS[at]) for at in sorted(named)],
        boundary_points=gates,
        devices=[{"id": "d"} | dict(device)],
    )


def traded(
    device: Mapping[str, Any],
    *,
    steps: int,
    bought: Mapping[str, Any],
    sold: Mapping[str, Any],
    choices: Mapping[str, Choice] | None = None,
    on_off: bool = False,
    **more: Any,
) -> Solved:
    """The device's best run at prices by bus, CNY per unit, one number or one per hour."""
    park = market(device, buys=tuple(bought), sells=tuple(sold))
    draft: ParkDraft = drafted(
        park,
        axis=more.pop("axis", hours(steps)),
        choices={("d", field): at for field, at in (choices or {}).items()},
        on_off=on_off,
        **more,
    )
    prices = {f"{at}-in>{at}": cny for at, cny in bought.items()}
    prices |= {f"{at}>{at}-out": _negative(cny) for at, cny in sold.items()}
    return solve(draft, prices)


def year() -> Axis:
    """The quarter hours of the year that the stretches of `hours` are cut from."""
    return Axis.over(parse_period("2025"))


def cut(quarters: NDArray[np.float64], axis: Axis) -> NDArray[np.float64]:
    """A series of that year over a stretch: a row an hour, a column a quarter of it."""
    first = (axis.start - year().start) // QUARTER_HOUR
    return quarters[first : first + 4 * axis.count].reshape(axis.count, 4)


def _texts(value: Any) -> Iterator[str]:
    """The texts anywhere inside a section of a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        inside = value.values() if isinstance(value, Mapping) else value
        yield from (text for part in inside for text in _texts(part))


def _negative(cny: Any) -> Any:
    return [-each for each in cny] if isinstance(cny, list) else -cny
