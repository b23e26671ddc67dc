from __future__ import annotations

from time import process_time
from typing import Any

import numpy as np
import pytest

from deal_cases import loan, plain
from zeropark.basis.errors import InputError
from zeropark.future.plan.deals.projects.cash_flows import View
from zeropark.future.plan.deals.projects.income_tax import IncomeTax
from zeropark.future.plan.deals.projects.stream import Stream
from zeropark.future.plan.deals.uncertainty.distribution import LogNormal, Normal, Triangular
from zeropark.future.plan.deals.uncertainty.driver import CAPEX, OUTPUT, drivers_of, price_of
from zeropark.future.plan.deals.uncertainty.monte_carlo import (
    PERCENTILES,
    MonteCarlo,
    Uncertain,
    monte_carlo,
)

ANNUITY = (1.0 - 1.08**-10) / 0.08
"""What 1 a year for ten years is worth at 8 %: 6.710081."""


def drawn(*uncertain: Uncertain, draws: int = 20_000, seed: int = 7, **more: Any) -> MonteCarlo:
    return monte_carlo(
        plain(),
        uncertain,
        draws=draws,
        generator=np.random.default_rng(seed),
        view=View.BEFORE_TAX,
        **more,
    )


CAPEX_OFF = Uncertain(driver=CAPEX, factor=Normal(1.0, 0.1))
PRICE_OFF = Uncertain(driver=price_of(plain().sales[0]), factor=Normal(1.0, 0.1))


def test_one_bell_shaped_figure_makes_a_bell_shaped_worth() -> None:
    # worth = 180 x annuity - 1000 x factor: mean 207.81, deviation 100
    found = drawn(CAPEX_OFF)
    assert found.npv_cny.mean == pytest.approx(207.8147, abs=4 * 100 / np.sqrt(20_000))
    assert found.npv_cny.deviation == pytest.approx(100.0, rel=0.03)
    assert found.npv_cny.standard_error == pytest.approx(100 / np.sqrt(20_000), rel=0.03)
    # below 0 where the factor is above 1.2078147: 1 - Phi(2.078147) = 1.885 %
    error = found.standard_error_of_probability
    assert found.probability_of_loss == pytest.approx(0.01885, abs=4 * error)
    median = found.npv_cny.percentiles()[50.0]
    assert median == pytest.approx(207.8147, abs=4)
    assert found.npv_cny.percentiles()[5.0] == pytest.approx(207.8147 - 164.485, abs=5)


@pytest.mark.parametrize(("correlation", "expected"), [(None, 0.0), (0.6, 0.6), (-0.9, -0.9)])
def test_ranks_are_as_correlated_as_asked(correlation: float | None, expected: float) -> None:
    # Two figures that each move one thing: the worth tells both of them apart.
    table = None if correlation is None else np.array([[1.0, correlation], [correlation, 1.0]])
    seen: dict[str, list[np.ndarray]] = {"capex": [], "output": []}

    def watched(driver: Any) -> Any:
        def turn(project: Any, factor: Any) -> Any:
            seen[driver.id].append(factor[:, 0])
            return driver.turn(project, factor)

        return type(driver)(id=driver.id, zh=driver.zh, en=driver.en, turn=turn)

    drawn(
        Uncertain(driver=watched(CAPEX), factor=LogNormal(1.0, 0.3)),
        Uncertain(driver=watched(OUTPUT), factor=Triangular(0.5, 1.0, 1.1)),
        rank_correlation=table,
    )
    ranks = [np.concatenate(parts).argsort().argsort() for parts in seen.values()]
    assert np.corrcoef(*ranks)[0, 1] == pytest.approx(expected, abs=0.03)


def test_figures_that_go_together_spread_the_worth_as_their_correlation_says() -> None:
    # deviation² = 100² + (0.1 x 180 x annuity)² - 2 rho 100 (0.1 x 180 x annuity)
    both = 0.1 * 180 * ANNUITY
    rho = 2 * np.sin(np.pi * 0.5 / 6)
    table = np.array([[1.0, 0.5], [0.5, 1.0]])
    found = drawn(CAPEX_OFF, PRICE_OFF, rank_correlation=table)
    expected = np.sqrt(100**2 + both**2 - 2 * rho * 100 * both)
    assert found.npv_cny.deviation == pytest.approx(expected, rel=0.03)


