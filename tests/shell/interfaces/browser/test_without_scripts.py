"""The console in a browser that runs no scripts: every table is there, and every way to it."""

from __future__ import annotations

import pytest

from served_console import Open
from zeropark.shell.interfaces.console.pages.every import PARK_PAGES


@pytest.mark.parametrize("page", PARK_PAGES)
def test_every_table_and_page_can_be_reached_without_scripts(look: Open, page: str) -> None:
    seen = look(
        f"/parks/jinchang/{page}?lang=en&parts=all",
        java_script_enabled=False,
        viewport={"width": 1440, "height": 900},
    )
    view = seen.page
    # A park without plans or forecasts has a card that says so in place of a table.
    without = ("plans", "forecasts", "days")
    shown = "main .card.empty:visible" if page in without else "main table"
    assert view.locator(shown).count() > 0
    for details in view.locator("main details").element_handles():
        details.evaluate("each => { each.open = true }")
    tables = view.locator("main table")
    assert tables.count() == view.locator("main table:visible").count()
    assert view.locator("[aria-busy=true]:visible, [data-picture]:visible").count() == 0
    assert seen.messages == []
    assert seen.failed == []


def test_a_page_that_fetches_parts_offers_all_of_them_at_once(look: Open) -> None:
    view = look("/parks/jinchang/energy?lang=en", java_script_enabled=False).page
    view.locator("noscript a").first.click()
    assert "parts=all" in view.url
    assert view.locator("#figure-load table").count() == 1


def test_the_whole_page_at_once_has_all_its_pictures_with_scripts_too(look: Open) -> None:
    seen = look("/parks/jinchang/energy?lang=en&parts=all")
    assert seen.page.locator("#figure-load svg path").count() > 5
    assert seen.messages == []


def test_a_period_is_chosen_by_a_form_without_scripts(look: Open) -> None:
    view = look("/parks/jinchang/energy?lang=en", java_script_enabled=False).page
    view.fill("input[name=period]", "2026-06-15")
    view.press("input[name=period]", "Enter")
    assert "15 Jun" in view.inner_text("h1")
