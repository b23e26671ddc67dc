"""The page of the present: fresh, old, empty, ahead of the clock, large, and nastily named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from fastapi.testclient import TestClient

from cli_runs import in_json
from zeropark.basis.timeline import parse_instant
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.parks import open_parks

NASTY = "<script>alert(1)</script> & 'x' 🏭 " + "长" * 160


class At:
    """A clock that stands."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant


@contextmanager
def served(folder: Path, at: str) -> Iterator[TestClient]:
    """The park as it is at a local time."""
    with (
        open_parks([folder], clock=At(parse_instant(at))) as parks,
        TestClient(application(parks), base_url="http://127.0.0.1") as client,
    ):
        yield client


def tile(page: str, key: str) -> str:
    """The words of a tile."""
    found = re.search(rf'data-tile="{key}".*?</li>', page, re.DOTALL)
    assert found is not None
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def test_the_bare_address_of_a_park_leads_to_its_present(client: TestClient) -> None:
    answer = client.get("/parks/tiny?lang=en", follow_redirects=False)
    assert answer.headers["location"] == "/parks/tiny/now?lang=en"
    assert client.get("/parks/tiny/now").headers["cache-control"] == "no-store"


def test_the_present_of_a_year_that_runs_worked_by_hand(parks_folder: Path) -> None:
    # At 12:07 of 2 June the quarter from 11:45 is closed. By the hour amounts are a tenth above
    # and below their mean in turn, below in odd hours: 0.9 x 1,090 kWh an hour are used.
    with served(parks_folder / "tiny", "2025-06-02T12:07") as client:
        page = client.get("/parks/tiny/now?lang=en").text
    assert "981.0 kW" in tile(page, "use")
    assert "11:45–12:00 · 7 minutes ago" in tile(page, "use")
    assert "From the grid 720.0 kW" in tile(page, "grid")
    assert "27.3 %" in tile(page, "share")  # 270 of 990 kWh
    assert "not figures of the present" not in page


def test_the_sketch_has_live_values_of_the_carrier_that_is_asked_for(parks_folder: Path) -> None:
    with served(parks_folder / "tiny", "2025-06-02T12:07") as client:
        power = client.get("/parks/tiny/now?lang=en").text
        gas = client.get("/parks/tiny/now?lang=en&carrier=natural_gas").text
        nothing = client.get("/parks/tiny/now?lang=en&carrier=coal")
    assert re.search(
        r'data-element="grid@bus-10kv".*?class="value"[^>]*>720.0 kW<', power, re.DOTALL
    )
    assert 'data-sketch="natural_gas"' in gas
    assert "36.00 Nm³/h" in gas
    assert nothing.status_code == 404
    assert "Choose a carrier" in nothing.text


def test_a_register_is_shown_as_it_stands_and_as_a_rate(parks_folder: Path) -> None:
    # The hour before noon added 0.9 x 800 kWh: 720 kW, before the ratio of 2,000 it is 0.36.
    with served(parks_folder / "tiny", "2025-06-02T12:07") as client:
        page = client.get("/parks/tiny/now?lang=en").text
    row = re.search(r'<tr id="said-m-grid-import">.*?</tr>', page, re.DOTALL)
    assert row is not None
    assert "register, ratio 2,000" in row[0]
    assert "720.0 kWh" in row[0]
    assert "720.0 kW<" in row[0]


def test_channels_are_found_by_words_and_stale_ones_by_asking(parks_folder: Path) -> None:
    with served(parks_folder / "tiny", "2025-06-02T12:07") as client:
        part = "/parks/tiny/now/parts/readings?lang=en"
        heat = client.get(f"{part}&find=heat%20mill").text
        stale = client.get(f"{part}&show=silent").text
        none = client.get(f"{part}&find=nowhere").text
        far = client.get(f"{part}&page=0")
    assert re.findall(r'id="said-([\w-]+)"', heat) == ["m-mill-heat-heat"]
    assert "No channel fits" in stale
    assert "No channel fits" in none
    assert far.status_code == 404


def test_a_park_of_history_says_how_old_it_is(client: TestClient) -> None:
    # The year ended at midnight; it is noon of 15 January.
    page = client.get("/parks/tiny/now?lang=en").text
    assert "the newest closed interval ended 2026-01-01 00:00 (14 days ago)" in page
    assert 'class="tile now-tile stale"' in page
    zh = client.get("/parks/tiny/now?lang=zh").text
    assert "这些不是当前的数字" in zh
    assert "14天前" in zh


def test_a_park_without_data_says_what_to_do_and_draws_itself(client: TestClient) -> None:
    page = client.get("/parks/bare/now?lang=en").text
    assert "There are no figures of the present yet" in page
    assert "zeropark import bare" in page
    assert 'data-element="grid@bus-10kv"' in page
    assert "There are no readings yet" in page


