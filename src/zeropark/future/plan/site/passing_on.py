"""Links and converters on demand: each passes on what the bus at its end needs.

A connection is settled at a bus where it is the last one open: there it carries what the bus
needs. It is written as that expression, and not as a column, where this can't change what is
possible. Rings are cut by a column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from zeropark.basis.carriers import CARRIERS
from zeropark.basis.errors import Finding
from zeropark.basis.park.place import Link
from zeropark.future.plan.program.draft import Whole
from zeropark.future.plan.site.expression import Expression
from zeropark.future.plan.site.flexing import flexed
from zeropark.future.plan.site.needs import Need, Needs, drawn_with_loss, may_spill
from zeropark.future.plan.site.park_draft import OnDemand, ParkDraft, Path, of
from zeropark.future.plan.site.span import never_above, span_of

Connection = Link | OnDemand


def pass_on(draft: ParkDraft, needs: Needs) -> list[Finding]:
    """Settle every link and every converter on demand, outer buses first; `needs` follow.

    Gives what is wrong with links that can't carry what is known beforehand.
    """
    passing = _Passing(draft, needs)
    pending: list[Connection] = [*draft.on_demand, *draft.park.links]
    findings: list[Finding] = []
    while pending:
        at = passing.outermost(pending)
        connection = pending[-1] if at is None else at[1]
        pending.remove(connection)
        if isinstance(connection, OnDemand):
            passing.call(connection, alone=at is not None)
        elif at is None:
            passing.cut(connection)
        else:
            findings += passing.carry_on(connection, at[0])
    return findings


@dataclass(slots=True)
class _Passing:
    draft: ParkDraft
    needs: Needs

    def outermost(self, pending: list[Connection]) -> tuple[str, Connection] | None:
        """A bus with one open connection, which can bring what it needs; best without gates."""
        touching: dict[str, list[Connection]] = {}
        for connection in pending:
            for bus in self._ends(connection):
                touching.setdefault(bus, []).append(connection)
        found = [
            (bus, here[0])
            for bus, here in touching.items()
            if len(here) == 1 and bus in _served(here[0])
        ]
        return min(found, key=self._rank, default=None)

    def _rank(self, at: tuple[str, Connection]) -> tuple[bool, bool]:
        """Buses with gates last; of a one-way link's ends, where it starts first."""
        bus, connection = at
        starts = isinstance(connection, Link) and bus == connection.source
        one_way = isinstance(connection, Link) and not connection.both_ways
        return self._has_gates(bus), not (one_way and starts)

    def call(self, unit: OnDemand, *, alone: bool) -> None:
        """A converter makes what its bus needs."""
        bus = unit.output.sink
        need = self.needs[bus]
        if alone and self._can_just_make(unit, need):
            self.needs[bus] = Need()
            made = need.amount
        else:
            column = self.draft.flow(unit.device, "made")
            name = f"{unit.device.id}.made at full load"
            self.draft.at_most(name, column, unit.size, share=unit.full)
            made = of(column)
            self.needs[bus] = need.with_given(made)
        self.draft.carry(unit.output, made)
        self._exchange(unit, self._moved(unit, made))

    def _can_just_make(self, unit: OnDemand, need: Need) -> bool:
        """Whether it can make what is needed whatever that is."""
        if isinstance(unit.size, Whole) or not need.never_spares(self.draft):
            return False
        return never_above(need.amount, unit.size * unit.full, self.draft)

    def _moved(self, unit: OnDemand, made: Expression) -> Expression:
        """What it works on in each step: what it makes, or that moved within its flexibility."""
        flexibility = unit.flexibility
        if flexibility is None or flexibility.shift_hours == 0.0:
            return made
        if made.terms or isinstance(unit.size, Whole):
            return made
        full = unit.size * unit.full
        return flexed(self.draft, unit.device, made.known, flexibility=flexibility, full=full)

    def carry_on(self, link: Link, bus: str) -> list[Finding]:
        """A link carries what the bus at its end needs, or has to spare."""
        need = self.needs[bus]
        toward = need if bus == link.sink else need.turned()
        if not self._settles(link, bus, toward):
            self.cut(link)
            return []
        self.needs[bus] = Need()
        other = link.source if bus == link.sink else link.sink
        self.needs[other] = self.needs[other].with_both(need)
        if link.both_ways:
            self.draft.carry_net(self._path(link), toward.amount)
        else:
            self.draft.carry(self._path(link), toward.amount)
        return self._within(link, toward)

    def cut(self, link: Link) -> None:
        """A link whose amount is a column."""
        most = self._most(link)
        lower = -most if link.both_ways else 0.0
        flow = of(self.draft.draft.flow(f"link {link.id}", lower=lower, upper=most))
        through = Need(flow, drawn=True, given=link.both_ways)
        self.needs[link.source] = self.needs[link.source].with_both(through)
        back = Need(flow.times(-1.0), drawn=link.both_ways, given=True)
        self.needs[link.sink] = self.needs[link.sink].with_both(back)
        if link.both_ways:
            self.draft.carry_net(self._path(link), flow)
        else:
            self.draft.carry(self._path(link), flow)

    def _settles(self, link: Link, bus: str, toward: Need) -> bool:
        """Whether the link may simply carry what the bus needs.

        Not where the bus has gates of its own, nor where what is over could be let go there
        while the link carries less.
        """
        if self._has_gates(bus):
            return False
        if link.both_ways or not may_spill(self.draft.park.bus_by_id[bus].carrier):
            return True
        if bus == link.sink:
            return toward.never_spares(self.draft)
        fits = never_above(toward.amount, self._most(link), self.draft)
        return fits and not self._has_gates(link.sink)

    def _has_gates(self, bus: str) -> bool:
        return any(point.bus == bus for point in self.draft.park.boundary_points)

    def _within(self, link: Link, toward: Need) -> list[Finding]:
        """A row where the link's direction or capacity could stand in the way."""
        most, amount = self._most(link), toward.amount
        if link.both_ways:
            least, forwards = -most, never_above(amount.times(-1.0), most, self.draft)
        else:
            least, forwards = 0.0, toward.never_spares(self.draft)
        if forwards and never_above(amount, most, self.draft):
            return []
        if not amount.terms:
            return [self._overloaded(link, amount, most)]
        self.draft.require(f"link {link.id}", amount, lower=least, upper=most)
        return []

    def _overloaded(self, link: Link, amount: Expression, most: float) -> Finding:
        low, high = span_of(amount, self.draft)
        problem = (
            "The link would have to carry {low:,.9g} to {high:,.9g} {unit} a step, "
            "beyond {most:,.9g}."
        )
        remedy = "Raise its capacity_kw, say both_ways if it may carry back, or move a device."
        unit = CARRIERS[self.draft.park.bus_by_id[link.source].carrier].unit
        return Finding(
            code="plan.link_overloaded",
            place=f"links.{link.id}",
            problem_template=problem,
            remedy_template=remedy,
            data={"low": float(low.min()), "high": float(high.max()), "unit": unit, "most": most},
        )

    def _exchange(self, unit: OnDemand, work: Expression) -> None:
        """Write down what a converter's other ports carry, and what their buses need by it."""
        for path, ratio in unit.per_output.items():
            amount = work.times(ratio)
            self.draft.carry(path, amount)
            if path.sink in self.needs:
                self.needs[path.sink] = self.needs[path.sink].with_given(amount)
            else:
                drawn = drawn_with_loss(self.draft, path, amount)
                self.needs[path.source] = self.needs[path.source].with_drawn(drawn)

    def _most(self, link: Link) -> float:
        return inf if link.capacity_kw is None else link.capacity_kw * self.draft.hours

    def _path(self, link: Link) -> Path:
        carrier = self.draft.park.bus_by_id[link.source].carrier
        return Path(carrier, link.source, link.sink)

    def _ends(self, connection: Connection) -> Iterator[str]:
        if isinstance(connection, Link):
            yield from (connection.source, connection.sink)
            return
        yield connection.output.sink
        for path in connection.per_output:
            yield path.sink if path.sink in self.needs else path.source


def _served(connection: Connection) -> tuple[str, ...]:
    """The buses whose need a connection can bring."""
    if isinstance(connection, Link):
        return connection.source, connection.sink
    return (connection.output.sink,)
