"""Why devices do what they do: what power is worth now, and when it is worth another thing.

Told from the plan itself: the price at a store's bus in the steps in which it takes, waits and
gives. A store whose bus has no price of its own is told by what the grid asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Name, Phrase
from zeropark.basis.park.device import Device
from zeropark.basis.park.topology import stores
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.flow import CURTAILED
from zeropark.facts.ledger.sums import ELECTRICITY
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.days.dispatch import Reason
from zeropark.future.plan.days.read_days import Decided

_DUST: Final = 1e-6
"""Of the most that a device does: what is nothing."""
_FULL: Final = 0.999
_MINUTES: Final = 60
Doing = Literal["takes", "gives", "waits"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Steps `[first, stop)` in which a store does one thing."""

    doing: Doing
    first: int
    stop: int


def reasons(decided: Decided, worth: Mapping[str, Series]) -> tuple[Reason, ...]:
    """Why each store takes, waits and gives, and why plants give less than they could.

    Args:
        decided: what was decided.
        worth: what a unit is worth at each bus, CNY, one value per step.
    """
    park, found = decided.stretch.park, list[Reason]()
    keeping = stores(park)
    for device in park.devices:
        if device.id in keeping:
            found += _of_store(decided, device, worth)
        found += _of_plant(decided, device, worth)
    return tuple(found)


def stretches(net: Series) -> tuple[Stretch, ...]:
    """What a store does one after the other, from what it takes less what it gives.

    >>> [(at.doing, at.first, at.stop) for at in stretches(np.array([0.0, 5.0, 5.0, -3.0]))]
    [('waits', 0, 1), ('takes', 1, 3), ('gives', 3, 4)]
    """
    dust = _DUST * float(np.abs(net).max(initial=0.0))
    signs = np.where(net > dust, 1, np.where(net < -dust, -1, 0))
    edges = [0, *(np.flatnonzero(np.diff(signs)) + 1).tolist(), net.size]
    names: Mapping[int, Doing] = {1: "takes", -1: "gives", 0: "waits"}
    return tuple(
        Stretch(names[int(signs[first])], first, stop)
        for first, stop in pairwise(edges)
        if stop > first
    )


