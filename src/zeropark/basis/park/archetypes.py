"""Templates that a new park starts from: YAML in `archetypes/`, comments and all.

Takes a name, gives the text of a park document. Sizes in a template are illustrative and its
document says so.
"""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from zeropark.basis.errors import Finding, InputError

_RULES: Final = ".rules.yaml"
_PARK: Final = ".yaml"
_ID_LINE: Final = re.compile(r"^id:.*$", re.MULTILINE)
_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def archetype_names() -> tuple[str, ...]:
    """The names of all templates, sorted."""
    names = (item.name for item in _folder().iterdir())
    return tuple(
        sorted(n.removesuffix(_PARK) for n in names if n.endswith(_PARK) and not n.endswith(_RULES))
    )


def archetype_text(name: str, *, park_id: str | None = None) -> str:
    """The park document of a template; with `park_id`, under the id of the new park.

    Raises:
        InputError: there is no such template, or `park_id` can't be an id.
    """
    text = _text(name, _PARK)
    if park_id is None:
        return text
    if not _ID.fullmatch(park_id):
        raise _refused(
            "park.bad_id",
            "{name!r} can't be the id of a park.",
            "Use a-z, 0-9, dash and underscore, at most 64, starting with a letter or digit.",
            name=park_id,
        )
    return _ID_LINE.sub(f"id: {park_id}", text, count=1)


def archetype_rules(name: str) -> str | None:
    """The template's own rules file; None where it has none.

    Raises:
        InputError: there is no such template.
    """
    _text(name, _PARK)
    file = _folder() / f"{name}{_RULES}"
    return file.read_text(encoding="utf-8") if file.is_file() else None


def _text(name: str, suffix: str) -> str:
    if name not in archetype_names():
        raise _refused(
            "archetype.unknown",
            "There is no archetype {name!r}.",
            "Use one of: {known}.",
            name=name,
            known=", ".join(archetype_names()),
        )
    return (_folder() / f"{name}{suffix}").read_text(encoding="utf-8")


def _folder() -> Traversable:
    return files("zeropark.basis.park") / "archetypes"


def _refused(code: str, problem: str, remedy: str, /, **data: object) -> InputError:
    finding = Finding(
        code=code,
        place=str(data.get("name", "")),
        problem_template=problem,
        remedy_template=remedy,
        data=data,
    )
    return InputError.of(finding)
