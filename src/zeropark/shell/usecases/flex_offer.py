"""Offer: make an offer to a programme from what the day leaves, and keep what it promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zeropark.basis.errors import InputError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import PARK_ZONE, QUARTER_HOUR, Axis, Period
from zeropark.facts.ledger.response.call import Direction
from zeropark.facts.ledger.response.promise import whole_promises
from zeropark.facts.ledger.response.records import axis_record, promise_record
from zeropark.future.flexibility.make_offer import Asked, Offered, make_offer
from zeropark.future.flexibility.offer import Offer
from zeropark.future.plan.days.day_text import DayLine
from zeropark.shell.flexing.kept import kept
from zeropark.shell.flexing.known import able
from zeropark.shell.flexing.rulings import plant_of, programme_table
from zeropark.shell.ports.books import BooksStore
from zeropark.shell.ports.flexibility import FlexibilityStore, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedOffer:
    """What a person asks to be offered."""

    programme: str
    period: Period
    direction: Direction = "down"
    hold_minutes: int = 60
    price_cny_per_kwh: float | None = None


def flex_offer(
    wanted: WantedOffer,
    *,
    park: ParkDocument,
    rules: Rulebook,
    books: BooksStore,
    store: FlexibilityStore,
    at: datetime,
    plan: DayLine | None = None,
) -> Offered:
    """The largest offer that keeps every promise; it replaces the programme's for that time.

    With a plan it is made of what the plan leaves, else of what like days before leave.

    Raises:
        InputError: there is no such programme, or the price is above what it allows.
        MissingDataError: the park has no virtual plant.
        MissingRuleError: the programme's profile has no version on that day.
        StoreError: somebody else added to the store meanwhile.
    """
    plant = plant_of(park)
    programme = plant.programme_by_id.get(wanted.programme)
    if programme is None:
        raise InputError(
            "There is no programme {programme!r}. Those of the park: {known}.",
            programme=wanted.programme,
            known=", ".join(plant.programme_by_id) or "-",
        )
    there = kept(store)
    first = wanted.period.start.astimezone(PARK_ZONE)
    offer_id = f"{programme.id}-{wanted.direction}-{first:%Y%m%dT%H%M}"
    asked = Asked(
        id=offer_id,
        programme=programme,
        table=programme_table(rules, programme.profile, at=first.date()),
        direction=wanted.direction,
        axis=Axis.over(wanted.period, step=QUARTER_HOUR),
        hold_minutes=wanted.hold_minutes,
        price_cny_per_kwh=wanted.price_cny_per_kwh,
        at=at,
    )
    made = [each for each in there.promises if each.by != offer_id]
    can = able(park, books, wanted.period, plan=plan)
    found = make_offer(asked, plant=plant, able=can, made=made)
    store.put(
        [Record(sort="offer", id=offer_id, at=at, body=offer_record(found.offer))],
        seen=there.count,
    )
    return Offered(offer=found.offer, findings=(*can.findings, *found.findings))


def offer_record(offer: Offer) -> dict[str, object]:
    """An offer as JSON, with what it promises."""
    return {
        "id": offer.id,
        "programme": offer.programme,
        "direction": offer.direction,
        "axis": axis_record(offer.axis),
        "segments": [
            [
                {"power_kw": each.power_kw, "price_cny_per_kwh": each.price_cny_per_kwh}
                for each in step
            ]
            for step in offer.segments
        ],
        "promises": [promise_record(each) for each in whole_promises(offer.promises())],
        "made_at": offer.made_at.isoformat(),
    }
