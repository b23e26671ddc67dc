"""Ties between buses: the links of a pair taken as one, and which of the two is drawn above."""

from __future__ import annotations

from dataclasses import dataclass

from zeropark.basis.carriers import CARRIERS, Group
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.place import Bus, Link
from zeropark.review.presentation.single_line.hanging import link_id
from zeropark.review.presentation.single_line.sketch import Glyph, Member
from zeropark.review.presentation.single_line.texts import WORDS
from zeropark.review.presentation.text import Text


@dataclass(frozen=True, slots=True)
class Joint:
    """All links between two buses."""

    id: str
    """Of its first link."""
    upper: str
    lower: str
    glyph: Glyph
    name: Text
    count: int
    """How many links it stands for."""
    counted: Text | None
    """That in words; None for one."""
    member: Member
    """Forward is from the upper bus to the lower one."""

    def other(self, bus: str) -> str:
        """The bus at the far end."""
        return self.lower if bus == self.upper else self.upper


def joints_of(park: ParkDocument, *, carrier: str) -> tuple[Joint, ...]:
    """One joint for every pair of this carrier's buses that links tie, in document order."""
    pairs: dict[tuple[str, str], list[Link]] = {}
    for link in park.links:
        ends = park.bus_by_id.get(link.source), park.bus_by_id.get(link.sink)
        one, other = ends
        if one is None or other is None or one is other:
            continue
        if one.carrier == other.carrier == carrier:
            upper, lower = _upper_first(one, other)
            known = (lower.id, upper.id) in pairs  # a pair keeps the order of its first link
            pair = (lower.id, upper.id) if known else (upper.id, lower.id)
            pairs.setdefault(pair, []).append(link)
    return tuple(_joint(park, pair, links) for pair, links in pairs.items())


def _upper_first(source: Bus, sink: Bus) -> tuple[Bus, Bus]:
    """The higher voltage above; where that says nothing, power comes from above."""
    if source.voltage_kv is not None and sink.voltage_kv is not None:
        return (sink, source) if sink.voltage_kv > source.voltage_kv else (source, sink)
    return source, sink


def _joint(park: ParkDocument, pair: tuple[str, str], links: list[Link]) -> Joint:
    upper, lower = park.bus_by_id[pair[0]], park.bus_by_id[pair[1]]
    first = links[0]
    down = any(link.source == upper.id or link.both_ways for link in links)
    up = any(link.source == lower.id or link.both_ways for link in links)
    forward = (link_id(upper.carrier, upper.id, lower.id),) if down else ()
    reverse = (link_id(upper.carrier, lower.id, upper.id),) if up else ()
    counted = WORDS["count.lines"].fill({"n": str(len(links))}) if len(links) > 1 else None
    return Joint(
        id=first.id,
        upper=upper.id,
        lower=lower.id,
        glyph=_glyph(upper, lower),
        name=Text(first.name.zh, first.name.en),
        count=len(links),
        counted=counted,
        member=Member(first.id, forward, reverse),
    )


def _glyph(upper: Bus, lower: Bus) -> Glyph:
    """A transformer between two voltages; a plain line between equal or untold ones."""
    known = CARRIERS.get(upper.carrier)
    if known is None or known.group is not Group.ELECTRICITY:
        return Glyph.VALVE
    told = upper.voltage_kv is not None and lower.voltage_kv is not None
    return Glyph.TRANSFORMER if told and upper.voltage_kv != lower.voltage_kv else Glyph.LINE
