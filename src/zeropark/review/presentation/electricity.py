"""The park's electricity in groups that a reader knows: where it comes from, where it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.document import ParkDocument
from zeropark.facts.ledger.flow import FlowLink, Flows
from zeropark.review.presentation.nodes import Role, role, stored
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.shapes import Series, combined
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS

SOURCES: Final = ("wind", "solar", "generation", "direct", "grid", "discharge")
"""Groups that feed the park's buses."""
ELECTRICITY: Final = "electricity"


@dataclass(frozen=True, slots=True)
class Group:
    """Links that a reader takes together; `id` is also the colour in the page's palette."""

    id: str
    name: Text
    rows: NDArray[np.int64]

    def amount_kwh(self, flows: Flows) -> Series:
        """Their sum at every step; missing where any of them is."""
        return combined(flows, self.rows)


def groups(results: Results) -> dict[str, Group]:
    """The groups that occur in this park, in the order of a legend; bus to bus is in none."""
    found: dict[str, list[int]] = {}
    for row, link in enumerate(results.flows.links):
        if link.carrier == ELECTRICITY:
            for key in _group(results.park, link):
                found.setdefault(key, []).append(row)
    order = (*SOURCES, "use", "charge", "export", "losses", "curtailed")
    return {
        key: Group(key, TEXTS[f"group.{key}"], np.asarray(found[key], dtype=np.int64))
        for key in order
        if key in found
    }


def _group(park: ParkDocument, link: FlowLink) -> Iterator[str]:
    source, sink = role(park, link.source), role(park, link.sink)
    if sink is Role.STORAGE and not stored(park, link.sink, carrier=link.carrier):
        sink = Role.USE
    if sink is Role.RESIDUAL:
        yield link.sink
    elif sink is Role.BUS and source not in (Role.BUS, Role.USE, Role.RESIDUAL):
        yield "discharge" if source is Role.STORAGE else source.value
    elif source is Role.BUS and sink is not Role.BUS:
        named = {Role.STORAGE: "charge", Role.GRID: "export", Role.DIRECT: "export"}
        yield named.get(sink, "use")
