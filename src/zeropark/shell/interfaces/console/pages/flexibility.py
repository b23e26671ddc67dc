"""What can be moved at a call: resources, offers, calls, delivery against baseline, statement.

`?call=ID` chooses whose delivery is drawn; without it the newest call's is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.topology import owner
from zeropark.basis.park.virtual_plant import Resource, VirtualPlant
from zeropark.basis.timeline import PARK_ZONE
from zeropark.facts.ledger.response.call import Call
from zeropark.facts.ledger.response.delivery import Delivery
from zeropark.facts.ledger.response.settlement import OPERATOR, Settlement
from zeropark.review.presentation.figures.figure import Cell, Column, Figure, Table
from zeropark.review.presentation.figures.flex_call import flex_call_figure, flex_draw_figure
from zeropark.review.presentation.text import Text, number
from zeropark.review.presentation.texts import TEXTS
from zeropark.shell.flexing.kept import Kept, OfferKept
from zeropark.shell.interfaces.console.page import ParkPage, Shown
from zeropark.shell.interfaces.console.texts.flexibility import FLEXIBILITY as WORDS
from zeropark.shell.interfaces.console.visit import ParkVisit
from zeropark.shell.interfaces.http.status import NotFoundError

_PERCENT = 100.0


def flexibility(visit: ParkVisit) -> Shown:
    """The register and what happened.

    Raises:
        NotFoundError: the address names a call that was not received.
    """
    park, there = visit.desk.park, visit.desk.flexibility()
    plant = park.virtual_plant
    call = _chosen(visit, there)
    delivery = None if call is None else there.deliveries.get(call.id)
    settled = list(there.settlements.values())
    return Shown(
        figures=() if delivery is None else tuple(_figures(delivery)),
        tables=_tables(park, plant, there, delivery, settled[-1] if settled else None),
        data={
            "plant": None if plant is None else Text(plant.name.zh, plant.name.en),
            "call": call,
            "settlement": settled[-1] if settled else None,
            "period": settled[-1].period.name if settled else "",
            "folder": visit.desk.folder.name,
            "unverified": call is not None and delivery is None,
        },
    )


def _chosen(visit: ParkVisit, there: Kept) -> Call | None:
    wanted = visit.query.get("call")
    if not wanted:
        calls = sorted(there.calls.values(), key=lambda call: (call.axis.start, call.id))
        return calls[-1] if calls else None
    if wanted not in there.calls:
        raise NotFoundError("No call {call!r} was received here.", call=wanted)
    return there.calls[wanted]


def _figures(delivery: Delivery) -> Iterator[Figure]:
    yield flex_call_figure(delivery)
    draw = flex_draw_figure(delivery)
    if draw is not None:
        yield draw


def _tables(
    park: ParkDocument,
    plant: VirtualPlant | None,
    there: Kept,
    delivery: Delivery | None,
    settlement: Settlement | None,
) -> Mapping[str, Table]:
    found: dict[str, Table] = {}
    if plant is not None:
        found["flex-resources"] = _resources(park, plant)
    if there.offers:
        found["flex-offers"] = _offers(there)
    if there.calls:
        found["flex-calls"] = _calls(there)
    if delivery is not None and delivery.resources:
        found["flex-delivery"] = _delivered(delivery)
    if settlement is not None and settlement.lines:
        found["flex-settlement"] = _lines(settlement)
        found["flex-users"] = _users(park, settlement)
    return found


def _resources(park: ParkDocument, plant: VirtualPlant) -> Table:
    return Table(
        caption=WORDS["flex.resources"],
        columns=(
            Column(WORDS["flex.resource"]),
            Column(WORDS["flex.owner"]),
            Column(WORDS["flex.way"]),
            Column(WORDS["flex.held"]),
            Column(WORDS["flex.response"], "min", 0),
            Column(WORDS["flex.cost"], "CNY/kWh", 2),
            Column(WORDS["flex.programmes"]),
        ),
        rows=tuple(_resource(park, plant, each) for each in plant.resources),
    )


def _resource(park: ParkDocument, plant: VirtualPlant, each: Resource) -> tuple[Cell, ...]:
    held = "，".join(f"{number(h.power_kw)} kW × {h.minutes} min" for h in each.capability)
    programmes = [p.id for p in plant.programmes if each.id in p.resources]
    return (
        Text(each.name.zh, each.name.en),
        _user(park, owner(park, each.devices[0])),
        TEXTS[f"flex.{each.direction}"],
        Text(held, held.replace("，", ", ")),
        each.response_min,
        each.cost_cny_per_kwh,
        ", ".join(programmes) or TEXTS["none"],
    )


def _user(park: ParkDocument, enterprise: str | None) -> Text:
    found = park.enterprise_by_id.get(enterprise or "")
    return WORDS["flex.park"] if found is None else Text(found.name.zh, found.name.en)


def _offers(there: Kept) -> Table:
    return Table(
        caption=WORDS["flex.offers"],
        columns=(
            Column(WORDS["flex.offer"]),
            Column(WORDS["flex.programme"]),
            Column(WORDS["flex.way"]),
            Column(WORDS["flex.from"]),
            Column(WORDS["flex.until"]),
            Column(WORDS["flex.highest"], "kW", 0),
            Column(WORDS["flex.prices"], "CNY/kWh"),
        ),
        rows=tuple(_offer(each) for each in reversed(there.offers)),
    )


def _offer(each: OfferKept) -> tuple[Cell, ...]:
    prices = f"{min(each.prices):g}–{max(each.prices):g}" if each.prices else TEXTS["none"]
    if each.prices and min(each.prices) == max(each.prices):
        prices = f"{each.prices[0]:g}"
    return (
        each.id,
        each.programme,
        TEXTS[f"flex.{each.direction}"],
        _local(each.period.start),
        _local(each.period.end),
        each.highest_kw,
        prices,
    )


def _calls(there: Kept) -> Table:
    calls = sorted(there.calls.values(), key=lambda call: call.axis.start, reverse=True)
    return Table(
        caption=WORDS["flex.calls"],
        columns=(
            Column(WORDS["flex.call"]),
            Column(WORDS["flex.programme"]),
            Column(WORDS["flex.way"]),
            Column(WORDS["flex.from"]),
            Column(WORDS["flex.until"]),
            Column(WORDS["flex.asked"], "kWh"),
            Column(WORDS["flex.accepted"], "kWh"),
            Column(WORDS["flex.delivered"], "kWh"),
            Column(WORDS["flex.score"], "%", 1),
            Column(WORDS["flex.test"]),
        ),
        rows=tuple(_call(each, there) for each in calls),
    )


def _call(call: Call, there: Kept) -> tuple[Cell, ...]:
    delivery = there.deliveries.get(call.id)
    score = None if delivery is None else delivery.score
    accepted = float(there.replies[call.id].accepted_kw.sum() * call.axis.step_hours)
    return (
        call.id,
        call.programme,
        TEXTS[f"flex.{call.direction}"],
        _local(call.axis.start),
        _local(call.axis.period.end),
        call.energy_kwh,
        accepted,
        TEXTS["none"] if delivery is None else delivery.delivered_kwh,
        TEXTS["none"] if score is None else score * _PERCENT,
        TEXTS["flex.yes" if call.test else "flex.no"],
    )


def _delivered(delivery: Delivery) -> Table:
    hours = delivery.axis.step_hours
    rows: list[tuple[Cell, ...]] = [
        (
            each.resource,
            *(
                float(power.sum() * hours)
                for power in (
                    each.assigned_kw,
                    each.baseline_kw,
                    each.measured_kw,
                    each.delivered_kw,
                )
            ),
            WORDS[f"flex.method.{each.method}"],
            float(each.substituted.sum()),
        )
        for each in delivery.resources
    ]
    return Table(
        caption=WORDS["flex.delivery"],
        columns=(
            Column(WORDS["flex.resource"]),
            Column(WORDS["flex.assigned"], "kWh"),
            Column(WORDS["flex.baseline"], "kWh"),
            Column(WORDS["flex.measured"], "kWh"),
            Column(WORDS["flex.delivered"], "kWh"),
            Column(WORDS["flex.method"]),
            Column(WORDS["flex.gaps"], "", 0),
        ),
        rows=tuple(rows),
        notes=_marked(generated=delivery.generated),
    )


def _marked(*, generated: bool) -> tuple[Text, ...]:
    return (TEXTS["mark.generated.long"],) if generated else ()


def _lines(settlement: Settlement) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            WORDS[f"flex.line.{line.what}"],
            line.programme,
            line.of,
            TEXTS["none"] if line.share is None else line.share * _PERCENT,
            float(line.quantity),
            line.unit,
            float(line.price_cny),
            float(line.amount.cny),
        )
        for line in settlement.lines
    ]
    caption = WORDS["flex.settlement"].fill({"period": settlement.period.name})
    return Table(
        caption=caption,
        columns=(
            Column(WORDS["flex.what"]),
            Column(WORDS["flex.programme"]),
            Column(WORDS["flex.call"]),
            Column(WORDS["flex.share"], "%", 1),
            Column(WORDS["flex.quantity"], "", 1),
            Column(WORDS["flex.unit"]),
            Column(WORDS["flex.price"], "CNY", 2),
            Column(WORDS["flex.amount"], "CNY", 2),
        ),
        rows=tuple(rows),
        notes=_marked(generated=settlement.generated),
    )


def _users(park: ParkDocument, settlement: Settlement) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (_user(park, None if user == OPERATOR else user), float(money.cny))
        for user, money in settlement.by_user.items()
    ]
    rows.append((WORDS["flex.total"], float(settlement.total.cny)))
    return Table(
        caption=WORDS["flex.users"].fill({"period": settlement.period.name}),
        columns=(Column(WORDS["flex.user"]), Column(WORDS["flex.amount"], "CNY", 2)),
        rows=tuple(rows),
        notes=_marked(generated=settlement.generated),
    )


def _local(at: datetime) -> str:
    return f"{at.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}"


FLEXIBILITY_PAGE = ParkPage(
    id="flexibility",
    sentence=Text("能调多少", "What can be moved"),
    heading=Text("{park}能调多少", "What {park} can move"),
    template="flexibility.html.j2",
    view=flexibility,
    key="x",
    needs="nothing",
    periods="none",
)
