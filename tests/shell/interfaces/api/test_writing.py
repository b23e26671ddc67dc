"""Writing: what is sent is accounted for; who may not write is told so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from zeropark.shell.interfaces.api.operations import imports
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.parks import open_parks

PARK = "/api/v1/parks/tiny"
GOOD = "time,m-pv/energy [kWh]\n2026-01-01 00:00,30\n2026-01-01 01:00,31\n"
BAD = "time,m-pv/energy [kWh]\n2026-01-01 02:00,much\n2026-01-01 03:00,33\n2026-01-01 04:00,34\n"
MAP = """
time: {column: when, means: start, step: 1h}
columns:
  - {column: sun, meter: m-pv, channel: energy, unit: kWh}
"""


def test_files_that_are_sent_are_accounted_for_row_by_row(writer: TestClient) -> None:
    files = [("files", ("a.csv", GOOD)), ("files", ("a.csv", BAD))]
    answer = writer.post(f"{PARK}/imports", files=files)
    assert answer.status_code == 201
    told = answer.json()
    assert (told["rows"], told["new"], told["rejected"]) == (5, 4, 1)
    assert "value.text" in [each["code"] for each in told["findings"]]
    rows = writer.get(f"{PARK}/rejected-rows").json()["items"]
    assert [(row["source"], row["row"]) for row in rows] == [("a.csv", 2)]
    readings = writer.get(f"{PARK}/meters/m-pv/readings?period=2026-01-01&channel=energy").json()
    assert [each["value"] for each in readings["items"]] == [30.0, 31.0, 33.0, 34.0]


def test_the_same_file_again_changes_nothing(writer: TestClient) -> None:
    files = [("files", ("a.csv", GOOD))]
    writer.post(f"{PARK}/imports", files=files)
    state = writer.get(f"{PARK}/closings").headers["etag"]
    again = writer.post(f"{PARK}/imports", files=files).json()
    assert (again["new"], again["unchanged"]) == (0, 2)
    assert writer.get(f"{PARK}/closings").headers["etag"] == state


def test_a_map_says_what_the_columns_are(writer: TestClient) -> None:
    rows = "when,sun\n2026-01-01 00:00,30\n2026-01-01 01:00,31\n"
    files = [("files", ("sun.csv", rows)), ("mapping", ("sun-map.yaml", MAP))]
    told = writer.post(f"{PARK}/imports", files=files).json()
    assert told["new"] == 2, told


def test_a_wrong_map_is_a_problem_with_findings(writer: TestClient) -> None:
    files = [("files", ("sun.csv", GOOD)), ("mapping", ("map.yaml", "columns: 7\n"))]
    answer = writer.post(f"{PARK}/imports", files=files)
    assert answer.status_code == 422
    assert answer.json()["findings"]


@pytest.mark.parametrize(
    "name", ["../../park.yaml", "..\\..\\park.yaml", "a\x00b.csv", "长" * 300, "..", "x/."]
)
def test_a_file_s_name_leads_nowhere(writer: TestClient, own_park: Path, name: str) -> None:
    before = (own_park / "park.yaml").read_bytes()
    answer = writer.post(f"{PARK}/imports", files=[("files", (name, GOOD))])
    assert answer.status_code < 500
    assert (own_park / "park.yaml").read_bytes() == before


def test_closing_restates_what_new_readings_change(writer: TestClient) -> None:
    rows = "time,m-shop/energy [kWh]\n2025-06-01 00:00,100\n2025-06-01 01:00,171\n"
    writer.post(f"{PARK}/imports", files=[("files", ("june.csv", rows))])
    answer = writer.post(f"{PARK}/closings", json={"period": "2025-06-01"})
    assert answer.status_code == 201
    (restated,) = answer.json()["restated"]
    changed = {each["link"]: each for each in restated["changes"]}
    shop = changed["electricity:bus-10kv>shop-load"]
    # 190 x 1.1 = 209 became 100 in the first hour; the second stays 171
    assert shop["before"] - shop["after"] == pytest.approx(109)
    assert writer.get(f"{PARK}/restatements").json()["items"] == [restated]


def test_nothing_known_of_a_period_is_told(writer: TestClient) -> None:
    answer = writer.post(f"{PARK}/closings", json={"period": "2031"})
    assert answer.status_code == 404
    assert "no reading" in answer.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [{}, {"period": 7}, {"period": "2025", "x": 1}, {"period": "2025", "fill": ["magic"]}, []],
)
def test_a_wrong_body_is_a_problem(writer: TestClient, body: object) -> None:
    assert writer.post(f"{PARK}/closings", json=body).status_code == 422


def test_a_body_that_is_no_json_is_a_problem(writer: TestClient) -> None:
    headers = {"Content-Type": "application/json"}
    answer = writer.post(f"{PARK}/closings", content="{", headers=headers)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_too_large_a_body_is_refused_in_words(writer: TestClient) -> None:
    answer = writer.post(f"{PARK}/closings", json={"period": "2025", "fill": ["x" * 20_000]})
    assert answer.status_code == 413
    assert "larger than the 10,000 bytes" in answer.json()["detail"]


def test_too_large_a_body_that_does_not_say_its_size_breaks_off(writer: TestClient) -> None:
    sent = []

    def pieces() -> Iterator[bytes]:
        for _ in range(20):
            sent.append(b" " * 1_000)
            yield sent[-1]

    headers = {"Content-Type": "application/json"}
    answer = writer.post(f"{PARK}/closings", content=pieces(), headers=headers)
    assert answer.status_code == 413
    assert imports.LARGEST_IMPORT_BYTES == 256 * 1024 * 1024


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_page_of_another_site_may_change_nothing(
    writer: TestClient, headers: dict[str, str]
) -> None:
    closed = writer.post(f"{PARK}/closings", json={"period": "2025"}, headers=headers)
    brought = writer.post(f"{PARK}/imports", files=[("files", ("a.csv", GOOD))], headers=headers)
    assert (closed.status_code, brought.status_code) == (403, 403)
    assert closed.json()["type"] == "urn:zeropark:problem:refused"


@pytest.fixture
def second(own_park: Path, writer: TestClient) -> Iterator[TestClient]:
    """Another server on the park that the first one writes."""
    assert writer.get(PARK).json()["written_elsewhere"] is None
    with (
        open_parks([own_park], address="http://127.0.0.1:9999") as parks,
        TestClient(application(parks)) as asking,
    ):
        yield asking


def test_a_second_server_reads_and_says_who_writes(second: TestClient) -> None:
    assert second.get(f"{PARK}/closed-periods").status_code == 200
    assert second.get(PARK).json()["written_elsewhere"]["who"] == "http://127.0.0.1:8765"
    answer = second.post(f"{PARK}/closings", json={"period": "2025"})
    assert answer.status_code == 403
    assert "http://127.0.0.1:8765" in answer.json()["detail"]
