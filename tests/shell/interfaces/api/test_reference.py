"""The reference is a page of this server alone."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient


def test_the_page_asks_for_nothing_from_outside(client: TestClient) -> None:
    page = client.get("/docs")
    asked = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(asked) == 5
    for address in asked:
        if address != "data:,":
            assert client.get(address).status_code == 200, address
    assert "<script>" not in page.text
    assert "'unsafe-inline'" not in page.headers["content-security-policy"].split("style-src")[0]


def test_a_part_that_is_not_there_is_not_served(client: TestClient) -> None:
    assert client.get("/docs/..%2Fservice.py").status_code == 404
    assert client.get("/docs/service.py").status_code == 404


def test_the_document_is_that_of_this_api(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert len(document["paths"]) > 40
    assert document["servers"][0]["url"] == "/"
