"""What a complete assessment found, as plain data stored with it: keys and ids only, words come from content."""

from collections.abc import Iterable

from assessments.domain.conditions import Answers
from assessments.domain.definitions import Kind, Questionnaire
from assessments.domain.findings import Contraindication, find, release
from assessments.domain.safety import person_tags, screen
from assessments.stored import rows_of


def outcome(questionnaire: Questionnaire, answers: Answers, kind: Kind, lifts: Iterable[str]) -> dict[str, object]:
    """`contraindications` are those that stay after a clinic lifted some; each entry keeps what set it.

    A lift whose contraindication the answers no longer set, or may no longer lift, takes no effect.
    """
    screening, found = screen(questionnaire, answers, kind), find(questionnaire, answers)
    liftable = {one.id for one in found.contraindications if one.liftable}
    lifted = tuple(id_ for id_ in lifts if id_ in liftable)
    gate = screening.massage_gate
    return {
        "level": screening.level,
        "because": rows_of(screening.because),
        "findings": [
            {"id": one.id, "severity": one.severity, "side": one.side, "because": rows_of(one.because)}
            for one in found.findings
        ],
        "by_person": dict(found.by_person),
        "sides": dict(found.first_side),
        "contraindications": [
            {"id": id_, "because": rows_of(_set_by(found.contraindications, id_).because)}
            for id_ in release(found.contraindications, lifted)
        ],
        "lifted": list(lifted),
        "tags": sorted(person_tags(screening)),
        "excluded": [
            {"tag": one.tag, "side": one.side, "because": rows_of((one.because,))} for one in screening.excluded_tags
        ],
        "massage_gate": {
            "left": gate.left,
            "right": gate.right,
            "because": [
                {"gate": one.gate, "side": one.side, "fields": [field for field, _value in one.answers]}
                for one in gate.because
            ],
        },
        "pain_now": found.pain_now,
        "age": found.age,
        "region": answers.get("main.region"),
        "minutes": found.minutes,
        "experience": found.experience,
        "days": found.days,
        "equipment": list(found.equipment),
        "not_available": list(found.not_available),
    }


def _set_by(contraindications: Iterable[Contraindication], id_: str) -> Contraindication:
    return next(one for one in contraindications if id_ in (one.id, one.becomes))
