from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient

from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.parks import open_parks


def page_of(folder: Path, address: str) -> str:
    with open_parks([folder], address=address) as parks:
        return TestClient(application(parks)).get("/parks/tiny/energy?lang=en").text


def test_a_second_server_on_a_park_reads_and_says_who_writes(own_park: Path) -> None:
    with open_parks([own_park], address="http://127.0.0.1:8765") as first:
        assert first.desks["tiny"].other_writer() is None
        page = page_of(own_park, "http://127.0.0.1:8766")
    assert "Another server writes this park: http://127.0.0.1:8765" in page
    assert "Energy flow" in page


def test_when_the_first_server_stops_the_second_one_may_write(own_park: Path) -> None:
    with open_parks([own_park], address="http://127.0.0.1:8765"):
        pass
    assert "Another server writes" not in page_of(own_park, "http://127.0.0.1:8766")
