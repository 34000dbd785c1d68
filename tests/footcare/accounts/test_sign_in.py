"""Accounts as people meet them: sign up, sign in, a code by mail, sign out, and the guest of the browser."""

import datetime as dt
import re
import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from footcare.accounts import guests
from footcare.accounts.models import Person, User
from tests.assessments.helpers import make_person
from tests.footcare.clinic.factories import make_clinic, make_staff, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]
EMAIL, PASSWORD = "ann@example.org", "a long enough one"


@pytest.fixture
def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def hold(client: Client, guest: Person) -> None:
    """The browser carries the guest's cookie."""
    response = HttpResponse()
    guests.set_cookie(response, guest)
    client.cookies.update(response.cookies)


def holds_a_guest(client: Client) -> bool:
    cookie = client.cookies.get("footcare_guest")
    return bool(cookie and cookie.value)


def sign_up(client: Client, email: str = EMAIL) -> HttpResponse:
    return client.post("/accounts/signup/", {"email": email, "password1": PASSWORD})


def sign_in(client: Client, email: str = EMAIL, password: str = PASSWORD) -> HttpResponse:
    return client.post("/accounts/login/", {"login": email, "password": password})


def make_user(email: str = EMAIL) -> User:
    user = User.objects.create_user(email, PASSWORD)
    user.emailaddress_set.create(email=email, verified=True, primary=True)
    return user


def code_in_mail() -> str:
    return re.search(r"^[A-Z0-9-]{6,9}$", mail.outbox[-1].body, re.MULTILINE).group()


def test_signing_up_claims_the_guest_even_on_a_shared_phone(client: Client, now: dt.datetime) -> None:
    guest = make_person(now, shared_device=True)
    hold(client, guest)
    assert sign_up(client).status_code == 302
    assert Person.objects.get().user == User.objects.get()
    assert Person.objects.get().uuid == guest.uuid
    assert not holds_a_guest(client)
    assert client.session.get_expire_at_browser_close()


def test_signing_up_without_a_guest_makes_no_person(client: Client) -> None:
    sign_up(client)
    assert not Person.objects.exists()
    assert client.get("/me/").status_code == 200


def test_signing_in_merges_the_guest(client: Client, now: dt.datetime) -> None:
    user = make_user()
    own = make_person(now)
    Person.objects.filter(pk=own.pk).update(user=user)
    hold(client, make_person(now))
    sign_in(client)
    assert Person.objects.get() == own
    assert not holds_a_guest(client)


@pytest.mark.parametrize("whose", ["mine", "not_mine"])
def test_on_a_shared_phone_signing_in_asks_whose_the_answers_are(client: Client, now: dt.datetime, whose: str) -> None:
    user = make_user()
    guest = make_person(now, shared_device=True)
    hold(client, guest)
    assert sign_in(client)["Location"] == "/me/"
    guest.refresh_from_db()
    assert guest.user is None
    assert "Are they yours?" in client.get("/me/").content.decode()
    client.post("/me/guest/", {"whose": whose})
    guest.refresh_from_db()
    assert guest.user == (user if whose == "mine" else None)
    assert not holds_a_guest(client)


def test_staff_never_take_a_guest_with_them(client: Client, now: dt.datetime) -> None:
    make_user()
    make_staff(make_clinic(now), now, email=EMAIL)
    guest = make_person(now)
    hold(client, guest)
    sign_in(client)
    guest.refresh_from_db()
    assert guest.user is None


def test_staff_begin_at_the_queue_and_people_at_today(client: Client, now: dt.datetime) -> None:
    staff = make_staff(make_clinic(now), now)
    staff.set_password(PASSWORD)
    staff.save()
    User.objects.create_user(EMAIL, PASSWORD)
    for email, start in ((staff.email, "/staff/"), (EMAIL, "/today/")):
        assert client.post("/accounts/login/", {"login": email, "password": PASSWORD})["Location"] == start
        client.post("/accounts/logout/")


