from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from zeropark.shell.interfaces.cli.option_groups import with_groups


@dataclass(frozen=True, kw_only=True)
class Where:
    city: Annotated[str, typer.Option("--city", help="Which city.")]
    floor: Annotated[int, typer.Option("--floor", min=0)] = 3


def tell(
    name: str,
    *,
    first: Annotated[int, typer.Option("--first")] = 1,
    where: Where,
    last: Annotated[bool, typer.Option("--last")] = False,
) -> None:
    """Tell it all."""
    typer.echo(f"{name} {first} {where.city} {where.floor} {last}")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--city", "Jinchang"], "mill 1 Jinchang 3 False"),
        (
            ["--last", "--floor", "0", "--city", "Wuwei", "--first", "7"],
            "mill 7 Wuwei 0 True",
        ),
    ],
)
def test_a_group_is_made_of_its_options(options: list[str], told: str) -> None:
    assert run("mill", *options) == (0, f"{told}\n")


@pytest.mark.parametrize("options", [[], ["--city", "Jinchang", "--floor", "-1"]])
def test_an_option_without_default_must_be_given_and_bounds_hold(options: list[str]) -> None:
    code, _ = run("mill", *options)
    assert code == 2


def test_the_help_has_the_options_in_the_place_of_the_group() -> None:
    _, said = run("--help")
    places = [said.index(word) for word in ("Tell it all.", "--first", "--city", "--last")]
    assert places == sorted(places)
    assert "--where" not in said


def run(*words: str) -> tuple[int, str]:
    app = typer.Typer()
    app.command()(with_groups(tell))
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.output
