"""What each bus needs: what is drawn from it, with the loss on the way, less what it is given."""

from __future__ import annotations

from dataclasses import dataclass

from zeropark.basis.carriers import CARRIERS, Group
from zeropark.basis.park.place import Bus
from zeropark.facts.ledger.flow import LOSSES
from zeropark.future.plan.site.expression import Expression, sum_of
from zeropark.future.plan.site.park_draft import ParkDraft, Path
from zeropark.future.plan.site.span import never_negative
from zeropark.future.simulation.operation.network import LOSS_SHARE

_KEPT = frozenset({Group.ELECTRICITY, Group.HYDROGEN_FAMILY})
"""Groups of carriers of which nothing is let go: plants give less, or it is a product."""


@dataclass(frozen=True, slots=True, eq=False)
class Need:
    """Of one bus, per step: above zero it lacks so much, below zero it has so much to spare."""

    amount: Expression = Expression()  # noqa: RUF009 - frozen, and nothing is in it
    drawn: bool = False
    """Whether anything is drawn from the bus; if not, it never lacks anything."""
    given: bool = False
    """Whether anything is given to the bus; if not, it never has anything to spare."""

    def with_drawn(self, amount: Expression) -> Need:
        """More that is drawn, never negative."""
        return self.with_both(Need(amount, drawn=True))

    def with_given(self, amount: Expression) -> Need:
        """More that is given, never negative."""
        return self.with_both(Need(amount.times(-1.0), given=True))

    def with_both(self, other: Need) -> Need:
        """The needs of two buses together."""
        return Need(
            self.amount + other.amount, self.drawn or other.drawn, self.given or other.given
        )

    def turned(self) -> Need:
        """What is to spare for what is lacking, and the other way round."""
        return Need(self.amount.times(-1.0), drawn=self.given, given=self.drawn)

    def never_spares(self, draft: ParkDraft) -> bool:
        """Whether it never has anything to spare: no flow is negative, and bounds say the rest."""
        return not self.given or never_negative(self.amount, draft)

    def never_lacks(self, draft: ParkDraft) -> bool:
        """Whether the bus never lacks anything."""
        return self.turned().never_spares(draft)


Needs = dict[str, Need]
"""By bus."""


def needs_of(draft: ParkDraft) -> Needs:
    """The needs of all buses by what devices take and give; writes down what is lost on the way.

    The loss is the simulation's: a share of what devices draw; links and gates lose nothing.
    """
    return {bus.id: _need(draft, bus) for bus in draft.park.buses}


def may_spill(carrier: str) -> bool:
    """Whether what nobody takes may be let go, as heat, steam, water or a by-product is."""
    return CARRIERS[carrier].group not in _KEPT


def drawn_with_loss(draft: ParkDraft, path: Path, amount: Expression) -> Expression:
    """What a bus must have for what a device draws; the loss on the way is written down."""
    lost = amount.times(LOSS_SHARE.get(path.carrier, 0.0))
    if not lost.nothing:
        draft.carry(Path(path.carrier, path.source, LOSSES), lost)
    return amount + lost


def _need(draft: ParkDraft, bus: Bus) -> Need:
    drawn = [amount for path, amount in draft.out_of(bus.id) if _by_device(draft, path)]
    others = [amount for path, amount in draft.out_of(bus.id) if not _by_device(draft, path)]
    given = [amount for _, amount in draft.into(bus.id)]
    nets = [
        amount.times(1.0 if path.source == bus.id else -1.0)
        for path, amount in draft.nets.items()
        if bus.id in (path.source, path.sink)
    ]
    need = Need(sum_of(nets), drawn=bool(nets), given=bool(nets))
    if drawn or others:
        lossy = drawn_with_loss(draft, Path(bus.carrier, bus.id, ""), sum_of(drawn))
        need = need.with_drawn(sum_of([lossy, *others]))
    return need.with_given(sum_of(given)) if given else need


def _by_device(draft: ParkDraft, path: Path) -> bool:
    return path.sink in draft.park.device_by_id
