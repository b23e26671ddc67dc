"""All figures at once: many draws of what may come, and what they do to a project's worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import pi, sqrt
from typing import Final

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.future.plan.deals.amount import Array
from zeropark.future.plan.deals.check import refuse
from zeropark.future.plan.deals.projects.cash_flows import View
from zeropark.future.plan.deals.projects.project import Project
from zeropark.future.plan.deals.uncertainty.distribution import Distribution
from zeropark.future.plan.deals.uncertainty.driver import Driver
from zeropark.future.plan.deals.uncertainty.outcome import Outcome, outcome

PERCENTILES: Final = (5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0)
_BATCH: Final = 2_000
_INDEPENDENT: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertain:
    """A driver and how its factor is spread."""

    driver: Driver
    factor: Distribution


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spread:
    """How one figure comes out over the draws; figures are NaN where no draw has one."""

    values: Array
    """Of every draw that has one, in the order of drawing."""
    draws: int

    @property
    def share_without(self) -> float:
        """Share of draws that have no such figure, e.g. no rate of return."""
        return 1.0 - self.values.size / self.draws

    @property
    def mean(self) -> float:
        """Over the draws that have one."""
        return float(self.values.mean()) if self.values.size else np.nan

    @property
    def deviation(self) -> float:
        """Standard deviation over the draws that have one; NaN below two."""
        return float(self.values.std(ddof=1)) if self.values.size > 1 else np.nan

    @property
    def standard_error(self) -> float:
        """Of the mean: how far off the number of draws leaves it, deviation / sqrt(draws)."""
        return self.deviation / sqrt(self.values.size) if self.values.size else np.nan

    def percentiles(self) -> dict[float, float]:
        """The value that so many per cent of draws stay below, for each of `PERCENTILES`."""
        if not self.values.size:
            return dict.fromkeys(PERCENTILES, np.nan)
        found = np.percentile(self.values, PERCENTILES)
        return dict(zip(PERCENTILES, found.tolist(), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Converged:
    """How well the mean present value was known after so many draws."""

    draws: int
    mean_cny: float
    standard_error_cny: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MonteCarlo:
    """What many draws of a project come to."""

    draws: int
    view: View
    npv_cny: Spread
    irr: Spread
    levelised_cny_per_unit: Spread
    convergence: tuple[Converged, ...]

    @property
    def probability_of_loss(self) -> float:
        """Share of draws whose present value is below 0."""
        return float((self.npv_cny.values < 0.0).mean())

    @property
    def standard_error_of_probability(self) -> float:
        """sqrt(p (1 - p) / draws)."""
        p = self.probability_of_loss
        return sqrt(p * (1.0 - p) / self.draws)


def monte_carlo(
    project: Project,
    uncertain: Sequence[Uncertain],
    *,
    draws: int,
    generator: np.random.Generator,
    view: View,
    rank_correlation: Array | None = None,
    advance: Callable[[int], None] = lambda _: None,
) -> MonteCarlo:
    """Draw all uncertain figures together so many times.

    The scores behind them are jointly normal (a Gaussian copula): factors keep their own
    distributions, and their ranks are as correlated as asked. The same generator state, draws
    and order of drivers give the same answer.

    Args:
        project: of one scenario.
        uncertain: drivers and distributions, each driver once.
        draws: at least 2.
        generator: chance.
        view: whose money present value and rate of return are of.
        rank_correlation: Spearman's, (drivers, drivers), ones on the diagonal; None: independent.
        advance: hears of so many more draws done.

    Raises:
        InputError: a distribution or a correlation that can't be, or too few draws.
    """
    refuse(_findings(uncertain, rank_correlation, draws))
    mixing = _mixing(len(uncertain), rank_correlation)
    found: list[Outcome] = []
    for start in range(0, draws, _BATCH):
        count = min(_BATCH, draws - start)
        scores = generator.standard_normal((count, len(uncertain))) @ mixing.T
        turned = project
        for number, each in enumerate(uncertain):
            turned = each.driver.turn(turned, each.factor.at(scores[:, number : number + 1]))
        found.append(outcome(turned, view=view))
        advance(count)
    worth = np.concatenate([each.npv_cny for each in found])
    return MonteCarlo(
        draws=draws,
        view=view,
        npv_cny=_spread([worth], draws),
        irr=_spread([each.irr for each in found], draws),
        levelised_cny_per_unit=_spread([each.levelised_cny_per_unit for each in found], draws),
        convergence=_convergence(worth),
    )


def _spread(parts: Sequence[Array], draws: int) -> Spread:
    values = np.concatenate(parts)
    return Spread(values=values[~np.isnan(values)], draws=draws)


def _convergence(worth: Array) -> tuple[Converged, ...]:
    """Mean and standard error after each batch."""
    ends = [*range(_BATCH, worth.size, _BATCH), worth.size]
    return tuple(
        Converged(
            draws=end,
            mean_cny=float(worth[:end].mean()),
            standard_error_cny=float(worth[:end].std(ddof=1)) / sqrt(end),
        )
        for end in ends
    )


def _mixing(count: int, rank_correlation: Array | None) -> Array:
    """What independent scores are multiplied by to be correlated: a root of their correlation."""
    if rank_correlation is None:
        return np.eye(count)
    values, vectors = np.linalg.eigh(_of_scores(rank_correlation))
    root: Array = vectors * np.sqrt(np.maximum(values, 0.0))
    return root


def _of_scores(rank_correlation: Array) -> Array:
    """Pearson's correlation of jointly normal scores with these rank correlations.

    2 sin(pi rho / 6), after Pearson (1907).
    """
    correlation: Array = 2.0 * np.sin(np.asarray(rank_correlation) * pi / 6.0)
    return correlation


def _findings(
    uncertain: Sequence[Uncertain], rank_correlation: Array | None, draws: int
) -> list[Finding]:
    wrong = []
    if draws < 2:  # noqa: PLR2004 - below, nothing is spread
        wrong.append(
            Finding(
                code="deal.draws",
                place="draws",
                problem_template="{draws} draws say nothing about chance.",
                remedy_template="Ask for at least 2; 10,000 are usual.",
                data={"draws": draws},
            )
        )
    for each in uncertain:
        wrong += each.factor.findings(f"uncertain.{each.driver.id}")
    if rank_correlation is not None and not _correlates(rank_correlation, len(uncertain)):
        wrong.append(
            Finding(
                code="deal.correlation",
                place="rank_correlation",
                problem_template=(
                    "The rank correlations of {count} figures can't be: they must be symmetric, 1 "
                    "on the diagonal, from -1 to 1, and go together."
                ),
                remedy_template=(
                    "Mend the table, or leave it out: then the figures are independent."
                ),
                data={"count": len(uncertain)},
            )
        )
    return wrong


def _correlates(rank_correlation: Array, count: int) -> bool:
    """Whether a table is one of correlations, and there are scores that have them."""
    table = np.asarray(rank_correlation, dtype=np.float64)
    if table.shape != (count, count) or not np.isfinite(table).all():
        return False
    formed = (table == table.T).all() and (np.diag(table) == 1.0).all() and np.abs(table).max() <= 1
    return bool(formed) and bool(np.linalg.eigvalsh(_of_scores(table)).min() >= -_INDEPENDENT)
