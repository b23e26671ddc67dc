"""An event becomes calls and prices: what is asked of the park, in kW against its baseline.

Sign: OpenADR speaks of consumption, so that a positive change is more draw (`up`), unless the
park document says that a program means a reduction. What asks for a level of draw, and not for a
change, needs the draw that the park expects. Types of payload: OpenADR 3.1 Definition, event
enumerations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.park.openadr import OpenAdrProgram
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.response.call import Call, Direction
from zeropark.shell.openadr.objects import Event, Program
from zeropark.shell.openadr.received import Draw, Expected, Price, Received
from zeropark.shell.openadr.steps import Piece, axis_over, laid_on, whole_minutes
from zeropark.shell.openadr.times import instant_of
from zeropark.shell.openadr.timing import HORIZON, Span, overlap_of, spans_of
from zeropark.shell.openadr.units import Meaning, meaning_of, number_of, told_of

Change = NDArray[np.float64]
"""How much more the park is asked to draw, kW a step; negative: less. Inside this file alone."""
PRICES: Final = {"PRICE": "import", "EXPORT_PRICE": "export"}
POWERS: Final = (
    "DISPATCH_SETPOINT_RELATIVE",
    "DISPATCH_SETPOINT",
    "SIMPLE",
    "IMPORT_CAPACITY_LIMIT",
    "EXPORT_CAPACITY_LIMIT",
)
SOURCE: Final = "openadr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an end below knows besides the event."""

    program: Program | None
    """As the VTN has it."""
    agreed: OpenAdrProgram
    """What the park document says of it."""
    at: datetime
    """Now, by the park's clock; aware."""
    offset: float
    """By chance, 0 to 1; for `randomizeStart`."""
    expected: Expected


@dataclass(slots=True)
class _Said:
    """What comes together while one event is read."""

    place: str
    findings: list[Finding] = field(default_factory=list)

    def note(
        self, code: str, severity: Severity, /, *, problem: str, remedy: str, **data: object
    ) -> None:
        """One more thing to say."""
        self.findings.append(
            Finding(
                code=code,
                place=self.place,
                problem_template=problem,
                remedy_template=remedy,
                severity=severity,
                data=data,
            )
        )


def understand(event: Event, context: Context) -> Received:
    """What an event says to this park; what can't be understood is a finding, the rest is kept."""
    said = _Said(f"event {event.id}")
    spans = spans_of(event, context.program, at=context.at, offset=context.offset)
    if not spans:
        said.note(
            "openadr.no_intervals",
            Severity.ERROR,
            problem="It has no interval that lasts any time.",
            remedy="Ask the sender for intervals with payloads and a duration.",
        )
    calls: list[Call] = []
    prices: list[Price] = []
    for kind in _kinds(spans):
        if kind in PRICES:
            prices.extend(_priced(event, kind, spans, context, said))
        elif kind in POWERS:
            calls.extend(_called(event, kind, spans, context, said))
        else:
            said.findings.append(told_of(kind, said.place))
    kept = _only_one_kind(calls, said)
    if kept and prices:
        kept, prices = _offered(kept, prices, said), []
    return Received(event=event.id, calls=kept, prices=tuple(prices), findings=tuple(said.findings))


def _offered(calls: Sequence[Call], prices: Sequence[Price], said: _Said) -> tuple[Call, ...]:
    """Calls with the price that the same event offers for them."""
    told = np.concatenate([price.price_cny_per_kwh for price in prices])
    values = np.unique(told[~np.isnan(told)])
    if values.size != 1:
        said.note(
            "openadr.several_prices",
            Severity.WARNING,
            problem="It offers several prices for what it asks for; a call has one.",
            remedy="The programme's own price is taken. Ask the sender for one price an event.",
        )
        return tuple(calls)
    return tuple(replace(call, price_cny_per_kwh=float(values[0])) for call in calls)


def _kinds(spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(load.type for span in spans for load in span.payloads))


def _only_one_kind(calls: Sequence[Call], said: _Said) -> tuple[Call, ...]:
    """A call a direction: what says the same wish twice, in two ways, is not added up."""
    kept: dict[Direction, Call] = {}
    for call in calls:
        if call.direction in kept:
            said.note(
                "openadr.asked_twice",
                Severity.WARNING,
                problem="It asks for one change by more than one type of payload.",
                remedy="The first of them is used. Ask the sender for one type an event.",
            )
        kept.setdefault(call.direction, call)
    return tuple(kept.values())


def _pieces(
    kind: str, spans: Sequence[Span], meaning: Meaning, context: Context, said: _Said
) -> tuple[Piece, ...]:
    """The numbers of one type of payload, on full minutes; none where they can't be laid out."""
    chosen = [span for span in spans if any(load.type == kind for load in span.payloads)]
    if overlap_of(chosen) is not None:
        said.note(
            "openadr.overlap",
            Severity.ERROR,
            problem="Intervals of its {kind} overlap.",
            remedy="Ask the sender for intervals that follow each other.",
            kind=kind,
        )
        return ()
    return tuple(_each_piece(kind, chosen, meaning, context, said))


