"""touch.yaml: the comfort scale, the ceilings and the sentences about touch."""

from __future__ import annotations

from collections.abc import Collection

from programs.domain.touch_words import SCALE, SENTENCES, Ceiling, ScaleWords, TouchSentence, TouchWords
from programs.domain.vocabulary import Vocabulary
from programs.entries import Entry


def parse_touch(file: Entry, vocabulary: Vocabulary, citations: Collection[str]) -> TouchWords:
    sentences = {}
    for id, entry in file.subs("sentences"):
        if id not in SENTENCES:
            raise entry.error("is a sentence that nothing shows: correct the id or take it out")
        sentences[id] = TouchSentence(entry.said("text"), entry.ids("citations", citations, "citation"))
        entry.finish()
    for id in SENTENCES:
        if id not in sentences:
            raise file.error(f"sentences has no words for {id!r}: add them")
    return TouchWords(scale=_scale(file), ceilings=_ceilings(file, vocabulary), sentences=sentences)


def _scale(file: Entry) -> tuple[ScaleWords, ...]:
    steps = []
    following = SCALE.start
    for row in file.rows("scale"):
        step = ScaleWords(row.whole("from", least=0, most=10), row.whole("to", least=0, most=10), row.said("words"))
        if step.low != following or step.high < step.low:
            raise row.error(f"goes from {step.low} to {step.high}: the next number without words is {following}")
        following = step.high + 1
        row.finish()
        steps.append(step)
    if following != SCALE.stop:
        raise file.error(f"scale ends at {following - 1}: give words up to {SCALE.stop - 1}")
    return tuple(steps)


def _ceilings(file: Entry, vocabulary: Vocabulary) -> tuple[Ceiling, ...]:
    ceilings = []
    for id, entry in file.subs("ceilings"):
        contraindications = vocabulary.contraindications
        ceiling = Ceiling(
            id=id,
            most=entry.whole("most", least=0, most=10),
            contraindications=entry.ids("contraindications", contraindications, "contraindication")
            if entry.has("contraindications")
            else (),
            pain_min=entry.whole("pain_min", least=0, most=10) if entry.has("pain_min") else None,
            sentence=entry.one_of("sentence", SENTENCES, "sentence"),
        )
        entry.finish()
        ceilings.append(ceiling)
    if not any(ceiling.for_everyone for ceiling in ceilings):
        raise file.error("ceilings have none for everyone: add one without contraindications and pain_min")
    return tuple(ceilings)
