"""Lines through a day: what power costs and is worth, what stores hold, the exchange."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.review.presentation.figures.axes import area, cell, line, value_axis, values
from zeropark.review.presentation.figures.figure import Column, Figure, Option, Table, Variant
from zeropark.review.presentation.figures.plan_week import hours_across
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.shapes import Series
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS

_COLOURS: Final = ("storage", "heat", "wind", "money", "solar", "process", "use", "supply")
"""In the order of the lines; more begin again."""
_KW: Final = 1_000.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """One line."""

    name: Text
    colour: str
    values: Series
    dashed: bool = False


def prices_figure(
    axis: Axis,
    park: ParkDocument,
    *,
    bought: Mapping[str, Series],
    worth: Mapping[str, Series],
    generated: bool,
) -> Figure | None:
    """What a kWh costs at each grid point, and is worth at each bus of electricity."""
    buses = [at.id for at in park.buses if at.carrier == "electricity" and at.id in worth]
    lines = [
        *(_of(park, of, "day.bought", bought[of], "grid", dashed=True) for of in bought),
        *(
            _of(park, of, "day.worth_at", worth[of], _COLOURS[n % len(_COLOURS)])
            for n, of in enumerate(buses)
        ),
    ]
    if not lines:
        return None
    return _figure("day-prices", axis, lines, unit=TEXTS["day.per_kwh"], generated=generated)


def stores_figure(
    axis: Axis, park: ParkDocument, contents: Mapping[str, Series], *, generated: bool
) -> Figure | None:
    """What each store holds, in percent of the most that it holds in the plan's capacity."""
    lines = [
        Drawn(name(park, of), _COLOURS[n % len(_COLOURS)], 100.0 * held / most)
        for n, (of, held) in enumerate(contents.items())
        if (most := _most(park, of, held)) > 0.0
    ]
    if not lines:
        return None
    return _figure("day-stores", axis, lines, unit="%", generated=generated)


def exchange_figure(
    axis: Axis, planned_kw: Series, came_kw: Series | None, *, generated: bool
) -> Figure:
    """Import less export at the grid points: as planned, and as it came where that is closed."""
    lines = [Drawn(TEXTS["day.planned"], "grid", planned_kw / _KW)]
    if came_kw is not None:
        lines.append(Drawn(TEXTS["day.came"], "use", came_kw / _KW, dashed=True))
    return _figure("day-exchange", axis, lines, unit="MW", generated=generated)


def _most(park: ParkDocument, of: str, held: Series) -> float:
    """What a store can hold above what must stay in, as far as its document tells."""
    device = park.device_by_id.get(of)
    fields = ("capacity_kwh", "store_kwh", "capacity_t")
    told = next((size for f in fields if (size := getattr(device, f, None)) is not None), None)
    share = getattr(device, "max_soc_share", 1.0) - getattr(device, "min_soc_share", 0.0)
    share -= getattr(device, "min_content_share", 0.0)
    return float(np.max(held, initial=0.0)) if told is None else float(told) * share


def _of(
    park: ParkDocument, of: str, key: str, series: Series, colour: str, *, dashed: bool = False
) -> Drawn:
    return Drawn(TEXTS[key].fill({"of": name(park, of)}), colour, series, dashed)


def _figure(
    id_: str, axis: Axis, lines: Sequence[Drawn], *, unit: Text | str, generated: bool
) -> Figure:
    key = id_.replace("-", "_")
    option: Option = {
        **area(hours_across_day(axis), value_axis(unit)),
        "series": [
            {**line(at.name, at.colour, values(at.values), dashed=at.dashed), "step": "end"}
            for at in lines
        ],
    }
    return Figure(
        id=id_,
        title=TEXTS[f"{key}.title"],
        about=TEXTS[f"{key}.about"],
        book=None,
        option=option,
        variants=(Variant(label=Text.same("–"), option={}, unit=unit, digits=3),),
        table=_table(TEXTS[f"{key}.title"], axis, lines, unit),
        height_px=280,
        generated=generated,
    )


def hours_across_day(axis: Axis) -> Option:
    """The local start of every step: by the hour through a day, by midnights through more."""
    local = [str(each).replace("T", " ")[5:16] for each in axis.local_starts().tolist()]
    across = hours_across(axis)
    if axis.period.duration.days > 1:
        return across
    every = max(round(2.0 / axis.step_hours), 1)
    labels: Option = {"color": "$muted", "hideOverlap": True, "interval": every - 1}
    return {**across, "data": [each[6:] for each in local], "axisLabel": labels}


def _table(title: Text, axis: Axis, lines: Sequence[Drawn], unit: Text | str) -> Table:
    """A row an hour, or a step where steps are longer: the mean of each line."""
    each = max(round(1.0 / axis.step_hours), 1)
    firsts = range(0, axis.count, each)
    local = [str(at).replace("T", " ")[:16] for at in axis.local_starts().tolist()]
    return Table(
        caption=title,
        columns=(Column(TEXTS["day.hour"]), *(Column(at.name, unit, 3) for at in lines)),
        rows=tuple(
            (local[first], *(cell(float(np.mean(at.values[first : first + each]))) for at in lines))
            for first in firsts
        ),
    )
