"""Verify a call: baselines and measured draws of its resources, from closed flows."""

from __future__ import annotations

from datetime import datetime, timedelta

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import PARK_ZONE, QUARTER_HOUR, Period
from zeropark.facts.ledger.response.delivery import Delivery
from zeropark.facts.ledger.response.draw import draw_of
from zeropark.facts.ledger.response.quarters import quarter_axis
from zeropark.facts.ledger.response.result_records import delivery_record
from zeropark.facts.ledger.response.verify import verify
from zeropark.shell.flexing.kept import kept
from zeropark.shell.flexing.known import joined, known_flows
from zeropark.shell.flexing.rulings import how_verified, plant_of, programme_table
from zeropark.shell.ports.books import BooksStore
from zeropark.shell.ports.flexibility import FlexibilityStore, Record


def flex_verify(
    call_id: str,
    *,
    park: ParkDocument,
    rules: Rulebook,
    books: BooksStore,
    store: FlexibilityStore,
    at: datetime,
) -> Delivery:
    """What was delivered of a call, as closed flows tell it now; kept beside what was told before.

    Raises:
        InputError: no such call was received.
        MissingDataError: its time is not closed, a resource has no meter, or its programme names
            no baseline.
        MissingRuleError: a rule has no version on its day.
    """
    plant, there = plant_of(park), kept(store)
    call = there.call(call_id)
    day = call.axis.start.astimezone(PARK_ZONE).date()
    profile = plant.programme_by_id[call.programme].profile
    table = programme_table(rules, profile, at=day)
    how = how_verified(rules, table, programme=call.programme, at=day)
    event = quarter_axis(call.axis.period).period
    back = timedelta(days=(how.baseline.back_days or 1) + 2)
    around = [each.end for each in joined(books.closed()) if each.start <= event.start < each.end]
    end = event.end + QUARTER_HOUR  # a gap at the end is bridged to what follows
    end = max(event.end, min([end, *around]))
    flows = known_flows(books, Period(event.start - back, end))
    allocation = there.allocations[call_id]
    resources = [plant.resource_by_id[name] for name in allocation.resources]
    delivery = verify(
        call,
        there.replies[call_id],
        allocation,
        draws={each.id: draw_of(flows, each.devices, meters=each.meters) for each in resources},
        left_out=there.left_out(plant, but=call_id),
        how=how,
    )
    store.put([Record(sort="delivery", id=call_id, at=at, body=delivery_record(delivery))])
    return delivery
