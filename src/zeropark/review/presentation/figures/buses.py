"""How every bus closed: its residual by name, as a share of what came in, worst first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from zeropark.basis.carriers import Group, carrier
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.units import Dimension
from zeropark.facts.ledger.balance.by_bus import balance_by_bus
from zeropark.facts.readings.reading import Quality
from zeropark.review.presentation.figures.axes import across, frame, legend, name_axis
from zeropark.review.presentation.figures.figure import (
    Cell,
    Column,
    Figure,
    Json,
    Option,
    Table,
    Variant,
)
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.text import Text, readable_unit
from zeropark.review.presentation.texts import TEXTS

ENERGY_GROUPS: Final = frozenset({Group.ELECTRICITY, Group.HEAT, Group.FUEL, Group.HYDROGEN_FAMILY})
_BAR_PX: Final = 30
_PARTS: Final = (
    ("losses", "residual", 1),
    ("unmetered_out", "conversion", 1),
    ("unmetered_in", "supply", -1),
)
"""Column of the table, colour, and to which side it is drawn."""

Row = Mapping[str, Any]


def buses_figure(results: Results) -> Figure | None:
    """Residuals of all buses and the table behind; None where no bus has a flow."""
    rows = balance_by_bus(results.flows, park=results.park).to_dicts()
    if not rows:
        return None
    views = [
        _variant(results.park, label, [row for row in rows if chosen(row)])
        for label, chosen in _views()
    ]
    shown = [view for view, count in views if count]
    return Figure(
        id="buses",
        title=TEXTS["buses.title"],
        about=TEXTS["buses.about"],
        book=None,
        option={"legend": legend(), "grid": {**frame(), "bottom": 26}, "xAxis": across("%")},
        variants=tuple(shown),
        table=_table(results.park, rows),
        height_px=110 + _BAR_PX * max(count for _, count in views),
        generated=any(int(row["quality"]) & Quality.GENERATED for row in rows),
    )


def _views() -> tuple[tuple[Text, Callable[[Row], bool]], ...]:
    return (
        (TEXTS["buses.energy"], lambda row: carrier(row["carrier"]).group in ENERGY_GROUPS),
        (TEXTS["buses.others"], lambda row: carrier(row["carrier"]).group not in ENERGY_GROUPS),
    )


def _variant(park: ParkDocument, label: Text, rows: Sequence[Row]) -> tuple[Variant, int]:
    known = [row for row in rows if row["residual_share"] is not None]
    series: list[Json] = [
        _bars(TEXTS[f"buses.{part}"], colour, [_bar(row, part, sign) for row in known])
        for part, colour, sign in _PARTS
    ]
    axis = name_axis([name(park, row["bus"]) for row in known])
    return Variant(label=label, option={"yAxis": axis, "series": series}, unit="%", digits=2), len(
        known
    )


def _bar(row: Row, part: str, sign: int) -> Json:
    """A bar that leads to its bus where it is chosen."""
    percent = float(f"{sign * row[part] / row['inflow'] * 100:.4g}")
    return {"value": percent, "choose": {"bus": row["bus"]}}


def _bars(words: Text, colour: str, data: list[Json]) -> Option:
    return {
        "type": "bar",
        "name": words,
        "stack": "all",
        "barMaxWidth": 16,
        "itemStyle": {"color": f"${colour}"},
        "data": data,
    }


def _table(park: ParkDocument, rows: Sequence[Row]) -> Table:
    heads = ("in", "out", "inferred", "losses", "unmetered_out", "unmetered_in")
    return Table(
        caption=TEXTS["buses.title"],
        columns=(
            Column(TEXTS["col.bus"]),
            Column(TEXTS["col.carrier"]),
            Column(TEXTS["col.unit"]),
            *(Column(TEXTS[f"buses.{key}"]) for key in heads),
            Column(TEXTS["buses.share"], "%", 2),
            Column(TEXTS["buses.coverage"], "%", 1),
            Column(TEXTS["buses.filled"], "%", 1),
        ),
        rows=tuple(_row(park, row) for row in rows),
    )


def _row(park: ParkDocument, row: Row) -> tuple[Cell, ...]:
    kind = carrier(row["carrier"])
    unit, size = _unit(row, kind.dimension)
    amounts = ("inflow", "outflow", "inferred", "losses", "unmetered_out", "unmetered_in")
    return (
        name(park, row["bus"]),
        Text(kind.zh, kind.en),
        unit,
        *(None if row[key] is None else row[key] / size for key in amounts),
        None if row["residual_share"] is None else row["residual_share"] * 100,
        row["coverage"] * 100,
        row["filled"] * 100,
    )


def _unit(row: Row, dimension: Dimension) -> tuple[str, float]:
    return readable_unit(max(row["inflow"] or 0.0, row["outflow"] or 0.0), dimension)
