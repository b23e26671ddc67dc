"""`zeropark flex ven` and `vtn`, as they are typed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from cli_runs import zeropark
from doc_pages import blocks
from openadr_park import HTTP, Business
from running_vtn import RunningVtn, running_vtn
from zeropark.shell.interfaces.openadr.app import BASE_PATH

PAGE = Path(__file__).parents[4] / "docs" / "openadr.md"


def written(folder: Path) -> Path:
    """The park of the page about OpenADR."""
    block = next(each for each in blocks(PAGE.read_text(encoding="utf-8")))
    park = folder / "dr-park"
    park.mkdir()
    (park / "park.yaml").write_text(block.text, encoding="utf-8")
    return park


@pytest.fixture
def park(tmp_path: Path) -> Path:
    return written(tmp_path)


@pytest.fixture
def above(tmp_path: Path) -> Iterator[RunningVtn]:
    with running_vtn(tmp_path / "above") as vtn:
        (tmp_path / "secret").write_text(vtn.secrets["ven-1"] + "\n")
        yield vtn


def ven(command: str, park: Path, vtn: RunningVtn, *also: str) -> Any:
    secret = park.parent / "secret"
    asked = ("--vtn", vtn.url, "--client-id", "ven-1", "--client-secret-file", secret)
    return zeropark("flex", "ven", command, park, *asked, *also)


def test_clients_are_admitted_and_dismissed(park: Path) -> None:
    admitted = zeropark("flex", "vtn", "admit", park, "--id", "grid", "--role", "bl", "--json")
    assert len(admitted.data["client_secret"]) == 43
    file = park.parent / "grid.secret"
    file.write_text("old")
    file.chmod(0o644)
    to = ("--secret-to", str(file), "--json")
    again = zeropark("flex", "vtn", "admit", park, "--id", "grid", "--role", "ven", *to)
    assert again.data["client_secret"] is None
    assert len(file.read_text()) == 43
    assert file.stat().st_mode & 0o077 == 0
    listed = zeropark("flex", "vtn", "clients", park, "--json")
    assert listed.data["clients"] == [{"client_id": "grid", "role": "ven"}]
    assert zeropark("flex", "vtn", "dismiss", park, "--id", "grid").code == 0
    gone = zeropark("flex", "vtn", "dismiss", park, "--id", "grid")
    assert (gone.code, gone.err) == (2, "There is no client 'grid' here.\n")
    colon = zeropark("flex", "vtn", "admit", park, "--id", "a:b", "--role", "bl")
    assert colon.code == 2


def test_who_has_no_park_has_no_vtn(tmp_path: Path) -> None:
    ran = zeropark("flex", "vtn", "admit", tmp_path, "--id", "grid", "--role", "bl")
    assert (ran.code, list(tmp_path.iterdir())) == (2, [])


def test_a_poll_tells_calls_prices_and_what_it_does_not_understand(
    park: Path, above: RunningVtn
) -> None:
    business = Business.at(above)
    program = business.makes("programs", programName="Evening-DR")
    period = {"start": "2999-06-01T04:00:00Z", "duration": "PT15M"}
    business.event(program, intervalPeriod=period)
    descriptor = {"objectType": "EVENT_PAYLOAD_DESCRIPTOR", "payloadType": "PRICE"}
    payloads = [{"type": "PRICE", "values": [0.35]}, {"type": "GHG", "values": [400.0]}]
    priced = business.event(
        program,
        intervalPeriod=period,
        intervals=[{"id": 0, "payloads": payloads}],
        payloadDescriptors=[descriptor | {"units": "KWH", "currency": "CNY"}],
    )
    registered = ven("register", park, above, "--json")
    assert registered.data["resources"] == ["store-down"]
    ran = ven("poll", park, above, "--json")
    assert ran.codes == ["openadr.not_understood"]
    assert ran.data["events"] == 2
    assert [call["power_kw"] for call in ran.data["calls"]] == [[500.0]]
    assert ran.data["prices"] == [
        {
            "event": priced["id"],
            "side": "import",
            "start": "2999-06-01T04:00:00+00:00",
            "step_minutes": 15.0,
            "price_cny_per_kwh": [0.35],
        }
    ]
    again = ven("poll", park, above)
    assert "Nothing new; 2 events there." in again.out


def test_a_secret_that_is_not_there_or_wrong_is_told(park: Path, above: RunningVtn) -> None:
    asked = ("--vtn", above.url, "--client-id", "ven-1")
    without = zeropark("flex", "ven", "poll", park, *asked)
    assert without.code == 2
    assert "There is no client secret." in without.err
    (park.parent / "secret").write_text("wrong")
    wrong = ven("poll", park, above, "--json")
    assert wrong.code == 2
    assert wrong.data["error"]["type"] == "VtnRefusedError"
    assert "invalid_client" in wrong.data["error"]["message"]
    (park.parent / "secret").unlink()
    assert ven("poll", park, above).code == 2


def test_a_park_that_does_not_take_part_is_told(park: Path, above: RunningVtn) -> None:
    document = park / "park.yaml"
    text = document.read_text(encoding="utf-8")
    document.write_text(text[: text.index("\nopenadr:")], encoding="utf-8")
    ran = ven("poll", park, above, "--json")
    assert (ran.code, ran.codes) == (2, ["openadr.not_agreed"])


def test_a_vtn_that_is_not_there_is_told(park: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (park.parent / "secret").write_text("s")
    vtn = RunningVtn(url=f"http://127.0.0.1:{port}", secrets={})
    ran = ven("poll", park, vtn)
    assert ran.code == 2
    assert "does not answer" in ran.err


def started(*arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [Path(sys.executable).parent / "zeropark", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "ZEROPARK_LANGUAGE": "en", "COLUMNS": "160", "PYTHONUNBUFFERED": "1"},
    )


def ended(process: subprocess.Popen[str]) -> str:
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=20)
    assert process.returncode == 0, said
    return said


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def test_a_vtn_is_served_until_it_is_interrupted(park: Path) -> None:
    port = free_port()
    process = started("flex", "vtn", "serve", park, "--port", str(port))
    url = f"http://127.0.0.1:{port}{BASE_PATH}"
    try:
        deadline = time.monotonic() + 30
        answer = None
        while answer is None and time.monotonic() < deadline:
            try:
                answer = HTTP.get(f"{url}/auth/server")
            except httpx.ConnectError:
                time.sleep(0.1)
        assert answer is not None
        assert answer.json() == {"tokenURL": f"{url}/auth/token"}
    finally:
        said = ended(process)
    assert f"The VTN: {url}" in said


def test_a_change_is_seen_as_soon_as_the_vtn_tells_of_it(park: Path, above: RunningVtn) -> None:
    business = Business.at(above)
    program = business.makes("programs", programName="Evening-DR")
    port = free_port()
    secret = park.parent / "secret"
    asked = ("--vtn", above.url, "--client-id", "ven-1", "--client-secret-file", secret)
    callback = f"http://127.0.0.1:{port}/told"
    heard = ("--every", "3600", "--callback", callback, "--listen", f"127.0.0.1:{port}")
    process = started("flex", "ven", "watch", park, *asked, *heard)
    try:
        deadline = time.monotonic() + 30
        while not business.asks("GET", "subscriptions").json() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert process.stdout
        assert "Nothing new; 0 events there." in process.stdout.readline()
        assert HTTP.post(callback, json={}).status_code == 401
        period = {"start": "2999-06-01T04:00:00Z", "duration": "PT15M"}
        event = business.event(program, intervalPeriod=period)
        lines = [process.stdout.readline()]
        while event["id"] not in lines[-1] and lines[-1]:
            lines.append(process.stdout.readline())
        assert f"openadr-{event['id']}-down down up to 500 kW" in lines[-1]
    finally:
        said = ended(process)
    assert "Stopped." in said
