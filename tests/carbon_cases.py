"""Small parks, flows and rules for tests of carbon and evaluation, worked by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Certainty, Content, Rule, Rulebook, Source
from zeropark.basis.timeline import Axis, Period
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.facts.ledger.green.green_books import Claim, GreenBook, GreenBooks

TINY = (Path(__file__).parent / "parks" / "tiny.yaml").read_text(encoding="utf-8")
START = datetime(2026, 5, 31, 16, tzinfo=UTC)  # 2026-06-01 00:00 in Shanghai
RULES = load_rulebook()

HEAD = """\
version: 1
id: case
name: {zh: 例, en: Case}
scope: {boundary: whole, province: gansu}
sites: [{id: ground, name: {zh: 地, en: Ground}, latitude: 38.5, longitude: 102.2}]
"""

Amounts = Mapping[str, float | list[float]]
"""Amount per interval by link id, `carrier:source>sink`; NaN is missing."""


@cache
def park_from(text: str) -> ParkDocument:
    read = load_park(text, name="case.yaml")
    park, findings = read.park, read.findings
    assert park is not None, findings
    return park


def tiny() -> ParkDocument:
    return park_from(TINY)


def flows_of(
    amounts: Amounts,
    *,
    steps: int = 4,
    start: datetime = START,
    step: timedelta = timedelta(minutes=15),
    quality: int = 0,
    residual: frozenset[str] = frozenset(),
) -> Flows:
    links = []
    for text in amounts:
        carrier, _, ends = text.partition(":")
        source, _, sink = ends.partition(">")
        links.append(FlowLink(carrier, source, sink, None if text in residual else f"m-{source}"))
    rows = [np.broadcast_to(np.asarray(value, dtype=float), (steps,)) for value in amounts.values()]
    quantity = np.array(rows).reshape(len(links), steps)
    kinds = [Kind.RESIDUAL if text in residual else Kind.MEASURED for text in amounts]
    return Flows(
        park="case",
        axis=Axis(start, step, steps),
        links=tuple(links),
        quantity=quantity,
        quality=np.where(np.isnan(quantity), 1, quality).astype(np.uint8),
        kind=np.repeat(np.array(kinds, dtype=np.uint8)[:, None], steps, axis=1),
    )


def period_of(flows: Flows) -> Period:
    return flows.axis.period


def green_of(
    flows: Flows,
    *,
    trade: float = 0.0,
    certificates: float = 0.0,
    grid_import: float = 0.0,
    direct: float = 0.0,
    used: float = 0.0,
) -> GreenBooks:
    """Green books with the given kWh, as if worked out from contracts."""
    claims = [
        Claim(
            book=book,
            contract=contract,
            holder="case",
            month=None,
            claimed_kwh=kwh,
            counted_kwh=kwh,
        )
        for book, contract, kwh in (
            (GreenBook.TRADE, "trade-1", trade),
            (GreenBook.CERTIFICATE, "gec-1", certificates),
        )
        if kwh > 0
    ]
    return GreenBooks(
        park="case",
        period=flows.axis.period,
        months=("2026-06",),
        consumption_kwh=np.array([used]),
        grid_import_kwh=np.array([grid_import]),
        direct_kwh=np.array([direct]),
        claims=tuple(claims),
        missing_hours=0,
        quality=0,
    )


def rule(rule_id: str, content: Content, unit: str | None = None, *, own: bool = True) -> Rule:
    return Rule(
        id=rule_id,
        zh=rule_id,
        en=rule_id,
        unit=unit,
        content=content,
        valid_from=date(2000, 1, 1),
        valid_to=None,
        source=Source(document="worked by hand"),
        certainty=Certainty.MEASURED,
        own=own,
    )


def rules_with(*more: Rule) -> Rulebook:
    return Rulebook((*RULES.rules, *more))


def rules_without(*ids: str) -> Rulebook:
    return Rulebook(tuple(each for each in RULES.rules if each.id not in ids))
