"""What building and keeping costs: annuities and fixed operation, per unit of every size.

    annuity = investment x r / (1 - (1 + r)^-n)          r real rate a year, n lifetime in years

What stands already costs nothing to build. A kind of device that gets cheaper by experience does
so from the price year to the year that is planned for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zeropark.basis.errors import Finding, InputError
from zeropark.basis.park.device import Device
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.economics import Economics
from zeropark.basis.park.planning import Planning, SizeRange
from zeropark.basis.park.sizing import (
    SIZED,
    documented,
    kind_of,
    priced_sizes,
    size_ranges,
    standing,
    unit_fixed_cost,
    unit_investment,
)
from zeropark.future.plan.assembly.account import Account, Key
from zeropark.future.plan.assembly.costs.charge import Charge
from zeropark.future.plan.site.park_draft import Choice

_NO_ECONOMICS = Economics()


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """One size that is built: within which bounds, and what a unit of it costs."""

    of: str
    field: str
    least: float
    most: float
    """Equal to `least` where it is no choice."""
    standing: float
    """What of it stands already."""
    investment_cny_per_unit: float
    annuity_cny_per_unit_year: float
    fixed_cny_per_unit_year: float
    together: Mapping[str, float]
    """Sizes that keep their proportion to it: field -> units for each unit of this one."""
    asked: bool
    """Whether it is the plan's to set; else it is built as documented."""

    @property
    def key(self) -> Key:
        """By which the size is found."""
        return self.of, self.field


def capital_recovery(rate: float, lifetime_years: float) -> float:
    """The part of an investment that a level yearly payment over its life comes to.

    >>> round(capital_recovery(0.06, 20.0), 6), capital_recovery(0.0, 20.0)
    (0.087185, 0.05)
    """
    if rate == 0.0:
        return 1.0 / lifetime_years
    worth: float = (1.0 + rate) ** -lifetime_years
    return rate / (1.0 - worth)


def built_sizes(park: ParkDocument, *, year: int) -> tuple[Built, ...]:
    """Every size that is chosen, then every device that is built as documented.

    Args:
        park: with its economics and its planning section.
        year: that is planned for: what is commissioned by then stands, and learning is till then.

    Raises:
        InputError: a cost or a lifetime that is needed is not told; the findings name the places.
    """
    book = _Book(park, park.planning or Planning(), year)
    ranges = size_ranges(park)
    asked = [book.built(each, asked=True) for each in ranges]
    touched = {each.of for each in ranges}
    fixed = [
        book.built(each, asked=False)
        for device in park.devices
        if device.id not in touched
        for each in _as_documented(device)
    ]
    if book.findings:
        raise InputError.of(*book.findings)
    return tuple(each for each in (*asked, *fixed) if each is not None)


def choices_of(sizes: Sequence[Built]) -> Mapping[Key, Choice]:
    """The choices of a program: what a plan sets, and what keeps its proportion to it."""
    found: dict[Key, Choice] = {}
    for each in sizes:
        if each.asked:
            cost = each.annuity_cny_per_unit_year + each.fixed_cny_per_unit_year
            found[each.key] = _choice(each.least, each.most, cost)
            for name, ratio in each.together.items():
                found[each.of, name] = _choice(ratio * each.least, ratio * each.most, 0.0)
    return found


def investment(sizes: Sequence[Built]) -> Iterator[Charge]:
    """Annuity and fixed operation of each size, CNY a year."""
    for each in sizes:
        annuity, fixed = each.annuity_cny_per_unit_year, each.fixed_cny_per_unit_year
        if annuity:
            account = _of_size(each, annuity) + Account(known=-annuity * each.standing)
            yield Charge(item="investment", of=each.of, component=each.field, account=account)
        if fixed:
            account = _of_size(each, fixed)
            yield Charge(item="fixed_operation", of=each.of, component=each.field, account=account)


def invested(sizes: Sequence[Built]) -> Account:
    """All money that is spent on building beyond what stands, CNY, once."""
    total = Account()
    for each in sizes:
        capex = each.investment_cny_per_unit
        total = total + _of_size(each, capex) + Account(known=-capex * each.standing)
    return total


def _of_size(each: Built, cny: float) -> Account:
    """A cost per unit of a size; of one that is no choice, known beforehand."""
    return Account(sizes={each.key: cny}) if each.asked else Account(known=cny * each.least)


def _choice(least: float, most: float, cost_cny: float) -> Choice:
    return Choice(least=least, most=most, cost_cny_per_unit_year=cost_cny)


