"""Every text of the programme content that a person reads, entry by entry, in groups that belong together."""

from __future__ import annotations

from collections.abc import Iterator

from programs.domain.movements import Item, Protocol
from tests.content.reading import in_groups, sentences_of

Groups = list[list[str]]

STAND_INS = {"item": "Ankle circles", "equipment": "Sturdy chair"}
"""What the engine fills in."""

FINDING = "We ask because of this: {}."
"""A label of a few words has no grade of its own: it is graded in a sentence such as pages put it in."""

OUTSIDE = {
    "assessments/content": "safety questions and level messages are shown word for word as clinicians saw them",
    "item also_known_as": "names that a person may know from elsewhere; they come after the plain name",
    "contraindication label, contraindication question": "for staff: people are asked the questions of the assessment",
    "contraindication effect, when no item warns of it": "shown to nobody",
    "gate, joint, level, exclusion tag": "shown to nobody under these words",
    "citation": "who found what, as the study says it; shown as a source only",
    "note, meta, basis, scope": "for staff",
}
"""What the gates below leave out, and why."""


def entries(protocol: Protocol) -> Iterator[tuple[str, Groups]]:
    for item in protocol.items.values():
        yield f"items/{item.id}.yaml", item_groups(item)
    for name, text in single_texts(protocol):
        yield name, in_groups(sentences_of(text))


def item_groups(item: Item) -> Groups:
    words = item.words
    steps = [sentence for cue in words.cues for sentence in sentences_of(cue)]
    return [
        [words.name, *sentences_of(words.purpose), *sentences_of(words.feels_like)],
        *in_groups(steps),
        *in_groups(words.common_mistakes),
        *in_groups(words.stop_signs),
    ]


def single_texts(protocol: Protocol) -> Iterator[tuple[str, str]]:
    vocabulary, words, composer = protocol.vocabulary, protocol.words, protocol.composer
    warned = {id for item in protocol.items.values() for id in item.cautions}
    for rule in protocol.rules:
        yield f"rules.yaml {rule.id}", rule.reason
    for id, left in words.left_out.items():
        for kind in words.kinds.values():
            yield f"words.yaml left_out {id} {kind}", left.text.format(**{**STAND_INS, "kind": kind})
    for id, text in words.signposts.items():
        yield f"words.yaml {id}", text
    for id, message in words.messages.items():
        yield f"words.yaml {id}", f"{message.title}. {message.text}"
    for finding in vocabulary.findings.values():
        yield f"vocabulary.yaml finding {finding.id}", FINDING.format(finding.label)
    for thing in vocabulary.equipment.values():
        yield f"vocabulary.yaml equipment {thing.id}", words.left_out["equipment"].text.format(equipment=thing.label)
    for id in sorted(warned):
        yield f"vocabulary.yaml contraindication {id}", vocabulary.contraindications[id].effect
    for grade in vocabulary.evidence_grades.values():
        yield f"vocabulary.yaml evidence grade {grade.id}", grade.meaning
    for line in (*composer.caution_lines, *composer.tag_lines):
        yield f"composer.yaml {line.group.id} {line.key}", line.line
    yield "composer.yaml reasons", composer.prerequisite_reason
    if protocol.touch is not None:
        yield "touch.yaml scale", " ".join(f"{step.words}." for step in protocol.touch.scale)
        for id, sentence in protocol.touch.sentences.items():
            yield f"touch.yaml {id}", sentence.text
    for moment in protocol.breaks or ():
        tied = [moment.tied_to.rhythm] if moment.tied_to else []
        yield f"breaks.yaml {moment.id}", " ".join([f"{moment.name}.", moment.rhythm, *tied])
