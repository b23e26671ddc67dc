"""An answer is made once a state of the park, and not sent to who has it."""

from __future__ import annotations

import gzip
from unittest import mock

import pytest
from fastapi.testclient import TestClient

from zeropark.shell.interfaces.api.operations import green, parks
from zeropark.shell.interfaces.api.replies import Replies
from zeropark.shell.interfaces.http.body import Body, body_of

PARK = "/api/v1/parks/tiny"
ADDRESSES = (
    "/api/v1/parks",
    PARK,
    f"{PARK}/document",
    f"{PARK}/meters?limit=2",
    f"{PARK}/flows?period=2025-06-01",
    f"{PARK}/readings/latest",
    "/api/v1/rules?limit=3",
    "/api/v1/health",
    "/api/v1/openapi.json",
    "/docs",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_an_answer_is_told_so_without_a_body(client: TestClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_says_what_get_would_without_its_body(client: TestClient, address: str) -> None:
    got, head = client.get(address), client.head(address)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == got.headers["content-length"]
    assert head.headers["etag"] == got.headers["etag"]


def test_a_second_question_is_not_worked_out_again(client: TestClient) -> None:
    address = f"{PARK}/green-books?period=2025-07"
    with mock.patch.object(green, "green_statement", wraps=green.green_statement) as stated:
        first, second = client.get(address), client.get(address)
    assert stated.call_count == 1
    assert first.content == second.content


def test_who_has_an_answer_causes_no_work_even_where_it_is_not_kept(client: TestClient) -> None:
    address = f"{PARK}/connections?limit=7"
    tag = client.get(address).headers["etag"]
    kept = client.app.state.api.replies  # type: ignore[attr-defined] # an application of ours
    with (
        mock.patch.object(kept, "find", return_value=None),
        mock.patch.object(parks, "connections", side_effect=AssertionError),
    ):
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_a_star_does_not_hide_that_nothing_is_there(client: TestClient) -> None:
    headers = {"If-None-Match": "*"}
    assert client.get(f"{PARK}/meters/nope", headers=headers).status_code == 404
    assert client.get(f"{PARK}/meters/m-grid", headers=headers).status_code == 304


def test_an_answer_is_sent_small_to_who_takes_it_so(client: TestClient) -> None:
    address = f"{PARK}/document"
    small = client.get(address, headers={"Accept-Encoding": "gzip"})
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert small.content == plain.content
    assert int(small.headers["content-length"]) < len(plain.content) / 2


def test_another_state_of_the_park_has_another_tag(writer: TestClient) -> None:
    before = writer.get(f"{PARK}/closed-periods")
    writer.post(f"{PARK}/closings", json={"period": "2025-12-31"})
    rows = "time,m-pv/energy [kWh]\n2026-01-01 00:00,30\n2026-01-01 01:00,31\n"
    writer.post(f"{PARK}/imports", files=[("files", ("january.csv", rows))])
    after = writer.get(f"{PARK}/closed-periods", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.headers["etag"] != before.headers["etag"]


def test_what_is_least_asked_goes_first() -> None:
    body = Body("text/plain", b"x" * 20, None)
    replies = Replies(room_bytes=100)
    for name in "abcde":
        replies.keep(name, body)
    assert replies.find("a") is body
    replies.keep("f", body)
    assert [name for name in "abcdef" if replies.find(name)] == ["a", "c", "d", "e", "f"]


def test_what_would_take_too_much_room_is_not_kept() -> None:
    replies = Replies(room_bytes=100)
    replies.keep("large", Body("text/plain", b"x" * 26, None))
    assert replies.find("large") is None


def test_a_body_of_any_size_says_the_same_in_both_forms() -> None:
    for size in (0, 1_400, 1_401, 400_000):
        body = body_of(b"7" * size, media_type="text/plain")
        assert body.plain == b"7" * size
        if body.small is not None:
            assert gzip.decompress(body.small) == body.plain
    assert body_of(b"7" * 1_400, media_type="text/plain").small is None
