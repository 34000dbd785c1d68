"""The admin is for superusers: a page for every model, and no way to change a record."""

import datetime as dt

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from footcare.accounts.models import Clinic, Membership, Person, User
from footcare.clinic import actions as clinic_actions
from footcare.common.models import AuditRow
from tests.assessments.helpers import make_draft, make_person
from tests.footcare.clinic.factories import link, make_clinic, make_staff, practise, signed_in, start_plan

pytestmark = pytest.mark.django_db
OURS = {"accounts", "assessments", "programs", "clinic", "common"}
CHANGEABLE = {"User", "Clinic", "Membership"}


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


@pytest.fixture
def superuser() -> Client:
    return signed_in(User.objects.create_superuser("root@example.org"))


def test_every_model_has_a_useful_list(superuser: Client) -> None:
    for model in our_models():
        registered = admin.site._registry.get(model)
        assert registered is not None, f"{model.__name__} is not registered"
        assert len(registered.list_display) > 1, f"{model.__name__}: show more than one column"
        assert registered.search_fields, f"{model.__name__}: nothing to search by"
        url = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert superuser.get(url, {"q": "FC-22222"}).status_code == 200, url


def test_each_group_of_models_has_a_name_of_its_own(superuser: Client) -> None:
    response = superuser.get("/admin/")
    names = [str(group["name"]) for group in response.context["app_list"]]
    assert "People and clinics" in names
    assert sorted(names) == sorted(set(names))
    assert '<a href="/admin/">footcare</a>' in response.text
    assert '<link rel="icon" href="' in response.text


def leads_to_a_person(model: type[models.Model]) -> bool:
    names = {field.name for field in model._meta.get_fields() if field.concrete and field.related_model}
    return model is Person or (bool(names & {"person", "assessment", "clearance"}) and model is not User)


@pytest.fixture
def person(now: dt.datetime) -> Person:
    """Something in most tables that belong to a person."""
    person, clinic = make_person(now), make_clinic(now)
    staff = make_staff(clinic, now)
    link(person, clinic, now)
    start_plan(person, now)
    practise(person, now, pain_now=2)
    clinic_actions.add_note(person=person, clinic=clinic, text="A note", now=now, by=staff)
    clinic_actions.mark_line(person=person, clinic=clinic, line="quiet:x", mark="done", now=now, by=staff)
    return person


def test_every_record_of_a_person_that_is_read_is_in_the_audit_trail(superuser: Client, person: Person) -> None:
    root, seen = User.objects.get(email="root@example.org"), set()
    for model in our_models():
        personal, row = leads_to_a_person(model), model._default_manager.first()
        assert (admin.site._registry[model].whose is not None) is personal, model
        if row is None:
            continue
        before = list(AuditRow.objects.values_list("pk", flat=True))
        url = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert superuser.get(url).status_code == 200
        assert superuser.get(f"{url}{row.pk}/change/").status_code == 200
        made = AuditRow.objects.exclude(pk__in=before).order_by("id")
        label = model._meta.label_lower
        expected = [(label, "viewed"), (f"{label}:{getattr(row, 'uuid', row.pk)}", "viewed")] if personal else []
        assert list(made.values_list("object", "verb")) == expected, model
        assert {(one.person, one.actor) for one in made} <= {(person.uuid, root.audit_name)}
        seen.add(model.__name__)
    assert {"Person", "Assessment", "Answer", "Clearance", "Note", "CheckIn", "Plan", "DayPlan", "Tick"} <= seen


def test_a_list_of_many_is_written_down_at_once(superuser: Client, now: dt.datetime) -> None:
    superuser.get("/admin/assessments/answer/")
    counts = []
    for people in (1, 4):
        for _more in range(people):
            make_draft(make_person(now), now, until="region")
        with CaptureQueriesContext(connection) as made:
            superuser.get("/admin/assessments/answer/")
        counts.append(len(made))
    assert counts[0] == counts[1]
    assert AuditRow.objects.filter(verb="viewed").values("person").distinct().count() == 5


def test_every_change_is_in_the_audit_trail(superuser: Client, now: dt.datetime) -> None:
    none = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    place = {"name": "River", "country": "GB", "zone": "Europe/London", **none}
    superuser.post("/admin/accounts/clinic/add/", place)
    clinic = Clinic.objects.get()
    superuser.post(f"/admin/accounts/clinic/{clinic.pk}/change/", place | {"name": "Sea"})
    member = Membership.objects.create(user=User.objects.create_user("a@b.example"), clinic=clinic, role="author")
    number = member.pk
    superuser.post(f"/admin/accounts/membership/{number}/delete/", {"post": "yes"})
    by_hand = AuditRow.objects.filter(verb__in=["added", "changed", "deleted"]).order_by("id")
    assert list(by_hand.values_list("verb", "object")) == [
        ("added", f"accounts.clinic:{clinic.uuid}"),
        ("changed", f"accounts.clinic:{clinic.uuid}"),
        ("deleted", f"accounts.membership:{number}"),
    ]


