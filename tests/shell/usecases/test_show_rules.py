"""Showing rules: all of them, one of them, those of a day; always with source and mark."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import pytest

from zeropark.basis.errors import MissingRuleError
from zeropark.basis.rules.load import load_rulebook
from zeropark.shell.usecases.show_rules import list_rules, rules_at, show_rule

DAY = date(2026, 11, 1)
OWN = """
rules:
  - id: ef.grid.gansu
    title: {zh: 自测, en: measured}
    unit: kgCO2/kWh
    versions:
      - {value: 0.4, valid_from: 2026-01-01, source: {document: lab}, certainty: measured}
"""


def test_a_list_can_be_narrowed_by_prefix_and_counts_versions() -> None:
    found = list_rules(load_rulebook(), at=DAY, prefix="ef.grid.g")
    assert [rule.id for rule in found] == [
        "ef.grid.gansu", "ef.grid.guangdong", "ef.grid.guangxi", "ef.grid.guizhou",
    ]  # fmt: skip
    assert found[0].versions == 3
    assert found[0].current is not None
    assert found[0].current.content == 0.4471


def test_the_whole_list_has_every_rule_once_and_says_where_none_is_in_force() -> None:
    book = load_rulebook()
    found = list_rules(book, at=DAY)
    assert [rule.id for rule in found] == list(book.ids())
    assert next(rule for rule in found if rule.id == "spot.gansu.mean").current is None


def test_a_rule_shows_all_its_versions_and_which_is_in_force() -> None:
    found = show_rule(load_rulebook(), "ef.grid.gansu", at=DAY)
    assert [(v.content, v.valid_from, v.certainty, v.in_force) for v in found] == [
        (0.4955, "2024-04-12", "recalled", False),
        (0.4772, "2024-12-26", "confirmed_secondary", False),
        (0.4471, "2025-12-31", "confirmed_secondary", True),
    ]
    assert all(v.document and not v.confirmed for v in found)


def test_a_figure_read_in_the_official_text_says_so() -> None:
    (version,) = show_rule(load_rulebook(), "ef.electricity.park910", at=DAY)
    assert version.confirmed
    assert version.locator == "附件4"
    assert version.url is not None
    assert version.issued == "2025-06-30"


def test_the_parks_own_version_is_marked_and_in_force() -> None:
    book = load_rulebook(own=(("rules.yaml", OWN),))
    *_, package, own = show_rule(book, "ef.grid.gansu", at=DAY)
    assert (package.own, package.in_force) == (False, False)
    assert (own.own, own.in_force, own.file) == (True, True, "rules.yaml")


def test_on_a_day_each_rule_shows_once() -> None:
    book = load_rulebook(own=(("rules.yaml", OWN),))
    found = rules_at(book, at=DAY, prefix="ef.grid.gansu")
    assert [(v.content, v.own) for v in found] == [(0.4, True)]
    before = rules_at(book, at=date(2020, 1, 1))
    assert {v.id.split(".")[0] for v in before} == {"ef", "tax", "depreciation", "finance", "vpp"}
    assert not any(v.own for v in before)


def test_an_id_that_does_not_exist_names_those_near_it() -> None:
    with pytest.raises(MissingRuleError, match=r"Those of direct: direct\.matching_step"):
        show_rule(load_rulebook(), "direct.r4", at=DAY)
    with pytest.raises(MissingRuleError, match="zeropark rules list"):
        show_rule(load_rulebook(), "nothing.like.it", at=DAY)


def test_everything_shown_is_plain_json() -> None:
    for rule in list_rules(load_rulebook(), at=DAY):
        assert json.loads(json.dumps(asdict(rule)))["id"] == rule.id
