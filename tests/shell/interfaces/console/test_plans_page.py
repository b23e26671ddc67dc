from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import pathway_lines
import planned_park
from zeropark.shell.bootstrap import PLANS, plans
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.park_desk import GLANCE_S
from zeropark.shell.serving.parks import open_parks

PAGE = "/parks/four-hours/plans"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A park of four hours with a plan that was worked by hand."""
    (tmp_path / "park.yaml").write_text(json.dumps(planned_park.DOCUMENT), encoding="utf-8")
    plans(tmp_path / PLANS).write("by-hand", planned_park.plan())
    return tmp_path


@pytest.fixture
def asking(folder: Path) -> Iterator[TestClient]:
    with open_parks([folder]) as parks, TestClient(application(parks)) as client:
        yield client


def page(client: TestClient, path: str = "", **query: str) -> str:
    reply = client.get(f"{PAGE}{path}", params={"lang": "en", **query})
    assert reply.status_code == 200, reply.text
    return reply.text


def test_a_park_without_plans_says_how_to_make_one(client: TestClient) -> None:
    assert "zeropark plan size tiny" in client.get("/parks/tiny/plans?lang=en").text


def test_the_list_leads_to_each_plan(asking: TestClient) -> None:
    listed = page(asking)
    assert f'href="{PAGE}?plan=by-hand&amp;lang=en"' in listed
    assert "0.096" in listed  # the gap in percent


def test_a_plan_says_in_words_what_it_costs_and_how_sure_that_is(asking: TestClient) -> None:
    told = page(asking, plan="by-hand")
    assert (
        "It costs 104 CNY a year; under the same conditions no plan costs less than 104 CNY" in told
    )
    assert "zeropark plan check plans/by-hand.json" in told
    assert "It is planned over less than a year" in told


def test_a_plan_can_be_read_in_chinese(asking: TestClient) -> None:
    text = asking.get(f"{PAGE}?plan=by-hand&lang=zh").text
    shown = re.sub(r"<script.*?</script>|<code>.*?</code>|<[^>]+>", " ", text, flags=re.DOTALL)
    words = set(re.findall(r"[A-Za-z]{4,}", shown))
    named = {"main", "grid", "mill", "load"}  # the park's own names
    assert words - named <= {"zeropark", "English", "seconds"}


@pytest.mark.parametrize("name", ["none", "../park", "by-hand.json", "%2e%2e/park"])
def test_a_plan_that_is_none_is_told(asking: TestClient, name: str) -> None:
    assert asking.get(PAGE, params={"plan": name}).status_code == 404


def test_the_week_is_a_part_and_a_week_that_is_none_is_told(asking: TestClient) -> None:
    assert f'hx-get="{PAGE}/parts/week?plan=by-hand' in page(asking, plan="by-hand")
    week = page(asking, "/parts/week", plan="by-hand", week="2027-01-04")
    assert 'data-figure="plan-week"' in week
    assert 'data-figure="plan-stores"' in week
    asked = {"plan": "by-hand", "week": "2027-01-11"}
    assert asking.get(f"{PAGE}/parts/week", params=asked).status_code == 404


def test_the_books_of_the_plan_are_a_part_by_the_same_accounting(asking: TestClient) -> None:
    # 119 kWh from the grid, none of it covered: 119 x 0.8325 kg is 0.09907 t by the 910 book.
    books = page(asking, "/parts/books", plan="by-hand")
    assert "910 park rule" in books
    assert "0.09907" in books
    assert "Location-based" in books


def test_every_table_can_be_taken_away(asking: TestClient) -> None:
    texts = (page(asking), page(asking, plan="by-hand", parts="all"))
    tables = re.findall(rf'href="({PAGE}/tables/[^"]+)"', "".join(texts))
    assert len(tables) == 11
    for address in tables:
        rows = asking.get(address.replace("&amp;", "&")).text.splitlines()
        assert len(rows) > 1, address


def test_a_plan_that_is_made_again_is_shown_anew(asking: TestClient, folder: Path) -> None:
    before = asking.get(PAGE).headers["etag"]
    plans(folder / PLANS).write("another", planned_park.plan(stage=2035))
    time.sleep(GLANCE_S)
    changed = page(asking)
    assert "plan=another" in changed
    assert asking.get(PAGE).headers["etag"] != before


def test_a_damaged_plan_is_told_and_the_others_stay(asking: TestClient, folder: Path) -> None:
    (folder / PLANS / "torn.json").write_text('{"zeropark_plan": 1', encoding="utf-8")
    told = page(asking)
    assert "torn.json" in told
    assert "plan=by-hand" in told
    assert "plan=torn" not in told
    assert asking.get(PAGE, params={"plan": "torn"}).status_code == 422


def test_cost_against_carbon_is_shown_where_it_is_kept(asking: TestClient, folder: Path) -> None:
    assert "plan-frontier" not in page(asking)
    point = {
        "cap_t_per_year": None,
        "emission_t_per_year": 300.0,
        "objective_cny_per_year": 2e6,
        "lower_bound_cny_per_year": 2e6,
        "carbon_price_cny_per_t": 0.0,
        "avoided_cny_per_t": None,
    }
    line = {
        "park": "four-hours",
        "stage": 2027,
        "book": "park910",
        "least_t_per_year": 200.0,
        "points": [point, {**point, "emission_t_per_year": 200.0, "avoided_cny_per_t": 9.0}],
    }
    (folder / PLANS / "frontier.json").write_text(json.dumps(line), encoding="utf-8")
    time.sleep(GLANCE_S)
    listed = page(asking)
    assert 'data-figure="plan-frontier"' in listed
    assert "can&#39;t be read" not in listed
    shown = page(asking, plan="by-hand")
    assert 'data-figure="plan-frontier"' in shown
    # 119 kWh in four hours at 0.8325 kg: 0.0990675 t, and a year has 2,190 times as many
    rows = asking.get(f"{PAGE}/tables/plan-frontier.csv?plan=by-hand&lang=en").text.splitlines()
    name, emission, *_ = rows[-1].split(",")
    assert name == "This plan"
    assert float(emission) == pytest.approx(119 * 0.8325 / 1000 * 2190, rel=1e-6)


def test_a_pathway_is_listed_and_shown_and_is_no_file_that_cant_be_read(
    asking: TestClient, folder: Path
) -> None:
    (folder / PLANS / "stages.json").write_text(pathway_lines.TEXT, encoding="utf-8")
    time.sleep(GLANCE_S)
    listed = page(asking)
    assert f'href="{PAGE}?pathway=stages&amp;lang=en"' in listed
    assert "can&#39;t be read" not in listed
    assert "plan=stages" not in listed
    shown = page(asking, pathway="stages")
    assert "All stages are worth 14,000,000 CNY now" in shown
    assert "2035–2044" in shown
    assert "Solar field 400.0 kW" in shown
    for figure in ("pathway-sizes", "pathway-cost"):
        assert f'data-figure="{figure}"' in shown
    tables = re.findall(rf'href="({PAGE}/tables/[^"]+)"', shown + listed)
    assert len(tables) == 5
    for address in tables:
        rows = asking.get(address.replace("&amp;", "&")).text.splitlines()
        assert len(rows) > 1, address


def test_a_pathway_can_be_read_in_chinese(asking: TestClient, folder: Path) -> None:
    (folder / PLANS / "stages.json").write_text(pathway_lines.TEXT, encoding="utf-8")
    text = asking.get(f"{PAGE}?pathway=stages&lang=zh").text
    assert "分阶段路径" in text
    assert "单位能耗碳排放" in text
    shown = re.sub(r"<script.*?</script>|<code>.*?</code>|<[^>]+>", " ", text, flags=re.DOTALL)
    words = set(re.findall(r"[A-Za-z]{4,}", shown))
    assert words <= {"zeropark", "English"}


@pytest.mark.parametrize("name", ["none", "../park", "by-hand"])
def test_a_pathway_that_is_none_is_told(asking: TestClient, name: str) -> None:
    assert asking.get(PAGE, params={"pathway": name}).status_code == 404