def test_who_runs_the_site_begins_at_its_admin_unless_they_practise(client: Client, now: dt.datetime) -> None:
    admin = User.objects.create_superuser(EMAIL, password=PASSWORD)
    response = client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD}, follow=True)
    assert (response.status_code, response.redirect_chain[-1][0]) == (200, "/admin/")
    client.post("/accounts/logout/")
    Person.objects.filter(pk=make_person(now).pk).update(user=admin)
    assert sign_in(client)["Location"] == "/today/"


def test_an_author_begins_at_a_page_that_leads_on(now: dt.datetime) -> None:
    page = signed_in(make_staff(make_clinic(now), now, "author")).get("/staff/").content.decode()
    for url in re.findall(r'<li><a href="([^"]+)">', page.split("staff__main")[1]):
        assert Client().get(url).status_code == 200
    assert page.split("staff__main")[1].count("<li><a") == 3


def test_page_and_mail_say_how_long_the_code_works(client: Client, settings: Any) -> None:
    make_user()
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 20 * 60
    page = client.post("/accounts/login/code/", {"email": EMAIL}, follow=True).content.decode()
    assert "It works for 20 minutes." in page
    assert "It works for 20 minutes." in mail.outbox[-1].body


def test_a_code_works_for_fifteen_minutes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_user()
    for minutes, works in ((14, True), (16, False)):
        client.post("/accounts/login/code/", {"email": EMAIL})
        later = time.time() + 60 * minutes
        with monkeypatch.context() as patched:
            patched.setattr("allauth.account.internal.flows.code_verification.time.time", lambda later=later: later)
            client.post("/accounts/login/code/confirm/", {"code": code_in_mail()})
        assert ("_auth_user_id" in client.session) is works
        client.post("/accounts/logout/")


def test_a_code_by_mail_signs_in(client: Client) -> None:
    user = make_user()
    client.post("/accounts/login/code/", {"email": EMAIL})
    response = client.post("/accounts/login/code/confirm/", {"code": code_in_mail()})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    user.refresh_from_db()
    assert user.has_usable_password()


def test_whoever_reads_the_mail_takes_the_address_back(client: Client) -> None:
    """Somebody signed up with another's address and knows the password: the owner's first code ends that."""
    stranger = Client()
    sign_up(stranger)
    assert stranger.get("/me/").status_code == 200
    client.post("/accounts/login/code/", {"email": EMAIL})
    client.post("/accounts/login/code/confirm/", {"code": code_in_mail()})
    assert client.get("/me/").status_code == 200
    assert not User.objects.get().has_usable_password()
    assert stranger.get("/me/").status_code == 302
    assert sign_in(Client()).status_code == 200


def test_staff_made_by_a_command_keep_the_password_they_set(client: Client) -> None:
    user = User.objects.create_user(EMAIL, PASSWORD)
    client.post("/accounts/login/code/", {"email": EMAIL})
    client.post("/accounts/login/code/confirm/", {"code": code_in_mail()})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert user.emailaddress_set.get().verified


def test_a_clinic_does_not_open_to_whoever_signed_up_with_its_managers_address(
    client: Client, now: dt.datetime
) -> None:
    sign_up(client)
    make_staff(make_clinic(now), now, "manager", email=EMAIL)
    assert client.get("/staff/").status_code == 302
    assert sign_in(Client()).status_code == 200


def test_a_wrong_code_says_what_to_do(client: Client) -> None:
    make_user()
    client.post("/accounts/login/code/", {"email": EMAIL})
    body = client.post("/accounts/login/code/confirm/", {"code": "XXXXXX"}).content.decode()
    assert "That code does not match." in body
    assert "<title>Error: " in body


