"""An inventory: the CO2 of one period in one book, line by line, every line unfoldable."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zeropark.basis.errors import Finding, Phrase
from zeropark.basis.rules.rule import Factor
from zeropark.basis.timeline import Period


class Book(StrEnum):
    """The three carbon books; a figure always names its own, and they are never added."""

    PARK910 = "park910"
    """910 annex 4: what a zero-carbon park is judged by."""
    LOCATION = "location"
    """Location-based: the grid's average where the park stands (GHG Protocol Scope 2)."""
    MARKET = "market"
    """Market-based: contracts and certificates, the rest at the residual mix."""


class Part(StrEnum):
    """The parts of E_park in 910 annex 4."""

    FUEL = "fuel"
    CONVERSION = "conversion"
    ELECTRICITY = "electricity"
    HEAT = "heat"
    PROCESS = "process"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """activity x factor = emission; `flows` and `factor` say where both come from."""

    id: str
    part: Part
    what: str
    """Stable key of what it is, e.g. `grid_import_fossil`, `fuel.natural_gas`."""
    activity: float
    """Amount in `activity_unit`; negative where the line is a deduction (exports)."""
    activity_unit: str
    factor: Factor
    factor_kg_per_unit: float
    """The factor in kg CO2 per `activity_unit`."""
    emission_kg: float
    flows: tuple[str, ...]
    """Ids of the flow links (or contracts) that the activity is summed from."""
    less: tuple[str, ...] = ()
    """Ids of what is taken off that sum: contracts that cover part of an import, `stock`."""
    contracts: tuple[tuple[str, float], ...] = ()
    """Contract id and kWh: what a contract line adds up, or (negative) what covers an import."""
    deducts: bool = False
    """Whether it is a deduction: the emission is then negative or zero."""
    coverage: float = 1.0
    """Share of the period's intervals in which those flows have a value; the rest is missing."""
    quality: int = 0
    """Quality flags of those flows, or-ed."""
    note: Phrase | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """All lines of one book over one period; the total is their sum and nothing else."""

    park: str
    book: Book
    period: Period
    lines: tuple[Line, ...]
    memo: tuple[Line, ...] = ()
    """Lines listed apart and not in the total: exports not netted, bunkers, biomass CO2."""
    missing: tuple[str, ...] = ()
    """What could not be counted and why; a total with gaps says so."""
    findings: tuple[Finding, ...] = ()
    """The same with place and remedy apart, and any stand-in factor that was asked for."""
    bounded_below: bool = True
    """False where a deduction has gaps, so that the total may also be too high."""

    @property
    def complete(self) -> bool:
        """Whether nothing is missing: only then is the total the total."""
        return not self.missing

    @property
    def total_kg(self) -> float:
        """Sum of the lines, kg CO2."""
        return sum(line.emission_kg for line in self.lines)

    def part_kg(self, part: Part) -> float:
        """Sum of one part, kg CO2."""
        return sum(line.emission_kg for line in self.lines if line.part is part)
