"""The year that the report tests look at."""

from __future__ import annotations

import pytest

from sample_year import year_page
from zeropark.review.reports.page import YearPage
from zeropark.review.reports.render import render_year


@pytest.fixture(scope="session")
def page() -> YearPage:
    """A whole year with everything there."""
    return year_page()


@pytest.fixture(scope="session")
def html(page: YearPage) -> str:
    """Its page, without the chart library."""
    return render_year(page, echarts_js="/* charts */")
