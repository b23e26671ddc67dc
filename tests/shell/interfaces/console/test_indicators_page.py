from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from cli_runs import in_json
from tiny_year import TINY, history
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.park_desk import ParkDesk
from zeropark.shell.serving.parks import open_parks

PAGE = "/parks/tiny/indicators"


@pytest.fixture(scope="module")
def young(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A park of which only the first 45 days of a year are closed."""
    folder = tmp_path_factory.mktemp("young")
    (folder / "park.yaml").write_text(TINY.read_text(encoding="utf-8"), encoding="utf-8")
    file = folder / "2026.csv"
    file.write_text(history(45 * 24, year=2026), encoding="utf-8")
    in_json("import", folder, file)
    in_json("close", folder, "--period", "2026-01-01/2026-02-15")
    with open_parks([folder]) as parks:
        yield TestClient(application(parks), base_url="http://127.0.0.1")


def test_the_core_indicator_stands_with_its_limit_and_verdict(
    client: TestClient, desk: ParkDesk
) -> None:
    page = client.get(f"{PAGE}?lang=en").text
    core = desk.evaluated(desk.closed()[0]).evaluation.core
    assert core.value is not None
    assert f"{core.value:.3f}" in page
    assert f'class="verdict {core.verdict.value}"' in page


def test_every_indicator_unfolds_into_its_terms(client: TestClient, desk: ParkDesk) -> None:
    page = client.get(f"{PAGE}?lang=en").text
    evaluation = desk.evaluated(desk.closed()[0]).evaluation
    for each in (evaluation.core, *evaluation.guiding, *evaluation.direct):
        assert f'id="indicator-{each.id.replace(".", "-")}"' in page
    assert re.search(r'href="/parks/tiny/carbon\?[^"]*line=electricity\.grid_uncovered', page)


def test_the_address_says_which_indicator_is_open(client: TestClient) -> None:
    page = client.get(f"{PAGE}?lang=en&open=water_reuse").text
    assert re.findall(r'<details id="indicator-([^"]*)" open', page) == ["water_reuse"]


def test_history_ends_with_the_year_itself(client: TestClient, desk: ParkDesk) -> None:
    table = client.get(f"{PAGE}/tables/core-to-date.csv?lang=en").text.splitlines()
    rows = [line.split(",") for line in table if line.startswith("2025-")]
    evaluation = desk.evaluated(desk.closed()[0]).evaluation
    assert len(rows) == 12
    assert float(rows[-1][3]) == pytest.approx(evaluation.core.value)
    assert float(rows[-1][2]) == pytest.approx(evaluation.consumption_tce)


def test_history_is_a_part_of_its_own(client: TestClient) -> None:
    part = client.get(f"{PAGE}/parts/history?lang=en")
    assert part.status_code == 200
    assert 'data-figure="core-to-date"' in part.text
    assert "<html" not in part.text


@pytest.mark.parametrize("table", ["indicators", "core", "core-to-date", "stages"])
def test_every_table_can_be_taken_away(client: TestClient, table: str) -> None:
    assert client.get(f"{PAGE}/tables/{table}.csv?lang=en").status_code == 200


def test_a_year_that_is_not_whole_has_figures_and_no_verdict(young: TestClient) -> None:
    page = young.get(f"{PAGE}?lang=en").text
    assert "year to date, no verdict" in page
    assert 'class="badge pass"' not in page
    assert 'class="badge fail"' not in page
    history = young.get(f"{PAGE}/tables/core-to-date.csv?lang=en").text
    assert [line[:7] for line in history.splitlines()[1:3]] == ["2026-01", "2026-02"]


def test_a_chinese_page_has_its_words_in_chinese(client: TestClient) -> None:
    page = client.get(f"{PAGE}?lang=zh").text + client.get(f"{PAGE}/parts/history?lang=zh").text
    for english in ("Numerator", "Held against", "Staged target", "year to date", "generated data"):
        assert english not in page


def test_a_park_without_data_says_what_to_do(client: TestClient) -> None:
    assert "zeropark close" in client.get("/parks/bare/indicators?lang=en").text
