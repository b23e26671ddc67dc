"""Closing the buses: what flows in flows out, with as few rows as that takes.

What a bus needs is an expression of what its devices take and give. A connection that has to
carry just that gets the expression, and neither a column nor a row where bounds prove that it
can. So links pass the needs of outer buses on to inner ones, a bus that one gate supplies has no
row, and a bus of which all is known is worked out beforehand.
"""

from __future__ import annotations

from math import inf

from zeropark.basis.errors import Finding, InputError
from zeropark.facts.ledger.flow import LOSSES
from zeropark.future.plan.program.draft import Flow
from zeropark.future.plan.site.boundary import Exchange, Way, carry_over, open_column, ways_of
from zeropark.future.plan.site.expression import Expression, sum_of
from zeropark.future.plan.site.known_bus import settle_known
from zeropark.future.plan.site.needs import Need, may_spill, needs_of
from zeropark.future.plan.site.park_draft import ParkDraft, Path, of
from zeropark.future.plan.site.passing_on import pass_on
from zeropark.future.plan.site.span import never_above
from zeropark.future.plan.site.yards import bear_by_yards, has_yards


def close_buses(draft: ParkDraft, exchange: Exchange | None = None) -> None:
    """Write what crosses links and the boundary, and a row for each bus that still needs one.

    Raises:
        InputError: a bus of which all is known can't be served; the findings name bus and time.
    """
    limits = Exchange() if exchange is None else exchange
    needs = needs_of(draft)
    findings = pass_on(draft, needs)
    for bus in draft.park.buses:
        findings += _settle(draft, bus.id, needs[bus.id], limits)
    if findings:
        raise InputError.of(*findings)


def _settle(draft: ParkDraft, bus: str, need: Need, limits: Exchange) -> list[Finding]:
    into, out = ways_of(draft, bus, limits)
    amount = need.amount
    if not amount.terms and all(way.fixed for way in (*into, *out)):
        return settle_known(draft, bus, draft.draft.values(amount.known), into=into, out=out)
    if need.never_spares(draft):
        _supply(draft, bus, amount, into)
    elif need.never_lacks(draft):
        _release(draft, bus, amount.times(-1.0), out)
    elif not into and has_yards(draft, bus):
        bear_by_yards(draft, bus, amount, leaving=_leaving(draft, out))
    else:
        _balance(draft, bus, amount, into, out)
    return []


def _supply(draft: ParkDraft, bus: str, need: Expression, into: list[Way]) -> None:
    """A bus that never has anything to spare."""
    if len(into) == 1 and into[0].fixed and never_above(need, into[0].most, draft):
        carry_over(draft, into[0], need)
    else:
        _balance(draft, bus, need, into, [])


def _release(draft: ParkDraft, bus: str, surplus: Expression, out: list[Way]) -> None:
    """A bus that never lacks anything."""
    carrier = draft.park.bus_by_id[bus].carrier
    if _passes_all(draft, surplus, out):
        _let_out(draft, surplus, out)
    elif not out and may_spill(carrier):
        draft.carry(Path(carrier, bus, LOSSES), surplus)
    else:
        _balance(draft, bus, surplus.times(-1.0), [], out)


def _passes_all(draft: ParkDraft, surplus: Expression, out: list[Way]) -> bool:
    """Whether the ways out take whatever is over, in shares that the document tells."""
    if not out or not _shared(out):
        return False
    if all(way.open_ended for way in out):
        return True
    return len(out) == 1 and out[0].fixed and never_above(surplus, out[0].most, draft)


def _let_out(draft: ParkDraft, surplus: Expression, out: list[Way]) -> None:
    for way, share in zip(out, _shared(out), strict=True):
        carry_over(draft, way, surplus.times(share))


def _balance(draft: ParkDraft, bus: str, need: Expression, into: list[Way], out: list[Way]) -> None:
    """A row: what comes in covers the need and what goes out, and what is over is let go.

    One unlimited way out needs no column where the row is the bound of another one.
    """
    carrier = draft.park.bus_by_id[bus].carrier
    if not into and len(need.terms) == 1 and _passes_all(draft, need.times(-1.0), out):
        draft.require(f"bus {bus}", need, upper=0.0)
        _let_out(draft, need.times(-1.0), out)
        return
    coming = sum_of(_opened(draft, way) for way in into)
    over = coming + need.times(-1.0) + _leaving(draft, out).times(-1.0)
    spills = may_spill(carrier) and not any(way.open_ended for way in out)
    draft.require(f"bus {bus}", over, lower=0.0, upper=inf if spills else 0.0)
    if spills:
        draft.carry(Path(carrier, bus, LOSSES), over)


def _opened(draft: ParkDraft, way: Way) -> Expression:
    column = of(open_column(draft, way))
    carry_over(draft, way, column)
    return column


def _leaving(draft: ParkDraft, out: list[Way]) -> Expression:
    """What leaves: one column in the documented shares where nothing limits it, else one each."""
    shares = _shared(out)
    if len(out) > 1 and shares and all(way.open_ended for way in out):
        column: Flow = draft.draft.flow(f"{out[0].point.bus}.out")
        for way, share in zip(out, shares, strict=True):
            carry_over(draft, way, of(column, share))
        return of(column)
    return sum_of([_opened(draft, way) for way in out])


def _shared(out: list[Way]) -> list[float]:
    """The shares in which what leaves is divided; none where the document does not say."""
    if len(out) == 1:
        return [1.0]
    shares = [way.point.outflow_share for way in out]
    told = [share for share in shares if share is not None]
    total = sum(told)
    return [share / total for share in told] if len(told) == len(out) and total > 0.0 else []
