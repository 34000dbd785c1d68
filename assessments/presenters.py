"""Shapes what the assessment pages show. Rows arrive as arguments; nothing here queries."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.domain import questionnaire as flow
from assessments.domain.conditions import TICKED, Answers, choices
from assessments.domain.definitions import NONE, Message, Page, Question, Questionnaire
from assessments.models import Clearance
from assessments.standing import Standing, Way, safety_fields
from assessments.stops import Stop, StopAnswer
from footcare.accounts.models import Person
from footcare.environment import Contact

CLOCK = "H:i"
PLAN_CHANGES = "/plan/#change"
HOW_TO_ANSWER = re.compile(r"\?\s*\([^()]*\)$")


def url_of(way: Way) -> str:
    """The page of a place; "again" and "start" meet on the first page, which offers what fits."""
    if way.page is not None:
        return reverse("assessments:page", args=[way.page])
    return reverse({"stop": "assessments:stop", "review": "assessments:review"}.get(way.place, "assessments:consent"))


def sentence(way: Way) -> str:
    """Why the person stands here and not where they wanted to go."""
    return {
        "page": _("Answer this page first. The others come after it."),
        "review": _("All questions are answered. Check your answers."),
        "again": _("Answer the safety questions again first."),
        "start": _("Start here. There are no answers in this browser yet."),
        "stop": "",
    }[way.place]


def contact_of(person: Person | None) -> Contact:
    """The numbers of the person's country, else of the first country that is set up."""
    contacts: dict[str, Contact] = settings.CONTACTS
    return contacts.get(person.country if person else "") or next(iter(contacts.values()))


def numbers(contact: Contact) -> dict[str, str]:
    """The placeholders of the clinical sentences."""
    return {
        "emergency_number": contact.emergency_number,
        "urgent_advice_contact": contact.urgent_contact,
        "crisis_line": contact.crisis_line,
    }


def filled(message: Message, contact: Contact) -> dict[str, str]:
    return {"title": message.title, "text": message.body.format(**numbers(contact))}


def call(words: str, dial: str, *, main: bool = False) -> dict[str, Any]:
    return {"label": _("Call %(contact)s") % {"contact": words} if dial else words, "dial": dial, "main": main}


def emergency_call(contact: Contact, *, main: bool = True) -> dict[str, Any]:
    return call(contact.emergency_number, contact.emergency_dial, main=main)


def task(standing: Standing, page: Page | None, *, saves: bool = False) -> dict[str, Any]:
    """Head of a page: way back, stages, and where in its stage the page stands."""
    questionnaire, answers, kind = standing.questionnaire, standing.answers, standing.kind
    before = None
    if not standing.amends:
        before = flow.previous_page(questionnaire, page, answers, kind)
    elif page is not None:
        return {"back": reverse("assessments:review"), "label": page.title}
    back = reverse("assessments:page", args=[before]) if before and before.id != "p_consent" else ""
    head: dict[str, Any] = {"back": back, "save_form": "answers" if saves else ""}
    if standing.amends:
        return head | {"label": _("Your changes")}
    progress = flow.progress(questionnaire, page, answers, kind)
    return head | _steps(progress)


def first_task(questionnaire: Questionnaire) -> dict[str, Any]:
    """Head of the consent page, before there is a draft."""
    return {"back": "/"} | _steps(flow.progress(questionnaire, questionnaire.flows["full"].pages[0], {}))


def _steps(progress: flow.Progress) -> dict[str, Any]:
    position = progress.stages.index(progress.stage)
    states = ["done"] * position + ["current"] + ["todo"] * (len(progress.stages) - position - 1)
    words = {"stage": progress.stage.name, "step": progress.step, "of": progress.of}
    return {
        "stages": [{"label": s.name, "state": state} for s, state in zip(progress.stages, states, strict=True)],
        "step": progress.step,
        "of": progress.of,
        "label": _("%(stage)s · step %(step)s of about %(of)s") % words,
    }


