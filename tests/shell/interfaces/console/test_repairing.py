"""The whole way of a repair over HTTP: bring in, read the reasons, repair, close again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from quality_files import ADDRESS, HALF_BAD, LaterClock
from zeropark.shell.interfaces.http import uploads
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.parks import open_parks

UNDER = "/parks/tiny/quality"


@pytest.fixture
def writer(own_park: Path) -> Iterator[TestClient]:
    """Asks a server that writes a park of its own, later than all that is known of it."""
    with (
        open_parks([own_park], clock=LaterClock(), address=ADDRESS) as parks,
        TestClient(application(parks), base_url=ADDRESS) as asking,
    ):
        yield asking


@dataclass(frozen=True)
class Answered:
    """What came of a form that was sent."""

    status_code: int
    text: str
    url: str
    history: list[int]


def bring_in(client: TestClient, text: str, name: str = "shop.csv") -> Answered:
    files = {"files": (name, text.encode(), "text/csv")}
    answer = client.post(f"{UNDER}/imports?lang=en", files=files)
    history = [each.status_code for each in answer.history]
    return Answered(answer.status_code, answer.text, str(answer.url), history)


def figure(page: str, words: str) -> int:
    found = re.search(rf"<dt>{words}</dt><dd>([\d,]+)</dd>", page)
    assert found is not None, words
    return int(found[1].replace(",", ""))


def test_rejected_rows_are_exported_repaired_brought_in_and_closed_again(
    writer: TestClient,
) -> None:
    result = bring_in(writer, HALF_BAD)
    assert result.history == [303]
    assert figure(result.text, "New or corrected") == 1
    assert figure(result.text, "Rows rejected") == 2

    page = writer.get(f"{UNDER}?lang=en").text
    assert "oops" in page
    assert "The value is not a number" in page
    assert "&lt;b&gt;n/a&lt;/b&gt;" in page
    assert "<b>n/a" not in page

    out = writer.get(f"{UNDER}/rejected.csv?source=shop.csv")
    assert out.headers["content-disposition"] == 'attachment; filename="rejected-shop.csv"'
    repaired = out.content.decode("utf-8-sig").replace("oops", "120").replace("<b>n/a</b>", "200")
    again = bring_in(writer, repaired, "rejected-shop.csv")
    assert figure(again.text, "New or corrected") == 2
    assert figure(again.text, "Rows rejected") == 0

    closed = writer.post(f"{UNDER}/closings?lang=en")
    assert [each.status_code for each in closed.history] == [303]
    # hours 1522, 1523, 1524 of the year were 1.1, 0.9, 1.1 of 190: 209 + 171 + 209 = 589; they are
    # 150 + 120 + 200 = 470 now, 119 less, which the bus loses instead
    rows = changed(closed.text)
    assert rows["electricity:bus-10kv>shop-load"] == pytest.approx(-119)
    assert rows["electricity:bus-10kv>losses"] == pytest.approx(119)
    listed = writer.get(f"{UNDER}?lang=en").text
    assert changed(listed) == rows
    assert "The books hold all readings that are known" in listed


def changed(page: str) -> dict[str, float]:
    """The difference of each link in a list of restatements."""
    rows = re.findall(
        r"<code>(electricity:[^<]+)</code></td>\s*<td[^>]*>[^<]*</td><td[^>]*>[^<]*</td>"
        r"<td[^>]*>([^<]*)</td>",
        page,
    )
    return {
        unescape(link): float(difference.replace(",", "").replace("−", "-"))
        for link, difference in rows
    }


def test_a_finding_of_a_day_that_was_repaired_and_closed_again_is_gone(writer: TestClient) -> None:
    slip = "time,m-shop/energy [kWh]\n" + "".join(
        f"2025-03-05 {hour}:00,190000\n" for hour in range(10, 20)
    )
    bring_in(writer, slip, "slip.csv")
    writer.post(f"{UNDER}/closings?lang=en")
    assert "m-shop/energy" in found_while_closing(writer)
    bring_in(writer, slip.replace("190000", "190"), "right.csv")
    writer.post(f"{UNDER}/closings?lang=en")
    assert "m-shop/energy" not in found_while_closing(writer)


def found_while_closing(client: TestClient) -> str:
    """The table of findings, to be taken away."""
    return client.get(f"{UNDER}/tables/findings.csv?lang=en").text


def test_what_came_since_the_last_closing_is_said_before_it_is_closed(writer: TestClient) -> None:
    bring_in(writer, HALF_BAD)
    assert "Readings have come since the last closing for" in writer.get(f"{UNDER}?lang=en").text


def test_a_cell_is_repaired_in_the_browser(writer: TestClient) -> None:
    long = (
        "meter,channel,start,end,value,unit\n"
        "m-shop,energy,2025-03-05 10:00,2025-03-05 11:00,1o0,kWh\n"
        "m-shop,energy,2025-03-05 11:00,2025-03-05 12:00,2o0,kWh\n"
    )
    bring_in(writer, long, "long.csv")
    sheet = writer.get(f"{UNDER}/repair?lang=en&source=long.csv").text
    assert 'name="cell-0-2" value="2025-03-05 10:00" size="17"' in sheet  # 16 and one to spare
    assert 'name="cell-0-4" value="1o0" size="6"' in sheet
    assert sheet.index('name="cell-0-4"') < sheet.index('name="cell-0-0"')  # what is wrong, first
    fields = {"source": "long.csv", "cell-0-4": "100", "cell-1-4": "2o0"}
    done = writer.post(f"{UNDER}/repairs?lang=en", data=fields)
    assert figure(done.text, "Rows read") == 1  # the row that was not touched stays where it is
    assert figure(done.text, "New or corrected") == 1
    unchanged = writer.post(f"{UNDER}/repairs?lang=en", data={**fields, "cell-0-4": "1o0"})
    assert unchanged.status_code == 422
    assert "No cell was changed" in unchanged.text


def test_loading_the_result_again_brings_nothing_in_twice(writer: TestClient) -> None:
    result = bring_in(writer, HALF_BAD)
    assert writer.get(result.url).text == result.text
    assert figure(bring_in(writer, HALF_BAD).text, "New or corrected") == 0
    gone = writer.get(f"{UNDER}/imports/0000?lang=en")
    assert "no longer kept" in gone.text


def test_two_people_bring_in_at_the_same_time_and_both_are_served(writer: TestClient) -> None:
    texts = [HALF_BAD, HALF_BAD.replace("03-05", "04-05")]
    with ThreadPoolExecutor(2) as both:
        results = list(both.map(lambda text: bring_in(writer, text), texts))
    assert [each.status_code for each in results] == [200, 200]
    assert [figure(each.text, "New or corrected") for each in results] == [1, 1]


def test_a_period_is_closed_by_its_name_and_a_wrong_one_is_told(writer: TestClient) -> None:
    done = writer.post(f"{UNDER}/closings?lang=en", data={"closed_period": "2025-03-05"})
    assert "5 Mar 2025" in done.text
    wrong = writer.post(f"{UNDER}/closings?lang=en", data={"closed_period": "soon"})
    assert wrong.status_code == 422
    long = writer.post(f"{UNDER}/closings?lang=en", data={"closed_period": "1990/2090"})
    assert "longer than five years" in long.text


@pytest.mark.parametrize("form", ["imports", "repairs", "closings"])
def test_another_site_changes_nothing(writer: TestClient, form: str) -> None:
    answer = writer.post(f"{UNDER}/{form}?lang=en", headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "another site" in answer.text


def test_while_another_server_writes_nothing_is_done_here_and_it_is_said_who(
    own_park: Path,
) -> None:
    with (
        open_parks([own_park], address=ADDRESS) as first,
        open_parks([own_park], address="http://127.0.0.1:8766") as second,
    ):
        assert first.desks["tiny"].other_writer() is None
        client = TestClient(application(second))
        imported = bring_in(client, HALF_BAD)
        posted = [
            client.post(f"{UNDER}/closings?lang=en"),
            client.post(f"{UNDER}/repairs?lang=en", data={"source": "x"}),
        ]
        page = client.get(f"{UNDER}?lang=en").text
    assert imported.status_code == 403
    assert ADDRESS in imported.text
    assert [each.status_code for each in posted] == [403, 403]
    assert all(ADDRESS in each.text for each in posted)
    assert 'method="post"' not in page


def test_what_can_not_be_taken_is_told(writer: TestClient) -> None:
    nothing = writer.post(f"{UNDER}/imports?lang=en")
    assert (nothing.status_code, "Choose at least one file" in nothing.text) == (422, True)
    broken = writer.post(
        f"{UNDER}/imports", content=b"x", headers={"content-type": "multipart/form-data"}
    )
    assert broken.status_code in (400, 422)
    headers = {"content-length": str(uploads.LARGEST_IMPORT_BYTES + 1)}
    large = writer.post(f"{UNDER}/imports?lang=en", content=b"x", headers=headers)
    assert (large.status_code, "is larger than" in large.text) == (413, True)
    none = writer.get(f"{UNDER}/rejected.csv?source=nothing&lang=en")
    assert none.status_code == 404


def test_an_exported_cell_is_no_formula_and_a_signed_number_stays_one(writer: TestClient) -> None:
    bad = "time,m-shop/energy [kWh]\n2025-03-05 10:00,=1+1\n2025-03-05 11:00,-12.5\n"
    bring_in(writer, bad, "=evil 🏭<i>.csv")
    page = writer.get(f"{UNDER}?lang=en").text
    assert "=evil 🏭&lt;i&gt;.csv" in page
    packed = zipfile.ZipFile(io.BytesIO(writer.get(f"{UNDER}/rejected.zip").content))
    (name,) = packed.namelist()
    text = packed.read(name).decode("utf-8-sig")
    assert ",'=1+1" in text
    assert ",-12.5" in text
    assert "/" not in name
