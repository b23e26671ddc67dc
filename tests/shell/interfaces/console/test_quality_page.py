from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from quality_files import ADDRESS, HALF_BAD, LaterClock
from tiny_year import TINY, crowded, history
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.parks import open_parks

PAGE = "/parks/tiny/quality"


def test_the_page_opens_with_the_shares_the_calendar_and_every_list(client: TestClient) -> None:
    page = client.get(f"{PAGE}?lang=en").text
    assert "Can the data of" in page
    assert 'id="figure-calendar"' in page
    for part in ("meters", "found", "rejected", "import", "close", "restated"):
        assert f'id="{part}"' in page


def test_a_chinese_page_holds_no_english_sentence(client: TestClient) -> None:
    page = client.get(f"{PAGE}?lang=zh").text
    words = re.sub(r"<(script|style|code)[^>]*>.*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    assert not re.findall(r"(?:[A-Za-z]{3,} ){3,}", words.replace("zeropark import", ""))


def test_a_meter_is_found_and_its_day_is_shown_as_said_and_as_used(client: TestClient) -> None:
    page = client.get(f"{PAGE}?lang=en&meter=m-shop&period=2025-03-05").text
    assert 'id="figure-trace"' in page
    csv = client.get(f"{PAGE}/tables/trace.csv?lang=en&meter=m-shop&period=2025-03-05").text
    rows = csv.splitlines()
    # 10:00 is hour 1522 of the year: 1.1 x 190 kWh, a quarter of it each quarter hour
    assert "2025-03-05 10:00,52.25,Measured," in rows
    assert len(rows) == 97


def test_the_readings_of_a_day_are_those_that_the_meter_said(client: TestClient) -> None:
    csv = client.get(f"{PAGE}/tables/readings.csv?lang=en&meter=m-shop&period=2025-03-05").text
    rows = csv.splitlines()
    assert rows[1].startswith("2025-03-05 00:00:00,2025-03-05 01:00:00,209.0,,")
    assert rows[1].endswith(",2025.csv")
    assert len(rows) == 25


def test_a_meter_over_a_year_says_to_choose_a_day(client: TestClient) -> None:
    assert "7 days at most" in client.get(f"{PAGE}?lang=en&meter=m-shop").text


@pytest.mark.parametrize("table", ["meters", "channels", "findings", "rejected", "restatements"])
def test_every_list_can_be_taken_away_whole(client: TestClient, table: str) -> None:
    answer = client.get(f"{PAGE}/tables/{table}.csv?lang=en")
    assert answer.status_code == 200
    assert answer.text.count("\n") >= 1


def test_the_list_of_meters_is_narrowed_to_what_is_looked_for(client: TestClient) -> None:
    page = client.get(f"{PAGE}?lang=en&find=shop").text
    matrix = page.split('id="meters"')[1].split("</section>")[0]
    assert "m-shop" in matrix
    assert "m-mill" not in matrix
    assert "No meter matches" in client.get(f"{PAGE}?lang=en&find=zzz").text


def test_a_meter_that_is_not_there_is_told(client: TestClient) -> None:
    assert client.get(f"{PAGE}?lang=en&meter=m-x").status_code == 404


def test_a_park_without_data_says_to_bring_some_in(client: TestClient) -> None:
    page = client.get("/parks/bare/quality?lang=en").text
    assert "Nothing of this period is closed" in page
    assert "No row was rejected" in page
    assert "There is not one reading yet" in page
    assert 'enctype="multipart/form-data"' in page


def test_a_period_that_is_not_closed_still_shows_what_can_be_done(client: TestClient) -> None:
    answer = client.get(f"{PAGE}?lang=en&period=2031")
    assert answer.status_code == 200
    assert "Nothing of this period is closed" in answer.text


def test_half_a_year_has_the_months_that_are_closed(tmp_path: Path) -> None:
    (tmp_path / "park.yaml").write_text(TINY.read_text(encoding="utf-8"), encoding="utf-8")
    with open_parks([tmp_path], clock=LaterClock(), address=ADDRESS) as parks:
        client = TestClient(application(parks), base_url=ADDRESS)
        file = history(181 * 24).encode()  # January to June: 181 days
        client.post(f"{PAGE}/imports?lang=en", files={"files": ("2025.csv", file)})
        client.post(f"{PAGE}/closings?lang=en")
        page = client.get(f"{PAGE}?lang=en").text
    assert "Only a part of the period is closed" in page
    header = page.split('class="matrix"')[1].split("</thead>")[0]
    assert re.findall(r'class="num">(\d\d)<', header) == ["01", "02", "03", "04", "05", "06"]


def test_only_rejected_rows_are_listed_without_anything_closed(tmp_path: Path) -> None:
    (tmp_path / "park.yaml").write_text(TINY.read_text(encoding="utf-8"), encoding="utf-8")
    with open_parks([tmp_path], clock=LaterClock(), address=ADDRESS) as parks:
        client = TestClient(application(parks), base_url=ADDRESS)
        text = HALF_BAD.replace("150", "x")
        client.post(f"{PAGE}/imports?lang=en", files={"files": ("a.csv", text.encode())})
        page = client.get(f"{PAGE}?lang=en").text
    assert "oops" in page
    assert "There is not one reading yet" in page


def test_ten_thousand_meters_are_paged_and_stay_small(tmp_path: Path) -> None:
    (tmp_path / "park.yaml").write_text(crowded(10_000), encoding="utf-8")
    with open_parks([tmp_path], clock=LaterClock(), address=ADDRESS) as parks:
        client = TestClient(application(parks), base_url=ADDRESS)
        hours = "".join(f"2025-03-05 {hour:02d}:00,100\n" for hour in range(24))
        file = f"time,m-shop/energy [kWh]\n{hours}"
        client.post(f"{PAGE}/imports?lang=en", files={"files": ("a.csv", file.encode())})
        client.post(f"{PAGE}/closings?lang=en", data={"closed_period": "2025-03-05"})
        answer = client.get(f"{PAGE}?lang=en&page=3")
    assert answer.status_code == 200
    assert "Page 3 of" in answer.text
    assert len(answer.content) < 300_000
