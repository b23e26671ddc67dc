"""What the page of a year is made from: its results, judged, and when it was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zeropark.review.evaluation.indicator import Evaluation
from zeropark.review.presentation.results import Results


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage(Results):
    """The results of a year and their verdict, as the page shows them."""

    evaluation: Evaluation
    written_at: datetime
    version: str = ""
    """Of the software that made the results."""
