"""The result: what the answers suggest, in the person's own words, and the plan that follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.conditions import SIDES, answered
from assessments.domain.definitions import Message, Questionnaire
from assessments.domain.findings import find
from assessments.stored import thaw
from footcare.environment import Contact
from programs.composing import caps_of, inputs_now, taken_away
from programs.domain.cautions import cautions
from programs.domain.matching import effective_priority
from programs.domain.movements import Protocol
from programs.domain.routine import Routine
from programs.domain.wording import left_out_by_health, signposts
from programs.models import Plan
from programs.presenters.advice import Advice, stop_for_today
from programs.presenters.answers import Quote, quotes
from programs.presenters.words import (
    TOUCH,
    dose_words,
    lower_first,
    minutes_of,
    minutes_words,
    strand,
    time_words,
    with_numbers,
)

FINDINGS_SHOWN = 4
# What the person cannot have named as their trouble leads, if there is any: how they stand before what was measured.
LEADING_GROUPS = ("posture", "measured")
TOES, EDGE, LEAN = "fp.toe_direction", "fp.weight_side_edge", "fp.weight_left_right"
NOT_SURE = "not_sure"


@dataclass(frozen=True, slots=True)
class FindingShown:
    title: str
    text: str
    sources: tuple[Quote, ...]

    @property
    def change(self) -> dict[str, str] | None:
        if not self.sources:
            return None
        return {"url": self.sources[0].url, "hidden": _("the answer behind: %(title)s") % {"title": self.title}}


@dataclass(frozen=True, slots=True)
class FootMap:
    label: str
    feet: tuple[dict[str, str], ...]
    lean: str


@dataclass(frozen=True, slots=True)
class PlanPreview:
    items: tuple[dict[str, str], ...]
    minutes: str
    move: str
    touch: str


@dataclass(frozen=True, slots=True)
class TryNow:
    """One gentle item to do on the spot."""

    id: str
    name: str
    dose: str
    cues: tuple[str, ...]
    feels_like: str
    cautions: tuple[str, ...]
    stop_signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    heading: str
    lead: str
    caution: Message | None
    findings: tuple[FindingShown, ...]
    more: tuple[FindingShown, ...]
    foot_map: FootMap | None
    evidence_short: str
    evidence_long: str
    stop: Advice | None
    preview: PlanPreview | None
    try_now: TryNow | None
    no_routine: Any
    advice: tuple[str, ...]
    support: str


def result_page(
    plan: Plan,
    protocol: Protocol,
    routine: Routine,
    questionnaire: Questionnaire,
    contact: Contact,
    *,
    stopped_by_pain: bool,
) -> ResultPage:
    """`routine` is what the person would do today; on a day that pain has stopped none of it is shown."""
    assessment = plan.assessment
    answers = thaw(assessment.answers)
    shown = _findings(protocol, questionnaire, assessment.findings)
    offers = find(questionnaire, answers).offers
    return ResultPage(
        heading=_("What stands out: %(finding)s") % {"finding": lower_first(shown[0].title)}
        if shown
        else _("Nothing stands out"),
        lead=_lead(len(shown)),
        caution=_caution(plan, protocol, questionnaire),
        findings=shown[:FINDINGS_SHOWN],
        more=shown[FINDINGS_SHOWN:],
        foot_map=foot_map(questionnaire, answers),
        evidence_short=questionnaire.words.evidence_short,
        evidence_long=questionnaire.words.evidence_long,
        stop=stop_for_today() if stopped_by_pain else None,
        preview=None if stopped_by_pain else _preview(protocol, routine),
        try_now=None if stopped_by_pain else _try_now(plan, protocol, routine),
        no_routine=protocol.words.messages[routine.message] if routine.message else None,
        advice=(*_advice(questionnaire, answers), *signposts(protocol, plan.outcome["matched_rules"])),
        support=with_numbers(questionnaire.words.support_box, contact) if "support_box" in offers else "",
    )


def _lead(count: int) -> str:
    if not count:
        return _("You start with the general plan: easy ankle movement and a short foot massage.")
    words = ngettext(
        "One pattern stands out in your answers. It shows where to start.",
        "%(count)d patterns stand out in your answers. They show where to start.",
        count,
    )
    return words % {"count": count}


def _findings(protocol: Protocol, questionnaire: Questionnaire, found: Mapping[str, Any]) -> tuple[FindingShown, ...]:
    """One of the feet first, then the strongest; both sides of a finding stand in one card."""
    severities: Mapping[str, int] = found["by_person"]
    ranked = sorted(severities, key=lambda id: (-effective_priority(protocol, id, severities[id]), id))
    groups = protocol.vocabulary.findings
    first = next((id for group in LEADING_GROUPS for id in ranked if groups[id].group == group), None)
    ranked.sort(key=lambda id: id != first)
    cards = []
    for id in ranked:
        because = [reason for one in found["findings"] if one["id"] == id for reason in one["because"]]
        asked = (questionnaire.questions.get(reason.get("question", "")) for reason in because)
        meanings = dict.fromkeys(question.meaning for question in asked if question and question.meaning)
        label = protocol.vocabulary.findings[id].label
        cards.append(FindingShown(label, " ".join(meanings), quotes(questionnaire, because, id)))
    return tuple(cards)


def _caution(plan: Plan, protocol: Protocol, questionnaire: Questionnaire) -> Message | None:
    found = plan.assessment.findings
    if found["level"] == "clear":
        return None
    lost = any(tag.startswith("test_") for tag in found["tags"]) or _lost_items(plan, protocol)
    return questionnaire.words.messages["caution" if lost else "caution_nothing_left_out"]


def _lost_items(plan: Plan, protocol: Protocol) -> bool:
    caps, taken = caps_of(plan), taken_away(plan)
    days = [plan.outcome[day] for day in ("strength", "other")]
    codes = {
        (entry.get("item") or entry["before"], entry["code"])
        for day in days
        for name in ("swaps", "dropped")
        for entry in day[name]
    }
    if any(left_out_by_health(protocol, code, item=item, caps=caps, taken_away=taken) for item, code in codes):
        return True
    things = {f"equipment:{thing}" for thing in taken}
    return any(entry["code"] in things for day in days for entry in day["left_outs"])


def foot_map(questionnaire: Questionnaire, answers: Mapping[str, object]) -> FootMap | None:
    if not any(answered(question, answers) for question in (TOES, EDGE)):
        return None
    feet = []
    for side in SIDES:
        toes, edge = (str(answers.get(f"{question}.{side}", "")) for question in (TOES, EDGE))
        said = [
            words % {"answer": lower_first(questionnaire.questions[question].option_text(value))}
            for question, value, words in ((TOES, toes, _("Toes: %(answer)s.")), (EDGE, edge, _("Weight: %(answer)s.")))
            if value and value != NOT_SURE
        ]
        words = " ".join(said) or _("Not sure.")
        feet.append(
            {
                "side": side,
                "direction": toes,
                "edge": edge if edge != NOT_SURE else "",
                "title": questionnaire.words.sides[side],
                "text": words,
            }
        )
    lean = _lean(answers.get(LEAN))
    label = _("Your feet from above. Left foot. %(left)s Right foot. %(right)s") % {
        "left": feet[0]["text"],
        "right": feet[1]["text"],
    }
    return FootMap(f"{label} {lean}".strip(), tuple(feet), lean)


def _lean(leg: object) -> str:
    if leg == "left":
        return _("You lean more on your left leg.")
    if leg == "right":
        return _("You lean more on your right leg.")
    return ""


def _preview(protocol: Protocol, routine: Routine) -> PlanPreview | None:
    if not routine.items:
        return None
    total = minutes_of(sum(planned.seconds for planned in routine.items))
    touch = sum(planned.seconds for planned in routine.items if strand(planned.kind) == TOUCH)
    touch_minutes = max(1, round(touch / 60)) if touch else 0
    items = tuple(
        {
            "strand": strand(planned.kind),
            "name": protocol.items[planned.item].words.name,
            "dose": dose_words(protocol.items[planned.item], planned.dose),
            "time": time_words(planned.seconds),
        }
        for planned in routine.items
    )
    return PlanPreview(
        items=items,
        minutes=minutes_words(total),
        move=_("%(minutes)d of movement") % {"minutes": total - touch_minutes},
        touch=_("%(minutes)d of touch") % {"minutes": touch_minutes} if touch else "",
    )


def _try_now(plan: Plan, protocol: Protocol, routine: Routine) -> TryNow | None:
    gentle = next((planned for planned in routine.items if planned.kind == "mobility"), None)
    if gentle is None:
        return None
    item, inputs = protocol.items[gentle.item], inputs_now(plan)
    return TryNow(
        id=item.id,
        name=item.words.name,
        dose=dose_words(item, gentle.dose),
        cues=item.words.cues,
        feels_like=item.words.feels_like,
        cautions=cautions(protocol, item, inputs.contra, inputs.excluded_tags),
        stop_signs=item.words.stop_signs,
    )


def _advice(questionnaire: Questionnaire, answers: Mapping[str, object]) -> tuple[str, ...]:
    """What a question advises when its answer calls for some care."""
    given = []
    for question in questionnaire.questions.values():
        levels = question.levels or {}
        said = (levels.get(str(value)) for _field, value in answered(question.id, answers))
        if question.advice and any(level not in (None, "clear") for level in said):
            given.append(question.advice)
    return tuple(dict.fromkeys(given))
