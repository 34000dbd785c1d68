"""Walks through the assessment: fast through the actions, or by posting the real pages."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.test import Client

from assessments import actions, catalogue
from assessments.domain import questionnaire as flow
from assessments.domain.definitions import Field, Page, Questionnaire
from assessments.domain.reading import read_page
from assessments.domain.reasons import blocking_fields
from assessments.models import Answer, Assessment, Clearance
from assessments.standing import KINDS, standing_of, way_on
from footcare.accounts.actions import make_guest
from footcare.accounts.models import Person
from footcare.common.models import AuditRow
from tests.conftest import NOON

# One answer per field that raises nothing; fields of pages that are not shown are not posted.
CALM: dict[str, Any] = {
    "age": 44,
    "consent.terms": "ticked",
    "consent.about_me": "ticked",
    "main.region": "feet",
    "rf.foot.skin": "none",
    "rf.inj.walk": "both",
    "dt.diabetes_check": "yes",
    "dt.numb_new": "stable",
    "dt.clot_when": "old",
    "dt.allergy_text": ("nuts",),
    "fp.toe_direction.left": "straight",
    "fp.toe_direction.right": "straight",
    "fp.weight_side_edge.left": "even",
    "fp.weight_side_edge.right": "even",
    "fp.weight_left_right": "both",
    "first_steps": "no",
    "hips_turn": "easy",
    "worry_about_moving": "not",
    "gives_way_times": "once",
    "minutes": "15",
    "experience": "a_bit",
    "days": "5",
}

Said = dict[str, Any]
READ: dict[str, tuple[Said, Said]] = {}  # reading pages is pure, and most tests give the same answers
SECOND, MINUTE, HOUR, DAY = (dt.timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))
SADDLE = {"main.region": "back", "rf.ces.saddle": "yes"}
CALF = {"rf.leg.calf": "yes"}
HEART = {"hx.heart": "ticked"}
CONSENT = {"age": 44, "consent.terms": "ticked", "consent.about_me": "ticked"}


def make_person(now: dt.datetime, **fields: Any) -> Person:
    return make_guest(**({"country": "GB", "zone": "Europe/London", "shared_device": False, "now": now} | fields))


def given(**answers: Any) -> dict[str, Any]:
    """A value for every field of the questionnaire: these answers, else one that raises nothing."""
    return _calm() | answers


def posted(page: Page, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """What a browser would send for a page; ticks that are not given leave "None of these" ticked."""
    fields = [field for field in page.fields if _is_shown(field, answers)]
    said = {field.name: answers[field.name] for field in fields if answers.get(field.name) is not None}
    if page.none_id and not any(question.id in said for question in page.questions if question.kind == "tick"):
        said[page.none_id] = "ticked"
    return {name: _texts(value) for name, value in said.items()}


def make_draft(person: Person, now: dt.datetime, *, until: str | None = None, **answers: Any) -> Assessment:
    """A draft, up to the page with the slug `until` (not answered), or every page.

    Answers that stop it come in page by page, as a stop leaves rows behind. Others are written at once: what the pages
    do one by one is tested with them.
    """
    said = given(**answers)
    draft = actions.begin(
        person=person,
        user=None,
        country=person.country,
        zone=person.zone,
        shared_device=False,
        age=said["age"],
        now=now,
    )
    if until is None and not blocking_fields(catalogue.shipped(), read_pages(draft, now, said)[0]):
        return write_pages(draft, now, said)
    return answer_pages(draft, now, until=until, **answers)


def write_pages(draft: Assessment, now: dt.datetime, said: Mapping[str, Any]) -> Assessment:
    """Every open page, stored by one statement."""
    Answer.objects.bulk_create(
        Answer(assessment=draft, field=name, value=list(v) if isinstance(v, tuple) else v, said_at=now)
        for name, v in read_pages(draft, now, said)[1].items()
    )
    return draft


def read_pages(draft: Assessment, now: dt.datetime, said: Mapping[str, Any]) -> tuple[Said, Said]:
    """Every open page as a browser would post it: all answers then, and what is new among them."""
    standing = standing_of(draft.person, now)
    assert standing is not None
    questionnaire = catalogue.shipped()
    key = repr((questionnaire.checksum, standing.kind, sorted(standing.answers.items()), sorted(said.items())))
    if key not in READ:
        READ[key] = _read_pages(questionnaire, standing.kind, standing.answers, said)
    return READ[key]


def _read_pages(
    questionnaire: Questionnaire, kind: str, before: Mapping[str, Any], said: Mapping[str, Any]
) -> tuple[Said, Said]:
    answers, new = dict(before), Said()
    while page := flow.next_page(questionnaire, answers, kind):
        result = read_page(questionnaire, page, posted(page, said), answers, kind)
        assert not result.errors, (page.id, result.errors)
        new |= result.values
        answers = {name: value for name, value in (answers | result.values).items() if value is not None}
    return answers, new


def answer_pages(draft: Assessment, now: dt.datetime, *, until: str | None = None, **answers: Any) -> Assessment:
    """Answers the open pages of a draft in their order; stops early where the answers stop it."""
    said = given(**answers)
    for _page in range(40):
        standing = standing_of(draft.person, now)
        page = standing.next_page if standing else None
        if page is None or page.slug == until:
            break
        saved = actions.save_page(assessment=draft, page=page, posted=posted(page, said), now=now, by=draft.person)
        assert not saved.errors, (page.id, saved.errors)
        if saved.leads_to_stop:
            break
    else:
        raise AssertionError("the pages never end; is `now` before the draft began?")
    draft.refresh_from_db()
    return draft


def make_complete_assessment(person: Person, now: dt.datetime, **answers: Any) -> Assessment:
    """A finished assessment with its clearance, through the actions. The answers must not reach a stop."""
    draft = make_draft(person, now, **answers)
    actions.complete(assessment=draft, now=now, by=person)
    return draft


def answer_all(client: Client, **answers: Any) -> HttpResponse:
    """Posts every page from consent on; returns the last redirect: to the review, or to the stop page."""
    said = given(**answers)
    consent = {"age": said["age"], "consent.terms": "ticked", "consent.about_me": "ticked", "country": "GB"}
    response = client.post("/assessment/", consent | {"zone": "Europe/London"})
    for _page in range(40):
        assert response.status_code == 302, response.content.decode()
        slug = response["Location"].rstrip("/").rsplit("/", 1)[-1]
        page = catalogue.shipped().page_of_slug(slug)
        if page is None:
            return response
        response = client.post(response["Location"], posted(page, said))
    raise AssertionError("the pages never end")


def clearances(person: Person) -> list[tuple[str, str]]:
    """(kind, level) of each row, oldest first."""
    return list(Clearance.objects.filter(person=person).order_by("id").values_list("kind", "level"))


def kind_of(assessment: Assessment) -> str:
    return KINDS[assessment.kind]


def _is_shown(field: Field, answers: Mapping[str, Any]) -> bool:
    question = field.question
    if field.asks_side and answers.get(question.id) in (None, "no", "none"):
        return False
    return question.show_if is None or question.show_if.holds(answers)


@cache
def _calm() -> dict[str, Any]:
    fields = [field for page in catalogue.shipped().flows["full"].pages for field in page.fields]
    return {field.name: CALM.get(field.name, _nothing(field)) for field in fields} | CALM


def _nothing(field: Field) -> Any:
    if field.asks_side or field.question.kind == "tick":
        return None
    return {"scale": 0, "multi_with_none": ("none",)}.get(field.question.kind, "no")


def _texts(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, (tuple, list)) else [str(value)]


def page(slug: str) -> Any:
    found = catalogue.shipped().page_of_slug(slug)
    assert found
    return found


def save(draft: Assessment, slug: str, now: dt.datetime = NOON, **answers: Any) -> actions.Saved:
    return actions.save_page(
        assessment=draft, page=page(slug), posted=posted(page(slug), given(**answers)), now=now, by=draft.person
    )


def verbs(person: Person) -> list[str]:
    return list(AuditRow.objects.filter(person=person.uuid).order_by("id").values_list("verb", flat=True))


def place(person: Person, now: dt.datetime = NOON) -> str:
    return way_on(person, now).place