def _as_documented(device: Device) -> Iterator[SizeRange]:
    """A device that is no choice: each size that costs something, at its documented value."""
    sizes = list(priced_sizes(device))
    sized = SIZED.get(kind_of(device))
    if not sizes and sized is not None and unit_fixed_cost(device, sized.lead):
        sizes = [(sized.lead, ())]
    for name, together in sizes:
        size = documented(device, name)
        yield SizeRange(of=device.id, field=name, least=size, most=size, together=together)


@dataclass(slots=True)
class _Book:
    """Works out what sizes cost, and collects what is missing for it."""

    park: ParkDocument
    planning: Planning
    year: int
    findings: list[Finding] = field(default_factory=list)

    def built(self, size: SizeRange, *, asked: bool) -> Built | None:
        """One size with its costs; None where something that is needed is not told."""
        device = self.park.device_by_id.get(size.of)
        ratios = {} if device is None else _proportions(device, size)
        capex = _investment(device, size, ratios)
        if capex is None:
            self.findings.append(_no_cost(size))
            return None
        capex *= self._learnt(device)
        annuity = self._annuity(device, size, capex)
        if annuity is None:
            self.findings.append(_no_lifetime(size))
            return None
        there = 0.0 if device is None else standing(device, size.field, year=self.year)
        return Built(
            of=size.of,
            field=size.field,
            least=max(size.least, min(there, size.most)),
            most=size.most,
            standing=there,
            investment_cny_per_unit=capex,
            annuity_cny_per_unit_year=annuity,
            fixed_cny_per_unit_year=_fixed(device, size, ratios),
            together=ratios,
            asked=asked,
        )

    def _annuity(self, device: Device | None, asked: SizeRange, capex: float) -> float | None:
        """None where the lifetime is not told; what costs nothing needs none."""
        costs = _economics(device)
        lifetime = asked.lifetime_years or costs.lifetime_years
        if not capex:
            return 0.0
        if lifetime is None:
            return None
        own = costs.discount_rate
        return capex * capital_recovery(
            self.planning.discount_rate if own is None else own, lifetime
        )

    def _learnt(self, device: Device | None) -> float:
        """What is left of a price by the year that is planned for."""
        years = max(self.year - self.planning.price_year, 0)
        left = 1.0
        for each in self.planning.learning:
            if device is not None and each.kind == kind_of(device):
                left *= (1.0 - each.fall_share_per_year) ** years
        return left


def _economics(device: Device | None) -> Economics:
    return (device.economics if device is not None else None) or _NO_ECONOMICS


def _proportions(device: Device, asked: SizeRange) -> dict[str, float]:
    """Units of each following size for a unit of the asked one, as documented."""
    whole = documented(device, asked.field)
    return {other: documented(device, other) / whole for other in asked.together if whole > 0}


def _investment(
    device: Device | None, asked: SizeRange, ratios: Mapping[str, float]
) -> float | None:
    """A unit of a size with all that follows it, CNY; None where nothing tells."""
    if asked.capex_cny_per_unit is not None or device is None:
        return asked.capex_cny_per_unit
    costs = [
        cny * ratio
        for each, ratio in ((asked.field, 1.0), *ratios.items())
        if (cny := unit_investment(device, each)) is not None
    ]
    if costs:
        return sum(costs)
    return None if asked.least < asked.most else 0.0


def _fixed(device: Device | None, asked: SizeRange, ratios: Mapping[str, float]) -> float:
    if asked.fixed_opex_cny_per_unit_year is not None or device is None:
        return asked.fixed_opex_cny_per_unit_year or 0.0
    return sum(
        unit_fixed_cost(device, each) * ratio
        for each, ratio in ((asked.field, 1.0), *ratios.items())
    )


def _no_cost(asked: SizeRange) -> Finding:
    return Finding(
        code="plan.no_investment",
        place=f"{asked.of}.{asked.field}",
        problem_template="Its size is to be chosen, and nothing says what a unit of it costs.",
        remedy_template="Give economics with a capex to the device, or capex_cny_per_unit to its "
        "entry in planning.sizes; 0 where it costs nothing.",
    )


def _no_lifetime(asked: SizeRange) -> Finding:
    return Finding(
        code="plan.no_lifetime",
        place=f"{asked.of}.{asked.field}",
        problem_template="It costs something to build, and nothing says how long it lasts.",
        remedy_template="Give lifetime_years in its economics, or in its entry in planning.sizes.",
    )
