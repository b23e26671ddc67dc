"""Which rules apply: every factor, tariff and limit with its date, source and certainty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from zeropark.basis.errors import PeriodError
from zeropark.basis.timeline import PARK_ZONE
from zeropark.review.presentation.figures.figure import Column, Table
from zeropark.review.presentation.text import Text, limit_number, unit_words
from zeropark.review.presentation.texts import TEXTS
from zeropark.shell.interfaces.console.page import ParkPage, Shown
from zeropark.shell.interfaces.console.texts.rules import RULES
from zeropark.shell.interfaces.console.visit import ParkVisit
from zeropark.shell.usecases.show_rules import ListedRule, list_rules, show_rule


def rules(visit: ParkVisit) -> Shown:
    """One rule with its versions where the address names one, else all of them by family."""
    day = _day(visit)
    rule_id = visit.query.get("rule")
    if rule_id is not None:
        versions = show_rule(visit.desk.rules, rule_id, at=day)
        return Shown(data={"day": day, "versions": versions, "families": ()})
    listed = list_rules(visit.desk.rules, at=day)
    families = groupby(listed, key=lambda rule: rule.id.split(".")[0])
    return Shown(
        tables={"rules": _table(listed)},
        data={
            "day": day,
            "versions": (),
            "families": tuple((name, tuple(found)) for name, found in families),
        },
    )


def _day(visit: ParkVisit) -> date:
    """The day that the address names, else today at the park."""
    text = visit.query.get("day")
    if text is None:
        return visit.now.astimezone(PARK_ZONE).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise PeriodError("{text!r} is no day. Write it as 2026-06-01.", text=text) from error


def _table(listed: Iterable[ListedRule]) -> Table:
    names = ("rule", "figure", "unit", "from", "source", "certainty")
    columns = (Column(Text.same("ID")), *(Column(TEXTS[f"col.{name}"]) for name in names))
    return Table(
        caption=RULES["rules.all"],
        columns=columns,
        rows=tuple(
            (
                rule.id,
                Text(rule.zh, rule.en),
                figure_words(rule),
                unit_words(rule.unit or ""),
                None if rule.current is None else rule.current.valid_from,
                None if rule.current is None else rule.current.document,
                None if rule.current is None else TEXTS[f"certainty.{rule.current.certainty}"],
            )
            for rule in listed
        ),
    )


def figure_words(rule: ListedRule) -> Text:
    """The figure in force in words; a table is called one."""
    if rule.current is None:
        return RULES["rules.not_in_force"]
    content = rule.current.content
    if isinstance(content, bool) or not isinstance(content, int | float):
        return RULES["rules.table"] if isinstance(content, dict | list) else Text.same(str(content))
    return Text.same(limit_number(content))


RULES_PAGE = ParkPage(
    id="rules",
    sentence=Text("依据什么规则", "Which rules apply"),
    heading=Text("{park}依据什么规则", "Which rules apply to {park}"),
    template="rules.html.j2",
    view=rules,
    key="r",
    needs="nothing",
    periods="none",
)
