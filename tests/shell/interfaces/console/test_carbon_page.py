from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from zeropark.facts.carbon.inventory import Book
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.park_desk import ParkDesk
from zeropark.shell.serving.parks import open_parks

PAGE = "/parks/tiny/carbon"


def shown(client: TestClient, query: str = "lang=en") -> str:
    answer = client.get(f"{PAGE}?{query}")
    assert answer.status_code == 200
    return answer.text


def test_the_three_books_stand_side_by_side_and_are_not_added(
    client: TestClient, desk: ParkDesk
) -> None:
    page = shown(client)
    account = desk.account(desk.closed()[0])
    for inventory in account.inventories:
        assert f"{inventory.total_kg / 1000:,.0f}" in page
    together = sum(inventory.total_kg for inventory in account.inventories) / 1000
    assert f"{together:,.0f}" not in page


def test_a_line_in_the_address_is_open_without_a_script(client: TestClient) -> None:
    page = shown(client, "lang=en&book=park910&line=electricity.grid_uncovered")
    # tiny: 800 kWh an hour from the grid, 8760 hours = 7,008,000 kWh; 0.8325 kg each
    assert "7,008,000" in page
    assert "electricity:grid&gt;bus-10kv" in page
    assert "m-grid" in page
    assert "ef.electricity.park910" in page
    assert page.count('class="behind"') == 1
    assert page.count('aria-expanded="true"') == 1


def test_a_line_leads_to_its_rule_its_meter_and_its_carrier(client: TestClient) -> None:
    part = client.get(
        f"{PAGE}/parts/line?book=park910&line=electricity.grid_uncovered&lang=en"
    ).text
    assert re.search(r'href="/parks/tiny/rules\?[^"]*rule=ef\.electricity\.park910', part)
    assert re.search(r'href="/parks/tiny/document\?[^"]*find=m-grid', part)
    assert re.search(r'href="/parks/tiny/energy\?[^"]*carrier=electricity', part)
    assert "<html" not in part


def test_without_the_period_in_mind_every_link_of_a_line_keeps_it(client: TestClient) -> None:
    page = shown(client, "lang=en&period=2025-06")
    assert "period=2025-06&amp;book=park910&amp;line=" in page


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("book=nothing&line=fuel.natural_gas", "There is no book"),
        ("line=nothing", "has no line"),
        ("one=nothing", "There is no book"),
    ],
)
def test_what_is_not_there_is_said(client: TestClient, query: str, word: str) -> None:
    answer = client.get(f"{PAGE}?lang=en&{query}")
    assert answer.status_code == 404
    assert word in answer.text


def test_a_part_without_a_line_asks_for_one(client: TestClient) -> None:
    assert client.get(f"{PAGE}/parts/line?lang=en").status_code == 404


@pytest.mark.parametrize(
    "table", ["books", "trend", "carbon", "difference", *(f"lines-{book.value}" for book in Book)]
)
def test_every_table_can_be_taken_away(client: TestClient, table: str) -> None:
    answer = client.get(f"{PAGE}/tables/{table}.csv?lang=en")
    assert answer.status_code == 200
    assert answer.text.count("\n") > 1


def test_the_flows_behind_a_line_can_be_taken_away(client: TestClient) -> None:
    query = "book=park910&line=electricity.grid_uncovered&lang=en"
    links = client.get(f"{PAGE}/tables/links.csv?{query}").text
    assert "electricity:grid>bus-10kv,Grid point,10 kV bus,m-grid" in links
    months = client.get(f"{PAGE}/tables/behind.csv?{query}").text
    # January: 31 days of 24 hours at 800 kWh
    january = next(line for line in months.splitlines() if line.startswith("2025-01"))
    assert [float(cell) for cell in january.split(",")[1:]] == pytest.approx(
        [595_200, 595_200, 495.504]
    )


def test_two_books_are_compared_line_by_line(client: TestClient) -> None:
    table = client.get(f"{PAGE}/tables/difference.csv?one=park910&other=location&lang=en").text
    # 7,008,000 kWh at 0.8325 and at Gansu's 0.4471 kg/kWh: 2,700.8832 t less, all by the factor
    row = next(line for line in table.splitlines() if line.startswith('"Grid power'))
    more, by_amount, by_factor = (float(cell) for cell in row.split(",")[-3:])
    assert more == pytest.approx(7_008_000 * (0.4471 - 0.8325) / 1000)
    assert by_amount == 0
    assert by_factor == pytest.approx(more)


def test_a_book_compared_with_itself_does_not_differ(client: TestClient) -> None:
    assert "The two books do not differ" in shown(client, "lang=en&one=market&other=market")


def test_a_day_is_shown_by_the_hour(client: TestClient) -> None:
    table = client.get(f"{PAGE}/tables/trend.csv?period=2025-06-15&lang=en").text
    assert "06-15 23:00" in table


def test_a_chinese_page_has_its_words_in_chinese(client: TestClient) -> None:
    page = shown(client, "lang=zh&book=market&line=electricity.grid_uncovered")
    for english in ("Line by line", "generated data", "Flows and meters", "Coverage", "measured"):
        assert english not in page


def test_names_with_markup_in_them_stay_names(own_park: Path) -> None:
    document = own_park / "park.yaml"
    text = document.read_text(encoding="utf-8")
    nasty = text.replace("zh: 关口表", "zh: '<script>alert(1)</script>🏭'", 1)
    document.write_text(nasty, encoding="utf-8")
    with open_parks([own_park]) as parks:
        page = TestClient(application(parks)).get(
            f"{PAGE}?lang=zh&book=park910&line=electricity.grid_uncovered"
        )
    assert page.status_code == 200
    assert "<script>alert(1)" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;🏭" in page.text


def test_a_part_of_a_year_says_that_the_years_certificates_stand_against_it(
    own_park: Path,
) -> None:
    document = own_park / "park.yaml"
    text = document.read_text(encoding="utf-8")
    ours = "holder: mill, vintage: 2026-05, quantity_mwh: 100, cancelled_for: 2026"
    assert ours in text
    document.write_text(text.replace(ours, ours.replace("2026", "2025")), encoding="utf-8")
    told = "Certificates cancelled for 2025 are counted against"
    with open_parks([own_park]) as parks:
        client = TestClient(application(parks))
        assert told in shown(client, "lang=en&period=2025-06")
        assert told not in shown(client, "lang=en&period=2025")


def test_a_park_without_data_says_what_to_do(client: TestClient) -> None:
    answer = client.get("/parks/bare/carbon?lang=en")
    assert answer.status_code == 200
    assert "zeropark close" in answer.text
