"""Who got the power of a direct connection: user by user, and whatever is left by its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.units import Dimension
from zeropark.facts.ledger.green.direct import Direct, DirectFigures
from zeropark.facts.readings.reading import Quality
from zeropark.review.presentation.figures.axes import across, frame, name_axis
from zeropark.review.presentation.figures.figure import Cell, Column, Figure, Json, Table, Variant
from zeropark.review.presentation.text import Text, readable_unit
from zeropark.review.presentation.texts import TEXTS

_BAR_PX: Final = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class _Share:
    """Where a part of the available generation went."""

    name: Text
    colour: str
    amount_kwh: float
    consumed_kwh: float | None = None
    """What the user consumed; None for what is no user."""


def green_shares_figure(
    found: Direct, *, park: ParkDocument, consumed_kwh: Mapping[str, float]
) -> Figure | None:
    """A bar a user and a bar for every part that no user got; None where nothing was generated.

    Args:
        found: of one contract.
        park: for the names.
        consumed_kwh: electricity that each enterprise consumed; one may be missing.
    """
    shares = [*_users(found, park, consumed_kwh), *_rest(found.hourly)]
    largest = max(each.amount_kwh for each in shares)
    if largest <= 0:
        return None
    unit, size = readable_unit(largest, Dimension.ENERGY)
    bars: Json = {
        "type": "bar",
        "name": TEXTS["shares.green"],
        "barMaxWidth": 20,
        "data": [
            {
                "value": float(f"{each.amount_kwh / size:.5g}"),
                "itemStyle": {"color": f"${each.colour}"},
            }
            for each in shares
        ],
    }
    return Figure(
        id="shares",
        title=TEXTS["shares.title"],
        about=TEXTS["shares.about"],
        book=TEXTS["clock.book"],
        option={
            "grid": {**frame(top=8), "bottom": 26},
            "xAxis": across(unit),
            "yAxis": name_axis([each.name for each in shares]),
            "series": [bars],
        },
        variants=(Variant(label=Text.same(unit), option={}, unit=unit, digits=2),),
        table=_table(shares, unit=unit, size=size),
        height_px=70 + _BAR_PX * len(shares),
        generated=bool(found.hourly.quality & Quality.GENERATED),
    )


def _users(
    found: Direct, park: ParkDocument, consumed_kwh: Mapping[str, float]
) -> Iterator[_Share]:
    """Largest first."""
    for user, amount in sorted(found.allocated_kwh.items(), key=lambda item: -item[1]):
        name = park.enterprise_by_id[user].name
        yield _Share(
            name=Text(name.zh, name.en),
            colour="direct",
            amount_kwh=amount,
            consumed_kwh=consumed_kwh.get(user),
        )


def _rest(figures: DirectFigures) -> Iterator[_Share]:
    parts = {
        "unallocated": ("bus", figures.unallocated_kwh),
        "stored": ("discharge", figures.charged_kwh - figures.released_kwh),
        "exported": ("export", figures.renewable_export_kwh),
        "curtailed": ("residual", figures.curtailed_kwh),
    }
    for key, (colour, amount) in parts.items():
        if amount is not None:
            yield _Share(name=TEXTS[f"shares.{key}"], colour=colour, amount_kwh=amount)


def _table(shares: list[_Share], *, unit: str, size: float) -> Table:
    total = sum(each.amount_kwh for each in shares)
    rows: list[tuple[Cell, ...]] = [
        (
            each.name,
            each.amount_kwh / size,
            each.amount_kwh / total * 100,
            TEXTS["none"] if each.consumed_kwh is None else each.consumed_kwh / size,
            each.amount_kwh / each.consumed_kwh * 100 if each.consumed_kwh else TEXTS["none"],
        )
        for each in shares
    ]
    return Table(
        caption=TEXTS["shares.title"],
        columns=(
            Column(TEXTS["shares.user"]),
            Column(TEXTS["shares.green"], unit, 2),
            Column(TEXTS["shares.part"], "%", 1),
            Column(TEXTS["shares.consumed"], unit, 2),
            Column(TEXTS["shares.own"], "%", 1),
        ),
        rows=(*rows, (TEXTS["col.total"], total / size, 100.0, TEXTS["none"], TEXTS["none"])),
    )