def test_the_same_chance_gives_the_same_answer() -> None:
    one, other = drawn(CAPEX_OFF, draws=100), drawn(CAPEX_OFF, draws=100)
    np.testing.assert_array_equal(one.npv_cny.values, other.npv_cny.values)
    assert drawn(CAPEX_OFF, draws=100, seed=8).npv_cny.mean != one.npv_cny.mean


def test_the_mean_is_known_better_the_more_is_drawn() -> None:
    found = drawn(CAPEX_OFF, draws=9_000)
    assert [each.draws for each in found.convergence] == [2000, 4000, 6000, 8000, 9000]
    assert found.convergence[-1].mean_cny == pytest.approx(found.npv_cny.mean)
    ratio = found.convergence[0].standard_error_cny / found.convergence[3].standard_error_cny
    assert ratio == pytest.approx(2.0, rel=0.1)


def test_whoever_watches_hears_of_every_draw() -> None:
    heard: list[int] = []
    drawn(CAPEX_OFF, draws=4_500, advance=heard.append)
    assert heard == [2000, 2000, 500]


def test_draws_without_a_rate_of_return_are_counted_apart() -> None:
    # With a price at or below 0 nothing ever comes back.
    found = drawn(Uncertain(driver=PRICE_OFF.driver, factor=Normal(0.0, 1.0)), draws=4_000)
    assert found.irr.share_without == pytest.approx(0.5, abs=0.05)
    assert not np.isnan(found.irr.values).any()
    assert tuple(found.irr.percentiles()) == PERCENTILES


def test_where_no_draw_has_a_figure_it_is_unknown() -> None:
    found = monte_carlo(
        plain(sales=(), product=None),
        [CAPEX_OFF],
        draws=10,
        generator=np.random.default_rng(1),
        view=View.EQUITY,
    )
    assert found.irr.share_without == 1.0
    assert np.isnan(found.irr.mean)
    assert np.isnan(found.irr.percentiles()[50.0])
    assert found.probability_of_loss == 1.0


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"draws": 1}, "deal.draws"),
        ({"rank_correlation": np.array([[1.0, 0.5], [0.4, 1.0]])}, "deal.correlation"),
        ({"rank_correlation": np.array([[1.0, 1.5], [1.5, 1.0]])}, "deal.correlation"),
        ({"rank_correlation": np.array([[1.0, np.nan], [np.nan, 1.0]])}, "deal.correlation"),
        ({"rank_correlation": np.array([[0.9, 0.0], [0.0, 0.9]])}, "deal.correlation"),
        ({"rank_correlation": np.eye(3)}, "deal.correlation"),
    ],
)
def test_chance_that_can_t_be_is_refused(more: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as caught:
        drawn(CAPEX_OFF, PRICE_OFF, **more)
    assert caught.value.findings[0].code == code


def test_correlations_that_don_t_go_together_are_refused() -> None:
    # one with both others, which are opposed
    table = np.array([[1.0, 0.9, 0.9], [0.9, 1.0, -0.9], [0.9, -0.9, 1.0]])
    third = Uncertain(driver=OUTPUT, factor=Normal(1.0, 0.1))
    with pytest.raises(InputError):
        drawn(CAPEX_OFF, PRICE_OFF, third, rank_correlation=table)


def test_a_distribution_that_is_none_is_refused_with_its_driver() -> None:
    with pytest.raises(InputError) as caught:
        drawn(Uncertain(driver=CAPEX, factor=Normal(1.0, -1.0)))
    assert caught.value.findings[0].place == "uncertain.capex.deviation"


def test_ten_thousand_draws_take_well_below_two_seconds_of_one_core() -> None:
    project = plain(
        years=25,
        costs=(Stream(name="opex", price_cny_per_unit=20.0),),
        tax=IncomeTax(rate=0.25, holiday=(0.0, 0.0, 0.0, 0.5, 0.5, 0.5), carry_forward_years=5),
        loan=loan(),
    )
    uncertain = [
        Uncertain(driver=driver, factor=Triangular(0.8, 1.0, 1.3)) for driver in drivers_of(project)
    ]
    started = process_time()
    monte_carlo(
        project,
        uncertain,
        draws=10_000,
        generator=np.random.default_rng(1),
        view=View.EQUITY,
    )
    assert process_time() - started < 2.0
