"""Templates are texts that a park of one's own starts from."""

from __future__ import annotations

import pytest

from zeropark.basis.errors import InputError
from zeropark.basis.park.archetypes import archetype_names, archetype_text
from zeropark.basis.park.load import load_park


def test_jinchang_is_there() -> None:
    assert "jinchang" in archetype_names()


def test_a_new_park_has_its_own_id_and_keeps_name_and_comments_until_they_are_edited() -> None:
    text = archetype_text("jinchang", park_id="my-park")
    read = load_park(text, name="park.yaml")
    park, findings = read.park, read.findings
    assert findings == ()
    assert park is not None
    assert (park.id, park.illustrative) == ("my-park", True)
    assert "ALL SIZES ARE ILLUSTRATIVE" in text
    template = archetype_text("jinchang").splitlines()
    assert sum(a != b for a, b in zip(template, text.splitlines(), strict=True)) == 1


def test_an_unknown_archetype_is_refused_with_those_that_exist() -> None:
    with pytest.raises(InputError, match=r"Use one of: .*jinchang"):
        archetype_text("jinchan")


@pytest.mark.parametrize("park_id", ["", "My Park", "a: b", "-a", "x" * 65, "a\nb: c"])
def test_an_id_that_can_not_be_one_is_refused(park_id: str) -> None:
    with pytest.raises(InputError, match="can't be the id of a park"):
        archetype_text("jinchang", park_id=park_id)


def test_a_name_with_a_path_in_it_reads_no_file() -> None:
    with pytest.raises(InputError):
        archetype_text("../../rules/data/park910")
