"""Withdraw: an offer, or a call before it starts, holds no more; its record stays."""

from __future__ import annotations

from datetime import datetime

from zeropark.basis.errors import InputError
from zeropark.basis.timeline import PARK_ZONE
from zeropark.shell.flexing.kept import kept
from zeropark.shell.ports.flexibility import FlexibilityStore, Record


def flex_withdraw(name: str, *, store: FlexibilityStore, at: datetime) -> None:
    """An offer or a call of that id holds no more: its power is free for others.

    Raises:
        InputError: there is none, or the call has started and its loads have moved.
        StoreError: somebody else added to the store meanwhile.
    """
    there = kept(store)
    offers = {offer.id for offer in there.offers}
    calls = {call.id: call for call in there.standing}
    if name not in offers | calls.keys():
        raise InputError(
            "There is no offer and no call {name!r} that holds. Those that do: {known}.",
            name=name,
            known=", ".join([*offers, *calls]) or "-",
        )
    call = calls.get(name)
    if call is not None and call.axis.start <= at:
        raise InputError(
            "The call {call!r} has started at {start}: loads have moved, and what was delivered "
            "counts. Agree with the caller on what is settled.",
            call=name,
            start=call.axis.start.astimezone(PARK_ZONE).isoformat(),
        )
    store.put([Record(sort="withdrawal", id=name, at=at, body={})], seen=there.count)
