"""Options that belong together, said once: a parameter that is a group stands for its fields."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, get_type_hints


def with_groups(command: Callable[..., None]) -> Callable[..., None]:
    """A command that takes the fields of its groups as options, in the groups' place.

    A group is a dataclass whose fields are annotated as options are; a field's default is the
    option's. What a command takes besides stays as it is.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, type[Any]] = {
        name: kind for name, kind in hints.items() if isinstance(kind, type) and is_dataclass(kind)
    }

    def run(**given: object) -> None:
        whole = {
            name: kind(**{field.name: given.pop(field.name) for field in fields(kind)})
            for name, kind in groups.items()
        }
        command(**given, **whole)

    taken: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(command).parameters.items():
        group = groups.get(name)
        if group is None:
            taken.append(parameter.replace(annotation=hints[name]))
        else:
            told = get_type_hints(group, include_extras=True)
            taken += [_option(field, told[field.name]) for field in fields(group)]
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__annotations__ = {each.name: each.annotation for each in taken}
    run.__signature__ = inspect.Signature(taken)  # type: ignore[attr-defined]
    return run


def _option(field: Field[Any], annotation: object) -> inspect.Parameter:
    default = inspect.Parameter.empty if field.default is MISSING else field.default
    return inspect.Parameter(
        field.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )
