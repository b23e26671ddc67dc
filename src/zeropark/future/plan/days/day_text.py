"""Plans of days and rolls as JSON documents, and as they are read back for pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from math import isfinite
from typing import Final

import numpy as np
from pydantic import TypeAdapter, ValidationError

from zeropark.basis.errors import Phrase
from zeropark.basis.timeline import PARK_ZONE, Axis
from zeropark.facts.ledger.flow import Flows
from zeropark.future.forecast.target import Kind
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.days.dispatch import CostOf, Dispatch, InputUsed
from zeropark.future.plan.days.rolled import Rolled

Numbers = tuple[float | None, ...]
_FIGURES: Final = 9
"""Significant ones that a document keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisLine:
    """The steps of a document."""

    start: datetime
    step_min: float
    steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CostTold:
    """One line of cost."""

    item: str
    of: str
    component: str
    amount_cny: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLine:
    """A reason or a limit, in both languages."""

    of: str
    said: str
    said_zh: str
    first: int | None = None
    stop: int | None = None
    steps: int | None = None
    worth_cny: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPointLine:
    """What one device is told."""

    device: str
    carrier: str
    unit: str
    value: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class InputLine:
    """A series that a plan was made on."""

    of: str
    source: str
    method: str
    reason: str | None
    reason_zh: str | None
    kind: Kind | None = None
    band: tuple[Numbers, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowLine:
    """What flows over one link, in the inside unit of its carrier."""

    id: str
    quantity: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """A plan of a day as it is read back."""

    kind: str
    park: str
    axis: AxisLine
    issued_at: datetime | None
    objective: str
    cost_cny: float
    relative_gap: float
    route: str
    seconds: float
    costs: tuple[CostTold, ...]
    set_points: tuple[SetPointLine, ...]
    contents: Mapping[str, Numbers]
    bought_cny_per_kwh: Mapping[str, Numbers]
    prices: Mapping[str, Numbers]
    flows: tuple[FlowLine, ...]
    reasons: tuple[SaidLine, ...]
    binds: tuple[SaidLine, ...]
    inputs: tuple[InputLine, ...]
    generated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCostLine:
    """One local day of a roll."""

    day: date
    cost_cny: float
    lacking: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementLine:
    """Two settlements of one grid point."""

    position_cny: float
    deviation_cny: float
    position_kwh: float
    deviation_kwh: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstLine:
    """The same stretch rolled through another way."""

    foresight: str
    level: float
    cost_cny: float
    lacking: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RollLine:
    """A roll as it is read back: its totals and its days, without its flows."""

    kind: str
    park: str
    axis: AxisLine
    foresight: str
    level: float
    windows: int
    seconds: float
    plan_ms_median: float
    cost_cny: float
    lacking: float
    costs: tuple[CostTold, ...]
    days: tuple[DayCostLine, ...]
    settlements: Mapping[str, SettlementLine]
    margins_kwh: Mapping[str, float]
    against: tuple[AgainstLine, ...] = ()
    inputs: tuple[InputLine, ...]


_DAY: Final = TypeAdapter(DayLine)
_ROLL: Final = TypeAdapter(RollLine)


def day_of(text: str) -> DayLine | None:
    """The plan of a day that `zeropark plan day` wrote; None for any other document."""
    try:
        found = _DAY.validate_json(text)
    except ValidationError:
        return None
    return found if found.kind == "day" else None


def roll_of(text: str) -> RollLine | None:
    """The roll that `zeropark plan roll` wrote; None for any other document."""
    try:
        found = _ROLL.validate_json(text)
    except ValidationError:
        return None
    return found if found.kind == "roll" else None


def day_data(made: Dispatch) -> dict[str, object]:
    """A plan of a day as a JSON document."""
    return {
        "kind": "day",
        "park": made.park,
        "axis": _axis(made.axis),
        "issued_at": None if made.issued_at is None else _instant(made.issued_at),
        "objective": made.objective,
        "cost_cny": made.cost_cny,
        "relative_gap": made.relative_gap,
        "route": made.route,
        "seconds": made.seconds,
        "costs": _costs(made.costs),
        "set_points": [
            {"device": at.device, "carrier": at.carrier, "unit": at.unit, "value": _list(at.value)}
            for at in made.set_points
        ],
        "contents": _lists(made.contents),
        "bought_cny_per_kwh": _lists(made.bought_cny_per_kwh),
        "prices": _lists(made.prices),
        "flows": _flows(made.flows),
        "reasons": [
            {"of": at.device, "first": at.first, "stop": at.stop, **_said(at.said)}
            for at in made.reasons
        ],
        "binds": [
            {
                "of": at.of,
                "steps": at.steps,
                "worth_cny": at.worth_cny if isfinite(at.worth_cny) else None,
                **_said(at.said),
            }
            for at in made.binds
        ],
        "inputs": _inputs(made.inputs),
        "generated": bool(made.flows.quality.any()),
    }


def roll_data(made: Rolled, *, against: Sequence[Rolled] = ()) -> dict[str, object]:
    """A roll as a JSON document, without its flows.

    Args:
        made: the roll.
        against: the same stretch rolled through in other ways.
    """
    times = [window.seconds for window in made.windows]
    return {
        "kind": "roll",
        "park": made.park,
        "axis": _axis(made.axis),
        "foresight": made.foresight,
        "level": made.level,
        "windows": len(made.windows),
        "seconds": made.seconds,
        "plan_ms_median": 1000.0 * float(np.median(times)),
        "cost_cny": made.cost_cny,
        "lacking": made.lacking,
        "costs": _costs(made.costs),
        "days": [
            {"day": at.day.isoformat(), "cost_cny": at.cost_cny, "lacking": at.lacking}
            for at in made.days
        ],
        "settlements": {point: asdict(at) for point, at in made.settlements.items()},
        "margins_kwh": dict(made.margins_kwh),
        "against": [
            {
                "foresight": at.foresight,
                "level": at.level,
                "cost_cny": at.cost_cny,
                "lacking": at.lacking,
            }
            for at in against
        ],
        "inputs": _inputs(made.inputs),
    }


def _axis(axis: Axis) -> dict[str, object]:
    return {
        "start": _instant(axis.start),
        "step_min": axis.step_hours * 60.0,
        "steps": axis.count,
    }


def _instant(at: datetime) -> str:
    return at.astimezone(PARK_ZONE).isoformat()


def _costs(costs: Iterable[CostOf]) -> list[dict[str, object]]:
    return [
        {"item": at.item, "of": at.of, "component": at.component, "amount_cny": at.amount_cny}
        for at in costs
    ]


def _inputs(inputs: Iterable[InputUsed]) -> list[dict[str, object]]:
    return [
        {
            "of": at.of,
            "source": at.source,
            "method": at.method,
            "reason": None if at.reason is None else str(at.reason),
            "reason_zh": None if at.reason is None else at.reason.words("zh"),
            "kind": at.kind,
            "band": None if at.band is None else [_list(row) for row in at.band],
        }
        for at in inputs
    ]


def _said(said: Phrase) -> dict[str, str]:
    return {"said": str(said), "said_zh": said.words("zh")}


def _flows(flows: Flows) -> list[dict[str, object]]:
    return [
        {"id": link.id, "quantity": _list(values)}
        for link, values in zip(flows.links, flows.quantity, strict=True)
    ]


def _lists(series: Mapping[str, Series]) -> dict[str, list[float | None]]:
    return {name: _list(values) for name, values in series.items()}


def _list(values: Series) -> list[float | None]:
    """Numbers as a document keeps them; one that is missing is null."""
    return [
        float(f"{value:.{_FIGURES}g}") if isfinite(value) else None for value in values.tolist()
    ]
