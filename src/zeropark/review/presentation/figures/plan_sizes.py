"""Capacities of a plan beside those of the document, and what more of each would be worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from zeropark.basis.park.document import ParkDocument
from zeropark.future.plan.years.plan import Plan, PlannedSize
from zeropark.review.presentation.figures.axes import across, legend, name_axis
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
from zeropark.review.presentation.text import Text, unit_words
from zeropark.review.presentation.texts import TEXTS

_LARGER: Final = {"kW": ("MW", 1e3), "kWh": ("MWh", 1e3), "kg": ("t", 1e3)}
"""In what many of a unit are shown, and how many of it one of those is."""
_MANY: Final = 1e3
SIZES_FRAME: Final[Option] = {
    "legend": legend(),
    "grid": {"left": 4, "right": 24, "top": 64, "bottom": 30, "containLabel": True},
}
"""The drawing area of lying bars with their legend."""


def plan_sizes_figure(plan: Plan) -> Figure | None:
    """Bars by unit, documented and planned; None where nothing was to be chosen."""
    if not plan.sizes:
        return None
    by_unit: dict[str, list[PlannedSize]] = {}
    for each in plan.sizes:
        by_unit.setdefault(each.unit, []).append(each)
    return Figure(
        id="plan-sizes",
        title=TEXTS["plan_sizes.title"],
        about=TEXTS["plan_sizes.about"],
        book=None,
        option=SIZES_FRAME,
        variants=tuple(_view(plan.park, unit, sizes) for unit, sizes in by_unit.items()),
        table=plan_sizes_table(plan),
        height_px=110 + 46 * max(map(len, by_unit.values())),
    )


def size_name(park: ParkDocument, size: PlannedSize) -> Text:
    """The device with what of it is sized: `Cells, content`."""
    return name(park, size.device) + Text("·", ", ") + size_field(size)


def size_field(size: PlannedSize) -> Text:
    """What a size is called; its field where nobody named it."""
    return TEXTS.get(f"size.{size.field}", Text.same(size.field))


def shown_in(unit: str, largest: float) -> tuple[str, float]:
    """The unit in which so many of a size read well, and what divides by.

    >>> shown_in("kW", 25_000.0), shown_in("t/h", 25_000.0)
    (('MW', 1000.0), ('t/h', 1.0))
    """
    if unit in _LARGER and largest >= _MANY:
        return _LARGER[unit]
    return unit_words(unit), 1.0


def _view(park: ParkDocument, unit: str, sizes: Sequence[PlannedSize]) -> Variant:
    largest = max(max(each.documented, each.chosen) for each in sizes)
    shown, size = shown_in(unit, largest)
    return sizes_view(
        shown,
        [size_name(park, each) for each in sizes],
        [
            size_bars(TEXTS[key], colour, amounts, divided=size)
            for key, colour, amounts in (
                ("plan.documented", "bus", [each.documented for each in sizes]),
                ("plan.chosen", "pass", [each.chosen for each in sizes]),
            )
        ],
    )


def sizes_view(unit: str, names: Sequence[Text], bars: Sequence[Option]) -> Variant:
    """Lying bars of sizes of one unit, by name."""
    return Variant(
        label=Text.same(unit),
        unit=unit,
        digits=2,
        option={
            "xAxis": {**across(unit), "axisLabel": {"color": "$muted", "hideOverlap": True}},
            "yAxis": name_axis(names),
            "series": list(bars),
        },
    )


def size_bars(
    called: Text, colour: str, amounts: Sequence[float | None], *, divided: float
) -> Option:
    """One bar for each size, in the unit that it is divided to; None where there is none."""
    data: list[Json] = [
        None if each is None else float(f"{each / divided:.5g}") for each in amounts
    ]
    return {
        "type": "bar",
        "name": called,
        "barMaxWidth": 14,
        "barGap": "10%",
        "itemStyle": {"color": f"${colour}", "borderRadius": 3},
        "data": data,
    }


def plan_sizes_table(plan: Plan) -> Table:
    """A row a size in the unit of its field: its bounds, what a unit costs, what one is worth."""
    per_unit = TEXTS["plan_sizes.per_year"]
    return Table(
        caption=TEXTS["plan_sizes.title"],
        columns=(
            Column(TEXTS["plan_sizes.device"]),
            Column(TEXTS["plan_sizes.what"]),
            Column(TEXTS["plan.documented"]),
            Column(TEXTS["plan.chosen"]),
            Column(TEXTS["col.unit"]),
            Column(TEXTS["plan_sizes.least"]),
            Column(TEXTS["plan_sizes.most"]),
            Column(TEXTS["plan_sizes.at"]),
            Column(TEXTS["plan_sizes.cost"], per_unit),
            Column(TEXTS["plan_sizes.worth"], per_unit),
        ),
        rows=tuple(tuple(_row(plan.park, each)) for each in plan.sizes),
    )


def _row(park: ParkDocument, size: PlannedSize) -> Iterator[Cell]:
    yield name(park, size.device)
    yield size_field(size)
    yield size.documented
    yield size.chosen
    yield Text.same(unit_words(size.unit))
    yield size.least
    yield TEXTS["none"] if size.most is None else size.most
    yield TEXTS["none"] if size.at is None else TEXTS[f"plan.at.{size.at}"]
    yield size.cost_cny_per_unit_year
    yield size.worth_cny_per_unit_year
