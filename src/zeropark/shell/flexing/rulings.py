"""The rules of a park's programmes on a day."""

from __future__ import annotations

from datetime import date

from zeropark.basis.errors import MissingDataError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.virtual_plant import VirtualPlant
from zeropark.basis.rules.programme import BaselineTable, ProgrammeTable, SubstitutionTable
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.ledger.response.verify import HowVerified


def plant_of(park: ParkDocument) -> VirtualPlant:
    """The park's virtual plant.

    Raises:
        MissingDataError: it has none.
    """
    if park.virtual_plant is None:
        raise MissingDataError(
            "The park has no virtual plant. Add the section `virtual_plant` to its document; "
            "docs/flexibility.md shows how."
        )
    return park.virtual_plant


def programme_table(rules: Rulebook, profile: str, *, at: date) -> ProgrammeTable:
    """What a profile says on a day.

    Raises:
        MissingRuleError: there is no such profile then.
    """
    return ProgrammeTable.model_validate(rules.get(f"vpp.programme.{profile}", at=at).content)


def programme_tables(
    rules: Rulebook, plant: VirtualPlant, *, at: date
) -> dict[str, ProgrammeTable]:
    """The table of every programme of a plant, by the programme's id.

    Raises:
        MissingRuleError: a profile has no version on that day.
    """
    return {each.id: programme_table(rules, each.profile, at=at) for each in plant.programmes}


def how_verified(
    rules: Rulebook, table: ProgrammeTable, *, programme: str, at: date
) -> HowVerified:
    """How deliveries of a programme are told.

    Raises:
        MissingDataError: the programme names no baseline.
        MissingRuleError: a rule has no version on that day.
    """
    if table.baseline is None:
        raise MissingDataError(
            "The programme {programme} names no baseline, so nothing can be verified by it. "
            "Give its profile in the park's rules.yaml, with `baseline`.",
            programme=programme,
        )
    return HowVerified(
        baseline=BaselineTable.model_validate(rules.get(table.baseline, at=at).content),
        substitution=SubstitutionTable.model_validate(rules.get("vpp.substitution", at=at).content),
        reached_share=rules.factor("vpp.reached_share", at=at).value,
    )
