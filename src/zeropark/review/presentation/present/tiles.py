"""Tiles of the present: load, generation, exchange, storage, shares, each with its own time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.carriers import CARRIERS
from zeropark.basis.carriers import Group as CarrierGroup
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import MICROSECOND, PARK_ZONE, Period
from zeropark.basis.units import Dimension
from zeropark.facts.carbon.intensity import intensity
from zeropark.facts.carbon.inventory import Inventory
from zeropark.facts.ledger.present import Newest, newest, so_far, supply_now
from zeropark.facts.ledger.sums import given_by
from zeropark.review.presentation.electricity import groups
from zeropark.review.presentation.present.texts import WORDS
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.single_line.live import rate_words
from zeropark.review.presentation.text import Text, number, readable_unit
from zeropark.review.presentation.texts import TEXTS

Rows = NDArray[np.int64]
_NONE: Final = np.empty(0, dtype=np.int64)
_STILL_BELOW_KW: Final = 0.05
"""Power smaller than this prints as zero and has no direction."""
_OWN: Final = ("wind", "solar", "generation")


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentTile:
    """One figure of the present."""

    id: str
    tone: str
    """Name of its colour token, without the dashes."""
    label: Text
    value: Text
    unit: str
    over: Period | None
    """What it speaks of; None: it is not known."""
    quality: int = 0
    note: Text | None = None
    book: Text | None = None
    """The book of a figure of carbon."""


def present_tiles(results: Results, *, book: Inventory | None = None) -> Iterator[PresentTile]:
    """The figures of the park's electricity, then what plants of hydrogen and its kin make.

    Args:
        results: closed flows at 15 min up to the present, from local midnight on at least.
        book: the location book over the last of those intervals.
    """
    found = {key: group.rows for key, group in groups(results).items()}
    if "use" in found:
        yield _power("use", WORDS["tile.use"], newest(results.flows, found["use"]))
    for key in (*_OWN, "direct"):
        if key in found:
            yield _power(key, TEXTS[f"group.{key}"], newest(results.flows, found[key]))
    yield from _exchange(results, found)
    yield from _storage(results, found)
    yield from _share(results)
    yield from _carbon(results, found, book)
    yield from _day(results, found)
    yield from _made(results)


def _power(key: str, label: Text, now: Newest | None, *, kw: float | None = None) -> PresentTile:
    """A power, kW; `kw` where it is not the first of the sums."""
    if now is None:
        return _unknown(key, label)
    words, _, unit = rate_words(now.per_hour[0] if kw is None else kw, "electricity").partition(" ")
    return PresentTile(
        id=key,
        tone=key,
        label=label,
        value=Text.same(words),
        unit=unit,
        over=now.over,
        quality=now.quality,
    )


def _unknown(key: str, label: Text) -> PresentTile:
    return PresentTile(id=key, tone=key, label=label, value=TEXTS["missing"], unit="", over=None)


def _exchange(results: Results, found: Mapping[str, Rows]) -> Iterator[PresentTile]:
    if "grid" not in found and "export" not in found:
        return
    now = newest(results.flows, found.get("grid", _NONE), found.get("export", _NONE))
    net_kw = 0.0 if now is None else now.per_hour[0] - now.per_hour[1]
    way = "export" if net_kw < 0 else "import"
    yield _power("grid", WORDS[f"tile.exchange.{way}"], now, kw=abs(net_kw))


def _storage(results: Results, found: Mapping[str, Rows]) -> Iterator[PresentTile]:
    if "charge" not in found and "discharge" not in found:
        return
    now = newest(results.flows, found.get("charge", _NONE), found.get("discharge", _NONE))
    net_kw = 0.0 if now is None else now.per_hour[0] - now.per_hour[1]
    way = "still" if abs(net_kw) < _STILL_BELOW_KW else "charge" if net_kw > 0 else "discharge"
    yield _power("storage", WORDS[f"tile.storage.{way}"], now, kw=abs(net_kw))


def _share(results: Results) -> Iterator[PresentTile]:
    now = supply_now(results.flows, park=results.park)
    if now is None or now.per_hour[1] <= 0:
        return
    yield PresentTile(
        id="share",
        tone="direct",
        label=WORDS["tile.share"],
        value=Text.same(number(100 * now.per_hour[0] / now.per_hour[1], digits=1)),
        unit="%",
        over=now.over,
        quality=now.quality,
        note=WORDS["tile.share.note"],
    )


def _carbon(
    results: Results, found: Mapping[str, Rows], book: Inventory | None
) -> Iterator[PresentTile]:
    """Only where nothing is missing: a bound on an intensity would say little."""
    use = newest(results.flows, found["use"]) if "use" in found else None
    if book is None or use is None or use.over != book.period or not book.complete:
        return
    used_kwh = use.per_hour[0] * results.flows.axis.step_hours
    kg_per_kwh = intensity(book, consumption_tce=0.0, used_kwh=used_kwh).kg_per_kwh
    if kg_per_kwh is None:
        return
    yield PresentTile(
        id="co2",
        tone="grid",
        label=WORDS["tile.co2"],
        value=Text.same(number(kg_per_kwh)),
        unit="kgCO₂/kWh",
        over=use.over,
        quality=use.quality,
        note=WORDS["tile.co2.note"],
        book=TEXTS["book.location"],
    )


def day_start(end: datetime) -> datetime:
    """The local midnight before an instant at which something ended."""
    day = (end - MICROSECOND).astimezone(PARK_ZONE).date()
    return datetime.combine(day, time(0), tzinfo=PARK_ZONE)


def _day(results: Results, found: Mapping[str, Rows]) -> Iterator[PresentTile]:
    since = day_start(results.flows.axis.period.end)
    own = [found[key] for key in _OWN if key in found]
    if "use" in found:
        yield from _sum(results, "use_today", found["use"], since=since, tone="use")
    if own:
        yield from _sum(results, "own_today", np.concatenate(own), since=since, tone="generation")


def _sum(
    results: Results, key: str, rows: Rows, *, since: datetime, tone: str
) -> Iterator[PresentTile]:
    day = so_far(results.flows, rows, since=since)
    if day is None:
        return
    unit, size = readable_unit(day.amount, Dimension.ENERGY)
    missing = str(day.missing_steps)
    yield PresentTile(
        id=key,
        tone=tone,
        label=WORDS[f"tile.{key}"].fill({"day": f"{since:%m-%d}"}),
        value=Text.same(("≥ " if day.missing_steps else "") + number(day.amount / size)),
        unit=unit,
        over=day.over,
        quality=day.quality,
        note=WORDS["least"].fill({"n": missing}) if day.missing_steps else None,
    )


def _made(results: Results) -> Iterator[PresentTile]:
    """What devices make of hydrogen, ammonia and methanol; what stores give was made before."""
    makers = _makers(results.park)
    for key, carrier in CARRIERS.items():
        if carrier.group is not CarrierGroup.HYDROGEN_FAMILY:
            continue
        rows = given_by(results.flows, makers, carrier=key)
        now = newest(results.flows, rows) if rows.size else None
        if now is None:
            continue
        words, _, unit = rate_words(now.per_hour[0], key).partition(" ")
        name = Text(carrier.zh, carrier.en.capitalize())
        yield PresentTile(
            id=key,
            tone="conversion",
            label=WORDS["tile.made"].fill({"carrier": name}),
            value=Text.same(words),
            unit=unit,
            over=now.over,
            quality=now.quality,
        )


def _makers(park: ParkDocument) -> frozenset[str]:
    """Devices that take one thing and give another: not stores."""
    return frozenset(
        device.id
        for device in park.devices
        if not {at.bus for at in device.ports() if at.port.into}
        & {at.bus for at in device.ports() if not at.port.into}
    )
