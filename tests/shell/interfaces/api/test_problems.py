"""What is refused is refused in one shape, with what to do about it in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from fastapi.testclient import TestClient

from zeropark.shell.interfaces.api.operations import parks as parks_operations
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.parks import Parks

PARK = "/api/v1/parks/tiny"
WRONG = [
    ("/api/v1/parks/nope", 404, "not-found"),
    ("/api/v1/parks/%3Cb%3E", 404, "not-found"),
    ("/api/v1/nope", 404, "http"),
    (f"{PARK}/meters/nope", 404, "not-found"),
    (f"{PARK}/meters/NOPE", 422, "request"),
    (f"{PARK}/flows?period=2024", 404, "missing-data"),
    (f"{PARK}/flows?period=2025-13", 422, "period"),
    (f"{PARK}/flows?period=2025-06-02/2025-06-01", 422, "period"),
    (f"{PARK}/flows?period=2000/2025", 422, "period"),
    (f"{PARK}/flows?period=yesterday", 422, "request"),
    (f"{PARK}/flows", 422, "request"),
    (f"{PARK}/flows?period=2025&limit=0", 422, "request"),
    (f"{PARK}/flows?period=2025&limit=36001", 422, "request"),
    (f"{PARK}/flows?period=2025&limit=1e3", 422, "request"),
    (f"{PARK}/flows?period=2025&resolution=minute", 422, "request"),
    (f"{PARK}/flows?period=2025&link=electricity:a%3Eb", 404, "missing-data"),
    (f"{PARK}/flows?period=2025&cursor=!!", 422, "request"),
    (f"{PARK}/flows?period=2025&cursor=WyJhIl0", 422, "input"),
    (f"{PARK}/flows?period=2025&cursor=aGVsbG8", 422, "input"),
    (f"{PARK}/flows?periode=2025", 422, "input"),
    (f"{PARK}/meters?limit=1001", 422, "request"),
    (f"{PARK}/series?period=2025", 422, "request"),
    (f"{PARK}/series?period=2025&link=electricity:grid%3Ebus-10kv&points=99", 422, "request"),
    (f"{PARK}/inventories/moon?period=2025", 422, "request"),
    (f"{PARK}/evaluations/1999", 422, "request"),
    (f"{PARK}/evaluations/2024", 404, "missing-data"),
    (f"{PARK}/rules/ef.nope", 404, "missing-rule"),
    (f"{PARK}/readings/latest?within_hours=0", 422, "request"),
    (f"{PARK}/meters/m-grid/readings?period=2025&cursor=WzFd", 422, "input"),
    ("/api/v1/rules?at=2025-02-30", 422, "request"),
]
KEYS = {"type", "title", "status", "detail", "detail_zh", "instance", "findings"}


@pytest.mark.parametrize(("address", "status", "kind"), WRONG, ids=[each[0] for each in WRONG])
def test_a_wrong_question_gets_a_problem(
    client: TestClient, address: str, status: int, kind: str
) -> None:
    answer = client.get(address)
    told = answer.json()
    assert (answer.status_code, told["type"]) == (status, f"urn:zeropark:problem:{kind}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["status"] == status
    assert told["detail"].endswith(".")
    assert told.keys() == KEYS
    if kind == "request":
        assert told["findings"]


def finding(client: TestClient, address: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(address).json()["findings"][0]
    return found


def test_a_finding_names_the_part_of_the_request_in_both_languages(client: TestClient) -> None:
    found = finding(client, f"{PARK}/meters?limit=0")
    assert found["place"] == "query.limit"
    assert found["problem"] == "It is '0'; it must be greater than or equal to 1."
    assert found["problem_zh"] == "现为 '0'，必须大于或等于 1。"
    assert found["remedy_zh"] != found["remedy"]


def test_an_unknown_parameter_is_told_with_those_that_are_known(client: TestClient) -> None:
    found = finding(client, f"{PARK}/meters?limits=3")
    assert found["code"] == "request.unknown_parameter"
    assert "cursor, limit" in found["remedy"]


def test_a_method_that_is_not_taken_says_so(client: TestClient) -> None:
    answer = client.delete(PARK, headers={"Origin": "http://127.0.0.1"})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"
    assert "does not take that method" in answer.json()["detail"]
    assert "不接受该方法" in answer.json()["detail_zh"]


def test_a_page_that_is_not_there_stays_a_page(client: TestClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


@pytest.fixture
def unraising(parks: Parks) -> Iterator[TestClient]:
    with TestClient(application(parks), raise_server_exceptions=False) as asking:
        yield asking


def test_a_failure_of_the_server_tells_nothing_of_its_inside(unraising: TestClient) -> None:
    broken = mock.patch.object(parks_operations, "_meters_on", side_effect=RuntimeError("inside"))
    with broken:
        answer = unraising.get(f"{PARK}/connections")
    assert answer.status_code == 500
    assert answer.json()["type"] == "urn:zeropark:problem:failure"
    assert "inside" not in answer.text
