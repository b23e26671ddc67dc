"""The green page of the tiny year: in every hour 800 kWh from the grid and 300 from the roof."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from cli_runs import in_json
from tiny_year import TINY, history
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.parks import open_parks

GREEN = "/parks/tiny/green"


def words_of(page: str) -> str:
    """What a reader sees, in one line."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def table_of(client: TestClient, name: str, query: str = "period=2025&lang=en") -> list[list[str]]:
    reply = client.get(f"{GREEN}/tables/{name}.csv?{query}")
    assert reply.status_code == 200
    return list(csv.reader(io.StringIO(reply.text.removeprefix("\ufeff"))))


def test_the_books_of_the_year_stand_side_by_side(client: TestClient) -> None:
    # 1,100 kWh an hour x 8,760 = 9.636 GWh; direct 300 x 8,760 = 2.628 GWh, 27.3 %; the rest of
    # it came from the grid, and no contract is of 2025
    page = words_of(client.get(f"{GREEN}?period=2025&lang=en").text)
    assert "The three books, 2025" in page
    assert "Physically direct 2.628 GWh 27.3 % of use · in principle ≥ 50 % a year" in page
    assert "Grid power not covered 7.008 GWh" in page
    assert "The park document has no green-power trade" in page
    assert "No certificates were cancelled for the years shown" in page


def test_the_parts_of_a_month_add_up_to_its_use(client: TestClient) -> None:
    # January: 744 h x 1,100 kWh = 818.4 MWh, of it 744 x 300 = 223.2 direct
    january = table_of(client, "cover")[1]
    direct, traded, certified, uncovered, other, used = map(float, january[1:7])
    assert direct == pytest.approx(223.2)
    assert used == pytest.approx(818.4)
    assert direct + traded + certified + uncovered + other == pytest.approx(used)
    assert (traded, certified) == (0, 0)


def test_a_month_and_a_day_are_told_with_the_books_of_their_whole_month(
    client: TestClient,
) -> None:
    month = words_of(client.get(f"{GREEN}?period=2025-06&lang=en").text)
    assert "The three books, Jun 2025" in month
    assert "the books here are of whole months" not in month
    day = words_of(client.get(f"{GREEN}?period=2025-06-15&lang=en").text)
    assert "The three books, Jun 2025" in day
    assert "the books here are of whole months" in day


def test_every_hour_is_matched_alike(client: TestClient) -> None:
    part = client.get(f"{GREEN}/parts/hours?period=2025&lang=en").text
    assert "Hourly matched share (24/7) 27.3 %" in words_of(part)
    found = re.search(r'class="figures-data">(.*?)</script>', part, re.DOTALL)
    assert found
    figures = {each["id"]: each for each in json.loads(found[1])["figures"]}
    shares = figures["clock"]["variants"][0]["option"]["series"][0]["data"]
    assert shares == [27] * 8760


def test_a_day_is_told_by_the_hour_and_has_no_map(client: TestClient) -> None:
    part = client.get(f"{GREEN}/parts/hours?period=2025-06-15&lang=en").text
    assert 'data-figure="clock"' not in part
    # even hours carry 1.1, odd ones 0.9 of the mean
    first = table_of(client, "steps", "period=2025-06-15&lang=en")[1]
    assert first[0] == "2025-06-15 00:00"
    assert float(first[1]) == pytest.approx(0.33)  # MWh


def test_the_ratios_of_a_year_are_judged_and_those_of_a_part_are_not(client: TestClient) -> None:
    year = words_of(client.get(f"{GREEN}/parts/direct?period=2025&lang=en").text)
    # R1 = 300 / 310; available power is metered
    assert "R1: self-use over available generation 96.8 % limit ≥ 60 % · passes" in year
    assert "nothing is projected" in year
    june = words_of(client.get(f"{GREEN}/parts/direct?period=2025-06&lang=en").text)
    assert "96.8 % limit ≥ 60 % · year to date" in june
    assert "its result is on the year's page" in june
    assert "passes" not in june.partition("Voltage")[0]


def test_the_path_has_a_row_a_month(client: TestClient) -> None:
    rows = table_of(client, "path")
    assert [row[0] for row in rows[1:]] == [f"2025-{month:02d}" for month in range(1, 13)]
    assert [float(cell) for cell in rows[6][1:3]] == pytest.approx([300 / 3.1, 300 / 10.9], abs=0.1)


def test_users_get_what_they_consumed_of_it(client: TestClient) -> None:
    # 900 and 190 of 1,090 consumed, 300 to share
    rows = {row[0]: row for row in table_of(client, "shares")}
    shared = [float(row[1]) for row in rows.values() if row[0] not in ("To", "Total")]
    assert max(shared) == pytest.approx(300 * 8.760 * 900 / 1090 / 1000, rel=1e-3)
    assert float(rows["Curtailed"][1]) == pytest.approx(10 * 8.760 / 1000, rel=1e-3)
    assert float(rows["Total"][1]) == pytest.approx(310 * 8.760 / 1000, rel=1e-3)


@pytest.mark.parametrize("name", ["clock", "steps", "path", "exceed", "shares", "day", "made"])
def test_every_picture_can_be_taken_away_as_a_table(client: TestClient, name: str) -> None:
    assert len(table_of(client, name)) > 1


@pytest.mark.parametrize(
    "part", ["", "/parts/hours", "/parts/direct", "/parts/users", "/parts/days"]
)
@pytest.mark.parametrize("period", ["2025", "2025-06", "2025-06-15", "2025-02-10/2025-04-05"])
def test_every_part_answers_for_any_period_in_both_languages(
    client: TestClient, part: str, period: str
) -> None:
    for language in ("zh", "en"):
        reply = client.get(f"{GREEN}{part}?period={period}&lang={language}")
        assert reply.status_code == 200
        assert len(reply.content) < 300_000


def test_a_connection_that_is_none_is_told(client: TestClient) -> None:
    assert client.get(f"{GREEN}/parts/direct?period=2025&connection=no").status_code == 404


def test_an_empty_park_says_what_to_do(client: TestClient) -> None:
    assert "No period is closed yet" in client.get("/parks/bare/green?lang=en").text


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months of 2026 without a direct connection's contract, its trade beyond the draw."""
    folder = tmp_path_factory.mktemp("half") / "half"
    folder.mkdir()
    text = TINY.read_text(encoding="utf-8").replace("id: tiny", "id: half", 1)
    kept = [line for line in text.splitlines() if "kind: green_direct" not in line]
    told = "\n".join(kept).replace(
        "month: 2026-06, quantity_kwh: 50000", "month: 2026-01, quantity_kwh: 5e8"
    )
    (folder / "park.yaml").write_text(told + "\n", encoding="utf-8")
    file = folder.parent / "2026.csv"
    file.write_text(history(59 * 24, year=2026), encoding="utf-8")
    in_json("import", folder, file)
    in_json("close", folder, "--period", "2026-01-01/2026-03-01")
    return folder


def test_a_part_of_a_year_without_a_connection_says_so(half: Path) -> None:
    with open_parks([half]) as parks, TestClient(application(parks)) as client:
        page = words_of(client.get("/parks/half/green?lang=en&period=2026").text)
        assert "Only a part of the period is closed" in page
        assert "Claims that count nowhere" in page  # 500 GWh claimed, of which nobody drew as much
        assert "Contract trade-2026-06 claims 500,000,000 kWh" in page
        part = words_of(client.get("/parks/half/green/parts/direct?lang=en&period=2026").text)
        assert "has no green direct connection" in part
        users = client.get("/parks/half/green/parts/users?lang=en&period=2026")
        assert users.status_code == 200
