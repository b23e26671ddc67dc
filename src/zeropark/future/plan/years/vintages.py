"""What is built once stands until its life is over: the totals that link the stages of a pathway.

    size in stage k  =  what stands by itself  +  sum of builds of stages b <= k  alive in k

A build of stage b is alive in k while  year(k) < year(b) + lifetime. It costs its annuity, at the
prices of its own year, in every year of the stages in which it is alive; so what is left of its
life at the end of the pathway is not paid for, which is what a residual value is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import fsum, inf
from typing import Final

from zeropark.basis.park.planning import Planning
from zeropark.basis.park.sizing import size_ranges
from zeropark.future.plan.assembly.account import Account, Key
from zeropark.future.plan.assembly.costs.charge import Charge
from zeropark.future.plan.assembly.costs.investment import Built
from zeropark.future.plan.assembly.problem import Problem
from zeropark.future.plan.program.chain import Chain, chain, linked
from zeropark.future.plan.program.draft import Whole
from zeropark.future.plan.program.step_program import Quantity, StepProgram, Total
from zeropark.future.plan.years.staging import Span

_INVESTMENT: Final = "investment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vintage:
    """One size as it can be built in one stage."""

    built: Built
    stage: int
    """Its number."""
    ends: float
    """The year in which its life is over; inf where it has no end."""
    alive: tuple[int, ...]
    """The stages in which it stands, its own first."""
    known: float | None
    """How much is built, where that is no choice."""


@dataclass(frozen=True, eq=False)
class Vintages:
    """Every build that a pathway may choose, and the program that they make of its stages."""

    written: Sequence[Problem]
    """One a stage, of the same park."""
    spans: Sequence[Span]

    @cached_property
    def every(self) -> tuple[Vintage, ...]:
        """By size, then by stage: first those that are choices."""
        choices = [at for at in self._each() if at.known is None]
        return (*choices, *(at for at in self._each() if at.known is not None))

    @cached_property
    def choices(self) -> tuple[Vintage, ...]:
        """Those with a column, in its order."""
        return tuple(at for at in self.every if at.known is None)

    @cached_property
    def chain(self) -> Chain:
        """All stages side by side, linked by what is built."""
        names = [str(span.year) for span in self.spans]
        side_by_side = chain(
            [without_investment(problem) for problem in self.written],
            names=names,
            weights=[span.weight for span in self.spans],
        )
        program = linked(
            side_by_side.program,
            quantities=[self._column(at) for at in self.choices],
            totals=(*self._ties(side_by_side), *self._budget(side_by_side)),
            offset=fsum(self._worth(at) * at.known for at in self.every if at.known is not None),
        )
        return Chain(program, side_by_side.parts)

    def amounts(self, quantities: Sequence[float]) -> tuple[float, ...]:
        """How much of each vintage is built, in the order of `every`.

        Args:
            quantities: of an answer of the chain.
        """
        first = len(quantities) - len(self.choices)
        chosen = [max(float(at), 0.0) for at in quantities[first:]]
        return (*chosen, *(at.known for at in self.every if at.known is not None))

    def charges(self, stage: int, amounts: Sequence[float]) -> tuple[Charge, ...]:
        """The charges of a stage, with the annuities of all that was built and is alive."""
        rest = (at for at in self.written[stage].charges if at.item != _INVESTMENT)
        paid: dict[Key, list[float]] = {}
        for vintage, amount in zip(self.every, amounts, strict=True):
            if stage in vintage.alive:
                annuity = vintage.built.annuity_cny_per_unit_year
                paid.setdefault(vintage.built.key, []).append(annuity * amount)
        own = (
            Charge(item=_INVESTMENT, of=of, component=field, account=Account(known=fsum(cny)))
            for (of, field), cny in paid.items()
        )
        return (*own, *rest)

    def _each(self) -> Iterator[Vintage]:
        for number, first in enumerate(self.written[0].sizes):
            lifetime = self._lifetime(first)
            stood: list[tuple[float, float]] = []
            for stage, span in enumerate(self.spans):
                built, ends = self.written[stage].sizes[number], span.year + lifetime
                known = None
                if not built.asked:
                    there = fsum(amount for amount, until in stood if span.year < until)
                    known = max(built.least - self._standing(built) - there, 0.0)
                    stood.append((known, ends))
                alive = tuple(k for k, at in enumerate(self.spans) if span.year <= at.year < ends)
                yield Vintage(built=built, stage=stage, ends=ends, alive=alive, known=known)

    def _lifetime(self, built: Built) -> float:
        """Years; what tells none costs nothing to build, and has no end."""
        park = self.written[0].site.park
        told = (at.lifetime_years for at in size_ranges(park) if (at.of, at.field) == built.key)
        device = park.device_by_id.get(built.of)
        own = None if device is None or device.economics is None else device.economics
        found = next(told, None) or (None if own is None else own.lifetime_years)
        return inf if found is None else found

    def _standing(self, built: Built) -> float:
        return min(built.standing, built.most)

    def _worth(self, at: Vintage) -> float:
        """What a unit costs through the pathway, as it is worth now."""
        weight = fsum(self.spans[stage].weight for stage in at.alive)
        return at.built.annuity_cny_per_unit_year * weight

    def _column(self, at: Vintage) -> Quantity:
        name = f"{self.spans[at.stage].year} build {'.'.join(at.built.key)}"
        return Quantity(name, self._worth(at), 0.0, at.built.most)

    def _ties(self, side_by_side: Chain) -> Iterator[tuple[Total, Mapping[int, float]]]:
        first = len(side_by_side.program.quantities)
        for stage, (problem, part) in enumerate(zip(self.written, side_by_side.parts, strict=True)):
            for built in (at for at in problem.sizes if at.asked):
                size, stands = problem.site.sizes[built.key], self._standing(built)
                terms = {
                    first + number: -1.0
                    for number, at in enumerate(self.choices)
                    if at.built.key == built.key and stage in at.alive
                }
                if isinstance(size, Whole):
                    terms[part.first_quantity + size.number] = 1.0
                else:
                    stands -= size
                name = f"{self.spans[stage].year} stands {'.'.join(built.key)}"
                yield Total(name, stands, stands), terms

    def _budget(self, side_by_side: Chain) -> Iterator[tuple[Total, Mapping[int, float]]]:
        """All that is built, in all stages together, within the money there is."""
        planning = self.written[0].site.park.planning or Planning()
        if planning.budget_cny is None or planning.rules.budget != "require":
            return
        first = len(side_by_side.program.quantities)
        cny = {first + n: at.built.investment_cny_per_unit for n, at in enumerate(self.choices)}
        spent = fsum(
            at.built.investment_cny_per_unit * at.known for at in self.every if at.known is not None
        )
        yield Total("rule.budget", -inf, planning.budget_cny - spent), cny


def without_investment(problem: Problem) -> StepProgram:
    """The program of a stage without annuities: builds carry them."""
    program = problem.program()
    quantities, offset = list(program.quantities), [program.offset]
    offset += [-at.account.known for at in problem.charges if at.item == _INVESTMENT]
    for built in (at for at in problem.sizes if at.asked):
        size, annuity = problem.site.sizes[built.key], built.annuity_cny_per_unit_year
        if isinstance(size, Whole):
            old = quantities[size.number]
            quantities[size.number] = replace(old, cost=old.cost - annuity)
        else:
            offset.append(-annuity * size)
    return replace(program, quantities=tuple(quantities), offset=fsum(offset))
