"""Who used how much: consumption by enterprise, one carrier at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from zeropark.basis.carriers import CARRIERS, carrier
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.readings.reading import Quality
from zeropark.review.presentation.figures.axes import across, frame, name_axis
from zeropark.review.presentation.figures.figure import Cell, Column, Figure, Json, Table, Variant
from zeropark.review.presentation.text import Text, readable_unit
from zeropark.review.presentation.texts import TEXTS

_BAR_PX: Final = 34
_AMOUNTS: Final = ("received", "delivered", "made", "consumption")

Row = Mapping[str, Any]


def users_figure(consumption: pl.DataFrame, *, park: ParkDocument) -> Figure | None:
    """Bars by enterprise for every carrier; None where nothing flowed.

    Args:
        consumption: see `facts.ledger.attribute.consumption_by_owner`.
        park: for the names.
    """
    rows = consumption.to_dicts()
    used = {row["carrier"] for row in rows if row["consumption"]}
    carriers = [each for each in CARRIERS if each in used]
    if not carriers:
        return None
    most = max(sum(row["carrier"] == each for row in rows) for each in carriers)
    return Figure(
        id="users",
        title=TEXTS["users.title"],
        about=TEXTS["users.about"],
        book=None,
        option={"grid": {**frame(top=8), "bottom": 26}},
        variants=tuple(
            _variant(park, each, [row for row in rows if row["carrier"] == each])
            for each in carriers
        ),
        table=_table(park, rows),
        height_px=70 + _BAR_PX * most,
        choose="list",
        generated=any(int(row["quality"]) & Quality.GENERATED for row in rows),
    )


def _variant(park: ParkDocument, key: str, rows: Sequence[Row]) -> Variant:
    kind = carrier(key)
    ordered = sorted(rows, key=lambda row: -(row["consumption"] or 0.0))
    largest = max((row["consumption"] or 0.0 for row in rows), default=0.0)
    unit, size = readable_unit(largest, kind.dimension)
    data: list[Json] = [_rounded(row["consumption"], size) for row in ordered]
    bars: Json = {
        "type": "bar",
        "name": TEXTS["users.consumption"],
        "barMaxWidth": 20,
        "itemStyle": {"color": "$use"},
        "data": data,
    }
    names = name_axis([_owner(park, row["enterprise"]) for row in ordered])
    return Variant(
        label=Text(kind.zh, kind.en),
        option={"xAxis": across(unit), "yAxis": names, "series": [bars]},
        unit=unit,
        digits=2,
    )


def _rounded(value: float | None, size: float) -> float | None:
    return None if value is None else float(f"{value / size:.5g}")


def _owner(park: ParkDocument, enterprise: str | None) -> Text:
    found = next((each for each in park.enterprises if each.id == enterprise), None)
    return TEXTS["users.park"] if found is None else Text(found.name.zh, found.name.en)


def _table(park: ParkDocument, rows: Sequence[Row]) -> Table:
    largest: dict[str, float] = defaultdict(float)
    for row in rows:
        amounts = (row[key] or 0.0 for key in _AMOUNTS)
        largest[row["carrier"]] = max(largest[row["carrier"]], *amounts)
    return Table(
        caption=TEXTS["users.title"],
        columns=(
            Column(TEXTS["col.enterprise"]),
            Column(TEXTS["col.carrier"]),
            Column(TEXTS["col.unit"]),
            *(Column(TEXTS[f"users.{key}"]) for key in _AMOUNTS),
        ),
        rows=tuple(_row(park, row, largest=largest[row["carrier"]]) for row in rows),
    )


def _row(park: ParkDocument, row: Row, *, largest: float) -> tuple[Cell, ...]:
    """In the unit that the largest amount of its carrier reads well in: one unit a carrier."""
    kind = carrier(row["carrier"])
    unit, size = readable_unit(largest, kind.dimension)
    return (
        _owner(park, row["enterprise"]),
        Text(kind.zh, kind.en),
        unit,
        *(None if row[key] is None else row[key] / size for key in _AMOUNTS),
    )
