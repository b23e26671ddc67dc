"""One plan on its page: the walk through all pages sees the list alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import pathway_lines
import planned_park
from chromium import WIDTHS, Seen, looked_at
from page_checks import AXE, CUT, DRAWN
from served_console import serving, settle
from zeropark.shell.bootstrap import PLANS, plans

AXE_CORE = Path(__file__).parents[4] / "web/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGE = "/parks/four-hours/plans?plan=by-hand"
PATHWAY = "/parks/four-hours/plans?pathway=stages"
POINT = {
    "cap_t_per_year": None,
    "emission_t_per_year": 300.0,
    "objective_cny_per_year": 90.0,
    "lower_bound_cny_per_year": 90.0,
    "carbon_price_cny_per_t": 0.0,
    "avoided_cny_per_t": None,
}
LINE = {
    "park": "four-hours",
    "stage": 2027,
    "book": "park910",
    "least_t_per_year": 100.0,
    "points": [POINT, {**POINT, "emission_t_per_year": 100.0, "objective_cny_per_year": 140.0}],
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("planned")
    (folder / "park.yaml").write_text(json.dumps(planned_park.DOCUMENT), encoding="utf-8")
    kept = plans(folder / PLANS)
    kept.write("by-hand", planned_park.plan())
    kept.write_answer("line", json.dumps(LINE))
    kept.write_answer("stages", pathway_lines.TEXT)
    with serving([folder]) as served:
        yield served


@pytest.fixture(params=[(PAGE, "zh"), (PAGE, "en"), (PATHWAY, "zh"), (PATHWAY, "en")])
def opened(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Seen]:
    seen = looked_at(browser, base_url=address, viewport={"width": WIDTHS[0], "height": 900})
    path, language = request.param
    settle(seen, f"{path}&lang={language}")
    yield seen
    seen.close()


def test_a_plan_is_whole_at_every_width_and_can_be_read_by_everyone(opened: Seen) -> None:
    page = opened.page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(200)  # pictures are drawn anew a moment after
        wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert (width, wide[0]) == (width, wide[1])
        assert (width, page.evaluate(CUT)) == (width, [])
        drawn = page.eval_on_selector_all("[data-figure]", DRAWN)
        assert (width, [figure for figure, marks in drawn if marks < 3]) == (width, [])
    page.evaluate(AXE_CORE.read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert page.evaluate(AXE, RULES) == []
    assert opened.messages == []
    assert opened.failed == []
    assert opened.hosts == {"127.0.0.1"}


def test_without_scripts_every_figure_stands_in_a_table(browser: Browser, address: str) -> None:
    seen = looked_at(browser, base_url=address, java_script_enabled=False)
    seen.page.goto(f"{PAGE}&lang=en&parts=all")
    heads = seen.page.locator("caption").all_text_contents()
    assert "Electricity through a week" in heads
    assert "Capacities: documented and planned" in heads
    seen.page.get_by_role("button", name="Show").click()
    assert "week=2027-01-04" in seen.page.url
    assert "parts=all" in seen.page.url
    seen.close()