@pytest.mark.parametrize("path", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_known_and_unknown_addresses_look_the_same(path: str) -> None:
    make_user()
    answers = []
    for email in (EMAIL, "nobody@example.org"):
        client = Client()
        response = client.post(path, {"email": email})
        page = client.get(response["Location"]).content.decode()
        answers.append(
            (response.status_code, response["Location"], re.sub(r'value="\w{64}"|' + re.escape(email), "", page))
        )
    assert answers[0] == answers[1]


def test_signing_up_with_a_known_address_makes_no_second_account(client: Client) -> None:
    make_user()
    body = sign_up(client).content.decode()
    assert "There is an account with this address." in body
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 1


def test_too_many_tries_are_stopped(client: Client) -> None:
    make_user()
    for _try in range(6):
        body = sign_in(client, password="something else").content.decode()
    assert "Too many tries." in body
    assert sign_in(client).status_code != 302


def test_signing_out_is_a_post(client: Client) -> None:
    make_user()
    sign_in(client)
    assert client.get("/accounts/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_a_new_password_by_mail(client: Client) -> None:
    make_user()
    client.post("/accounts/password/reset/", {"email": EMAIL})
    link = re.search(r"http\S+", mail.outbox[-1].body).group()
    form = client.get(urlsplit(link).path, follow=True)
    path = form.redirect_chain[-1][0]
    client.post(path, {"password1": "another long one", "password2": "another long one"})
    assert sign_in(client, password="another long one").status_code == 302


def test_admin_signs_in_by_the_account_pages(client: Client) -> None:
    response = client.get("/admin/login/?next=/admin/")
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=%2Fadmin%2F")
    assert signed_in(make_user()).get("/admin/login/").status_code == 403


ACCOUNT_PAGES = ["account_login", "account_signup", "account_reset_password", "account_reset_password_done"]
ACCOUNT_PAGES += ["account_request_login_code", "account_inactive", "account_email_verification_sent"]
SIGNED_IN_PAGES = ["account_logout", "account_email", "account_change_password", "account_reauthenticate"]
NEVER_SAID = re.compile(r"\b(please|invalid|failed|wrong|bad token)\b|!<", re.IGNORECASE)


@pytest.mark.parametrize("name", ACCOUNT_PAGES + SIGNED_IN_PAGES)
def test_account_pages_wear_our_design_and_words(client: Client, name: str) -> None:
    if name in SIGNED_IN_PAGES:
        client = signed_in(make_user())
    response = client.get(reverse(name), follow=name == "account_email_verification_sent")
    body = response.content.decode()
    assert response.status_code == 200
    assert "css/site.css" in body
    assert "When to get help" in body
    assert body.count("<h1") == 1
    assert not NEVER_SAID.search(re.sub(r"<!doctype html>|<[^>]*>", "<", body)), NEVER_SAID.search(body)


def test_mails_speak_plainly(client: Client) -> None:
    sign_up(client)
    client.post("/accounts/password/reset/", {"email": EMAIL})
    client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    Client().post("/accounts/signup/", {"email": EMAIL, "password1": PASSWORD})
    assert len(mail.outbox) >= 3
    for message in mail.outbox:
        assert not re.search(r"please|invalid|failed|example\.com|!", message.subject + message.body, re.IGNORECASE), (
            message.body
        )
        assert message.subject.startswith("footcare: ")


@pytest.mark.parametrize(
    ("path", "sentences"),
    [
        ("/accounts/login/", ["Write your email address.", "Write your password."]),
        ("/accounts/signup/", ["Write your email address.", "Write a new password."]),
        ("/accounts/login/code/", ["Write your email address."]),
        ("/accounts/password/reset/", ["Write your email address."]),
    ],
)
def test_a_field_left_empty_is_named(client: Client, path: str, sentences: list[str]) -> None:
    page = client.post(path, {}).content.decode()
    assert "This field is required" not in page
    assert [sentence for sentence in sentences if sentence not in page] == []


@pytest.mark.parametrize("path", ["/accounts/email/", "/accounts/password/change/", "/accounts/password/set/"])
def test_own_account_pages_name_what_is_empty_and_lead_back(path: str) -> None:
    user = User.objects.create_user("ann@example.org", None if path.endswith("set/") else "a long enough password")
    client = signed_in(user)
    page = client.get(path).content.decode()
    assert re.search(r'<a class="tool-link" href="/me/"><svg.*?</svg>Back</a>', page, re.DOTALL)
    page = client.post(path, {"action_add": ""}).content.decode()
    assert "This field is required" not in page
    assert "Write " in page
