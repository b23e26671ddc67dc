"""Every page of the console, in the order of the menu: a new page is a line here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zeropark.shell.interfaces.console.page import ParkPage, SitePage
from zeropark.shell.interfaces.console.pages.about import ABOUT_PAGE
from zeropark.shell.interfaces.console.pages.carbon import CARBON_PAGE
from zeropark.shell.interfaces.console.pages.days import DAYS_PAGE
from zeropark.shell.interfaces.console.pages.document import DOCUMENT_PAGE
from zeropark.shell.interfaces.console.pages.energy import ENERGY_PAGE
from zeropark.shell.interfaces.console.pages.flexibility import FLEXIBILITY_PAGE
from zeropark.shell.interfaces.console.pages.forecasts import FORECASTS_PAGE
from zeropark.shell.interfaces.console.pages.green import GREEN_PAGE
from zeropark.shell.interfaces.console.pages.indicators import INDICATORS_PAGE
from zeropark.shell.interfaces.console.pages.now import NOW_PAGE
from zeropark.shell.interfaces.console.pages.parks import PARKS_PAGE
from zeropark.shell.interfaces.console.pages.plans import PLANS_PAGE
from zeropark.shell.interfaces.console.pages.quality import QUALITY_PAGE
from zeropark.shell.interfaces.console.pages.rules import RULES_PAGE

SITE_PAGES: Final[Mapping[str, SitePage]] = {page.id: page for page in (PARKS_PAGE, ABOUT_PAGE)}
PARK_PAGES: Final[Mapping[str, ParkPage]] = {
    page.id: page
    for page in (
        NOW_PAGE,
        ENERGY_PAGE,
        CARBON_PAGE,
        GREEN_PAGE,
        INDICATORS_PAGE,
        QUALITY_PAGE,
        FORECASTS_PAGE,
        FLEXIBILITY_PAGE,
        DAYS_PAGE,
        PLANS_PAGE,
        DOCUMENT_PAGE,
        RULES_PAGE,
    )
}