def _without_pauses(found: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """The same, with what a store does before and after a pause as one.

    Pauses among equal prices are nobody's choice.
    """
    joined: list[Stretch] = []
    for at in found:
        before = joined[-2] if len(joined) > 1 else None
        if before is not None and joined[-1].doing == "waits" and before.doing == at.doing:
            joined[-2:] = [Stretch(at.doing, before.first, at.stop)]
        else:
            joined.append(at)
    return tuple(joined)


def _of_store(decided: Decided, device: Device, worth: Mapping[str, Series]) -> Iterator[Reason]:
    bus = next(at.bus for at in device.ports() if not at.port.into)
    price = worth.get(bus)
    content = decided.contents().get(device.id)
    if price is None or content is None:
        return
    net = _net(decided, device, bus)
    found = _without_pauses(stretches(net))
    most = float(content.max(initial=0.0))
    for number, at in enumerate(found):
        later = next((each for each in found[number + 1 :] if each.doing != "waits"), None)
        held = content[at.stop - 1] if at.doing != "takes" else most
        said = _said(decided, device, at, later, price, share=held / most if most > 0.0 else 0.0)
        yield Reason(device=device.id, first=at.first, stop=at.stop, said=said)


def _net(decided: Decided, device: Device, bus: str) -> Series:
    total: Series = np.zeros(decided.stretch.written.site.axis.count)
    for path, values in decided.figures.flows.items():
        if (path.source, path.sink) == (bus, device.id):
            total = total + values
        elif (path.source, path.sink) == (device.id, bus):
            total = total - values
    return total


def _said(
    decided: Decided,
    device: Device,
    at: Stretch,
    later: Stretch | None,
    price: Series,
    *,
    share: float,
) -> Phrase:
    axis = decided.stretch.written.site.axis
    data: dict[str, object] = {
        "device": Name(device.name.en, zh=device.name.zh),
        "from": clock(axis, at.first),
        "to": clock(axis, at.stop),
        "price": _price(price, at),
    }
    if later is not None:
        data |= {"then": clock(axis, later.first), "later": _price(price, later)}
    if at.doing == "takes":
        return _takes(data, later)
    if at.doing == "gives":
        return Phrase("{device} gives from {from} to {to}: a unit is worth {price} CNY then.", data)
    return _waits(data, later, share)


def _takes(data: Mapping[str, object], later: Stretch | None) -> Phrase:
    if later is None or later.doing != "gives":
        return Phrase("{device} takes from {from} to {to}, when a unit is worth {price} CNY.", data)
    return Phrase(
        "{device} takes from {from} to {to} at {price} CNY a unit, for {then}, when it is worth "
        "{later} CNY.",
        data,
    )


def _waits(data: Mapping[str, object], later: Stretch | None, share: float) -> Phrase:
    if later is None:
        return Phrase(
            "{device} rests from {from} to {to}: no price after it pays for its losses.", data
        )
    if later.doing == "takes":
        return Phrase(
            "{device} waits from {from}: a unit is worth {price} CNY, and {later} CNY at {then}.",
            data,
        )
    if share >= _FULL:
        return Phrase("{device} is full from {from}, and keeps it for {then} at {later} CNY.", data)
    return Phrase(
        "{device} keeps what it holds from {from} on for {then}, when a unit is worth {later} CNY "
        "instead of {price} CNY.",
        data,
    )


def _price(price: Series, at: Stretch) -> str:
    """The mean over the steps, to three figures after the point."""
    return f"{float(price[at.first : at.stop].mean()):,.3f}"


def clock(axis: Axis, step: int) -> str:
    """The local time at which a step begins; the day too where it is not that of the first."""
    local = axis.local_starts()
    at = local[step] if step < axis.count else local[-1] + np.timedelta64(axis.step)
    days: NDArray[np.datetime64] = local.astype("datetime64[D]")
    text = str(at.astype("datetime64[m]"))
    same_day = at.astype("datetime64[D]") == days[0]
    if not same_day and text.endswith("T00:00") and step == axis.count:
        return "24:00"
    return text[11:] if same_day else f"{text[5:10]} {text[11:]}"


def _of_plant(decided: Decided, device: Device, worth: Mapping[str, Series]) -> Iterator[Reason]:
    """Steps in which a plant gives less than it could."""
    axis = decided.stretch.written.site.axis
    cut = next(
        (
            values
            for path, values in decided.figures.flows.items()
            if (path.source, path.sink) == (device.id, CURTAILED)
        ),
        None,
    )
    if cut is None:
        return
    bus = next((at.bus for at in device.ports() if not at.port.into), "")
    price = worth.get(bus)
    for at in stretches(np.broadcast_to(cut, (axis.count,))):
        lost = float(np.broadcast_to(cut, (axis.count,))[at.first : at.stop].sum())
        if at.doing == "takes" and lost > _DUST:
            data = {
                "device": Name(device.name.en, zh=device.name.zh),
                "from": clock(axis, at.first),
                "to": clock(axis, at.stop),
                "lost": f"{lost:,.0f}",
                "price": "-" if price is None else _price(price, at),
            }
            yield Reason(
                device=device.id,
                first=at.first,
                stop=at.stop,
                said=Phrase(
                    "{device} gives {lost} kWh less than it could from {from} to {to}: one more "
                    "is worth {price} CNY there.",
                    data,
                ),
            )


def worth_of_buses(
    decided: Decided, prices: Mapping[str, Series], bought: Mapping[str, Series]
) -> Mapping[str, Series]:
    """What a unit is worth at each bus: its own price, else what power costs at the grid."""
    park = decided.stretch.park
    found = dict(prices)
    grid = next(iter(bought.values()), None)
    if grid is not None:
        for bus in park.buses:
            if bus.carrier == ELECTRICITY:
                found.setdefault(bus.id, grid)
    return found
