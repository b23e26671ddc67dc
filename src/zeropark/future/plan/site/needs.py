"""What each bus needs: what is drawn from it, with the loss on the way, less what it is given."""

from __future__ import annotations

from zeropark.basis.carriers import CARRIERS, Group
from zeropark.basis.park.place import Bus
from zeropark.facts.ledger.flow import LOSSES
from zeropark.future.plan.site.expression import Expression, sum_of
from zeropark.future.plan.site.park_draft import ParkDraft, Path
from zeropark.future.simulation.operation.network import LOSS_SHARE

Needs = dict[str, Expression]
"""By bus, per step: above zero it lacks so much, below zero it has so much to spare."""

_KEPT = frozenset({Group.ELECTRICITY, Group.HYDROGEN_FAMILY})
"""Groups of carriers of which nothing is let go: plants give less, or it is a product."""


def needs_of(draft: ParkDraft) -> Needs:
    """The needs of all buses by what devices take and give; writes down what is lost on the way.

    The loss is the simulation's: a share of what devices draw; links and gates lose nothing.
    """
    return {bus.id: _need(draft, bus) for bus in draft.park.buses}


def may_spill(carrier: str) -> bool:
    """Whether what nobody takes may be let go, as heat, steam, water or a by-product is."""
    return CARRIERS[carrier].group not in _KEPT


def _need(draft: ParkDraft, bus: Bus) -> Expression:
    drawn = [amount for path, amount in draft.out_of(bus.id) if _draws(draft, path)]
    others = [amount for path, amount in draft.out_of(bus.id) if not _draws(draft, path)]
    given = [amount for _, amount in draft.into(bus.id)]
    nets = [
        amount.times(1.0 if path.source == bus.id else -1.0)
        for path, amount in draft.nets.items()
        if bus.id in (path.source, path.sink)
    ]
    lost = sum_of(drawn).times(LOSS_SHARE.get(bus.carrier, 0.0))
    if not lost.nothing:
        draft.carry(Path(bus.carrier, bus.id, LOSSES), lost)
    return sum_of([*drawn, *others, *nets, lost]) + sum_of(given).times(-1.0)


def _draws(draft: ParkDraft, path: Path) -> bool:
    return path.sink in draft.park.device_by_id
