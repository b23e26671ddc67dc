"""What is paid for standing by: whole months in which a programme called nobody."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.programme import ProgrammeTable
from zeropark.basis.timeline import PARK_ZONE, Period
from zeropark.basis.units import Money
from zeropark.facts.ledger.bills.metered import exact
from zeropark.facts.ledger.response.parts import parts_of
from zeropark.facts.ledger.response.settlement import PayLine, Settlement


def standby(
    period: Period,
    *,
    park: ParkDocument,
    programmes: Mapping[str, ProgrammeTable],
    called: Collection[str],
    first_line: int,
) -> Settlement:
    """The lines of standing by; none where the period is no whole month.

    Args:
        period: the month.
        park: whose resources and agreements these are.
        programmes: the tables in force, by the programme's id.
        called: programmes that called in the month.
        first_line: the number of the first line.
    """
    made = Settlement(period=period, lines=(), parts=(), credited=(), findings=())
    plant = park.virtual_plant
    if plant is None or not _whole_month(period):
        return made
    for programme in plant.programmes:
        table = programmes.get(programme.id)
        price = None if table is None else table.standby_cny_per_kw_month
        if price is None or programme.id in called:
            continue
        down = [each for each in plant.resources_of(programme.id) if each.direction == "down"]
        told_kw = programme.registered_kw
        power_kw = sum(each.largest_kw for each in down) if told_kw is None else told_kw
        quantity, price_cny = exact(power_kw), Decimal(repr(price))
        line = PayLine(
            what="standby",
            programme=programme.id,
            of=period.name,
            quantity=quantity,
            unit="kW",
            price_cny=price_cny,
            amount=Money.of_cny(quantity * price_cny),
            share=None,
        )
        weights = {each.id: each.largest_kw for each in down}
        number = first_line + len(made.lines)
        parts = tuple(parts_of(number, line, weights, park))
        made = replace(made, lines=(*made.lines, line), parts=(*made.parts, *parts))
    return made


def _whole_month(period: Period) -> bool:
    start, end = (at.astimezone(PARK_ZONE) for at in (period.start, period.end))
    following = start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
    return start.day == 1 and start.hour == start.minute == 0 and end == following
