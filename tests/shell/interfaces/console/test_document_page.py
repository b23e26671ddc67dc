from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tiny_year import crowded
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.parks import open_parks


def served(folder: Path, text: str, page: str = "document") -> str:
    """A page of a park whose document changed to `text` while it was served."""
    document = folder / "park.yaml"
    with open_parks([folder]) as parks:
        document.write_text(text, encoding="utf-8")
        answer = TestClient(application(parks)).get(f"/parks/tiny/{page}?lang=en")
    assert answer.status_code == 200
    return answer.text


def test_every_element_of_the_document_can_be_found(client: TestClient) -> None:
    page = client.get("/parks/tiny/document?lang=en&find=m-grid").text
    assert 'id="meters-m-grid"' in page
    assert 'id="meters-m-pv"' not in page


def test_what_nothing_matches_is_said(client: TestClient) -> None:
    assert "Nothing matches" in client.get("/parks/tiny/document?lang=en&find=zzzz").text


def test_a_document_that_broke_shows_its_findings_and_the_last_usable_park(own_park: Path) -> None:
    text = (own_park / "park.yaml").read_text(encoding="utf-8")
    page = served(own_park, text.replace("version: 1", "version: 99", 1))
    assert "has errors and can&#39;t be used" in page
    assert 'class="badge error"' in page
    assert 'id="meters-m-grid"' in page


@pytest.mark.parametrize("page", ["now", "energy", "quality", "rules"])
def test_every_page_says_that_the_document_broke_and_where_it_is_told(
    own_park: Path, page: str
) -> None:
    text = (own_park / "park.yaml").read_text(encoding="utf-8")
    assert "can&#39;t be used" not in served(own_park, text, page)
    told = served(own_park, text.replace("version: 1", "version: 99", 1), page)
    assert "has errors and can&#39;t be used" in told
    assert re.search(r'<a href="/parks/tiny/document\?[^"]*">Findings of the check', told)


def test_names_with_markup_in_them_stay_names(own_park: Path) -> None:
    text = (own_park / "park.yaml").read_text(encoding="utf-8")
    nasty = text.replace("zh: 关口表", "zh: '<script>alert(1)</script>🏭'", 1).replace(
        "en: Grid meter", "en: '<script>alert(1)</script>🏭'", 1
    )
    page = served(own_park, nasty)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;🏭" in page


def test_a_park_of_ten_thousand_meters_is_paged(tmp_path: Path) -> None:
    (tmp_path / "park.yaml").write_text(crowded(10_000), encoding="utf-8")
    with open_parks([tmp_path]) as parks:
        answer = TestClient(application(parks)).get(
            "/parks/tiny/document?lang=en&section=meters&page=3"
        )
    assert "Page 3 of 51" in answer.text
    assert answer.text.count('id="meters-extra-') == 200
    assert len(answer.content) < 300_000
