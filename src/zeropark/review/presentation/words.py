"""Keys of the books in words: what an inventory line or a term of an indicator speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from zeropark.basis.carriers import CARRIERS
from zeropark.basis.errors import Finding, Phrase
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.units import Dimension
from zeropark.facts.carbon.inventory import Inventory
from zeropark.facts.readings.reading import Quality
from zeropark.review.evaluation.indicator import GreenNeed
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.text import Text, limit_number, number, readable_unit
from zeropark.review.presentation.texts import TEXTS


def what_words(park: ParkDocument, key: str) -> Text:
    """A dotted key such as `fuel.natural_gas`, part by part; a part nobody named stays itself."""
    whole = TEXTS.get(f"what.{key}")
    if whole is not None:
        return whole
    words = [_part(park, part) for part in key.split(".")]
    english = " · ".join(each.en for each in words)
    return Text(" · ".join(each.zh for each in words), english[:1].upper() + english[1:])


def problem_words(finding: Finding) -> Text:
    """What a finding says is wrong."""
    return Text(finding.problem_in("zh"), finding.problem_in("en"))


def remedy_words(finding: Finding) -> Text:
    """What a finding says is to be done."""
    return Text(finding.remedy_in("zh"), finding.remedy_in("en"))


def gap_words(inventory: Inventory) -> Iterator[Text]:
    """What a book could not count, as its findings say it."""
    told = {f"{each.problem} {each.remedy}": each for each in inventory.findings}
    for gap in inventory.missing:
        found = told.get(gap)
        known = None if found is None else f"{found.problem_in('zh')}{found.remedy_in('zh')}"
        yield Text(known or gap, gap)


def phrase_words(phrase: Phrase) -> Text:
    """A phrase from the books."""
    return Text(phrase.words("zh"), phrase.words("en"))


def quality_words(quality: int) -> tuple[Text, ...]:
    """The quality flags of a figure, each in words; none where it is good."""
    held = (flag for flag in Quality if flag and quality & flag)
    return tuple(TEXTS[f"flag.{str(flag.name).lower()}"] for flag in held)


def need_words(need: GreenNeed) -> Text:
    """How much more grid power has to be covered for the core indicator to reach its limit."""
    unit, size = readable_unit(need.kwh, Dimension.ENERGY)
    data = {
        "limit": limit_number(need.limit_tco2_per_tce),
        "energy": f"{number(need.kwh / size)} {unit}",
        "count": number(need.certificates, digits=0),
    }
    return TEXTS["changes.need" if need.enough else "changes.need_too_much"].fill(data)


def _part(park: ParkDocument, part: str) -> Text:
    if part in CARRIERS:
        return Text(CARRIERS[part].zh, CARRIERS[part].en)
    for product in (each for enterprise in park.enterprises for each in enterprise.products):
        if product.id == part:
            return Text(product.name.zh, product.name.en)
    return TEXTS.get(f"what.{part}") or name(park, part)
