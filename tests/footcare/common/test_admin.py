"""The admin is for superusers: a page for every model, and no way to change a record."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.test import Client

from footcare.accounts.models import User
from tests.footcare.clinic.factories import signed_in

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


def test_a_new_user_has_no_password_until_they_set_one(superuser: Client) -> None:
    inline = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    superuser.post("/admin/accounts/user/add/", {"email": "Ann@Example.org", "is_active": "on", **inline})
    user = User.objects.get(email="ann@example.org")
    assert not user.has_usable_password()
