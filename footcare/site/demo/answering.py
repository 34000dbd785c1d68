"""Walks a draft through its pages with the answers of a story, by the action that the pages call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from assessments import actions
from assessments.domain import questionnaire as flow
from assessments.domain.definitions import Page
from assessments.models import Assessment
from assessments.standing import Standing, standing_of
from footcare.common.audit import Actor

# Answers that raise nothing, for questions that have no "no".
CALM = {
    "main.region": "feet",
    "rf.foot.skin": "none",
    "fp.toe_direction": "straight",
    "fp.weight_side_edge": "even",
    "fp.weight_left_right": "both",
    "hips_turn": "easy",
    "worry_about_moving": "not",
    "minutes": "15",
    "experience": "a_bit",
    "days": "5",
}
CALM_KINDS: Mapping[str, object] = {"scale": 0, "multi_with_none": ("none",)}
SECONDS_A_PAGE = 20


class UnansweredStory(ValueError):
    """A story's answers do not fit the questions; the message names the page and the fields."""


def answer_pages(draft: Assessment, answers: Mapping[str, object], *, now: dt.datetime, by: Actor) -> bool:
    """Whether the pages came to their end; False when an answer stopped them."""
    while (standing := standing_of(draft.person, now)) and (page := standing.next_page):
        saved = actions.save_page(assessment=draft, page=page, posted=posted(standing, page, answers), now=now, by=by)
        if saved.leads_to_stop:
            return False
        if saved.errors:
            raise UnansweredStory(f"{page.id}: {', '.join(error.field for error in saved.errors)}")
    return True


def posted(standing: Standing, page: Page, answers: Mapping[str, object]) -> dict[str, list[str]]:
    """What a browser would send for the page."""
    merged = {**standing.answers, **answers}
    fields = flow.visible_fields(standing.questionnaire, page, merged, standing.kind)
    said = {field.name: texts(value) for field in fields if (value := answer_to(field, answers)) is not None}
    ticks = [field for field in fields if field.question.kind == "tick"]
    if page.none_id and not any(field.name in said for field in ticks):
        said[page.none_id] = ["ticked"]
    return said


def answer_to(field: flow.Field, answers: Mapping[str, object]) -> object:
    question = field.question
    if field.name in answers:
        return answers[field.name]
    if field.asks_side or question.kind == "tick":
        return None
    return answers.get(question.id, CALM.get(question.id, CALM_KINDS.get(question.kind, "no")))


def texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, tuple) else [str(value)]
