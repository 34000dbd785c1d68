"""Checks that look across items and rules: ladders end, what is needed first is simple, nothing lies unused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessments.domain.errors import ContentError
from programs.domain.movements import Item, Rule


def check_ladders(items: Mapping[str, Item]) -> None:
    for field in ("progresses_to", "regresses_to", "progression_of"):
        for id in items:
            path = [id]
            following = getattr(items[id], field)
            while following is not None:
                if following in path:
                    turn = " -> ".join([*path[path.index(following) :], following])
                    raise ContentError(f"items/{following}.yaml: {field} goes round in a circle ({turn}): break it")
                path.append(following)
                following = getattr(items[following], field)


def check_prerequisites(items: Mapping[str, Item]) -> None:
    for item in items.values():
        for needed in item.prerequisite_items:
            if items[needed].prerequisite_items:
                raise ContentError(
                    f"items/{item.id}.yaml: prerequisites name {needed!r}, which itself needs another first: "
                    "name both here and none there"
                )


def check_reach(items: Mapping[str, Item], rules: Iterable[Rule]) -> None:
    """Every item can come to somebody: by a rule, along a ladder, or because another needs it first."""
    reached: set[str] = set()
    waiting = [id for rule in rules for id in rule.prescribe]
    while waiting:
        id = waiting.pop()
        if id in reached:
            continue
        reached.add(id)
        item = items[id]
        steps = (item.progresses_to, item.regresses_to, *item.prerequisite_items)
        waiting += [step for step in steps if step is not None]
    for id in items:
        if id not in reached:
            raise ContentError(
                f"items/{id}.yaml: no rule, ladder or prerequisite leads to {id!r}: name it somewhere or take it out"
            )
