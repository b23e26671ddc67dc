"""Ways through the console: keys, periods, languages, colours, what is taken away, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from served_console import Open
from zeropark.shell.interfaces.console.pages.every import PARK_PAGES

ENERGY = "/parks/jinchang/energy"
FOCUSED = """document.activeElement.matches(':focus-visible') &&
  getComputedStyle(document.activeElement).outlineStyle"""
KEYS = [(page.key, page.id) for page in PARK_PAGES.values()]


def path_of(page: Page) -> str:
    return page.evaluate("location.pathname")


def test_the_first_tab_leads_past_the_menu(look: Open) -> None:
    page = look(f"{ENERGY}?lang=en").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # seen once it is reached
    page.keyboard.press("Enter")
    page.wait_for_url("**#content")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_whatever_is_reached_by_tab_shows_where_one_is(look: Open) -> None:
    page = look(f"{ENERGY}?lang=zh").page
    menu = []
    for _ in range(24):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED) not in {False, "none"}
        menu.append(page.evaluate("document.activeElement.closest('.app-menu') !== null"))
    assert menu.count(True) >= len(PARK_PAGES)


@pytest.mark.parametrize(("key", "page_id"), KEYS, ids=[page for _, page in KEYS])
def test_g_and_a_letter_go_to_a_page(look: Open, key: str, page_id: str) -> None:
    page = look("/parks/jinchang/document?lang=zh&period=2026-03").page
    page.keyboard.press("g")
    page.keyboard.press(key)
    page.wait_for_url(f"**/parks/jinchang/{page_id}?*")
    assert "lang=zh" in page.url


def test_brackets_go_to_the_period_before_and_after(look: Open) -> None:
    page = look(f"{ENERGY}?lang=en&period=2026-03").page
    page.keyboard.press("]")
    page.wait_for_url("**period=2026-04*")
    page.keyboard.press("[")
    page.wait_for_url("**period=2026-03*")
    assert "Mar 2026" in page.inner_text("h1")


def test_a_slash_goes_to_the_search_and_letters_are_typed_there(look: Open) -> None:
    page = look("/parks/jinchang/rules?lang=en").page
    page.keyboard.press("/")
    page.keyboard.type("gansu")
    assert path_of(page) == "/parks/jinchang/rules"  # its g and a are letters here
    shown = page.locator("[data-item]:visible")
    assert 0 < shown.count() < page.locator("[data-item]").count()


def test_any_period_can_be_typed_and_its_address_kept(look: Open) -> None:
    page = look(f"{ENERGY}?lang=en").page
    page.fill("input[name=period]", "2026-06-15")
    page.press("input[name=period]", "Enter")
    page.wait_for_url("**period=2026-06-15*")
    assert "15 Jun" in page.inner_text("h1")
    again = look(page.url).page
    assert again.inner_text("h1") == page.inner_text("h1")
    page.go_back()
    page.wait_for_url(f"**{ENERGY}?lang=en")
    assert "15 Jun" not in page.inner_text("h1")


def test_the_other_language_shows_the_same_page_and_period_and_is_remembered(look: Open) -> None:
    page = look(f"{ENERGY}?lang=zh&period=2026-06").page
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**lang=en*")
    assert page.get_attribute("html", "lang") == "en"
    assert "period=2026-06" in page.url
    assert "Jun 2026" in page.inner_text("h1")
    page.goto("/about")
    assert page.get_attribute("html", "lang") == "en"


@pytest.mark.parametrize("system", ["light", "dark"])
def test_a_choice_of_colours_stays(look: Open, system: str) -> None:
    page = look(f"{ENERGY}?lang=en", color_scheme=system).page
    other = "dark" if system == "light" else "light"
    paper = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(paper)
    page.select_option("[data-theme-choice]", other)
    chosen = page.evaluate(paper)
    assert chosen != before
    page.reload()
    assert page.get_attribute("html", "data-theme") == other
    assert page.evaluate(paper) == chosen
    page.select_option("[data-theme-choice]", "auto")
    page.goto("/?lang=en")
    assert page.evaluate(paper) == before


@pytest.mark.parametrize(("kind", "start"), [("png", b"\x89PNG"), ("svg", b"<svg")])
def test_a_picture_is_taken_away_as_it_is_drawn(
    look: Open, tmp_path: Path, kind: str, start: bytes
) -> None:
    page = look(f"{ENERGY}?lang=zh").page
    with page.expect_download() as taken:
        page.click(f'[data-picture="months"][data-kind="{kind}"]')
    assert taken.value.suggested_filename == f"jinchang-energy-2026-months.{kind}"
    taken.value.save_as(tmp_path / "picture")
    content = (tmp_path / "picture").read_bytes()
    assert content.startswith(start)
    assert len(content) > 5_000


def test_a_table_is_taken_away_in_the_language_of_the_page(look: Open, tmp_path: Path) -> None:
    page = look(f"{ENERGY}?lang=en&period=2026-06").page
    with page.expect_download() as taken:
        page.click("#figure-buses .exports a[download]")
    assert taken.value.suggested_filename == "jinchang-energy-2026-06-buses.csv"
    taken.value.save_as(tmp_path / "table.csv")
    head, *rows = (tmp_path / "table.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("Bus")
    assert len(rows) > 5


def test_a_table_behind_a_picture_opens_by_key(look: Open) -> None:
    page = look(f"{ENERGY}?lang=zh").page
    summary = page.locator("#figure-months details > summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("#figure-months table").is_visible()
    assert page.locator("#figure-months tbody tr").count() >= 12
    page.keyboard.press("Enter")
    assert page.locator("#figure-months table").is_hidden()


def test_a_view_of_a_picture_is_chosen_by_key(look: Open) -> None:
    page = look(f"{ENERGY}?lang=en").page
    drawn = page.locator('[data-figure="overview"]')
    before = drawn.inner_html()
    page.locator('[data-view-of="overview"][data-view="1"]').focus()
    page.keyboard.press("Enter")
    assert drawn.inner_html() != before


def test_on_a_phone_the_menu_shows_where_one_is(look: Open) -> None:
    page = look("/parks/jinchang/rules?lang=en", viewport={"width": 390, "height": 800}).page
    box = page.locator(".app-menu [aria-current]").bounding_box()
    assert 0 <= box["x"] <= box["x"] + box["width"] < 391
