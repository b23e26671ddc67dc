"""Allocate: who used how much, whose the direct green power is, and where the year may end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from zeropark.basis.errors import MissingDataError
from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import PARK_ZONE, Period, parse_period
from zeropark.facts.ledger.attribute import consumption_by_owner
from zeropark.facts.ledger.green.direct import Direct, DirectFigures, direct
from zeropark.facts.ledger.green.projection import Projection, year_end
from zeropark.shell.ports.books import BooksStore


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionShare:
    """One direct connection: its figures, who may claim what, and the year's end."""

    direct: Direct
    year_end: Projection | None
    """None where the period does not run from the start of its year, or runs to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocatedPeriod:
    """The shares of a closed period."""

    period: Period
    consumption: pl.DataFrame
    """One row an owner and carrier: see `attribute.consumption_by_owner`."""
    connections: tuple[ConnectionShare, ...]


def allocate_period(
    period: Period, *, park: ParkDocument, books: BooksStore, share_losses: bool = False
) -> AllocatedPeriod:
    """The shares of a closed period; the year's end by last year's books where they are closed.

    Raises:
        MissingDataError: the period is not closed.
    """
    flows = books.flows(period)
    contracts = [contract for contract in park.contracts if isinstance(contract, GreenDirect)]
    connections = [
        _share(direct(flows, park=park, contract=contract), contract, park=park, books=books)
        for contract in contracts
    ]
    return AllocatedPeriod(
        period=period,
        consumption=consumption_by_owner(flows, park=park, share_losses=share_losses),
        connections=tuple(connections),
    )


def _share(
    found: Direct, contract: GreenDirect, *, park: ParkDocument, books: BooksStore
) -> ConnectionShare:
    elapsed = found.period
    year = parse_period(str(elapsed.last_day().year))
    if elapsed.start != year.start or elapsed.end >= year.end:
        return ConnectionShare(direct=found, year_end=None)
    rest = next(_rest_of_last_year(elapsed, contract, park=park, books=books), None)
    end = year_end(found.hourly, elapsed=elapsed, year=year, rest_of_last_year=rest)
    return ConnectionShare(direct=found, year_end=end)


def _rest_of_last_year(
    elapsed: Period, contract: GreenDirect, *, park: ParkDocument, books: BooksStore
) -> Iterator[DirectFigures]:
    """Last year from the same day on; nothing where it is not closed."""
    start = _year_before(elapsed.end)
    end = _year_before(parse_period(str(elapsed.last_day().year)).end)
    try:
        flows = books.flows(Period(start, end))
    except MissingDataError:
        return
    yield direct(flows, park=park, contract=contract).hourly


def _year_before(instant: datetime) -> datetime:
    """The same local day and hour of the year before; 29 February becomes 1 March."""
    local = instant.astimezone(PARK_ZONE)
    leap_day = (local.month, local.day) == (2, 29)
    moved = local.replace(month=3, day=1) if leap_day else local
    return moved.replace(year=local.year - 1)
