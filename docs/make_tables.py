# ruff: noqa: INP001 - a script beside the pages that it writes into
"""Write the tables of the documentation from the code; a test fails where one is stale.

    .venv/bin/python docs/make_tables.py

A table stands between `<!-- table: NAME -->` and `<!-- end -->`; the rest of a page is prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from inspect import getdoc, getmodule
from pathlib import Path
from typing import Final, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from zeropark.basis.carriers import CARRIERS
from zeropark.basis.park.device import Device, Port
from zeropark.basis.park.device_kinds import AnyDevice
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Rule
from zeropark.facts.readings.accepting.faults import KINDS
from zeropark.facts.readings.cleaning.compare import CHECK_TOLERANCE, SUM_TOLERANCE
from zeropark.facts.readings.cleaning.doubts import (
    CAPACITY_MARGIN,
    SLIP_FROM,
    SLIP_RUN,
    SLIP_TO,
    SPIKE_SAMPLE,
    SPIKE_TIMES,
    STUCK_HOURS,
    STUCK_RUN,
)
from zeropark.facts.readings.filling.fill import DEFAULT, METHODS, Method

DOCS: Final = Path(__file__).parent
RULES_AT: Final = date(2026, 11, 23)
"""The day of the table of rules: a fixed one, so that the table changes with the rules only."""
_SHARED: Final = (*Device.model_fields, "kind")
_ZH: Final = re.compile(r"[(（]([^()（）]*[\u4e00-\u9fff][^()（）]*)[)）]")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    names = list(head)
    lines = [names, ["---"] * len(names), *(list(row) for row in rows)]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in lines)


def devices() -> str:
    """Every kind of device: names, ports, what must be said and what may be."""
    kinds: tuple[type[Device], ...] = get_args(get_args(AnyDevice)[0])
    rows = sorted(_device(kind) for kind in kinds)
    return table(("kind", "中文", "what", "ports", "must say", "may say"), rows)


def _device(kind: type[Device]) -> tuple[str, ...]:
    name = str(get_args(kind.model_fields["kind"].annotation)[0])
    module = getmodule(kind)
    zh = _ZH.search((module.__doc__ or "") if module else "")
    own = {key: info for key, info in kind.model_fields.items() if key not in _SHARED}
    ports = {key: way for key, info in own.items() if (way := _way(key, info))}
    rest = {key: info for key, info in own.items() if key not in ports}
    return (
        f"[`{name}`](../src/zeropark/basis/park/devices/{name}.py)",
        zh[1] if zh else "",
        (getdoc(kind) or "").split("\n")[0].rstrip("."),
        ", ".join(ports.values()),
        ", ".join(f"`{key}`" for key, info in rest.items() if info.is_required()),
        ", ".join(f"`{key}`" for key, info in rest.items() if not info.is_required()),
    )


def _way(field: str, info: FieldInfo) -> str:
    """`← field` takes from a bus, `→` gives to it, `↔` both, `?` where it may be left out."""
    into = {mark.into for mark in info.metadata if isinstance(mark, Port)}
    section = _section_with_buses(info)
    if section is not None:
        field, into = f"{field}[].bus", {section != "Output"}
    if not into:
        return ""
    arrow = "↔" if len(into) > 1 else "←" if True in into else "→"
    return f"{arrow} `{field}`{'' if info.is_required() else '?'}"


def _section_with_buses(info: FieldInfo) -> str | None:
    """The kind of section whose entries name buses: Input, Output, Reductant; else None."""
    for part in get_args(info.annotation):
        if isinstance(part, type) and issubclass(part, BaseModel) and "bus" in part.model_fields:
            return part.__name__
    return None


def carriers() -> str:
    """Every carrier with its inside unit."""
    rows = ((f"`{c.id}`", c.zh, c.group.value.replace("_", " "), c.unit) for c in CARRIERS.values())
    return table(("carrier", "中文", "group", "counted in"), rows)


def rules() -> str:
    """Every rule in force on the day."""
    return table(
        ("id", "says", "since", "certainty", "中文 · English", "document"),
        (_rule(rule) for rule in load_rulebook().at(RULES_AT)),
    )


def _rule(rule: Rule) -> tuple[str, ...]:
    unit = "" if rule.unit in (None, "1") else rule.unit
    says = f"{rule.content} {unit}".strip()
    if not isinstance(rule.content, int | float | str):
        says = f"table, {unit}" if unit else "table"
    sure = rule.certainty.value.replace("_", " ")
    return (
        f"`{rule.id}`",
        says,
        rule.valid_from.isoformat(),
        sure if sure == "confirmed text" else f"*{sure}*",
        f"{rule.zh} · {rule.en}",
        rule.source.document,
    )


def faults() -> str:
    """Why a row is turned away."""
    rows = ((f"`{kind.code}`", kind.problem, kind.remedy) for kind in KINDS.values())
    return table(("finding", "because", "what to do"), rows)


def fills() -> str:
    """The fill methods, in the order in which they are tried."""
    rest = [method for method in METHODS.values() if method not in DEFAULT]
    rows = [_method(method, number) for number, method in enumerate(DEFAULT, start=1)]
    rows += [_method(method, None) for method in rest]
    return table(("order", "method", "longest gap"), rows)


def _method(method: Method, number: int | None) -> tuple[str, ...]:
    longest = "any" if method.longest is None else f"{method.longest.total_seconds() / 3600:g} h"
    return ("only if asked for" if number is None else str(number), f"`{method.name}`", longest)


def doubts() -> str:
    """What cleaning looks for, and by which limits."""
    rows = (
        (
            "gauge or interval, no `max_rate`, at a boundary point with `capacity_kw`",
            f"spike: beyond {CAPACITY_MARGIN:g} times that capacity",
        ),
        (
            "any other gauge or interval without `max_rate`",
            (
                f"spike: beyond {SPIKE_TIMES:g} times what 99 % of its positive values stay below, "
                f"fewer than {SLIP_RUN} in a row, from {SPIKE_SAMPLE} positive values on"
            ),
        ),
        (
            "any channel",
            (
                f"unit slip: {SLIP_RUN} or more in a row at {SLIP_FROM:g} to {SLIP_TO:g} times "
                "the usual (median) value"
            ),
        ),
        (
            "gauge or interval",
            (
                f"stuck: one value, not zero, {STUCK_RUN} or more times and {STUCK_HOURS:g} hours "
                "or longer"
            ),
        ),
        ("a main meter and its `sub_meters`", f"sums differ by more than {SUM_TOLERANCE:.0%}"),
        ("a main meter and its check meter", f"they differ by more than {CHECK_TOLERANCE:.0%}"),
    )
    return table(("channel or meter", "is doubted when"), rows)


TABLES: Final[Mapping[str, Callable[[], str]]] = {
    "devices": devices,
    "carriers": carriers,
    "rules": rules,
    "faults": faults,
    "fills": fills,
    "doubts": doubts,
}
_PLACE: Final = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def pages() -> dict[Path, str]:
    """Every page that holds a table, as it should read."""
    return {path: text for path, text in _written() if "<!-- table:" in text}


def _written() -> Iterator[tuple[Path, str]]:
    for path in sorted(DOCS.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        yield path, _PLACE.sub(lambda at: f"{at[1]}{TABLES[at[2]]()}\n{at[3]}", text)


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
