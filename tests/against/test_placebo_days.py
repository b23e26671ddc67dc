"""Baselines on a real load on days without a call: against a plain reckoning, and as documented."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from placebo_days import BASELINES, FIRST, LAST, Off, how_far_off, steel_mill

DOCS = Path(__file__).parents[2] / "docs" / "flexibility.md"


@pytest.fixture(scope="module")
def found(shared_data: Path) -> dict[str, Off]:
    return dict(how_far_off(steel_mill(shared_data)))


def test_the_page_says_what_is_measured(found: dict[str, Off]) -> None:
    text = DOCS.read_text(encoding="utf-8").partition("<!-- placebo -->")[2]
    rows = dict(
        re.findall(r"^\| `(\w+)` \| (.+) \|$", text.partition("<!-- end -->")[0], re.MULTILINE)
    )
    assert tuple(rows) == BASELINES
    for name, off in found.items():
        sign = "+" if off.bias > 0 else "−"
        said = f"{off.days} | {sign}{abs(off.bias):.1%} | {off.rrmse:.0%}"
        assert rows[name] == said.replace("%", " %")


def test_a_plain_reckoning_gives_the_same(shared_data: Path, found: dict[str, Off]) -> None:
    """Days as rows of a matrix, chosen by their weekday alone: no code of ours."""
    power = steel_mill(shared_data).power_kw.reshape(365, 96)
    weekday = (np.arange(365) + date(2018, 1, 1).weekday()) % 7
    first = (FIRST - date(2018, 1, 1)).days
    last = (LAST - date(2018, 1, 1)).days
    event, window = slice(56, 64), slice(40, 52)
    off: dict[str, list[np.ndarray[tuple[int], np.dtype[np.float64]]]] = {n: [] for n in BASELINES}
    loads = []
    for day in (d for d in range(first, last + 1) if weekday[d] < 5):
        before = [d for d in range(day - 1, -1, -1) if weekday[d] < 5]
        load = power[day, event]
        ten = power[before[:10]]
        factor = np.clip(power[day, window].mean() / ten[:, window].mean(), 0.8, 1.2)
        from_two = [d for d in before if d <= day - 2][:10]
        high = sorted(from_two, key=lambda d: (-power[d].sum(), -d))[:5]
        said = {
            "caiso_10_in_10": factor * ten[:, event].mean(axis=0),
            "jiangsu_five_days": power[before[:5], event].mean(axis=0),
            "jiangsu_real_time": np.full(8, power[day, 55]),
            "beijing_5_of_10": power[high, event].mean(axis=0),
        }
        loads.append(load)
        for name, base in said.items():
            off[name].append(base - load)
    load = np.array(loads)
    for name in BASELINES:
        difference = np.array(off[name])
        assert found[name].days == len(loads)
        assert found[name].bias == pytest.approx(difference.sum() / load.sum(), rel=1e-9)
        rrmse = np.sqrt((difference**2).mean()) / load.mean()
        assert found[name].rrmse == pytest.approx(rrmse, rel=1e-9)
