"""What stores hold through a week of a plan, in percent of what they hold when full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zeropark.basis.park.sizing import SIZED, documented, kind_of
from zeropark.future.plan.years.plan import Plan, Series
from zeropark.review.presentation.figures.axes import area, line, value_axis, values
from zeropark.review.presentation.figures.figure import Column, Figure, Table, Variant
from zeropark.review.presentation.figures.plan_sizes import shown_in
from zeropark.review.presentation.figures.plan_week import hours_across
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.plan_weeks import Week
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS

_COLOURS: Final = ("storage", "heat", "wind", "money", "residual", "process", "use", "supply")
"""In the order of the stores; more begin again."""
_NOT_BUILT: Final = 1e-5
"""A store of a smaller share of its documented content is what a solver's arithmetic leaves."""


@dataclass(frozen=True, slots=True)
class _Store:
    """One store: how full it may be and is."""

    name: Text
    full: float
    unit: str
    held: Series


def plan_stores_figure(plan: Plan, week: Week) -> Figure | None:
    """A line a store; None where none was built."""
    stores = tuple(_stores(plan, week.contents))
    if not stores:
        return None
    lines = [
        line(each.name, _COLOURS[at % len(_COLOURS)], values(each.held / each.full * 100))
        for at, each in enumerate(stores)
    ]
    up = {**value_axis("%"), "min": 0, "max": 100}
    return Figure(
        id="plan-stores",
        title=TEXTS["plan_stores.title"],
        about=TEXTS["plan_stores.about"],
        book=None,
        option={**area(hours_across(week.flows.axis), up), "series": lines},
        variants=(Variant(label=Text.same("%"), option={}, unit="%"),),
        table=_table(stores),
        height_px=260,
    )


def _stores(plan: Plan, contents: Mapping[str, Series]) -> Iterator[_Store]:
    for device, held in contents.items():
        found = _content(plan, device)
        if found is not None:
            yield _Store(name(plan.park, device), *found, held)


def _content(plan: Plan, of: str) -> tuple[float, str] | None:
    """How much a store holds when full and in which unit; None for one that was not built."""
    device = plan.park.device_by_id.get(of)
    sized = None if device is None else SIZED.get(kind_of(device))
    if device is None or sized is None:
        return None
    content = sized.content or sized.lead
    chosen = {each.field: each.chosen for each in plan.sizes if each.device == of}
    before = documented(device, content)
    full = chosen.get(content, before)
    if full <= _NOT_BUILT * (before or 1.0):
        return None
    return full, content.rpartition("_")[2].replace("kwh", "kWh")


def _table(stores: Sequence[_Store]) -> Table:
    names = ("store", "capacity", "lowest", "mean", "highest")
    columns = (Column(TEXTS[f"plan_stores.{each}"]) for each in names)
    return Table(
        caption=TEXTS["plan_stores.title"],
        columns=(*columns, Column(TEXTS["col.unit"])),
        rows=tuple(_row(each) for each in stores),
    )


def _row(store: _Store) -> tuple[Text | float, ...]:
    unit, size = shown_in(store.unit, store.full)
    held = store.held / size
    amounts = (store.full / size, float(held.min()), float(held.mean()), float(held.max()))
    return (store.name, *amounts, Text.same(unit))
