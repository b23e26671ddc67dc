from __future__ import annotations

import gzip

import pytest
from fastapi.testclient import TestClient


def test_a_page_has_a_title_a_heading_and_the_language_that_was_asked_for(
    client: TestClient,
) -> None:
    zh = client.get("/parks/tiny/energy?lang=zh").text
    en = client.get("/parks/tiny/energy?lang=en").text
    assert '<html lang="zh-CN">' in zh
    assert "能量去了哪里" in zh
    assert '<html lang="en">' in en
    assert "Where the energy" in en


def test_without_a_word_the_browser_decides_on_the_language(client: TestClient) -> None:
    answer = client.get("/parks/tiny/energy", headers={"accept-language": "en-GB,en;q=0.9"})
    assert '<html lang="en">' in answer.text


def test_a_page_that_is_known_already_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/parks/tiny/energy?lang=zh")
    again = client.get(
        "/parks/tiny/energy?lang=zh", headers={"if-none-match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_another_period_language_or_theme_is_another_page(client: TestClient) -> None:
    address = "/parks/tiny/energy"
    tags = [
        client.get(address, params={"lang": "zh"}).headers["etag"],
        client.get(address, params={"lang": "en"}).headers["etag"],
        client.get(address, params={"lang": "zh", "period": "2025-06"}).headers["etag"],
        client.get(address, params={"lang": "zh"}, headers={"cookie": "theme=dark"}).headers[
            "etag"
        ],
    ]
    assert len(set(tags)) == 4


def test_a_page_is_sent_compressed_to_who_takes_it(client: TestClient) -> None:
    plain = client.get("/parks/tiny/energy?lang=zh", headers={"accept-encoding": "identity"})
    packed = client.get("/parks/tiny/energy?lang=zh", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
    assert len(gzip.compress(plain.content)) < len(plain.content)


def test_a_park_without_data_says_what_to_do(client: TestClient) -> None:
    answer = client.get("/parks/bare/energy?lang=en")
    assert answer.status_code == 200
    assert "No period is closed yet" in answer.text
    assert "zeropark import bare" in answer.text


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/parks/tiny/energy?period=2031", 404, "2031 is not closed"),
        ("/parks/tiny/energy?period=soon", 422, "names no period"),
        ("/parks/tiny/energy?period=0001/9999", 422, "names no period"),
        ("/parks/tiny/energy?period=0002/9999", 422, "names no period"),
        ("/parks/nowhere/energy", 404, "There is no park"),
        ("/parks/tiny/nothing", 404, "There is no page"),
        ("/parks/tiny/energy/tables/nothing.csv", 404, "has no table"),
        ("/assets/0000/style.css", 404, "There is no asset"),
        ("/assets/0000/..%2f..%2fpyproject.toml", 404, ""),
        ("/parks/tiny/energy?x=" + "y" * 3000, 404, "too long"),
    ],
)
def test_what_is_not_there_is_told_in_a_word(
    client: TestClient, address: str, status: int, words: str
) -> None:
    answer = client.get(address, headers={"accept-language": "en"})
    assert answer.status_code == status
    assert words in answer.text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/parks/tiny/energy?period=2031", "2031 尚未结账。已结账：2025。"),
        ("/parks/tiny/energy?period=soon", "&#39;soon&#39; 不是时段。"),
        ("/parks/nowhere/energy", "此处没有园区 &#39;nowhere&#39;。"),
        ("/parks/tiny/nothing", "没有页面 &#39;nothing&#39;。请从菜单中选择。"),
        ("/nowhere", "此地址没有页面。请从菜单中选择。"),
    ],
)
def test_an_error_page_is_chinese_where_the_console_is(
    client: TestClient, address: str, said: str
) -> None:
    answer = client.get(address, headers={"accept-language": "zh-CN"})
    assert answer.status_code in (404, 422)
    assert said in answer.text


def test_half_a_period_is_shown_and_said(client: TestClient) -> None:
    answer = client.get("/parks/tiny/energy?lang=en&period=2025-07-01/2026-07-01")
    assert answer.status_code == 200
    assert "Only a part of the period is closed" in answer.text


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("energy/tables/months.csv?period=2025-06", "tiny-energy-2025-06-months"),
        (
            "energy/tables/buses.csv?period=2025-06-02/2025-06-09",
            "tiny-energy-2025-06-02_2025-06-08-buses",
        ),
        ("rules/tables/rules.csv", "tiny-rules-rules"),
    ],
)
def test_files_of_two_periods_have_two_names(client: TestClient, asked: str, kept: str) -> None:
    answer = client.get(f"/parks/tiny/{asked}")
    assert answer.headers["content-disposition"].endswith(f'"{kept}.csv"')


def test_a_table_is_exported_with_its_units(client: TestClient) -> None:
    answer = client.get("/parks/tiny/energy/tables/months.csv?lang=en")
    assert answer.headers["content-disposition"].endswith('"tiny-energy-2025-months.csv"')
    first = answer.content.decode("utf-8-sig").splitlines()[0]
    assert first.startswith("Month,")
    assert "MWh" in first


def test_every_asset_that_a_page_asks_for_is_there_and_keeps_for_ever(client: TestClient) -> None:
    page = client.get("/parks/tiny/energy?lang=zh").text
    asked = [part.split('"')[0] for part in page.split('"/assets/')[1:]]
    assert len(asked) >= 5
    for each in asked:
        answer = client.get(f"/assets/{each}")
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]


def test_a_page_may_load_nothing_from_outside(client: TestClient) -> None:
    policy = client.get("/parks/tiny/energy").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "script-src" not in policy  # as default-src: no inline script, no eval
