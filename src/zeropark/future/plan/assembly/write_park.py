"""A park as a program: its devices' equations, its links and gates, and its buses closed.

Takes a park, its conditions and what may be chosen, gives a draft whose link expressions costs
and rules are put on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from zeropark.facts.ledger.flow import UNMETERED
from zeropark.future.plan.assembly.equations import write_equations
from zeropark.future.plan.program.draft import Draft
from zeropark.future.plan.site.boundary import Exchange
from zeropark.future.plan.site.closing import close_buses
from zeropark.future.plan.site.conditions import Conditions
from zeropark.future.plan.site.park_draft import Choice, ParkDraft, Path, of


def write_park(
    conditions: Conditions,
    *,
    choices: Mapping[tuple[str, str], Choice] | None = None,
    exchange: Exchange | None = None,
    on_off: bool = False,
    unserved: Collection[str] = (),
) -> ParkDraft:
    """The park of the conditions as a draft; every bus closes by its link expressions.

    Args:
        conditions: the park, its axis and its series.
        choices: the sizes that may be chosen, by the id of a device or boundary point and the
            name of the field.
        exchange: limits of what crosses the boundary beside the capacities of the points.
        on_off: whether units that may stand still get columns of whole numbers for it.
        unserved: buses that may lack something, at a price: what they lack comes `unmetered`.

    Raises:
        InputError: a bus or link of which all is known can't serve what is asked of it.
    """
    park, axis = conditions.park, conditions.axis
    draft = ParkDraft(
        park=park,
        axis=axis,
        draft=Draft(axis.count, open_start=conditions.stores_end == "open"),
        choices=choices or {},
        on_off=on_off,
    )
    for device in park.devices:
        write_equations(device, draft, conditions.around(device))
    for bus in unserved:
        lacking = draft.draft.flow(f"{bus}.unserved")
        draft.carry(Path(park.bus_by_id[bus].carrier, UNMETERED, bus), of(lacking))
    close_buses(draft, exchange)
    return draft