def heading(page: Page, questions: tuple[Question, ...]) -> str:
    """The H1 above the questions; empty where the one question is itself the heading."""
    only_ticks = page.none_id and all(flow.is_listed_tick(page, question) for question in questions)
    alone = len(page.questions) == 1 and not page.questions[0].per_side and not page.questions[0].items
    return "" if alone or only_ticks else page.title


def safety_note(standing: Standing, page: Page, contact: Contact) -> dict[str, str] | None:
    """The safety card as a note, on the page after an answer that asks for it."""
    before = flow.previous_page(standing.questionnaire, page, standing.answers, standing.kind)
    asks = before is not None and any(
        standing.answers.get(question.id) in question.safety_card_on for question in before.questions
    )
    return filled(standing.questionnaire.words.safety_card, contact) if asks else None


def safety_card(
    questionnaire: Questionnaire, changed: Iterable[tuple[str, object]], contact: Contact
) -> dict[str, Any]:
    """The card after a corrected answer, with the question and what it says now."""
    quotes = [
        {"question": field_words(questionnaire, field), "answer": value_words(questionnaire, field, value)}
        for field, value in changed
    ]
    return filled(questionnaire.words.safety_card, contact) | {"changed": quotes, "calls": [emergency_call(contact)]}


def looks_down(page: Page, answers: Answers) -> dict[str, object] | None:
    """What the picture beside a question about both feet shows at first."""
    pair = next((question for question in page.questions if question.per_side and question.kind == "single"), None)
    if pair is None:
        return None
    return {side: answers.get(f"{pair.id}.{side}", "") for side in ("left", "right")}


def field_words(questionnaire: Questionnaire, field: str) -> str:
    """The question of a field, with its side or item."""
    found = _field(questionnaire, field)
    if found is None:
        return field
    question = quoted(found.question.text)
    if found.asks_side:
        return _("%(question)s Which side?") % {"question": question}
    parts = [found.item.text] if found.item else []
    if found.side:
        parts.append(questionnaire.words.sides[found.side])
    return " · ".join([question, *parts])


def quoted(text: str) -> str:
    """A question as it is quoted later: what stands in brackets after it says how to answer."""
    return HOW_TO_ANSWER.sub("?", text)


def value_words(questionnaire: Questionnaire, field: str, value: object) -> str:
    """An answer in the words that the person chose."""
    found = _field(questionnaire, field)
    if found is None or value is None:
        return _("Not answered")
    if value == TICKED:
        return _("Ticked")
    if found.asks_side:
        return questionnaire.words.sides.get(str(value), str(value))
    return ", ".join(found.question.option_text(one) or str(one) for one in choices(value))


def _field(questionnaire: Questionnaire, name: str) -> flow.Field | None:
    for question in questionnaire.questions.values():
        if name == question.id or name.startswith(f"{question.id}."):
            return next((field for field in question.fields if field.name == name), None)
    return None


def review_stages(
    standing: Standing, changed: Collection[str], chosen: Mapping[str, str] = MappingProxyType({})
) -> list[dict[str, Any]]:
    """Every answer with its change link, grouped by stage; one row for a list of ticks.

    `chosen` holds what counts instead of an answer, see `chosen_since`. A stage may be folded where none of its pages
    asks what can stop a plan or leave something out of it, and none holds an answer that was just changed.
    """
    rows: dict[str, list[dict[str, str]]] = {}
    for page in standing.pages:
        rows.setdefault(page.stage, []).extend(_review_rows(standing, page, chosen))
    names = {stage.id: stage.name for stage in standing.questionnaire.stages}
    in_sight = {page.stage for page in standing.pages if _guards(standing.questionnaire, page)} or set(rows)
    in_sight |= {page.stage for page in standing.pages if page.field_names & {*changed, *chosen}}
    return [{"name": names[stage], "rows": found, "open": stage in in_sight} for stage, found in rows.items()]


