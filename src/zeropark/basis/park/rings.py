"""Rings in a directed graph, found in time that grows with the graph and no faster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

Graph = Mapping[str, Collection[str]]
"""Where one can go from each node."""


def ring_of(onward: Graph) -> dict[str, int]:
    """The ring of every node that one can come back to; rings that touch are one.

    Nodes on no ring are left out. By Kosaraju's algorithm: what a node can reach and is reached
    from, in two walks.

    >>> ring_of({"a": ["b"], "b": ["a", "c"], "c": []})
    {'a': 0, 'b': 0}
    """
    backward: dict[str, list[str]] = defaultdict(list)
    for node, targets in onward.items():
        for target in targets:
            backward[target].append(node)
    rings: dict[str, int] = {}
    seen: set[str] = set()
    for number, start in enumerate(reversed(list(_left(onward, onward, set())))):
        together = list(_left(backward, [start], seen))
        if len(together) > 1 or start in onward.get(start, ()):
            rings.update(dict.fromkeys(sorted(together), number))
    return rings


def _left(graph: Graph, starts: Collection[str], seen: set[str]) -> Iterator[str]:
    """The nodes that can be reached and are not yet seen, each once all beyond it are done."""
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        ahead = [(start, iter(graph.get(start, ())))]
        while ahead:
            _, targets = ahead[-1]
            target = next((each for each in targets if each not in seen), None)
            if target is None:
                yield ahead.pop()[0]
            else:
                seen.add(target)
                ahead.append((target, iter(graph.get(target, ()))))
