"""The generated Python client speaks with a running server, and gives typed answers."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from zeropark_client import Client
from zeropark_client.api.carbon import list_inventories
from zeropark_client.api.closings import create_closing
from zeropark_client.api.flows import read_flows, read_series
from zeropark_client.api.parks import list_parks, read_document
from zeropark_client.api.parts import list_devices, read_meter
from zeropark_client.api.readings import create_import, list_readings
from zeropark_client.models import (
    BodyCreateImport,
    Closed,
    ClosingAsked,
    DevicesPage,
    Flows,
    Imported,
    Inventories,
    Meter,
    ParkDocument,
    ParksPage,
    Problem,
    Pv,
    ReadingsPage,
    Series,
)
from zeropark_client.types import File

from running_server import running
from zeropark.shell.serving.parks import open_parks

ROOT = Path(__file__).parents[4]
GRID = "electricity:grid>bus-10kv"


@pytest.fixture(scope="module")
def asking(address: str) -> Iterator[Client]:
    with Client(base_url=address, raise_on_unexpected_status=True) as client:
        yield client


def test_parks_are_listed_with_their_closed_periods(asking: Client) -> None:
    found = list_parks.sync(client=asking)
    assert isinstance(found, ParksPage)
    tiny = next(park for park in found.items if park.id == "tiny")
    assert tiny.closed[0].start.isoformat() == "2024-12-31T16:00:00+00:00"


def test_flows_are_numbers_in_columns(asking: Client) -> None:
    found = read_flows.sync("tiny", client=asking, period="2025-06-01", link=[GRID])
    assert isinstance(found, Flows)
    assert found.quantity[0] == pytest.approx([880.0, 720.0] * 12)
    assert found.starts[0].isoformat() == "2025-05-31T16:00:00+00:00"


def test_a_series_is_thinned_on_the_server(asking: Client) -> None:
    found = read_series.sync("tiny", client=asking, period="2025", link=[GRID], points=100)
    assert isinstance(found, Series)
    assert len(found.starts) <= 100 < found.steps


def test_a_document_comes_as_the_kinds_that_it_is_made_of(asking: Client) -> None:
    document = read_document.sync("tiny", client=asking)
    assert isinstance(document, ParkDocument)
    devices = list_devices.sync("tiny", client=asking)
    assert isinstance(devices, DevicesPage)
    assert [pv.id for pv in devices.items if isinstance(pv, Pv)] == ["roof-pv"]
    meter = read_meter.sync("tiny", "m-grid", client=asking)
    assert isinstance(meter, Meter)
    assert meter.from_ == "grid"


def test_the_books_stay_apart(asking: Client) -> None:
    found = list_inventories.sync("tiny", client=asking, period="2025", unfold=True)
    assert isinstance(found, Inventories)
    assert len({each.book for each in found.inventories}) == 3


def test_a_refusal_is_a_problem_with_its_findings(asking: Client) -> None:
    found = read_flows.sync("tiny", client=asking, period="2025", limit=0)
    assert isinstance(found, Problem)
    assert found.status == 422
    assert found.findings[0].place == "query.limit"


def test_readings_are_brought_in_and_closed(own_park: Path) -> None:
    rows = b"time,m-pv/energy [kWh]\n2026-01-01 00:00,30\n2026-01-01 01:00,31\n"
    file = File(payload=BytesIO(rows), file_name="january.csv", mime_type="text/csv")
    with (
        open_parks([own_park], address="http://127.0.0.1") as parks,
        running(parks) as address,
        Client(base_url=address, raise_on_unexpected_status=True) as client,
    ):
        brought = create_import.sync("tiny", client=client, body=BodyCreateImport(files=[file]))
        assert isinstance(brought, Imported)
        assert brought.new == 2
        closed = create_closing.sync("tiny", client=client, body=ClosingAsked(period="2026-01-01"))
        assert isinstance(closed, Closed)
        said = list_readings.sync("tiny", "m-pv", client=client, period="2026-01-01")
        assert isinstance(said, ReadingsPage)
        assert [reading.value for reading in said.items] == [30.0, 31.0]


def test_the_example_of_the_documentation_runs(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    # the first park has no closed year; the example is run on the one that has
    example = runpy.run_path(str(ROOT / "clients" / "python" / "example.py"))
    example["main"](address, "tiny")
    printed = capsys.readouterr().out
    assert "Tiny park, 2025:" in printed
    # 800 kWh in each of 8,760 hours
    assert f"{GRID}: 7,008,000 kWh in 365 days" in printed
