"""Settle a period: every call of it that is verified, by its programme's pay rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Period
from zeropark.facts.ledger.response.result_records import settlement_record
from zeropark.facts.ledger.response.settle import Verified, settle
from zeropark.facts.ledger.response.settlement import Settlement
from zeropark.shell.flexing.kept import kept
from zeropark.shell.flexing.rulings import plant_of, programme_tables
from zeropark.shell.ports.flexibility import FlexibilityStore, Record


def flex_settle(
    period: Period,
    *,
    park: ParkDocument,
    rules: Rulebook,
    store: FlexibilityStore,
    at: datetime,
) -> Settlement:
    """What a period brings, and whose it is; a settlement of the same period before it stays.

    Raises:
        MissingDataError: the park has no virtual plant.
        MissingRuleError: a programme's profile has no version at the end of the period.
        StoreError: somebody else added to the store meanwhile.
    """
    plant, there = plant_of(park), kept(store)
    tables = programme_tables(rules, plant, at=period.last_day())
    calls = sorted(
        (call for call in there.standing if call.axis.start in period),
        key=lambda call: (call.issued_at, call.id),
    )
    asked = (call for call in calls if (call.power_kw > 0).any())  # not taken back by its sender
    missing = [call.id for call in asked if call.id not in there.deliveries]
    ready = [
        Verified(delivery=there.deliveries[call.id], price_cny_per_kwh=call.price_cny_per_kwh)
        for call in calls
        if call.id in there.deliveries
    ]
    here = {call.id for call in calls}
    earlier = [
        credited
        for other in there.settlements.values()
        for credited in other.credited
        if credited.call not in here
    ]
    found = settle(period, ready, park=park, programmes=tables, credited=earlier)
    found = replace(found, findings=(*(_not_verified(each) for each in missing), *found.findings))
    store.put(
        [Record(sort="settlement", id=period.name, at=at, body=settlement_record(found))],
        seen=there.count,
    )
    return found


def _not_verified(call: str) -> Finding:
    return Finding(
        code="settlement.not_verified",
        place=f"call {call}",
        problem_template="It is not verified, so it is not in the settlement.",
        remedy_template="Close its days, run `zeropark flex verify`, and settle again.",
        severity=Severity.WARNING,
    )
