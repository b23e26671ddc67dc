"""What always holds in a park that the books can be kept of; every fault is found at once.

Takes a ParkDocument, gives findings, the document's order kept within each topic. Never stops at
the first, never raises for what a document says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from zeropark.basis.documents.lines import Lines
from zeropark.basis.errors import Finding
from zeropark.basis.park.checks.carriers import check_carriers
from zeropark.basis.park.checks.channels import check_channels
from zeropark.basis.park.checks.contracts import check_contracts, check_validity
from zeropark.basis.park.checks.coverage import check_coverage
from zeropark.basis.park.checks.fault import Fault
from zeropark.basis.park.checks.feeders import check_feeders
from zeropark.basis.park.checks.gates import check_gates
from zeropark.basis.park.checks.ids import check_ids
from zeropark.basis.park.checks.meters import check_meters, check_registers
from zeropark.basis.park.checks.openadr import check_openadr
from zeropark.basis.park.checks.planning import check_planning, check_planning_rules
from zeropark.basis.park.checks.reach import check_reach, check_rings
from zeropark.basis.park.checks.references import check_references
from zeropark.basis.park.checks.targets import check_rules_exist, check_targets
from zeropark.basis.park.checks.temperatures import check_temperatures
from zeropark.basis.park.checks.virtual_plant import check_programmes, check_virtual_plant
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook

_CHECKS: Final[tuple[Callable[[ParkDocument], Iterator[Fault]], ...]] = (
    check_ids,
    check_references,
    check_carriers,
    check_reach,
    check_rings,
    check_feeders,
    check_temperatures,
    check_meters,
    check_channels,
    check_registers,
    check_gates,
    check_coverage,
    check_contracts,
    check_targets,
    check_planning,
    check_virtual_plant,
    check_openadr,
)


def check_park(
    park: ParkDocument, *, rules: Rulebook | None = None, lines: Lines | None = None
) -> tuple[Finding, ...]:
    """Everything that is wrong with a park, or doubtful about it.

    Args:
        park: What to check.
        rules: With the park's own; None: rules that it names are not looked up.
        lines: Of the text that it was read from; None: places have no line numbers.
    """
    places = lines or _without_text(park)
    faults = [fault for check in _CHECKS for fault in check(park)]
    if rules is not None:
        faults += check_validity(park, rules=rules)
        faults += check_rules_exist(park, rules=rules)
        faults += check_planning_rules(park, rules=rules)
        faults += check_programmes(park, rules=rules)
    return tuple(fault.finding(places) for fault in faults)


def _without_text(park: ParkDocument) -> Lines:
    """Places by path and id alone."""
    ids = {
        section: [{"id": element.id} for element in getattr(park, section)] for section in _NAMED
    }
    return Lines("", ids)


_NAMED: Final = (
    *("sites", "enterprises", "buses", "boundary_points", "links", "devices", "feeders", "meters"),
    "contracts",
)
