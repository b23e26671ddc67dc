"""A server of four parks, and a browser that looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from chromium import Seen, chromium, looked_at
from cli_runs import in_json
from demo_year import demo_year
from served_console import Open, serving, settle
from tiny_year import TINY, history

HALF_A_YEAR = 181 * 24
LONGEST = 200
"""Letters that a name may have; one with more is a finding of the park document."""


def named(start: str, *, letter: str) -> str:
    """A name as YAML, as long as may be, that starts so."""
    return f"'{start}{letter * (LONGEST - len(start))}'"


NASTY = {
    "zh: 小小零碳园区": f"zh: {named('<script>alert(1)</script>🏭', letter='长')}",
    "en: Tiny park": f"en: {named('<script>alert(1)</script>🏭', letter='w')}",
    "zh: 轧钢厂": f"zh: {named('<b>钢</b>🏭', letter='长')}",
    "en: Rolling mill": f"en: {named('<b>steel</b>🏭', letter='w')}",
    "zh: 10千伏母线": f"zh: {named('', letter='长')}",
    "en: 10 kV bus": f"en: {named('', letter='w')}",
    "zh: 关口表": "zh: '<img src=x onerror=alert(1)>🔌'",
    "en: Grid meter": "en: '<img src=x onerror=alert(1)>🔌'",
}
"""Names as nobody should write them: markup, emoji, two hundred letters without a space."""


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's park, whose year 2026 is closed."""
    return demo_year(tmp_path_factory)[0]


@pytest.fixture(scope="session")
def small_parks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two small parks: `bare` has no data, `odd` half a year and names as nobody should write."""
    folder = tmp_path_factory.mktemp("small")
    text = TINY.read_text(encoding="utf-8")
    for plain, nasty in NASTY.items():
        assert plain in text
        text = text.replace(plain, nasty, 1)
    for name, document in (("bare", TINY.read_text(encoding="utf-8")), ("odd", text)):
        (folder / name).mkdir()
        own = document.replace("id: tiny", f"id: {name}", 1)
        (folder / name / "park.yaml").write_text(own, encoding="utf-8")
    file = folder / "half.csv"
    file.write_text(history(HALF_A_YEAR, year=2026), encoding="utf-8")
    assert in_json("import", folder / "odd", file).code == 0
    assert in_json("close", folder / "odd", "--period", "2026-01-01/2026-07-01").code == 0
    return folder


@pytest.fixture(scope="session")
def served(year: Path, small_parks: Path) -> Iterator[str]:
    """The address of a server of all three parks, that only reads."""
    with serving([year, small_parks]) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a file."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def look(browser: Browser, served: str) -> Iterator[Open]:
    """Opens a page of the server by its path, in a context of its own."""
    opened: list[Seen] = []

    def open_page(path: str, **context: Any) -> Seen:
        seen = looked_at(browser, base_url=served, **context)
        opened.append(seen)
        if context.get("java_script_enabled", True):
            settle(seen, path)
        else:
            seen.page.goto(path)
        return seen

    yield open_page
    for seen in opened:
        seen.close()