def test_readings_ahead_of_the_clock_are_no_present(parks_folder: Path) -> None:
    with served(parks_folder / "tiny", "2024-06-02T12:07") as client:
        page = client.get("/parks/tiny/now?lang=en").text
    assert "readings begin only at 2025-01-01 00:00" in page
    assert "There are no figures of the present yet" in page


def test_one_channel_alone_is_shown_and_the_rest_is_silent(own_park: Path, tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "park.yaml").write_bytes((own_park / "park.yaml").read_bytes())
    said = "time,m-pv/energy [kWh]\n2025-06-01 10:00,100\n2025-06-01 11:00,120\n"
    (folder / "day.csv").write_text(said, encoding="utf-8")
    in_json("import", folder, folder / "day.csv")
    in_json("close", folder, "--period", "2025-06-01")
    with served(folder, "2025-06-01T12:10") as client:
        page = client.get("/parks/tiny/now?lang=en").text
    assert "120.0 kW" in tile(page, "solar")
    assert "missing" in tile(page, "use")
    assert "no reading in 7 days" in page


def test_names_of_a_park_are_shown_as_they_are_and_run_as_nothing(
    own_park: Path,
) -> None:
    document = own_park / "park.yaml"
    text = document.read_text(encoding="utf-8")
    for name in ("Roof PV", "Grid meter", "Grid point"):
        text = text.replace(f"en: {name}", f'en: "{NASTY}"')
    document.write_text(text, encoding="utf-8")
    with served(own_park, "2025-06-02T12:07") as client:
        page = client.get("/parks/tiny/now?lang=en").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_what_is_shown_can_be_taken_away(parks_folder: Path) -> None:
    with served(parks_folder / "tiny", "2025-06-02T12:07") as client:
        for table, words in {
            "present": "Load,981.0,kW",
            "sketch": "720.0 kW",
            "last_day": "2025-06-02",
            "readings": "m-grid,import",
        }.items():
            answer = client.get(f"/parks/tiny/now/tables/{table}.csv?lang=en")
            assert answer.status_code == 200
            assert words in answer.content.decode("utf-8-sig")


def test_a_chinese_page_has_no_english_words_of_ours(parks_folder: Path) -> None:
    with served(parks_folder / "tiny", "2025-06-02T12:07") as client:
        page = client.get("/parks/tiny/now?lang=zh").text
    for words in ("Load", "minutes ago", "Newest readings", "From the grid", "register"):
        assert f">{words}" not in page


def many_meters(count: int) -> str:
    """A park document with so many metered loads on one bus."""
    loads, meters = [], []
    for n in range(count):
        name = f"{{zh: 表{n}, en: Meter {n}}}"
        loads.append(
            f"  - {{id: l{n}, kind: load, name: {name}, site: s, takes_from: b, rated_kw: 10}}"
        )
        meters.append(
            f"  - {{id: m{n}, name: {name}, from: b, to: l{n}, gate: internal, "
            "channels: [{id: energy, kind: interval, unit: kWh}]}"
        )
    head = """version: 1
id: many
name: {zh: 大园区, en: Large park}
scope: {boundary: whole, province: gansu}
sites: [{id: s, name: {zh: 地, en: Ground}, latitude: 38.5, longitude: 102.2}]
buses: [{id: b, name: {zh: 母线, en: Bus}, carrier: electricity}]
boundary_points: [{id: g, name: {zh: 网, en: Grid}, bus: b, kind: public_grid, direction: both}]
"""
    gate = (
        "  - {id: m-g, name: {zh: 关口, en: Gate}, from: g, to: b, gate: grid, "
        "channels: [{id: import, kind: interval, unit: kWh}]}"
    )
    return "\n".join([head, "devices:", *loads, "meters:", gate, *meters, ""])


def test_a_page_of_many_meters_shows_one_page_of_them(tmp_path: Path) -> None:
    count = 300
    (tmp_path / "park.yaml").write_text(many_meters(count), encoding="utf-8")
    heads = ",".join(f"m{n}/energy [kWh]" for n in range(count))
    lines = [f"2025-06-01 {h:02d}:00," + ",".join(["5"] * count) for h in range(3)]
    (tmp_path / "d.csv").write_text("\n".join([f"time,{heads}", *lines, ""]), encoding="utf-8")
    in_json("import", tmp_path, tmp_path / "d.csv")
    in_json("close", tmp_path, "--period", "2025-06-01")
    with served(tmp_path, "2025-06-01T02:40") as client:
        page = client.get("/parks/many/now?lang=en").text
        last = client.get("/parks/many/now/parts/readings?lang=en&page=13").text
    assert "1.500 MW" in tile(page, "use")  # 300 x 5 kWh an hour
    assert page.count('id="said-') == 25
    assert len(page.encode()) < 300_000
    assert 'id="said-m299-energy"' in last
