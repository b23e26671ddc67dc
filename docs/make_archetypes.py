# ruff: noqa: INP001 - a script beside the page that it writes into
"""Run the whole chain on the year of every archetype, and write their comparison into the page.

    .venv/bin/python docs/make_archetypes.py [FOLDER]

Takes some minutes; the parks stay in FOLDER (a temporary one where none is named), so that
`zeropark serve FOLDER` shows all of them side by side. The table stands in archetypes.md between
`<!-- years -->` and `<!-- end -->`; a test runs one archetype and holds its row against it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from zeropark.basis.park.archetypes import archetype_names, archetype_text
from zeropark.basis.park.load import load_park

YEAR: Final = 2026
PAGE: Final = Path(__file__).parent / "archetypes.md"
HEADS: Final = (
    *("archetype", "meters", "consumption, tce", "910 book, t", "location, t", "market, t"),
    *("U, tCO2/tce", "verdict", "direct share", "R1", "R2", "R3", "clean energy"),
)
_ZEROPARK: Final = Path(sys.executable).with_name("zeropark")
_PLACE: Final = re.compile(r"(?<=<!-- years -->\n).*?(?=<!-- end -->)", re.DOTALL)
_SHARES: Final = ("direct_supply_share", "r1", "r2", "r3", "clean_energy_share")


def told(*arguments: str | Path) -> Mapping[str, Any]:
    """What a command says with `--json`; exit code 1 means findings only."""
    done = subprocess.run(  # noqa: S603 - our own command
        [_ZEROPARK, *map(str, arguments), "--json"], capture_output=True, text=True, check=False
    )
    if done.returncode > 1:
        raise SystemExit(f"zeropark {' '.join(map(str, arguments))}: {done.stdout}{done.stderr}")
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found


def row(name: str, folder: Path) -> list[str]:
    """The year of one archetype, as the table shows it."""
    demo = told("demo", "--from", name, "--dir", folder)
    books = told("account", folder, "--period", str(YEAR))["books"]
    judged = demo["evaluation"]
    indicators = {each["id"]: each for each in (*judged["guiding"], *judged["direct"])}
    park = load_park(archetype_text(name), name=name).park
    return [
        f"[{name}](../src/zeropark/basis/park/archetypes/{name}.yaml)",
        str(len(park.meters) if park else 0),
        f"{judged['consumption_tce']:,.0f}",
        *(f"{books[name]['total_t']:,.0f}" for name in ("park910", "location", "market")),
        f"{judged['core']['value_tco2_per_tce']:.3f}",
        judged["core"]["verdict"],
        *(_share(indicators.get(key)) for key in _SHARES),
    ]


def _share(indicator: Mapping[str, Any] | None) -> str:
    if indicator is None or indicator["value"] is None:
        return "–"
    mark = " ✗" if indicator["verdict"] == "fail" else ""
    return f"{indicator['value'] * 100:.1f} %{mark}"


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines of Markdown."""
    for cells in (HEADS, ["---"] * len(HEADS), *rows):
        yield f"| {' | '.join(cells)} |\n"


def main() -> None:
    """Run all of them, one after the other."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    rows = []
    for name in archetype_names():
        sys.stdout.write(f"{name} …\n")
        rows.append(row(name, folder / name))
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_PLACE.sub("".join(table(rows)), page), encoding="utf-8")


if __name__ == "__main__":
    main()
