"""What this software is: version, keys, and the licences of all parts that it ships or runs on."""

from __future__ import annotations

import json
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from importlib.resources import files
from typing import Final

from zeropark.review.presentation.figures.figure import Column, Table
from zeropark.review.presentation.text import Text
from zeropark.shell.interfaces.console.page import Shown, SitePage
from zeropark.shell.interfaces.console.texts.about import ABOUT
from zeropark.shell.interfaces.console.visit import Visit

_PACKAGE: Final = "zeropark"
_SIGNS: Final = frozenset("<>=!~;[ (")


def about(_visit: Visit) -> Shown:
    """Version and licences."""
    return Shown(
        tables={"server": _server_parts()},
        data={"version": version(_PACKAGE), "browser_parts": _browser_parts()},
    )


@cache
def _browser_parts() -> tuple[dict[str, str], ...]:
    """Name, version, licence and its text, as the set-up wrote them; empty before `make web`."""
    path = files("zeropark.shell.interfaces") / "assets" / "built" / "licences.json"
    return tuple(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else ()


@cache
def _server_parts() -> Table:
    names = sorted({_bare(each) for each in requires(_PACKAGE) or () if "extra ==" not in each})
    rows = tuple(row for name in names if (row := _row(name)) is not None)
    heads = ("about.name", "about.version", "about.licence")
    return Table(
        caption=ABOUT["about.server"],
        columns=tuple(Column(ABOUT[head]) for head in heads),
        rows=rows,
    )


def _bare(requirement: str) -> str:
    """A requirement's name: `fastapi>=0.165` is fastapi."""
    end = next((at for at, sign in enumerate(requirement) if sign in _SIGNS), len(requirement))
    return requirement[:end]


def _row(name: str) -> tuple[str, str, str] | None:
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return None  # one that this machine needs not, by its marker
    fields = told.json
    classifiers = fields.get("classifier", [])
    classified = [each.split(" :: ")[-1] for each in classifiers if each.startswith("License ::")]
    licence = fields.get("license_expression") or next(iter(classified), None)
    return told["Name"], told["Version"], str(licence or fields.get("license", "")).split("\n")[0]


ABOUT_PAGE = SitePage(
    id="about",
    path="/about",
    sentence=Text("关于本软件", "About this software"),
    template="about.html.j2",
    view=about,
)
