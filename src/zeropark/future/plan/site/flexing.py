"""Flexibility: how far a load may be moved in time, or shed at a price.

A load whose shed energy is made up (`shift_hours`) is moved within windows of that length, from
local midnight on, and by no more than its shares of the present load; over each window it uses
what it would have used. A load that makes nothing up may be shed where its interruption has a
price; without one, what that costs is not known, and it stays as it is. Notice and the number of
calls are not planned for.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.device import Device
from zeropark.basis.park.economics import Flexibility
from zeropark.future.plan.program.draft import Amount
from zeropark.future.plan.site.conditions import calendar_of
from zeropark.future.plan.site.expression import Expression
from zeropark.future.plan.site.park_draft import ParkDraft, known, of

_MINUTES_A_DAY = 24 * 60


def flexed(
    draft: ParkDraft,
    device: Device,
    present: Amount,
    *,
    flexibility: Flexibility | None,
    full: Amount,
    least: Amount = 0.0,
    kwh_per_unit: Amount = 1.0,
) -> Expression:
    """The use of a load in each step: the present one, more or less.

    Args:
        draft: the program of the park.
        device: the load.
        present: what it uses if nothing is moved.
        flexibility: how far it may be moved; None: not at all.
        full: the most that it can use in a step, whatever its shares say.
        least: below which it is not brought, whatever its shares say.
        kwh_per_unit: of energy per unit of use, for the price of an interruption.
    """
    if flexibility is None or flexibility.down_share == 0.0:
        return known(present)
    down = np.minimum(
        flexibility.down_share * np.asarray(present),
        np.maximum(np.asarray(present) - least, 0.0),
    )
    told = flexibility.interruption_cost_cny_per_kwh
    price = None if told is None else told * kwh_per_unit
    if flexibility.shift_hours > 0.0:
        moved = _shifted(draft, device, present, down, flexibility, full=full, price=price)
        return known(present) + moved
    if price is None:
        return known(present)
    shed = draft.draft.flow(f"{device.id}.shed", cost=price, upper=down)
    return known(present) + of(shed, -1.0)


def _shifted(
    draft: ParkDraft,
    device: Device,
    present: Amount,
    down: Amount,
    flexibility: Flexibility,
    *,
    full: Amount,
    price: Amount | None,
) -> Expression:
    """What is moved: more in some steps of a window, less in others, nothing over all of it."""
    ends = _window_ends(draft, hours=flexibility.shift_hours)
    if ends.all():
        return Expression()
    room = np.maximum(full - np.asarray(present), 0.0)
    if flexibility.up_share > 0.0:
        room = np.minimum(room, flexibility.up_share * np.asarray(present))
    moved = _moved(draft, device, down=down, up=room, price=price)
    ahead: Amount = np.inf
    if flexibility.max_duration_h is not None:
        ahead = down * (flexibility.max_duration_h / draft.hours)
    most = np.where(ends, 0.0, ahead)
    balance = draft.draft.flow(f"{device.id}.ahead", lower=-most, upper=most)
    row = draft.draft.row(f"{device.id}.ahead", lower=0.0, upper=0.0)
    draft.draft.add(row, {balance: -1.0, **moved.terms}, before={balance: 1.0})
    return moved


def _moved(
    draft: ParkDraft, device: Device, *, down: Amount, up: Amount, price: Amount | None
) -> Expression:
    """One column either way; two where less has a price and more has none."""
    if price is None:
        return of(draft.draft.flow(f"{device.id}.moved", lower=-1.0 * down, upper=up))
    less = draft.draft.flow(f"{device.id}.less", cost=price, upper=down)
    more = draft.draft.flow(f"{device.id}.more", upper=up)
    return Expression({less: -1.0, more: 1.0})


def _window_ends(draft: ParkDraft, *, hours: float) -> NDArray[np.bool_]:
    """The steps with which a window ends; windows of a day or less begin anew at midnight."""
    calendar = calendar_of(draft.axis)
    length = round(hours * 60)
    minute = calendar.minute
    if length > _MINUTES_A_DAY:
        minute = minute + (calendar.day - calendar.day[0]) * _MINUTES_A_DAY
        window = minute // length
    else:
        window = calendar.day * _MINUTES_A_DAY + minute // length
    ends = np.ones(window.size, dtype=np.bool_)
    ends[:-1] = window[1:] != window[:-1]
    return ends