def test_records_cannot_be_added_changed_or_deleted(superuser: Client) -> None:
    for model in our_models():
        url = f"/admin/{model._meta.app_label}/{model._meta.model_name}/add/"
        expected = 200 if model.__name__ in CHANGEABLE else 403
        assert superuser.get(url).status_code == expected, url


def test_nothing_is_released_or_erased_in_bulk(superuser: Client) -> None:
    request = superuser.get("/admin/").wsgi_request
    for model in our_models():
        actions = admin.site._registry[model].get_actions(request)
        assert set(actions) <= ({"delete_selected"} if model.__name__ == "Membership" else set()), model.__name__


def test_nobody_else_gets_in(client: Client) -> None:
    user = User.objects.create_user("ann@example.org")
    assert signed_in(user).get("/admin/accounts/person/").status_code == 302
    assert client.get("/admin/").status_code == 302


def signed_up(address: str) -> tuple[User, Client]:
    """Anybody may do this with somebody else's address."""
    browser = Client()
    password = "correct-horse-9!"
    browser.post("/accounts/signup/", {"email": address, "password1": password, "password2": password})
    return User.objects.get(email=address), browser


def inline(**fields: object) -> dict[str, object]:
    rows = {f"memberships-0-{name}": value for name, value in fields.items()}
    return {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0", **rows}


@pytest.mark.parametrize("way", ["membership", "its change", "of the user", "of the clinic", "a site role"])
def test_what_opens_more_ends_a_password_that_nobody_proved(superuser: Client, way: str, now: dt.datetime) -> None:
    clinic = make_clinic(now)
    user, intruder = signed_up("doc@clinic.example")
    other = Membership.objects.create(user=User.objects.create_user("b@clinic.example"), clinic=clinic, role="author")
    about = {"name": "", "is_active": "on"}
    place = {"name": clinic.name, "country": "GB", "zone": "Europe/London"}
    path, data = {
        "membership": ("membership/add/", {"user": user.pk, "clinic": clinic.pk, "role": "manager"}),
        "its change": (f"membership/{other.pk}/change/", {"user": user.pk, "clinic": clinic.pk, "role": "manager"}),
        "of the user": (f"user/{user.pk}/change/", about | inline(user=user.pk, clinic=clinic.pk, role="manager")),
        "of the clinic": ("clinic/add/", place | {"name": "New"} | inline(user=user.pk, role="manager")),
        "a site role": (f"user/{user.pk}/change/", about | {"is_superuser": "on", "is_staff": "on"} | inline()),
    }[way]
    response = superuser.post(f"/admin/accounts/{path}", data)
    assert response.status_code == 302, response.content.decode()
    user.refresh_from_db()
    assert user.memberships.exists() or user.is_superuser
    assert not user.has_usable_password()
    assert intruder.get("/staff/people/").status_code == 302
    assert intruder.get("/admin/accounts/person/").status_code == 302
    if way != "a site role":
        row = AuditRow.objects.filter(verb__in=["made_member", "changed_member"]).latest("pk")
        assert (row.object, row.clinic) == (f"user:{user.uuid} manager", user.memberships.get().clinic.uuid)


@pytest.mark.parametrize("way", ["one", "in bulk", "of the user"])
def test_a_member_who_is_removed_is_in_the_audit_trail(superuser: Client, way: str, now: dt.datetime) -> None:
    member = Membership.objects.create(
        user=User.objects.create_user("a@clinic.example"), clinic=make_clinic(now), role="manager"
    )
    row = {"memberships-0-id": member.pk, "memberships-INITIAL_FORMS": "1", "memberships-0-DELETE": "on"}
    of_user = {"name": "", "is_active": "on", **inline(user=member.user.pk, clinic=member.clinic.pk, role="manager")}
    bulk = {"action": "delete_selected", "_selected_action": member.pk, "post": "yes"}
    path, data = {
        "one": (f"membership/{member.pk}/delete/", {"post": "yes"}),
        "in bulk": ("membership/", bulk),
        "of the user": (f"user/{member.user.pk}/change/", of_user | row),
    }[way]
    assert superuser.post(f"/admin/accounts/{path}", data).status_code == 302
    assert not Membership.objects.exists()
    assert AuditRow.objects.get(verb="removed_member").object == f"user:{member.user.uuid} manager"


def test_nobody_else_changes_the_address_of_an_account(superuser: Client) -> None:
    user = User.objects.create_user("ann@example.org")
    data = {"email": "eve@example.org", "name": "Ann", "is_active": "on", **inline()}
    assert superuser.post(f"/admin/accounts/user/{user.pk}/change/", data).status_code == 302
    user.refresh_from_db()
    assert (user.name, user.email) == ("Ann", "ann@example.org")


def test_a_new_user_has_no_password_until_they_set_one(superuser: Client) -> None:
    inline = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    superuser.post("/admin/accounts/user/add/", {"email": "Ann@Example.org", "is_active": "on", **inline})
    user = User.objects.get(email="ann@example.org")
    assert not user.has_usable_password()
