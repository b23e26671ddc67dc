"""How fast a big park document is read and checked, against libyaml alone on the same text.

python benchmarks/park.py [--meters 10000]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import yaml

from zeropark.basis.park.check import check_park
from zeropark.basis.park.load import load_park
from zeropark.basis.rules.load import load_rulebook

TINY = Path(__file__).parents[1] / "tests" / "parks" / "tiny.yaml"
LOAD = (
    "  - {{id: load-{n}, kind: load, name: {{zh: 用电设备, en: Load {n}}}, site: ground, "
    "enterprise: shop, takes_from: bus-10kv, rated_kw: 3.5, load_factor: 0.5, profile: flat}}\n"
)
METER = """\
  - id: m-load-{n}
    name: {{zh: 电表, en: Meter {n}}}
    from: bus-10kv
    to: load-{n}
    gate: user
    channels:
      - {{id: energy, kind: cumulative, unit: kWh, ratio: 20, rollover_at: 1000000}}
      - {{id: power, kind: gauge, unit: kW}}
"""
Result = TypeVar("Result")


def park_text(meters: int) -> str:
    """The tiny park with so many more loads, each with a meter."""
    text = TINY.read_text(encoding="utf-8")
    for section, element in (("devices", LOAD), ("meters", METER)):
        more = "".join(element.format(n=n) for n in range(meters))
        text = text.replace(f"\n{section}:\n", f"\n{section}:\n{more}", 1)
    return text


def timed(what: str, run: Callable[[], Result]) -> Result:
    """Run it and print its seconds."""
    start, busy = time.perf_counter(), time.process_time()
    result = run()
    wall_s, cpu_s = time.perf_counter() - start, time.process_time() - busy
    print(f"{what:<28}{wall_s:>8.2f} s wall {cpu_s:>8.2f} s cpu")
    return result


def main() -> None:
    """Print the seconds of each step."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--meters", type=int, default=10_000)
    text, rules = park_text(parser.parse_args().meters), load_rulebook()
    print(f"{len(text) / 1e6:.1f} MB")
    timed("libyaml, plain data", lambda: yaml.load(text, Loader=yaml.CSafeLoader))
    loaded = timed("load_park", lambda: load_park(text, name="park.yaml"))
    park = loaded.park
    assert park is not None, loaded.findings[:3]
    found = timed("check_park", lambda: check_park(park, rules=rules, lines=loaded.lines))
    assert not found, found[:3]


if __name__ == "__main__":
    main()
