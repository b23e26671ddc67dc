"""What a plan spends on building: size by size, and when each has to be bought again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.sizing import size_ranges
from zeropark.future.plan.assembly.costs.investment import Built, built_sizes
from zeropark.future.plan.deals.projects.project import Replacement
from zeropark.future.plan.years.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Invested:
    """Money spent on one size of a device or point, beyond what stands already."""

    of: str
    field: str
    cny: float
    lifetime_years: float


def invested(plan: Plan) -> tuple[Invested, ...]:
    """What the plan builds; what costs nothing is left out.

    Raises:
        InputError: a cost or a lifetime is not told in the plan's own document.
    """
    return tuple(
        Invested(of=each.of, field=each.field, cny=cny, lifetime_years=life)
        for each in built_sizes(plan.park, year=plan.stage)
        if (cny := each.investment_cny_per_unit * _added(plan, each)) > 0.0
        and (life := _lifetime(plan.park, each)) is not None
    )


def bought_again(parts: Sequence[Invested], *, years: int) -> Iterator[Replacement]:
    """Each part that lasts less than so many years, whenever its life is over."""
    for each in parts:
        ends = [int(n * each.lifetime_years) for n in range(1, years + 1)]
        after = tuple(sorted({end for end in ends if 1 <= end < years}))
        if after:
            yield Replacement(name=f"{each.of}.{each.field}", cost_cny=each.cny, after_years=after)


def left_at_the_end(parts: Sequence[Invested], *, years: int) -> float:
    """What parts are still worth after so many years, CNY of now: cost x the life that is left."""
    return sum(each.cny * _left_of_life(each.lifetime_years, years) for each in parts)


def _left_of_life(lifetime_years: float, years: int) -> float:
    """The share of its life that the newest one of a part has left."""
    bought = max(
        (int(n * lifetime_years) for n in range(years + 1) if int(n * lifetime_years) < years),
    )
    return max(1.0 - (years - bought) / lifetime_years, 0.0)


def _added(plan: Plan, built: Built) -> float:
    """How much of a size the plan builds."""
    chosen = plan.size(built.of, built.field) if built.asked else built.least
    return max(chosen - built.standing, 0.0)


def _lifetime(park: ParkDocument, built: Built) -> float | None:
    """As the plan's annuity has it: of the entry in `planning.sizes`, else of the economics."""
    for asked in size_ranges(park):
        if (asked.of, asked.field) == (built.of, built.field) and asked.lifetime_years:
            return asked.lifetime_years
    device = park.device_by_id.get(built.of)
    costs = None if device is None else device.economics
    return None if costs is None else costs.lifetime_years
