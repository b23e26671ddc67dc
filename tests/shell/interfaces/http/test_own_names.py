from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from zeropark.shell.interfaces.http.own_names import is_own_name
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.parks import Parks


@pytest.fixture
def local(parks: Parks) -> Iterator[TestClient]:
    """Asks a server that is bound to its own machine."""
    with TestClient(application(parks, own_names_only=True)) as asking:
        yield asking


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "127.0.0.2", "localhost:1", "[::1]:8765"])
def test_a_server_of_this_machine_answers_to_its_names(local: TestClient, host: str) -> None:
    assert local.get("/api/v1/parks", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/api/v1/parks", "/docs", "/parks/tiny/now/events"])
@pytest.mark.parametrize(
    "host", ["evil.example:8765", "127.0.0.1.evil.example", "localhost.evil.example", "[bad", ""]
)
def test_a_name_that_was_given_this_machines_address_is_turned_away(
    local: TestClient, path: str, host: str
) -> None:
    answer = local.get(path, headers={"host": host})
    assert answer.status_code == 421
    assert "本机" in answer.text
    assert "--host" in answer.text
    assert "tiny" not in answer.text


def test_a_form_of_such_a_name_changes_nothing_though_its_origin_agrees(local: TestClient) -> None:
    headers = {"host": "evil.example:8765", "origin": "http://evil.example:8765"}
    answer = local.post("/api/v1/parks/tiny/closings", json={"period": "2025"}, headers=headers)
    assert answer.status_code == 421


def test_a_server_that_others_reach_answers_to_any_name(parks: Parks) -> None:
    with TestClient(application(parks), base_url="http://park.example") as asking:
        assert asking.get("/api/v1/parks").status_code == 200


@pytest.mark.parametrize("name", ["0.0.0.0", "192.168.1.2", "::", "example", "", "localhost."])  # noqa: S104 - not bound
def test_what_may_mean_another_machine_is_no_own_name(name: str) -> None:
    assert not is_own_name(name)
