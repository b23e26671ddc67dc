"""The page of flexibility: from a park without a plant to a call that is settled."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from cli_runs import in_json
from flexible_park import EVENING, NOON, call_file, close_days, write_park
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.parks import open_parks

PAGE = "/parks/tiny/flexibility"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_park(tmp_path / "tiny")


@pytest.fixture
def browser(folder: Path) -> Iterator[TestClient]:
    with open_parks([folder]) as parks:
        yield TestClient(application(parks))


def happened(folder: Path, *, verified: bool = True) -> None:
    """An offer, a call, and where asked for its delivery and statement."""
    close_days(folder, {}, days="2026-06-22/2026-07-24")
    in_json(
        "flex",
        "offer",
        folder,
        "--programme",
        "dr",
        "--period",
        EVENING,
        "--price",
        "1.2",
        "--at",
        NOON,
    )
    in_json("flex", "receive", folder, call_file(folder), "--at", NOON)
    if verified:
        close_days(folder, {"mill-line": -360.0, "shop-load": -90.0})
        in_json("flex", "verify", folder, "call-1")
        in_json("flex", "settle", folder, "--period", "2026-07")


def test_before_anything_happened_it_shows_the_register(browser: TestClient) -> None:
    page = browser.get(PAGE, params={"lang": "en"}).text
    assert "What can be moved" in page
    assert "Mill slows down" in page
    assert "No call was received yet." in page
    assert "zeropark flex receive tiny call.json" in page


def test_without_a_plant_it_says_what_to_add(tmp_path: Path) -> None:
    with open_parks([write_park(tmp_path / "tiny", section="")]) as parks:
        page = TestClient(application(parks)).get(PAGE, params={"lang": "zh"}).text
    assert "园区文档中没有虚拟电厂" in page


def test_a_call_that_is_not_verified_says_how(folder: Path, browser: TestClient) -> None:
    happened(folder, verified=False)
    page = browser.get(PAGE, params={"lang": "en"}).text
    assert "zeropark flex verify tiny call-1" in page
    assert "dr-down-20260724T1800" in page


def test_a_settled_call_shows_delivery_and_statement(folder: Path, browser: TestClient) -> None:
    happened(folder)
    page = browser.get(PAGE, params={"lang": "en", "call": "call-1"}).text
    assert "call-1: asked, accepted, delivered" in page
    assert "call-1: measured against the baseline" in page
    rows = browser.get(f"{PAGE}/tables/flex-users.csv", params={"lang": "en"}).text
    assert "Rolling mill,604.8" in rows.replace("604.80", "604.8")
    delivery = browser.get(f"{PAGE}/tables/flex-delivery.csv", params={"lang": "en"}).text
    assert "mill-down,800" in delivery.replace(".0", "")
    drawn = browser.get(f"{PAGE}/tables/flex-call.csv", params={"lang": "en"}).text
    assert len(drawn.strip().splitlines()) >= 8
    assert "调用" in browser.get(PAGE, params={"lang": "zh"}).text


def test_a_call_that_was_not_received_is_not_found(folder: Path, browser: TestClient) -> None:
    happened(folder, verified=False)
    assert browser.get(PAGE, params={"call": "call-9"}).status_code == 404


def test_what_happens_changes_what_is_kept_of_the_page(folder: Path, browser: TestClient) -> None:
    before = browser.get(PAGE, params={"lang": "en"})
    happened(folder)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        after = browser.get(PAGE, params={"lang": "en"})
        if after.headers.get("etag") != before.headers.get("etag"):
            break
        time.sleep(0.1)
    assert "call-1" in after.text
