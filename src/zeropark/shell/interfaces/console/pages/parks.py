"""The parks that this server shows."""

from __future__ import annotations

from zeropark.review.presentation.text import Text
from zeropark.shell.interfaces.console.page import Shown, SitePage
from zeropark.shell.interfaces.console.visit import Visit


def parks(_visit: Visit) -> Shown:
    """Every park with what is known of it."""
    return Shown()


PARKS_PAGE = SitePage(
    id="parks",
    path="/",
    sentence=Text("有哪些园区", "Which parks there are"),
    template="parks.html.j2",
    view=parks,
)
