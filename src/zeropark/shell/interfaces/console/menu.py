"""What stands around a page: the menu of sentences, the parks, the period picker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zeropark.basis.timeline import PARK_ZONE
from zeropark.review.presentation.text import Text
from zeropark.shell.interfaces.console.export import kept_name
from zeropark.shell.interfaces.console.page import ParkPage
from zeropark.shell.interfaces.console.pages.every import PARK_PAGES, SITE_PAGES
from zeropark.shell.interfaces.console.periods import period_words, picker
from zeropark.shell.interfaces.console.texts.every import WORDS
from zeropark.shell.interfaces.console.visit import ParkVisit, Visit
from zeropark.shell.ports.lease import Holder


def surroundings(visit: Visit, *, page: str) -> Mapping[str, Any]:
    """For the layout: which pages there are, and where this one stands among them."""
    around: dict[str, Any] = {
        "page_id": page,
        "park_pages": PARK_PAGES,
        "site_pages": SITE_PAGES,
        "parks": tuple(visit.parks.desks.values()),
        "picker": None,
        "part_only": False,
        "holder": None,
        "unusable": False,
        "kept": page,
    }
    if isinstance(visit, ParkVisit):
        around |= {"holder": holder_words(visit.desk.other_writer())}
        around |= {"kept": kept_name(visit, PARK_PAGES[page])}
        around |= {"unusable": not visit.desk.documents().usable}
        around |= _of_park(visit, PARK_PAGES[page])
    return around


def _of_park(visit: ParkVisit, page: ParkPage) -> Mapping[str, Any]:
    if visit.asked is None or page.periods == "none":
        return {}
    closed, years = visit.desk.closed(), page.periods == "year"
    return {
        "picker": picker(visit.asked, closed=closed, only_years=years),
        "part_only": visit.shown is not None and visit.shown != visit.asked,
    }


def holder_words(holder: Holder | None) -> Text | None:
    """Who else writes the park, for a banner; None where nobody does."""
    if holder is None:
        return None
    since = holder.since.astimezone(PARK_ZONE)
    return WORDS["app.holder"].fill(
        {
            "who": holder.who,
            "process": str(holder.process_id),
            "host": holder.host,
            "since": f"{since:%Y-%m-%d %H:%M}",
        }
    )


def heading_of(page: ParkPage, visit: ParkVisit) -> Text:
    """The page's sentence with the park and the period in it."""
    name = visit.desk.park.name
    period = visit.shown or visit.asked
    words = Text("", "") if period is None else period_words(period)
    return page.heading.fill({"park": Text(name.zh, name.en), "period": words})
