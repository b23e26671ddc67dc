"""A book from its sections: what is the same in all three, and how an inventory is put together."""

from __future__ import annotations

from dataclasses import replace

from zeropark.basis.errors import Finding
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.carbon.inventory import Book, Inventory, Line, Part
from zeropark.facts.carbon.section import Section, joined
from zeropark.facts.carbon.sources.capture import capture_section
from zeropark.facts.carbon.sources.conversion import conversion_section
from zeropark.facts.carbon.sources.fuel import fuel_section
from zeropark.facts.carbon.sources.process import process_section
from zeropark.facts.carbon.window import Window


def own_section(view: Window, *, park: ParkDocument, rules: Rulebook) -> Section:
    """What the park emits itself, the same in all three books: fuel, conversion, process."""
    return joined(
        [
            fuel_section(view, park=park, rules=rules),
            conversion_section(view, park=park, rules=rules),
            process_section(view, park=park, rules=rules),
            capture_section(view, park=park, rules=rules),
        ]
    )


def gross(section: Section) -> Section:
    """The section with deductions for what was sold listed apart, as the GHG Protocol has it.

    Scope 2 counts what was bought; what left is reported beside it and nets nothing.
    """
    sold = tuple(line for line in section.lines if _is_sold(line))
    kept = tuple(line for line in section.lines if not _is_sold(line))
    return replace(section, lines=kept, memo=section.memo + sold, bounded_below=True)


def inventory_of(section: Section, *, park: ParkDocument, book: Book, view: Window) -> Inventory:
    """The inventory that a section amounts to; each gap once, however many lines it touches."""
    gaps = tuple(_once(section.gaps))
    return Inventory(
        park=park.id,
        book=book,
        period=view.period,
        lines=section.lines,
        memo=section.memo,
        missing=tuple(f"{gap.problem} {gap.remedy}" for gap in gaps),
        findings=(*gaps, *section.notes),
        bounded_below=section.bounded_below,
    )


def _is_sold(line: Line) -> bool:
    return line.part in (Part.HEAT, Part.ELECTRICITY) and line.what.partition(".")[2].startswith(
        "sold"
    )


def _once(findings: tuple[Finding, ...]) -> list[Finding]:
    return list({(finding.code, finding.place): finding for finding in findings}.values())
