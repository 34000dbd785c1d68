"""The copy of one's data: every row of one's own, nobody else's, and no staff."""

import datetime as dt
import json
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from footcare.accounts.models import Person, User
from footcare.site import copying
from tests.factories import client_for, make_cleared_person, make_clinic, make_link, make_practice

pytestmark = pytest.mark.django_db


def copied(who: Person) -> dict[str, Any]:
    response = client_for(who).get("/me/copy/")
    assert response.status_code == 200
    found: dict[str, Any] = json.loads(response.content)
    return found


def reachable() -> set[type[models.Model]]:
    """Every model whose keys lead to a person, by whatever way; read from the other end than the copy does."""
    found: set[type[models.Model]] = {Person}
    while edge := {
        model
        for model in apps.get_models()
        if model not in found and any(field.related_model in found for field in model._meta.concrete_fields)
    }:
        found |= edge
    return found


def test_every_model_that_leads_to_the_person_is_in_it(full_person: Person) -> None:
    graph = reachable()
    names = [copying.name_of(model) for model in graph]
    assert len(set(names)) == len(names)
    found = copied(full_person)
    counted = {copying.name_of(model): model._default_manager.count() for model in graph}
    assert {name: len(found[name]) for name in names} == counted
    assert all(counted.values()), "the setup must fill every model"
    assert set(found) == {*names, "copied_at", "account"}


def test_rows_say_what_was_said(full_person: Person) -> None:
    found = copied(full_person)
    assert found["account"]["email"] == "ann@example.org"
    assert found["people"][0]["label"] == full_person.label
    assert found["notes"][0] | {"id": 0} == {
        "id": 0,
        "person": full_person.pk,
        "clinic": "Clinic by the River",
        "text": "A note",
        "written_at": "2026-11-23T12:00:00Z",
    }
    first = full_person.assessments.earliest("pk").said.earliest("pk")
    assert found["answers"][0] == {
        "id": first.pk,
        "assessment": first.assessment_id,
        "field": first.field,
        "value": first.value,
        "said_at": "2026-11-23T12:00:00Z",
    }


def test_staff_are_not_named(full_person: Person) -> None:
    staff = User.objects.exclude(pk=full_person.user.pk).get()
    text = json.dumps(copied(full_person))
    assert staff.email not in text
    assert str(staff.uuid) not in text


def test_others_are_not_in_it(full_person: Person, now: dt.datetime) -> None:
    before = copied(full_person)
    guest = make_cleared_person(now)
    make_link(guest, make_clinic(now, "Other"), now)
    make_practice(guest, now, rating=2)
    after = copied(full_person)
    assert before | {"copied_at": ""} == after | {"copied_at": ""}
    own_rows = copied(guest)
    assert [row["label"] for row in own_rows["people"]] == [guest.label]
    assert own_rows["account"] is None
    assert {row["person"] for row in own_rows["ticks"]} == {guest.pk}


def test_it_comes_as_a_file_that_nothing_keeps(full_person: Person) -> None:
    response = client_for(full_person).get("/me/copy/")
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="footcare-copy.json"'
    assert "no-store" in response["Cache-Control"]
    assert client_for(full_person).post("/me/copy/").status_code == 405


def test_without_records_there_is_nothing_to_copy(client: Client, user: User) -> None:
    assert client.get("/me/copy/")["Location"] == "/assessment/"
    account = client_for(user)
    assert account.get("/me/copy/")["Location"] == "/assessment/"
    assert "/me/copy/" not in account.get("/me/").content.decode()


def test_the_page_about_oneself_leads_there(full_person: Person) -> None:
    assert 'href="/me/copy/"' in client_for(full_person).get("/me/").content.decode()
