"""The rules file: when a rule matches, what it prescribes, and what it keeps out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from programs.domain.movements import Citation, Dose, Item, Rule, RuleCap, Selector, When, Words
from programs.domain.vocabulary import Vocabulary
from programs.entries import Entry

RULE_ID = re.compile(r"R(\d+)")
SELECTOR_PARTS = {
    "id": "ids",
    "kind": "kinds",
    "region": "regions",
    "position": "positions",
    "equip": "equipment",
    "tag": "tags",
}


def parse_rules(
    file: Entry,
    vocabulary: Vocabulary,
    citations: Mapping[str, Citation],
    items: Mapping[str, Item],
    words: Words,
) -> tuple[Rule, ...]:
    rules = []
    for id, entry in file.subs("rules"):
        number = RULE_ID.fullmatch(id)
        if number is None:
            raise entry.error("a rule id is R and a number")
        selectors = tuple(_selector(entry, text, vocabulary, items) for text in entry.texts("exclude"))
        said = entry.sub("words")
        signpost = entry.one_of("signpost", words.signposts, "signpost") if entry.has("signpost") else None
        rules.append(
            Rule(
                id=id,
                number=int(number[1]),
                when=_when(entry.sub("when"), vocabulary),
                prescribe=entry.ids("prescribe", items, "movement"),
                dose=_rule_dose(entry, items),
                exclude=selectors,
                excluded=frozenset(item.id for item in items.values() if any(s.fits(item) for s in selectors)),
                cap=_cap(entry.sub("cap")),
                citations=entry.ids("citations", citations, "citation"),
                reason=said.said("reason"),
                note=entry.text("note"),
                signpost=signpost,
            )
        )
        said.finish()
        entry.finish()
    return tuple(sorted(rules, key=lambda rule: rule.number))


def _when(entry: Entry, vocabulary: Vocabulary) -> When:
    def ids(field: str, known: Mapping[str, object], what: str) -> tuple[str, ...]:
        return entry.ids(field, known, what) if entry.has(field) else ()

    def number(field: str) -> int | None:
        return entry.whole(field, least=0) if entry.has(field) else None

    when = When(
        findings=entry.ids("findings", vocabulary.findings, "finding"),
        every=ids("all", vocabulary.findings, "finding"),
        min_sev=number("min_sev"),
        contra=ids("contra", vocabulary.contraindications, "contraindication"),
        equip=ids("equip", vocabulary.equipment, "equipment"),
        experience=ids("experience", vocabulary.experience, "experience"),
        minutes=entry.wholes("minutes") if entry.has("minutes") else (),
        pain_min=number("pain_min"),
        pain_max=number("pain_max"),
        age_min=number("age_min"),
    )
    if when.conditions == 0:
        raise entry.error("gives no condition: a rule for everybody has findings: [general]")
    entry.finish()
    return when


def _rule_dose(entry: Entry, items: Mapping[str, Item]) -> tuple[tuple[str, str, int], ...]:
    changes = []
    for id in entry.keys("dose", items, "movement").names():
        change = entry.sub("dose").sub(id)
        for field in change.names():
            if field not in Dose.__dataclass_fields__:
                raise change.error(f"{field!r} is not part of a dose: check its spelling")
            changes.append((id, field, change.whole(field, least=1)))
    return tuple(changes)


def _cap(entry: Entry) -> RuleCap:
    def number(field: str) -> int | None:
        return entry.whole(field, least=1) if entry.has(field) else None

    cap = RuleCap(
        level=number("level"),
        strength_minus=number("strength_minus"),
        balance_level=number("balance_level"),
        heel_raise_level=number("heel_raise_level"),
    )
    entry.finish()
    return cap


def _selector(entry: Entry, text: str, vocabulary: Vocabulary, items: Mapping[str, Item]) -> Selector:
    known: Mapping[str, Mapping[str, object] | tuple[str, ...]] = {
        "id": items,
        "kind": vocabulary.kinds,
        "region": vocabulary.regions,
        "position": vocabulary.positions,
        "equip": vocabulary.equipment,
        "tag": vocabulary.exclusion_tags,
    }
    parts: dict[str, tuple[str, ...]] = {}
    level_min = 0
    for term in text.split("&"):
        level = re.fullmatch(r"level>=(\d+)", term)
        field, _, value = term.partition(":")
        if level is not None:
            level_min = int(level[1])
        elif field not in SELECTOR_PARTS:
            raise entry.error(
                f"exclude {text!r} cannot be read: use id:, kind:, region:, position:, equip:, tag:, level>=n"
            )
        elif value not in known[field]:
            raise entry.error(f"exclude {text!r} names unknown {field} {value!r}: use one that exists, or add it first")
        else:
            part = SELECTOR_PARTS[field]
            parts[part] = (*parts.get(part, ()), value)
    selector = Selector(text, level_min=level_min, **parts)
    only_equipment = set(parts) == {"equipment"}  # such a guard may stand before any movement needs the thing
    if not only_equipment and not any(selector.fits(item) for item in items.values()):
        raise entry.error(f"exclude {text!r} fits no movement: correct it or take it out")
    return selector
