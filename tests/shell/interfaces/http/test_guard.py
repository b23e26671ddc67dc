from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from quality_files import ADDRESS, LaterClock
from zeropark.shell.interfaces.api.attach import document
from zeropark.shell.interfaces.console.repairing import Repairing
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.parks import Parks, open_parks


@pytest.fixture
def parks(own_park: Path) -> Iterator[Parks]:
    with open_parks([own_park], clock=LaterClock(), address=ADDRESS) as opened:
        yield opened


@pytest.fixture
def writer(parks: Parks) -> Iterator[TestClient]:
    with TestClient(application(parks), base_url=ADDRESS) as asking:
        yield asking


@pytest.fixture(scope="module")
def operations() -> dict[str, dict[str, Any]]:
    """Every address of the API and its methods."""
    paths: dict[str, dict[str, Any]] = document(software="0.0.0")["paths"]
    return paths


def writing(operations: dict[str, dict[str, Any]], parks: Parks) -> list[tuple[str, str]]:
    """Method and address of everything that can change something."""
    forms = (route for route in Repairing(parks).router().routes if isinstance(route, APIRoute))
    found = [(method.upper(), path) for path, methods in operations.items() for method in methods]
    found += [(method, route.path) for route in forms for method in route.methods]
    return [(method, path.replace("{park}", "tiny")) for method, path in found if method != "GET"]


@pytest.mark.parametrize(
    "sent",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://evil.example:8765"},
        {"origin": "null"},
        {"origin": "http://["},
        {"origin": ADDRESS + ".evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_nothing_is_changed_by_a_page_of_another_site(
    writer: TestClient,
    parks: Parks,
    operations: dict[str, dict[str, Any]],
    sent: dict[str, str],
) -> None:
    state = writer.get("/api/v1/parks/tiny/closings").headers["etag"]
    asked = writing(operations, parks)
    assert len(asked) >= 5
    told = [writer.request(method, path, headers=sent).status_code for method, path in asked]
    assert told == [403] * len(asked)
    assert writer.get("/api/v1/parks/tiny/closings").headers["etag"] == state


def test_our_own_page_and_a_program_may_write(writer: TestClient) -> None:
    for sent in ({"origin": ADDRESS, "sec-fetch-site": "same-origin"}, {}):
        answer = writer.post(
            "/api/v1/parks/tiny/closings", json={"period": "2025-06-01"}, headers=sent
        )
        assert answer.status_code == 201
