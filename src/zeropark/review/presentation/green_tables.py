"""Tables about green power: claims, and where a direct connection ends its year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from zeropark.basis.park.contract import PARK_AS_ONE
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.units import Dimension
from zeropark.facts.ledger.green.green_books import Claim
from zeropark.facts.ledger.green.projection import Projection
from zeropark.review.evaluation.direct import ratio_values
from zeropark.review.evaluation.indicator import Indicator
from zeropark.review.presentation.figures.clock import percent
from zeropark.review.presentation.figures.figure import Cell, Column, Table
from zeropark.review.presentation.figures.indicators import limit_words
from zeropark.review.presentation.text import Text, readable_unit
from zeropark.review.presentation.texts import TEXTS

_RATIOS: Final = ("r1", "r2", "r3")


def claims_table(claims: Sequence[Claim], *, park: ParkDocument, year: str) -> Table:
    """A claim a row: what it claims, what of it counts, what counts nowhere.

    Args:
        claims: of one calendar year.
        park: for the names of the holders.
        year: that certificates are for.
    """
    unit, size = readable_unit(
        max((claim.claimed_kwh for claim in claims), default=0.0), Dimension.ENERGY
    )
    rows: list[tuple[Cell, ...]] = [
        (
            claim.contract,
            TEXTS[f"cover.{claim.book.value}"],
            _holder(park, claim.holder),
            claim.month or year,
            claim.claimed_kwh / size,
            claim.counted_kwh / size,
            claim.unused_kwh / size,
        )
        for claim in claims
    ]
    return Table(
        caption=TEXTS["claims.title"],
        columns=(
            Column(TEXTS["claims.contract"]),
            Column(TEXTS["col.book"]),
            Column(TEXTS["claims.holder"]),
            Column(TEXTS["claims.for"]),
            *(Column(TEXTS[f"claims.{key}"], unit, 2) for key in ("claimed", "counted", "unused")),
        ),
        rows=tuple(rows),
    )


def _holder(park: ParkDocument, holder: str) -> Text:
    if holder == PARK_AS_ONE:
        return TEXTS["claims.park"]
    found = park.enterprise_by_id.get(holder)
    return Text.same(holder) if found is None else Text(found.name.zh, found.name.en)


def year_end_table(
    to_date: Mapping[str, float | None],
    end: Projection,
    *,
    limits: Iterable[tuple[str, Indicator]],
) -> Table:
    """R1 to R3 to date and at the year's end, against their limits; the method in a note.

    Args:
        to_date: the ratios by id, as shares.
        end: where the year ends.
        limits: the indicators that carry the limits, by id of the ratio.
    """
    bounds, ends = dict(limits), ratio_values(end.figures)
    rows: list[tuple[Cell, ...]] = [
        (
            TEXTS[f"path.{key}"],
            percent(to_date.get(key)),
            percent(ends.get(key)),
            limit_words(bounds[key]) if key in bounds else TEXTS["none"],
        )
        for key in _RATIOS
    ]
    return Table(
        caption=TEXTS["end.title"],
        columns=(
            Column(TEXTS["col.indicator"]),
            Column(TEXTS["path.to_date"], "%", 1),
            Column(TEXTS["end.value"], "%", 1),
            Column(TEXTS["col.limit"]),
        ),
        rows=tuple(rows),
        notes=(TEXTS[f"end.{end.method}"],),
    )