def _each_piece(
    kind: str, spans: Sequence[Span], meaning: Meaning, context: Context, said: _Said
) -> Iterator[Piece]:
    latest = max([context.at, *(span.start for span in spans[:1])]) + HORIZON
    for span in spans:
        value = next(number_of(load, meaning, span) for load in span.payloads if load.type == kind)
        end = min(span.end or latest, latest)
        if span.end is None or span.end > latest:
            said.note(
                "openadr.no_end",
                Severity.WARNING,
                problem="Its interval {interval} has no end within {days} days.",
                remedy="Nothing is done beyond them. Ask the sender for an end.",
                interval=span.interval,
                days=HORIZON.days,
            )
        if value is None:
            said.note(
                "openadr.no_number",
                Severity.ERROR,
                problem="The {kind} of its interval {interval} is no number that can be used.",
                remedy="Ask the sender for one value in the units that it names.",
                kind=kind,
                interval=span.interval,
            )
            continue
        start, end = whole_minutes(span.start), whole_minutes(end)
        if end > start:
            yield Piece(start=start, end=end, value=value)


def _priced(
    event: Event, kind: str, spans: Sequence[Span], context: Context, said: _Said
) -> Iterator[Price]:
    meaning = meaning_of(kind, event, context.program, place=said.place, findings=said.findings)
    pieces = () if meaning is None else _pieces(kind, spans, meaning, context, said)
    if pieces:
        axis = axis_over(pieces)
        yield Price(
            event=event.id,
            side="export" if PRICES[kind] == "export" else "import",
            axis=axis,
            price_cny_per_kwh=laid_on(axis, pieces, elsewhere=np.nan),
        )


def _called(
    event: Event, kind: str, spans: Sequence[Span], context: Context, said: _Said
) -> Iterator[Call]:
    meaning = meaning_of(kind, event, context.program, place=said.place, findings=said.findings)
    pieces = () if meaning is None else _pieces(kind, spans, meaning, context, said)
    if not pieces:
        return
    axis = axis_over(pieces)
    change = _CHANGES[kind](laid_on(axis, pieces, elsewhere=np.nan), axis, context, said)
    if change is None:
        return
    wanted = np.nan_to_num(change, nan=0.0)  # between its intervals an event asks for nothing
    sides: tuple[tuple[Direction, Change], ...] = (("down", -wanted), ("up", wanted))
    for direction, asked in sides:
        if (asked > 0).any():
            yield Call(
                id=f"{SOURCE}-{event.id}-{direction}",
                programme=context.agreed.programme,
                direction=direction,
                axis=axis,
                power_kw=np.maximum(asked, 0.0),
                issued_at=instant_of(event.modification_date_time) or context.at,
                test=context.agreed.test,
                source=SOURCE,
            )


def _relative(values: Change, axis: Axis, context: Context, said: _Said) -> Change | None:
    del axis, said
    return -values if context.agreed.relative == "reduction" else values


def _simple(values: Change, axis: Axis, context: Context, said: _Said) -> Change | None:
    del axis
    levels = context.agreed.levels_kw
    known = np.isin(values[~np.isnan(values)], (0, 1, 2, 3)).all()
    if levels is None or not known:
        said.note(
            "openadr.levels",
            Severity.ERROR,
            problem="It speaks of levels of SIMPLE that are not agreed.",
            remedy="Write `levels_kw` of the program {program!r} into the park document.",
            program=context.agreed.name,
        )
        return None
    powers = np.array([0.0, *levels])
    index = np.nan_to_num(values, nan=0.0).astype(np.int64)
    return -powers[index]


def _setpoint(values: Change, axis: Axis, context: Context, said: _Said) -> Change | None:
    draw = _drawn(axis, context, said)
    return None if draw is None else values - (draw.import_kw - draw.export_kw)


def _import_limit(values: Change, axis: Axis, context: Context, said: _Said) -> Change | None:
    draw = _drawn(axis, context, said)
    return None if draw is None else -np.maximum(draw.import_kw - values, 0.0)


def _export_limit(values: Change, axis: Axis, context: Context, said: _Said) -> Change | None:
    draw = _drawn(axis, context, said)
    return None if draw is None else np.maximum(draw.export_kw - values, 0.0)


def _drawn(axis: Axis, context: Context, said: _Said) -> Draw | None:
    draw = context.expected(axis)
    if draw is None or np.isnan(draw.import_kw).any() or np.isnan(draw.export_kw).any():
        said.note(
            "openadr.no_expected_draw",
            Severity.ERROR,
            problem="It asks for a level of draw, and what the park expects to draw over {period} "
            "is not known.",
            remedy="Give it: --expected FILE, with start, import_kw and export_kw a row.",
            period=axis.period,
        )
        return None
    return draw


_CHANGES: Final[dict[str, Callable[[Change, Axis, Context, _Said], Change | None]]] = {
    "DISPATCH_SETPOINT_RELATIVE": _relative,
    "DISPATCH_SETPOINT": _setpoint,
    "SIMPLE": _simple,
    "IMPORT_CAPACITY_LIMIT": _import_limit,
    "EXPORT_CAPACITY_LIMIT": _export_limit,
}
