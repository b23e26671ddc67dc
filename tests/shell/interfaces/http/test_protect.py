from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest
from fastapi.testclient import TestClient

from zeropark.shell.interfaces.console.links import asset
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.park_desk import ParkDesk
from zeropark.shell.serving.parks import Parks


def protected(answer: object) -> bool:
    headers = answer.headers  # type: ignore[attr-defined]
    policy = headers["content-security-policy"]
    return (
        headers["x-content-type-options"] == "nosniff"
        and headers["referrer-policy"] == "same-origin"
        and "default-src 'self'" in policy
        and "script-src" not in policy  # as default-src: no inline script, no eval
        and "frame-ancestors 'none'" in policy
    )


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/parks/tiny",
        "/parks/tiny/now",
        "/parks/tiny/energy",
        "/parks/tiny/energy/tables/months.csv",
        "/parks/tiny/quality/rejected.zip",
        "/nowhere",
        "/parks/nowhere/energy",
        "/docs",
        "/docs/swagger.js",
        "/docs/nothing.js",
        "/api/v1/openapi.json",
        "/api/v1/parks",
        "/api/v1/parks/nowhere",
        asset("charts.js"),
        asset("icon.svg"),
    ],
)
def test_every_answer_keeps_the_browser_from_loading_what_is_not_ours(
    client: TestClient, path: str
) -> None:
    answer = client.get(path, follow_redirects=False)
    assert protected(answer)
    known = {"if-none-match": answer.headers.get("etag", '"none"')}
    assert protected(client.get(path, headers=known, follow_redirects=False))


@pytest.fixture
def unraising(parks: Parks) -> Iterator[TestClient]:
    with TestClient(application(parks), raise_server_exceptions=False) as asking:
        yield asking


@pytest.mark.parametrize("path", ["/parks/tiny/energy?period=2025-03", "/api/v1/parks/tiny/bills"])
def test_a_failure_tells_nothing_of_its_inside_and_is_as_protected(
    unraising: TestClient, path: str
) -> None:
    with mock.patch.object(ParkDesk, "state", side_effect=RuntimeError("inside")):
        answer = unraising.get(path, headers={"accept-language": "en"})
    assert answer.status_code == 500
    assert protected(answer)
    assert "inside" not in answer.text
    assert "Traceback" not in answer.text


def test_a_page_that_fails_is_told_as_a_page(unraising: TestClient) -> None:
    with mock.patch.object(ParkDesk, "results", side_effect=RuntimeError("inside")):
        answer = unraising.get("/parks/tiny/energy?period=2025-04&lang=en")
    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith("text/html")
    assert "its log says why" in answer.text