def chosen_since(standing: Standing, chosen: Mapping[str, object]) -> dict[str, str]:
    """Question -> what the plan page made of it since, in words: that counts instead of the answer.

    As soon as one of these questions is answered anew the answers count again, and nothing is listed.
    """
    continues, answers = standing.assessment.continues, standing.answers
    before = (continues.answers or {}) if continues else {}
    asked = [name for name in standing.questionnaire.questions if name in chosen]
    if any(_as_set(before.get(name)) != _as_set(answers.get(name)) for name in asked):
        return {}
    return {
        name: value_words(standing.questionnaire, name, _in_hand(chosen[name])) or _("Nothing")
        for name in asked
        if _as_set(chosen[name]) != _as_set(answers.get(name))
    }


def _as_set(value: object) -> set[str]:
    return {str(one) for one in choices(_in_hand(value)) if one is not None} - {NONE}


def _in_hand(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _guards(questionnaire: Questionnaire, page: Page) -> bool:
    sources = {row.source for row in questionnaire.bridge.contraindications}
    return bool(page.field_names & safety_fields(questionnaire)) or any(one.id in sources for one in page.questions)


def _review_rows(standing: Standing, page: Page, chosen: Mapping[str, str]) -> list[dict[str, str]]:
    questionnaire, answers = standing.questionnaire, standing.answers
    url = reverse("assessments:page", args=[page])
    fields = flow.visible_fields(questionnaire, page, answers, standing.kind)
    listed = [field for field in fields if flow.is_listed_tick(page, field.question)]
    rows = [
        (
            field.name,
            field_words(questionnaire, field.name),
            value_words(questionnaire, field.name, answers.get(field.name)),
        )
        for field in fields
        if field not in listed
    ]
    if listed:
        ticked = [_ticked_words(standing, field) for field in listed if answers.get(field.name) and not field.asks_side]
        rows.append((page.id, page.title, "; ".join(ticked) or page.none_text))
    first = questionnaire.flows["full"].pages[0]
    consents = {question.id for question in first.questions if question.kind == "tick"}
    return [
        {
            "question": question,
            "answer": chosen.get(name, answer),
            "note": _("changed on your plan page") if name in chosen else "",
            "url": "" if name in consents else PLAN_CHANGES if name in chosen else url,
            "hidden": _("your answer: %(q)s") % {"q": question},
        }
        for name, question, answer in rows
    ]


def _ticked_words(standing: Standing, field: flow.Field) -> str:
    side = standing.answers.get(f"{field.question.id}.side") if field.question.asks_side else None
    words = standing.questionnaire.words.sides.get(str(side), "") if side else ""
    return f"{field.question.text} ({words})" if words else field.question.text


def stop_page(
    stop: Stop, questionnaire: Questionnaire, contact: Contact, *, zone: str, now: dt.datetime, linked: bool, error: str
) -> dict[str, Any]:
    """Everything on the stop page. `why` and `rationale` of the content stay out of it."""
    asked = getattr(stop.row, "review_request", None)
    answers = [_stop_answer(answer, questionnaire, zone) for answer in stop.answers if _is_asked(answer)]
    page: dict[str, Any] = {
        **filled(_stop_message(stop.row, questionnaire), contact),
        "urgent": stop.needs_check,
        "calls": stop_calls(stop.row.level, contact),
        "answers": answers,
        "began": any(answer["began"] for answer in answers),
        "may_ask": linked and asked is None,
        "asked": _asked_words(asked.asked_at, zone) if asked else "",
    }
    if stop.needs_check and stop.may_begin_again:
        check = questionnaire.checks["checked_by_professional"]
        options = [{"value": option.value, "text": option.text, "checked": False} for option in check.options]
        page["asks_checked"] = {"text": check.text, "options": options, "error": error}
    elif stop.needs_check:
        again = _("You can answer the safety questions again from %(when)s, when a professional has checked this.")
        page["again_from"] = again % {"when": _local(stop.again_from, zone)}
    return page


def stop_calls(level: str, contact: Contact) -> list[dict[str, Any]]:
    """Whom to call first and second."""
    if level == Clearance.Level.SAME_DAY:
        return [call(contact.urgent_contact, contact.urgent_dial, main=True), emergency_call(contact, main=False)]
    return [emergency_call(contact), call(contact.urgent_contact, contact.urgent_dial)]


def stop_notice(row: Clearance, questionnaire: Questionnaire, contact: Contact) -> dict[str, Any]:
    """A stop on a page that is not its own: what to do, whom to call if it is urgent, and where the advice is."""
    urgent = not questionnaire.levels[row.level].staff_can_release
    return {
        **filled(_stop_message(row, questionnaire), contact),
        "level": row.level,
        "calls": stop_calls(row.level, contact) if urgent else [],
        "link": {"url": reverse("assessments:stop"), "label": _("Open your advice")},
    }


def _stop_message(row: Clearance, questionnaire: Questionnaire) -> Message:
    """The message of the row's level, unless the rule that set it has its own."""
    rules: Mapping[str, str | None] = {rule.id: rule.message for rule in questionnaire.rules}
    own = [rules.get(one.get("rule", "")) for one in row.because if one["level"] == row.level]
    key = own[0] if own and own[0] and all(own) else row.level
    return questionnaire.words.messages[key]


def _is_asked(answer: StopAnswer) -> bool:
    return answer.field != "age" and answer.value is not None


def _stop_answer(answer: StopAnswer, questionnaire: Questionnaire, zone: str) -> dict[str, Any]:
    question = field_words(questionnaire, answer.field)
    words = value_words(questionnaire, answer.field, answer.value)
    change = None
    if answer.page is not None:
        until = date_format(answer.until.astimezone(zoneinfo.ZoneInfo(zone)), CLOCK)
        change = {
            "url": reverse("assessments:page", args=[answer.page]),
            "label": _("Change this answer"),
            "after": _("if you chose it by mistake. You can do so until %(time)s.") % {"time": until},
        }
    if answer.value == TICKED:
        say = _("I ticked: “%(answer)s”.") % {"answer": question}
        ticked = questionnaire.questions.get(answer.field)
        title = questionnaire.pages[ticked.page].title if ticked and ticked.page else ""
        shown = {"intro": _("You ticked"), "question": title, "answer": question}
        return shown | {"change": change, "say": say, "began": False}
    shown = {"intro": _("You answered"), "question": question, "answer": words}
    say = _tell(questionnaire, answer)
    asked = _("I was asked: “%(question)s” I answered: “%(answer)s”.") % {"question": question, "answer": words}
    return shown | {"change": change, "say": say or asked, "began": bool(say)}


def _tell(questionnaire: Questionnaire, answer: StopAnswer) -> str:
    """What the person can say in short; empty where only the question itself says what was meant."""
    asked = questionnaire.questions.get(answer.field)
    if asked is None or not asked.tell:
        return ""
    unsure = _("I am not sure, but this may be so: %(it)s")
    return {"yes": asked.tell, "not_sure": unsure % {"it": asked.tell}}.get(str(answer.value), "")


def _asked_words(at: dt.datetime, zone: str) -> str:
    return _("You asked your clinic to look on %(when)s.") % {"when": _local(at, zone)}


def _local(at: dt.datetime, zone: str) -> str:
    return date_format(at.astimezone(zoneinfo.ZoneInfo(zone)), f"j F, {CLOCK}")


def saved_words(*, guest: bool, shared_device: bool, hours: int) -> list[str]:
    """How to come back."""
    if not guest:
        back = _("Sign in again, here or on another device, and go on where you stopped.")
    elif shared_device:
        back = _("Come back in this browser. When it is closed, your answers can no longer be reached.")
    else:
        back = _("Come back on this phone or computer, in the same browser, and go on where you stopped.")
    return [back, _("Safety answers count for %(hours)s hours. After that they are asked again.") % {"hours": hours}]


def consent_points(questionnaire: Questionnaire, contact: Contact) -> list[dict[str, str]]:
    return [filled(point, contact) for point in questionnaire.words.consent]


def shown_questions(standing: Standing, page: Page) -> Iterable[Question]:
    return flow.visible_questions(standing.questionnaire, page, standing.answers, standing.kind)
