"""People with a plan, through the same actions as real use."""

import datetime as dt
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.signing import get_cookie_signer
from django.test import Client

from assessments import actions as assessment_actions
from assessments.models import Clearance
from footcare.accounts import guests
from footcare.accounts.models import Person
from programs import actions, catalogue
from programs.models import DailyCheck, Plan
from tests.assessments.helpers import given, make_draft, make_person, write_pages

PAGES = ("/assessment/result/", "/plan/", "/today/", "/today/ankle-circles/", "/today/check-in/")
BACK_AND_FEET: dict[str, Any] = {
    "main.region": "both",
    "om.pain_back.now": 4,
    "om.pain_back.average": 3,
    "fp.toe_direction.right": "clearly_out",
    "fp.weight_side_edge.right": "inner",
    "fp.weight_left_right": "right",
    "hb.positions": ("desk", "sleep_pointed"),
    "equipment": ("ball", "band"),
}


def rescreen(person: Person, now: dt.datetime, **answers: Any) -> Plan | None:
    """The safety questions again, and the plan that follows."""
    draft = person.assessments.draft() or assessment_actions.begin_again(person=person, now=now, by=person)
    write_pages(draft, now, given(**(BACK_AND_FEET | answers)))
    return actions.start_plan(person=person, assessment=draft, now=now, by=person)


def make_plan(now: dt.datetime, person: Person | None = None, **answers: Any) -> Plan:
    person = person or make_person(now)
    draft = make_draft(person, now, **(BACK_AND_FEET | answers))
    plan = actions.start_plan(person=person, assessment=draft, now=now, by=person)
    assert plan is not None
    return plan


def nothing_new(person: Person, now: dt.datetime, *, massage: bool = True) -> None:
    """Opens the day and answers its questions with no."""
    plan = person.cleared_plan(now)
    assert plan is not None
    actions.open_day(by=person, person=person, plan=plan, now=now)
    questions = DailyCheck.Question.values if massage else [DailyCheck.Question.ANYTHING_NEW]
    for question in questions:
        actions.answer_check(person=person, question=question, answer="no", op=uuid4(), now=now, by=person)


def client_of(person: Person) -> Client:
    """A browser that holds the guest's cookie."""
    client = Client()
    signer = get_cookie_signer(salt=settings.GUEST_COOKIE + guests.SALT)
    client.cookies[settings.GUEST_COOKIE] = signer.sign(str(person.uuid))
    return client


def stop(person: Person, now: dt.datetime, level: str = "same_day") -> Clearance:
    latest = person.clearances.latest_one()
    return Clearance.objects.create(
        person=person,
        assessment=latest.assessment if latest else None,
        kind=Clearance.Kind.STOPPED,
        level=level,
        because=[],
        made_at=now,
    )


def sentences(response: Any) -> str:
    """The messages that the next page shows."""
    return " ".join(str(message) for message in response.wsgi_request._messages)


def tick(
    client: Client, item: str = "ankle-circles", done: str = "1", op: object = None, back: str = "", **extra: Any
) -> Any:
    return client.post("/today/tick/", {"item": item, "done": done, "op": str(op or uuid4()), "back": back}, **extra)


def shows_no_item(response: Any) -> bool:
    text = response.content.decode()
    return not any(item.words.name in text for item in catalogue.shipped().items.values())
