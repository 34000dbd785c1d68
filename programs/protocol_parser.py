"""A content document becomes a protocol. Every id is checked where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assessments.domain.errors import ContentError
from programs.breaks_parser import parse_breaks
from programs.composer_parser import parse_composer
from programs.domain.dosing import seconds
from programs.domain.movements import (
    Citation,
    Dose,
    Illustration,
    Item,
    ItemWords,
    JointMotion,
    LeftOutWords,
    Message,
    Protocol,
    Tempo,
    Words,
)
from programs.domain.vocabulary import Vocabulary
from programs.domain.wording import LEFT_OUT_KINDS, LEFT_OUT_SINCE
from programs.entries import Entry
from programs.progression_parser import parse_progression
from programs.protocol_checks import check_ladders, check_prerequisites, check_reach
from programs.rules_parser import parse_rules
from programs.touch_parser import parse_touch
from programs.vocabulary_parser import parse_vocabulary

FILES = ("vocabulary", "evidence", "rules", "composer", "progression", "words", "touch", "breaks")
SINCE = frozenset({"touch", "breaks"})
"""Files that stored versions may lack: they are older."""


def parse_protocol(document: Mapping[str, Any], checksum: str) -> Protocol:
    files = {name: _file(document, name) for name in FILES if name in document or name not in SINCE}
    raw_items = document.get("items") or {}
    vocabulary = parse_vocabulary(files["vocabulary"])
    citations = _citations(files["evidence"], vocabulary)
    items = {id: _item(id, raw_items, vocabulary, citations) for id in sorted(raw_items)}
    words = _words(files["words"], vocabulary)
    rules = parse_rules(files["rules"], vocabulary, citations, items, words)
    composer = parse_composer(files["composer"], vocabulary, {rule.id for rule in rules}, citations, items)
    progression = parse_progression(files["progression"], vocabulary, items, citations)
    touch = parse_touch(files["touch"], vocabulary, citations) if "touch" in files else None
    breaks = parse_breaks(files["breaks"], items, citations) if "breaks" in files else None
    for entry in files.values():
        entry.finish()
    check_ladders(items)
    check_prerequisites(items)
    check_reach(items, rules)
    return Protocol(
        items=items,
        rules=rules,
        citations=citations,
        vocabulary=vocabulary,
        composer=composer,
        progression=progression,
        words=words,
        rules_by_id={rule.id: rule for rule in rules},
        checksum=checksum,
        touch=touch,
        breaks=breaks,
    )


def _file(document: Mapping[str, Any], name: str) -> Entry:
    if name not in document:
        raise ContentError(f"{name}.yaml is missing: put it back")
    entry = Entry(f"{name}.yaml", document[name])
    _review(entry)
    return entry


def _review(entry: Entry) -> tuple[str, str, bool]:
    reviewed_on, next_review = entry.day("reviewed_on"), entry.day("next_review")
    if next_review <= reviewed_on:
        raise entry.error(f"next_review is {next_review}: give a day after reviewed_on, {reviewed_on}")
    return reviewed_on, next_review, entry.flag("clinician_signed_off")


def _citations(file: Entry, vocabulary: Vocabulary) -> dict[str, Citation]:
    citations = {}
    for id, entry in file.subs("citations"):
        citations[id] = Citation(
            id=id,
            authors=entry.said("authors"),
            year=entry.whole_or_none("year", least=1),
            title=entry.said("title"),
            journal=entry.said("journal"),
            doi=entry.text_or_none("doi"),
            doi_seen=entry.flag("doi_seen"),
            verified=entry.flag("verified"),
            design=entry.said("design"),
            n=entry.whole_or_none("n", least=1),
            intervention=entry.said("intervention"),
            effect=entry.said("effect"),
            grade=entry.one_of("grade", vocabulary.evidence_grades, "evidence grade"),
            note=entry.text("note"),
        )
        entry.finish()
    file.ids("context_citations", citations, "citation")
    file.said("verified_meaning")
    return citations


def _item(id: str, raw_items: Mapping[str, Any], vocabulary: Vocabulary, citations: Mapping[str, Citation]) -> Item:
    file = Entry(f"items/{id}.yaml", raw_items[id])
    if file.text("id") != id:
        raise file.error(f"id is {file.text('id')!r}: it must be the name of the file")
    reviewed_on, next_review, signed_off = _review(file)
    facts, words = file.sub("facts"), file.sub("words")
    needs = facts.sub("prerequisites")
    findings, contraindications = vocabulary.findings, vocabulary.contraindications
    item = Item(
        id=id,
        kind=facts.one_of("kind", vocabulary.kinds, "kind"),
        region=facts.one_of("region", vocabulary.regions, "region"),
        position=facts.one_of("position", vocabulary.positions, "position"),
        level=facts.whole("level", least=min(vocabulary.levels), most=max(vocabulary.levels)),
        side=facts.one_of("side", vocabulary.sides, "side"),
        equipment=facts.ids("equipment", vocabulary.equipment, "equipment"),
        target_structures=facts.texts("target_structures"),
        dose=_dose(facts.sub("dose")),
        tempo=_tempo(facts.sub("tempo")),
        est_duration_s=facts.whole("est_duration_s", least=1),
        contraindications=facts.ids("contraindications", contraindications, "contraindication"),
        avoid_with_findings=facts.ids("avoid_with_findings", findings, "finding"),
        exclusion_tags=facts.ids("exclusion_tags", vocabulary.exclusion_tags, "exclusion tag"),
        cautions=facts.ids("cautions", contraindications, "contraindication"),
        caution_findings=facts.ids("caution_findings", findings, "finding"),
        indicated_for=facts.ids("indicated_for", findings, "finding", least=1),
        progression_of=facts.one_or_none("progression_of", raw_items, "movement"),
        progresses_to=facts.one_or_none("progresses_to", raw_items, "movement"),
        regresses_to=facts.one_or_none("regresses_to", raw_items, "movement"),
        prerequisite_items=needs.ids("items", raw_items, "movement"),
        prerequisite_gates=needs.ids("gates", vocabulary.gates, "gate"),
        evidence=facts.ids("evidence", citations, "citation"),
        evidence_grade=facts.one_of("evidence_grade", vocabulary.evidence_grades, "evidence grade"),
        illustration=_illustration(facts.sub("illustration"), vocabulary),
        words=_item_words(words),
        reviewed_on=reviewed_on,
        next_review=next_review,
        clinician_signed_off=signed_off,
        rep_range=facts.pair("rep_range"),
        hold_range_s=facts.pair("hold_range_s"),
        loadable=facts.flag("loadable") if facts.has("loadable") else False,
        pressure_0_10=facts.pair("pressure_0_10", most=10),
    )
    for entry in (file, facts, needs):
        entry.finish()
    _check_item(facts, item, vocabulary)
    return item


def _check_item(facts: Entry, item: Item, vocabulary: Vocabulary) -> None:
    if vocabulary.evidence_grades[item.evidence_grade].needs_source and not item.evidence:
        raise facts.error(f"evidence is empty but the grade is {item.evidence_grade}: name a source or lower the grade")
    if (item.kind == "massage") != (item.pressure_0_10 is not None):
        raise facts.error("pressure_0_10 belongs to every massage and to nothing else")
    lasts = seconds(item, item.dose)
    if lasts <= 0:
        raise facts.error("dose comes to no time at all: give it repetitions, a hold or minutes")
    if lasts != item.est_duration_s:
        raise facts.error(f"est_duration_s is {item.est_duration_s} but dose and tempo take {lasts}: correct one")
    if item.tempo.hold_s != item.dose.hold_s:
        raise facts.error(f"tempo holds {item.tempo.hold_s} s but dose holds {item.dose.hold_s} s: make them the same")
    both = next((id for id in item.cautions if id in item.contraindications), None)
    if both is not None:
        raise facts.error(f"{both!r} is in contraindications and in cautions: keep one")


def _dose(entry: Entry) -> Dose:
    dose = Dose(
        sets=entry.whole("sets", least=1),
        reps=entry.whole("reps", least=0),
        hold_s=entry.whole("hold_s", least=0),
        rest_s=entry.whole("rest_s", least=0),
        minutes=entry.number("minutes"),
        days_per_week=entry.whole("days_per_week", least=1, most=7),
        times_per_day=entry.whole("times_per_day", least=1),
    )
    entry.finish()
    return dose


def _tempo(entry: Entry) -> Tempo:
    tempo = Tempo(
        up_s=entry.whole("up_s", least=0), hold_s=entry.whole("hold_s", least=0), down_s=entry.whole("down_s", least=0)
    )
    entry.finish()
    return tempo


def _illustration(entry: Entry, vocabulary: Vocabulary) -> Illustration:
    joints = []
    for row in entry.rows("joints"):
        joint = row.one_of("joint", vocabulary.joints, "joint")
        joints.append(JointMotion(joint, row.number("start_deg"), row.number("end_deg")))
        row.finish()
    view = entry.one_of("view", vocabulary.views, "view")
    illustration = Illustration(view, tuple(joints), entry.said("motion"))
    entry.finish()
    return illustration


def _item_words(entry: Entry) -> ItemWords:
    words = ItemWords(
        name=entry.said("name"),
        also_known_as=entry.texts("also_known_as"),
        purpose=entry.said("purpose"),
        cues=entry.texts("cues", least=1),
        feels_like=entry.said("feels_like"),
        common_mistakes=entry.texts("common_mistakes", least=1),
        stop_signs=entry.texts("stop_signs", least=1),
    )
    entry.finish()
    return words


def _words(file: Entry, vocabulary: Vocabulary) -> Words:
    kinds = {id: entry.said("label") for id, entry in file.subs("kinds")}
    left_out = {id: LeftOutWords(entry.flag("safety"), entry.said("text")) for id, entry in file.subs("left_out")}
    for what, wanted, known in (("kinds", vocabulary.kinds, kinds), ("left_out", LEFT_OUT_KINDS, left_out)):
        for id in wanted:
            if id not in known and id not in LEFT_OUT_SINCE:
                raise file.error(f"{what} has no words for {id!r}: add them")
    return Words(
        kinds=kinds,
        left_out=left_out,
        signposts={id: entry.said("text") for id, entry in file.subs("signposts")},
        messages={id: Message(entry.said("title"), entry.said("text")) for id, entry in file.subs("messages")},
    )
